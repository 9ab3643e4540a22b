import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { checkRewrite } from '~/app/assistant/check-rewrite';
import { completeFollowUp, matterOf } from '~/app/assistant/complete-follow-up';

const complete = (message: string, question: string, topic: string | null = null) =>
  completeFollowUp(message, { question, topic })?.text ?? null;

describe('a follow-up is completed', () => {
  test.each([
    ['那小微企业呢？', '高新技术企业的所得税税率是多少？', '小微企业的所得税税率是多少？'],
    ['那小微企业呢？', '研发费用加计扣除比例是多少？', '小微企业，研发费用加计扣除比例是多少？'],
    ['那个体户怎么申请？', '小微企业房产税减半吗？', '个体户房产税减半怎么申请？'],
    ['那 2023 年呢？', '研发费用加计扣除比例是多少？', '2023年研发费用加计扣除比例是多少？'],
    ['那2023年呢', '2025年稳岗返还比例是多少？', '2023年稳岗返还比例是多少？'],
    ['去年呢？', '研发费用加计扣除比例是多少？', '去年研发费用加计扣除比例是多少？'],
    ['要多少钱？', '高新技术企业认定需要什么条件？', '高新技术企业认定要多少钱？'],
    ['什么时候截止？', '云江市研发投入后补助有哪些条件？', '云江市研发投入后补助什么时候截止？'],
    ['要交哪些材料？', '申请研发投入后补助要符合哪些条件？', '研发投入后补助要交哪些材料？'],
    ['这个政策怎么申请？', '云江市研发投入后补助按什么比例给？', '云江市研发投入后补助怎么申请？'],
    ['它有效期到什么时候？', '云江市稳岗返还返多少？', '云江市稳岗返还的有效期到什么时候？'],
    ['那稳岗返还呢？', '研发后补助什么时候截止？', '稳岗返还什么时候截止？'],
    ['还有别的吗？', '研发费用加计扣除比例是多少？', '研发费用加计扣除还有别的吗？'],
  ])('%s after %s', (message, question, whole) => {
    expect(complete(message, question)).toBe(whole);
  });

  test('by the policy that was meant where the question names little', () => {
    expect(complete('要多少钱？', '怎么办', '研发费用加计扣除')).toBe('研发费用加计扣除要多少钱？');
  });
});

describe('a message that stands by itself stays', () => {
  test.each([
    '高企认定条件',
    '稳岗返还返多少？',
    '小微企业房产税减半吗？',
    '谢谢',
    '不清楚，先跳过',
    'What about small firms?',
    '？',
    '我们公司去年研发花了两百多万元，账上分得清清楚楚，想问问这种情况下到底能不能享受加计扣除',
  ])('%s', (message) => {
    expect(complete(message, '研发费用加计扣除比例是多少？')).toBeNull();
  });

  test('and so does the first one', () => {
    expect(completeFollowUp('要多少钱？', null)).toBeNull();
  });
});

test('only words of the conversation are added', () => {
  const words =
    '那 呢 小微企业 2023年 要多少钱 什么时候截止 这个政策 怎么申请 研发费用加计扣除 比例 是多少 高新技术企业 的 ？ ， 认定'.split(
      ' ',
    );
  const text = fc
    .array(fc.constantFrom(...words), { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, text, (message, question) => {
      const whole = complete(message, question);
      if (whole === null) return;
      const said = new Set([...message, ...question, ...'，？的']);
      expect([...whole].filter((character) => !said.has(character))).toEqual([]);
      expect(whole.length).toBeLessThanOrEqual(message.length + question.length + 4);
    }),
  );
});

test.each([
  ['请问研发费用加计扣除比例是多少？', '研发费用加计扣除'],
  ['申请研发投入后补助要符合哪些条件？', '研发投入后补助'],
  ['2024年稳岗返还返多少', '稳岗返还'],
])('%s is about %s', (question, matter) => {
  expect(matterOf(question)).toBe(matter);
});

describe('what a model writes for a follow-up', () => {
  const check = (written: string) =>
    checkRewrite(written, '那它能和补助一起拿吗', '研发费用加计扣除比例是多少？', '')?.text;

  test('is taken when it holds the conversation’s words alone', () => {
    expect(check('研发费用加计扣除能和补助一起拿吗？')).toBe('研发费用加计扣除能和补助一起拿吗？');
    expect(check('补全：“研发费用加计扣除能和补助一起拿吗”')).toBe('研发费用加计扣除能和补助一起拿吗');
  });

  test.each([
    ['an answer', '可以，研发费用加计扣除能和补助一起拿，比例是100%。'],
    ['a figure of its own', '2023年研发费用加计扣除能和补助一起拿吗？'],
    ['another matter', '高新技术企业能和补助一起拿吗？'],
    ['the question before alone', '研发费用加计扣除比例是多少？'],
    ['lines', '研发费用加计扣除\n能和补助一起拿吗？'],
    ['nothing', ' '],
    ['the message itself', '那它能和补助一起拿吗'],
  ])('%s is refused', (_name, written) => {
    expect(check(written)).toBeUndefined();
  });
});
