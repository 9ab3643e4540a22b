import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readChoiceForm, readMemberForm, readMinute, showMinute } from '~/app/notices/read-choice-form';
import { isAddress, maskAddress } from '~/knowledge/policies/push/contact-address';
import { contactCode } from '~/knowledge/policies/push/contact-code';
import { defaultChoice, isLeavable } from '~/knowledge/policies/push/delivery-choice';
import { messageTopics } from '~/knowledge/policies/push/message-kind';

const posted = (fields: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
};

describe('the form of what one hears of', () => {
  test('gives ways by topic, hours and what was left; topics that weren’t shown stay', () => {
    const form = posted({
      'case.mail': 'on',
      'case.sms': 'on',
      'off.deadline': 'on',
      digest: 'weekly',
      quiet: 'on',
      quietFrom: '22:00',
      quietTo: '07:30',
    });
    const shown = ['opportunity', 'deadline', 'case', 'reply', 'account'] as const;
    expect(readChoiceForm(form, defaultChoice, shown)).toEqual({
      channels: {
        ...{ opportunity: [], deadline: [], case: ['mail', 'sms'], reply: [], account: [] },
        desk: defaultChoice.channels.desk,
      },
      ...{ off: ['deadline'], digest: 'weekly', quietFrom: 1320, quietTo: 450, restDays: false },
    });
  });

  test('without quiet hours there are none, and half a time is refused', () => {
    expect(readChoiceForm(posted({ digest: 'daily' }), defaultChoice, messageTopics)).toMatchObject({
      ...{ quietFrom: 0, quietTo: 0 },
    });
    const half = posted({ digest: 'daily', quiet: 'on', quietFrom: '22:00' });
    expect(readChoiceForm(half, defaultChoice, messageTopics)).toBeNull();
    expect(readChoiceForm(posted({ digest: 'hourly' }), defaultChoice, messageTopics)).toBeNull();
  });

  test('a topic that wasn’t shown stays left', () => {
    const before = { ...defaultChoice, off: ['opportunity' as const] };
    expect(readChoiceForm(posted({ digest: 'daily' }), before, ['account'])?.off).toEqual(['opportunity']);
  });

  test('times are read as they are shown', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1439 }), (minute) => readMinute(showMinute(minute)) === minute),
    );
    expect(readMinute('24:00')).toBeNaN();
  });

  test('topics are given to members by their ids', () => {
    const given = readMemberForm(posted({ 'a.case': 'on', 'b.reply': 'on', 'c.case': 'on' }), ['a', 'b']);
    expect([...given]).toEqual([
      ['a', ['case']],
      ['b', ['reply']],
    ]);
  });
});

describe('an address', () => {
  test.each([
    ['mail', 'lin@example.cn', true],
    ['mail', 'lin@example', false],
    ['sms', '13800000000', true],
    ['sms', '23800000000', false],
    ['wecom', 'lin.jing_ban-1@x', true],
    ['wecom', '林', false],
    ['dingtalk', 'a'.repeat(65), false],
  ] as const)('of %s: %s', (channel, address, ok) => expect(isAddress(channel, address)).toBe(ok));

  test('is shown so that its owner knows it, and nobody else gets it', () => {
    expect(['lin@example.cn', '13812345678', 'lin', 'linjingban'].map(maskAddress)).toEqual([
      ...['li***@example.cn', '138****5678', 'l***', 'lin****gban'],
    ]);
  });

  test('has a code of six digits of its own', () => {
    const key = Buffer.alloc(32, 1);
    expect(contactCode(key, 'n', 'a')).toMatch(/^\d{6}$/);
    expect(contactCode(key, 'n', 'a')).toBe(contactCode(key, 'n', 'a'));
    expect(contactCode(key, 'n', 'a')).not.toBe(contactCode(key, 'n', 'b'));
  });

  test('only what comes unasked can be left', () => {
    expect(messageTopics.filter(isLeavable)).toEqual(['opportunity', 'deadline']);
  });
});
