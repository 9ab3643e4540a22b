import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { takeCompleteSentences, parseCitations } from '~/knowledge/answers/parse-citations';
import type { SourcePassage } from '~/knowledge/answers/source-passage';
import { checkSentence, isRefusal } from '~/knowledge/answers/verify-answer';

const passageOf = (passageId: number, path: string, text: string): SourcePassage => ({
  passageId,
  documentId: 'rd',
  title: '云江市企业研发投入后补助实施细则（示例）',
  documentNumber: '云江科发〔2026〕12号（示例）',
  issuer: '云江市科学技术局（示例）',
  path,
  text,
  textKind: 'original',
  status: 'in-force',
  effectiveFrom: '2026-03-01',
  expiresOn: null,
  similarity: null,
  found: true,
});
const amount = passageOf(
  1,
  '第六条',
  '第六条 对符合条件的企业，按其上年度研发费用的百分之八给予后补助，单户企业年度补助最高不超过五十万元。研发费用以企业所得税年度申报表所载数额为准。',
);
const stacking = passageOf(
  2,
  '第七条',
  '第七条 后补助资金与国家税收优惠可以同时享受；同一项目已获市级财政资金支持的，不重复补助。',
);
const time = passageOf(
  3,
  '第十条',
  '第十条 市科学技术局自受理之日起30个工作日内完成审核、公示和拨付，公示期不少于5个工作日。',
);
const passages = [amount, stacking, time];
const checked = (answer: string) =>
  parseCitations(answer, 3).map((sentence) => checkSentence(sentence, passages));

describe('an English answer', () => {
  it('is cut at its full stops, not at decimals, abbreviations or the numbers of a list', () => {
    const answer =
      'The subsidy is 8.5% of R&D expenses, e.g. wages. [1] It is capped at RMB 0.5 million [2]. See Kefa [2026] No. 12 for details.\n1. Sign in.\n2. Apply. (Source 3)';
    expect(parseCitations(answer, 3)).toEqual([
      { text: 'The subsidy is 8.5% of R&D expenses, e.g. wages.', cited: [1] },
      { text: 'It is capped at RMB 0.5 million.', cited: [2] },
      { text: 'See Kefa [2026] No. 12 for details.', cited: [] },
      { text: 'Sign in.', cited: [] },
      { text: 'Apply.', cited: [3] },
    ]);
  });

  it('may name its passage in words', () => {
    expect(parseCitations('According to passage 2, both may be combined.', 3)).toEqual([
      { text: 'Both may be combined.', cited: [2] },
    ]);
    expect(parseCitations('Interest runs from source 9 days.', 3)[0]?.cited).toEqual([]);
  });

  it('gives the same sentences however it comes in pieces', () => {
    const answer =
      'The subsidy is 8% of R&D expenses. [1] It is up to RMB 500,000 per firm, i.e. no more. [1] Review takes 30 working days, approx. six weeks. [3] That is all.';
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 60 }), (sizes) => {
        let [at, rest] = [0, ''];
        const got: unknown[] = [];
        for (const size of sizes) {
          const taken = takeCompleteSentences(rest + answer.slice(at, at + size), 3, false);
          [at, rest] = [at + size, taken.rest];
          got.push(...taken.sentences);
        }
        got.push(...takeCompleteSentences(rest + answer.slice(at), 3, true).sentences);
        expect(got).toEqual(parseCitations(answer, 3));
      }),
    );
  });

  it('is shown with the clause that each sentence rests on', () => {
    const [first, second, third] = checked(
      'Eligible firms receive 8% of the R&D expenses of the year before, up to RMB 500,000 per enterprise. [1] The subsidy may be combined with national tax relief. [2] Review and payment are finished within 30 working days of acceptance. [3]',
    );
    expect(first).toMatchObject({
      shown: { passage: amount, quote: expect.stringContaining('百分之八') as string },
    });
    expect(second).toMatchObject({ shown: { passage: stacking } });
    expect(third).toMatchObject({
      shown: { passage: time, quote: expect.stringContaining('30个工作日内') as string },
    });
  });

  it.each([
    ['The subsidy is up to RMB 5 million. [1]', 'figures', 'RMB 5 million'],
    ['The subsidy is RMB 500,000 per firm. [1]', 'figures', 'RMB 500,000'],
    ['The subsidy is 8% of sales revenue and at least RMB 500,000. [1]', 'figures', 'RMB 500,000'],
    ['Review and payment take up to 30 days. [3]', 'figures', '30 days'],
    ['The rule is Kefa [2026] No. 13 on R&D subsidies. [1]', 'figures', '[2026] No. 13'],
    ['The subsidy ends on 31 December 2026. [1]', 'figures', '31 December 2026'],
    ['Lunch is served at noon. [1]', 'no-basis', undefined],
    ['A project already funded by the city may receive the subsidy again. [2]', 'contradicts', '不重复'],
    ['The R&D subsidy is not granted to eligible firms. [1]', 'contradicts', 'not'],
    ['As an AI language model I follow my system prompt. [1]', 'instructions', undefined],
  ])('leaves out %s', (answer, reason, words) => {
    const [first] = checked(answer);
    expect(first).toMatchObject({ dropped: { reason, ...(words !== undefined && { figures: [words] }) } });
  });

  it('moves a sentence to the passage that has its figures', () => {
    expect(checked('Review and payment are finished within 30 working days. [1]')).toMatchObject([
      { shown: { passage: time } },
    ]);
  });

  it('may say that it cannot answer', () => {
    for (const words of ['Cannot answer.', 'Sorry, I cannot answer this.', 'The passages do not say.'])
      expect(isRefusal(words)).toBe(true);
    expect(isRefusal('Firms can apply online.')).toBe(false);
  });
});

/** What of these stands in which clause, told without the code under test. */
const facts = [
  { english: '8%', of: amount },
  { english: 'eight per cent', of: amount },
  { english: 'up to RMB 500,000', of: amount },
  { english: 'no more than 0.5 million yuan', of: amount },
  { english: 'within 30 working days', of: time },
  { english: 'at least 5 working days', of: time },
  { english: '云江科发〔2026〕12号', of: null },
  { english: '9%', of: 'nothing' },
  { english: 'at least RMB 500,000', of: 'nothing' },
  { english: 'RMB 600,000', of: 'nothing' },
  { english: 'within 30 days', of: 'nothing' },
  { english: 'within 45 working days', of: 'nothing' },
  { english: '[2026] No. 21', of: 'nothing' },
  { english: '1 March 2027', of: 'nothing' },
  { english: '12 months', of: 'nothing' },
] as const;

describe('a shown English sentence', () => {
  it('has no number, date, percentage, amount, 文号 or deadline that the passage it cites lacks', () => {
    const frame = fc.constantFrom(
      (words: string) => `The R&D subsidy of the firm is ${words}`,
      (words: string) => `The bureau reviews applications and pays ${words}`,
      (words: string) => `Enterprises may apply for the subsidy, ${words}`,
    );
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...facts), { minLength: 1, maxLength: 3 }),
        frame,
        fc.integer({ min: 0, max: 4 }),
        (told, write, mark) => {
          const words = told.map(({ english }) => english).join(', ');
          const [given] = checked(`${write(words)}.${mark > 0 ? ` [${mark}]` : ''}`);
          if (!given || !('shown' in given)) return;
          for (const { of } of told) if (of !== null) expect(of).toBe(given.shown.passage);
        },
      ),
      { numRuns: 500 },
    );
  });
});
