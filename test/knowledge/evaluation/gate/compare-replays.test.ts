import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { changeKinds } from '~/knowledge/evaluation/gate/change-kinds';
import { compareReplays, type ShadowFacts } from '~/knowledge/evaluation/gate/compare-replays';
import { questionKinds } from '~/knowledge/evaluation/questions/evaluation-question';
import type { JudgedAnswer } from '~/knowledge/evaluation/runs/judge-answer';

const nothing: ShadowFacts = { standsBefore: {}, standsAfter: {}, newDocumentIds: [] };

function answer(questionId: string, isRight: boolean, more: Partial<JudgedAnswer> = {}): JudgedAnswer {
  return {
    ...{ questionId, question: `问 ${questionId}`, kind: 'answerable', asOf: null, isRight },
    faults: isRight ? [] : ['wrong-clause'],
    ...{ outcome: 'answered', rank: 1, citations: [], missingWords: [], tookMs: 5 },
    ...more,
  };
}

const cites = (documentId: string): JudgedAnswer['citations'] => [
  {
    documentId,
    passageId: 1,
    title: '某办法',
    documentNumber: null,
    path: '第一条',
    status: 'in-force',
    isRight: false,
  },
];

describe('comparing two replays', () => {
  test('a question that loses its right answer is worse, however many gain one', () => {
    const before = [answer('a', true), answer('b', false), answer('c', false)];
    const after = [answer('a', false), answer('b', true), answer('c', true)];
    const { outcome, worse, better } = compareReplays('dictionary', before, after, nothing);
    expect(outcome).toBe('worse');
    expect(worse.map(({ questionId }) => questionId)).toEqual(['a']);
    expect(better).toHaveLength(2);
  });

  test('without questions, or with none right before, the replay says that it cannot tell', () => {
    expect(compareReplays('faq', [], [], nothing).outcome).toBe('no-questions');
    expect(compareReplays('faq', [answer('a', false)], [answer('a', false)], nothing).outcome).toBe(
      'nothing-to-lose',
    );
  });

  test('a clause that the change takes away explains what is lost, for the kinds whose purpose that is', () => {
    const before = [answer('a', true), answer('b', true)];
    const after = [answer('a', false, { outcome: 'not-found' }), answer('b', true)];
    const facts = { ...nothing, standsBefore: { a: true, b: true }, standsAfter: { a: false, b: true } };
    expect(compareReplays('withdraw-document', before, after, facts)).toMatchObject({
      outcome: 'no-worse',
      worse: [],
      explained: [{ questionId: 'a', explanation: 'clause-left' }],
    });
    expect(compareReplays('dictionary', before, after, facts).outcome).toBe('worse');
  });

  test('a new document may answer what nothing answered; an old one must not', () => {
    const before = [answer('a', true, { kind: 'unanswerable', outcome: 'not-found' })];
    const after = [
      answer('a', false, { kind: 'unanswerable', faults: ['answered'], citations: cites('new') }),
    ];
    const brings = { ...nothing, newDocumentIds: ['new'] };
    expect(compareReplays('publish-documents', before, after, brings)).toMatchObject({
      outcome: 'no-worse',
      explained: [{ explanation: 'now-answered' }],
    });
    expect(compareReplays('publish-documents', before, after, nothing).outcome).toBe('worse');
    expect(compareReplays('search-settings', before, after, brings).outcome).toBe('worse');
  });

  test('what was declined as out of bounds must stay so, whatever the change brings', () => {
    const before = [answer('a', true, { kind: 'out-of-bounds', outcome: 'refused' })];
    const after = [answer('a', false, { kind: 'out-of-bounds', citations: cites('new') })];
    const brings = { ...nothing, newDocumentIds: ['new'] };
    expect(compareReplays('publish-documents', before, after, brings).outcome).toBe('worse');
  });
});

const anyAnswers = fc
  .uniqueArray(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 12 })
  .chain((ids) =>
    fc.record({
      ids: fc.constant(ids),
      kinds: fc.array(fc.constantFrom(...questionKinds), { minLength: ids.length, maxLength: ids.length }),
      was: fc.array(fc.boolean(), { minLength: ids.length, maxLength: ids.length }),
      is: fc.array(fc.boolean(), { minLength: ids.length, maxLength: ids.length }),
      change: fc.constantFrom(...changeKinds),
    }),
  );

describe('laws of the comparison', () => {
  test('nothing changed is never worse, and each lost question is worse or explained, once', () => {
    fc.assert(
      fc.property(anyAnswers, ({ ids, kinds, was, is, change }) => {
        const all = (right: boolean[]) =>
          ids.map((id, at) => answer(String(id), right[at] ?? false, { kind: kinds[at] ?? 'answerable' }));
        const same = compareReplays(change, all(was), all(was), nothing);
        expect(same.worse).toEqual([]);
        expect(same.better).toEqual([]);
        const { worse, explained, better, rightBefore, rightAfter } = compareReplays(
          change,
          all(was),
          all(is),
          nothing,
        );
        const lost = ids.filter((_, at) => was[at] && !is[at]);
        expect(worse.length + explained.length).toBe(lost.length);
        expect(rightAfter - rightBefore).toBe(better.length - lost.length);
      }),
    );
  });

  test('the order of the answers makes no difference to the verdict', () => {
    fc.assert(
      fc.property(anyAnswers, ({ ids, was, is, change }) => {
        const before = ids.map((id, at) => answer(String(id), was[at] ?? false));
        const after = ids.map((id, at) => answer(String(id), is[at] ?? false));
        const there = compareReplays(change, before, after, nothing);
        const back = compareReplays(change, [...before].reverse(), [...after].reverse(), nothing);
        expect(back.outcome).toBe(there.outcome);
        expect(back.worse.length).toBe(there.worse.length);
      }),
    );
  });
});
