import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { smsEnding, smsProblems } from '~/prisma/outbox/channels/sms-rules';

const say = (words: string) => smsProblems(`${words}${smsEnding}`);

describe('a short message', () => {
  test('may name a policy, a day and how many days are left', () => {
    expect(say('“研发费用补助（示例）”2026-12-15 截止申报，还有 7 个工作日，请登录惠企通办理。')).toEqual([]);
  });

  test.each(['https://hq.example.cn/a', '登录 www.hq.cn', 'hq.gov.cn 查看', 'HQ．CN', 'a@b.cn'])(
    'carries no link: %s',
    (words) => expect(say(words)).toContain('link'),
  );

  test.each([
    '补助 30 万元',
    '￥1,000',
    '约 1 200.50 元',
    '五百块',
    '最高50万',
    'CNY 30',
    '３０万元',
    '三十万元',
    '3000yuan',
  ])('names no amount: %s', (words) => expect(say(words)).toContain('amount'));

  test('says how to be left alone, at its end', () => {
    expect(smsProblems('请登录惠企通查看。')).toEqual(['no-ending']);
    expect(smsProblems(`${smsEnding}。`)).toContain('no-ending');
  });

  test('has words, and at most 70 characters', () => {
    expect(say('')).toEqual(['empty']);
    expect(say('字'.repeat(64))).toEqual([]);
    expect(say('字'.repeat(65))).toEqual(['too-long']);
  });

  test('any sum in yuan is seen, wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 ** 9 }),
        fc.constantFrom('元', '万元', ' 元', ' 万元', '亿元', '块'),
        fc.constantFrom('', '补助', '最高'),
        (sum, unit, before) => say(`${before}${String(sum)}${unit}`).includes('amount'),
      ),
    );
  });
});
