import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  messageChannels,
  messageKinds,
  messageTopics,
  topicOf,
} from '~/knowledge/policies/push/message-kind';
import { defaultTemplate, fillWords, renderMessage } from '~/knowledge/policies/push/render-message';
import { hasKnowledgeWords } from '~/knowledge/words/say';
import { smsProblems } from '~/prisma/outbox/channels/sms-rules';

const locales = ['zh-CN', 'en'] as const;
const values = {
  policy: '研发费用补助（示例）',
  enterprise: '云江智造',
  reason: '从业人数变为 86 人。',
  amount: '约 12 万元。',
  deadline: '2026-12-15 截止。',
  date: '2026-12-15',
};

describe('the words of a message', () => {
  test('every kind has a title and a body, and every topic a short message', () => {
    for (const kind of messageKinds) {
      expect([kind, hasKnowledgeWords(`message.${kind}.title`)]).toEqual([kind, true]);
      expect([kind, hasKnowledgeWords(`message.${kind}.body`)]).toEqual([kind, true]);
    }
    for (const topic of messageTopics) expect(hasKnowledgeWords(`message.sms.${topic}`)).toBe(true);
  });

  test('are filled with the values, and leave nothing where there is none', () => {
    expect(renderMessage('opportunity-eligible', 'mail', 'zh-CN', values)).toEqual({
      title: '符合：研发费用补助（示例）',
      body: '云江智造符合条件。从业人数变为 86 人。约 12 万元。2026-12-15 截止。打开后核对已预填的申报表。',
    });
    expect(renderMessage('opportunity-eligible', 'in-app', 'en', { policy: 'X', enterprise: 'Y' }).body).toBe(
      'Y meets the conditions. Open to check the filled form.',
    );
    expect(fillWords('{{a}} {{b}} c', { b: '' })).toBe('c');
  });

  test('a template of the department goes before the platform’s own words', () => {
    const template = { title: '{{policy}}可以申报', body: '{{deadline}}' };
    expect(renderMessage('opportunity-eligible', 'wecom', 'zh-CN', values, template)).toEqual({
      title: '研发费用补助（示例）可以申报',
      body: '2026-12-15 截止。',
    });
  });

  test('a template starts from words with their holes', () => {
    expect(defaultTemplate('deadline', 'sms', 'zh-CN').body).toContain('{{policy}}');
    expect(defaultTemplate('case.submitted', 'sms', 'zh-CN').body).toContain('请登录惠企通');
    expect(defaultTemplate('deadline', 'mail', 'en').title).toContain('{{days}}');
  });

  test('what no list names is the desk’s', () => {
    expect(topicOf('deadline')).toBe('deadline');
    expect(topicOf('unheard-of')).toBe('desk');
  });
});

describe('a short message', () => {
  test('names the policy where it may, and else only says that something waits', () => {
    expect(renderMessage('deadline', 'sms', 'zh-CN', values).body).toBe(
      '“研发费用补助（示例）”2026-12-15 截止申报，请登录惠企通办理。拒收请回复R',
    );
    expect(renderMessage('deadline', 'sms', 'zh-CN', { ...values, policy: '创业补贴 5000 元' }).body).toBe(
      '您办理的企业有一项申报即将截止，请登录惠企通办理。拒收请回复R',
    );
    expect(
      renderMessage('deadline', 'sms', 'zh-CN', { ...values, policy: '很长'.repeat(40) }).body,
    ).not.toContain('很长');
  });

  test('is fit to be sent for any kind, any words of a template and any values', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '30 万元',
        'https://x.cn',
        '{{amount}}',
        '{{policy}}',
        '拒收请回复R',
        '￥',
        '万',
        '5',
        'a.cn',
      ),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...messageKinds),
        fc.constantFrom(...locales),
        fc.dictionary(fc.constantFrom('policy', 'amount', 'date', 'reason'), text),
        fc.option(fc.array(text, { maxLength: 5 }).map((parts) => ({ title: '', body: parts.join('') }))),
        (kind, locale, some, template) => {
          const { body } = renderMessage(kind, 'sms', locale, some, template);
          expect(smsProblems(body)).toEqual([]);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('no other channel is changed by the rules of short messages', () => {
    for (const channel of messageChannels.filter((one) => one !== 'sms'))
      expect(renderMessage('opportunity-eligible', channel, 'zh-CN', values).body).toContain('12 万元');
  });
});
