import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { messageChannels } from '~/knowledge/policies/push/message-kind';
import { defaultTemplate, renderMessage } from '~/knowledge/policies/push/render-message';
import { checkTemplate } from '~/knowledge/policies/push/templates/check-template';
import { editableKinds, valuesOf } from '~/knowledge/policies/push/templates/editable-kinds';
import { showMessage } from '~/knowledge/policies/push/templates/show-message';
import {
  fixedWords,
  readParts,
  valuesIn,
  writeParts,
} from '~/knowledge/policies/push/templates/template-parts';
import { smsEnding, smsLimit, smsProblems } from '~/prisma/outbox/channels/sms-rules';

const words = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '请登录惠企通办理。',
        '符合',
        '奖励 50 万元',
        'www.a.cn',
        'https://',
        '{{',
        '}}',
        '\n',
        smsEnding,
      ),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom('{{policy}}', '{{enterprise}}', '{{amount}}', '{{date}}'),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));
const value = fc.oneof(
  fc.constantFrom(
    '',
    '五十万元奖励',
    'http://a.cn/x',
    '{{amount}}',
    '云江智造科技有限公司',
    '关于开展二〇二六年度企业研发投入后补助申报工作的政策',
  ),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
);

test('no template that passes the check becomes an SMS with a link, an amount or over 70 characters, for any values', () => {
  let passed = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...editableKinds),
      fc.constantFrom('zh-CN' as const, 'en' as const),
      words,
      fc.record({
        policy: value,
        enterprise: value,
        amount: value,
        date: value,
        title: value,
        fact: value,
        days: value,
      }),
      (kind, locale, body, values) => {
        const template = { title: '', body };
        if (checkTemplate(kind, 'sms', template).length > 0) return;
        passed += 1;
        const sent = renderMessage(kind, 'sms', locale, values, template).body;
        expect(smsProblems(sent)).toEqual([]);
        expect(sent.length).toBeLessThanOrEqual(smsLimit);
        expect(sent.endsWith(smsEnding)).toBe(true);
      },
    ),
    { numRuns: 2_000 },
  );
  expect(passed).toBeGreaterThan(50);
});

test('the platform’s own words pass on every channel, in both languages', () => {
  const wrong = editableKinds.flatMap((kind) =>
    messageChannels.flatMap((channel) =>
      (['zh-CN', 'en'] as const).flatMap((locale) =>
        checkTemplate(kind, channel, defaultTemplate(kind, channel, locale)).map((problem) => ({
          kind,
          channel,
          locale,
          ...problem,
        })),
      ),
    ),
  );
  expect(wrong).toEqual([]);
});

describe('what a channel forbids is refused with its reason', () => {
  const problems = (channel: 'sms' | 'mail' | 'wecom' | 'in-app', body: string, title = '符合{{policy}}') =>
    checkTemplate('opportunity-eligible', channel, { title, body }).map(({ problem }) => problem);

  test.each([
    ['sms', '可获 50 万元，请登录办理。', 'sms-amount'],
    ['sms', '请打开 www.example.cn 办理。', 'link'],
    ['sms', '“{{policy}}”预计{{amount}}，请登录办理。', 'value'],
    ['sms', '贵公司'.repeat(30), 'sms-too-long'],
    ['sms', '请登录\n办理。', 'line-break'],
    ['sms', '{{policy}}', 'empty'],
    ['mail', '请写信到 a@b.cn。{{reason}}', 'link'],
    ['mail', '贵公司符合条件。', 'no-reason'],
    ['mail', '{link}请打开。{{reason}}', 'braces'],
    ['in-app', '恭喜！{{reason}}', 'tone'],
    ['in-app', '{{reason}}{{password}}符合', 'value'],
    ['wecom', `${'长'.repeat(101)}{{reason}}`, 'too-many-bytes'],
    ['in-app', `${'长'.repeat(401)}{{reason}}`, 'too-long'],
  ] as const)('%s: %s → %s', (channel, body, problem) => {
    expect(problems(channel, body)).toContain(problem);
  });

  test('a title is one line, and no longer than its channel shows', () => {
    expect(problems('wecom', '{{reason}}符合', '题'.repeat(31))).toContain('too-many-bytes');
    expect(problems('mail', '{{reason}}符合', '两\n行')).toContain('line-break');
    expect(problems('mail', '{{reason}}符合', '')).toContain('empty');
  });

  test('a case’s words need no reason', () => {
    expect(checkTemplate('case.submitted', 'mail', { title: '已收到', body: '请等待办理。' })).toEqual([]);
  });
});

describe('words and chips', () => {
  test('give each other back', () => {
    fc.assert(
      fc.property(words, (text) => {
        const parts = readParts(text);
        expect(readParts(writeParts(parts)).flatMap((part) => ('value' in part ? [part.value] : []))).toEqual(
          valuesIn(text),
        );
        expect(writeParts(readParts(writeParts(parts)))).toBe(writeParts(parts));
        expect(fixedWords(text)).not.toMatch(/\{\{\w+\}\}/);
      }),
    );
  });

  test('braces that someone typed are no place of a value', () => {
    expect(writeParts([{ text: '{{amount}}' }, { value: 'policy' }])).toBe('amount{{policy}}');
  });

  test('a short message offers no free text and no money', () => {
    for (const kind of editableKinds) {
      expect(valuesOf(kind, 'sms')).not.toContain('amount');
      expect(valuesOf(kind, 'sms')).not.toContain('reason');
    }
    expect(valuesOf('opportunity-eligible', 'mail')).toEqual(
      expect.arrayContaining(['enterprise', 'policy', 'reason', 'amount', 'deadline']),
    );
  });
});

describe('what is shown', () => {
  const kind = 'opportunity-eligible';
  const values = { policy: '补助', enterprise: '甲公司', reason: '', amount: '', deadline: '' };

  test('is what is sent, with its values tinted', () => {
    fc.assert(
      fc.property(fc.constantFrom(...messageChannels), words, words, (channel, title, body) => {
        const template = { title, body };
        const shown = showMessage({ kind, channel, locale: 'zh-CN', values, template });
        const sent = renderMessage(kind, channel, 'zh-CN', values, template);
        const bare = (text: string) => text.replace(/\s+/g, '');
        expect(bare(shown.body.map(({ text }) => text).join(''))).toBe(bare(sent.body));
      }),
    );
    const { body } = showMessage({ kind, channel: 'sms', locale: 'zh-CN', values, template: null });
    expect(body).toContainEqual({ text: '补助', isValue: true });
  });

  test('says when a short message had to be neutral', () => {
    const shown = showMessage({
      kind,
      channel: 'sms',
      locale: 'zh-CN',
      values: { ...values, policy: '五十万元奖励' },
      template: null,
    });
    expect(shown.isNeutral).toBe(true);
    expect(shown.body.every(({ isValue }) => !isValue)).toBe(true);
  });
});
