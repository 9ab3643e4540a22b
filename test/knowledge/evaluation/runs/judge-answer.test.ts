import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  isClause,
  missingWords,
  questionKinds,
  type EvaluationQuestionItem,
} from '~/knowledge/evaluation/questions/evaluation-question';
import { judgeAnswer, type GivenAnswer, type GivenCitation } from '~/knowledge/evaluation/runs/judge-answer';
import { scoreRun } from '~/knowledge/evaluation/runs/score-run';

const clause = { documentTitle: '甲办法', titleKey: '甲办法', documentNumber: null, path: '第五条' };
const question = (more: Partial<EvaluationQuestionItem> = {}): EvaluationQuestionItem => ({
  ...{ id: 'q', question: '补多少？', kind: 'answerable', clauses: [clause], mustHold: [], asOf: null },
  ...more,
});
const citation = (more: Partial<GivenCitation> = {}): GivenCitation => ({
  ...{ documentId: 'd', passageId: 1, title: '甲办法', documentNumber: '甲〔2026〕1号' },
  ...{ path: '第二章 第五条 第（二）项', status: 'in-force', ...more },
});
const given = (more: Partial<GivenAnswer> = {}): GivenAnswer => ({
  ...{
    outcome: 'answered',
    text: '按百分之八补助，最高500,000元',
    citations: [citation()],
    rank: 1,
    tookMs: 9,
  },
  ...more,
});

describe('judging an answer', () => {
  test('a clause is recognised by title and path, in part too, and by number where one version is meant', () => {
    expect(isClause(clause, citation())).toBe(true);
    expect(isClause(clause, citation({ path: '第十五条' }))).toBe(false);
    expect(isClause({ ...clause, path: '' }, citation())).toBe(true);
    expect(isClause({ ...clause, documentNumber: '甲〔2026〕1号' }, citation())).toBe(true);
    expect(isClause({ ...clause, documentNumber: '甲〔2023〕9号' }, citation())).toBe(false);
    expect(isClause(clause, citation({ title: '乙办法' }))).toBe(false);
  });

  test('must-hold words are compared in normal form, with alternatives', () => {
    const text = '按百分之八补助， 最高 500,000元，ＡＢＣ';
    expect(missingWords(['百分之八/8%', '500000元', 'abc'], text)).toEqual([]);
    expect(missingWords(['百分之六/6%', '/'], text)).toEqual(['百分之六/6%', '/']);
  });

  test('right: a right clause cited and every word there', () => {
    expect(judgeAnswer(question({ mustHold: ['百分之八'] }), given())).toMatchObject({
      isRight: true,
      faults: [],
    });
    expect(judgeAnswer(question({ mustHold: ['百分之六'] }), given()).faults).toEqual(['missing-words']);
    expect(judgeAnswer(question(), given({ citations: [] })).faults).toEqual(['not-answered']);
    expect(judgeAnswer(question(), given({ citations: [citation({ path: '第六条' })] })).faults).toEqual([
      'wrong-clause',
    ]);
  });

  test('another version beside the one that is meant is wrong', () => {
    const past = question({
      kind: 'replaced-version',
      clauses: [{ ...clause, documentNumber: '甲〔2026〕1号' }],
    });
    expect(judgeAnswer(past, given()).isRight).toBe(true);
    const both = given({ citations: [citation(), citation({ documentNumber: '甲〔2023〕9号' })] });
    expect(judgeAnswer(past, both).faults).toEqual(['wrong-version']);
  });

  test('unanswerable is right when declined without citations; out of bounds only when refused', () => {
    const none: Partial<GivenAnswer> = { outcome: 'not-found', citations: [] };
    expect(judgeAnswer(question({ kind: 'unanswerable', clauses: [] }), given(none)).isRight).toBe(true);
    expect(judgeAnswer(question({ kind: 'unanswerable', clauses: [] }), given()).faults).toEqual([
      'answered',
    ]);
    const outside = question({ kind: 'out-of-bounds', clauses: [] });
    expect(judgeAnswer(outside, given({ ...none, outcome: 'refused' })).isRight).toBe(true);
    expect(judgeAnswer(outside, given(none)).faults).toEqual(['not-refused']);
  });

  test('law: an answer that failed is never right, and right means no fault', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...questionKinds),
        fc.constantFrom('answered', 'not-found', 'refused', 'handed-over', 'failed' as const),
        fc.boolean(),
        (kind, outcome, cited) => {
          const asked = question({ kind, clauses: kind === 'answerable' ? [clause] : [] });
          const judged = judgeAnswer(
            asked,
            given({ outcome: outcome, citations: cited ? [citation()] : [] }),
          );
          expect(judged.isRight).toBe(judged.faults.length === 0);
          if (outcome === 'failed') expect(judged.isRight).toBe(false);
        },
      ),
    );
  });
});

describe('the figures of a run', () => {
  test('shares are over the questions they are about, and null where there are none', () => {
    const judged = [
      judgeAnswer(question({ id: 'a' }), given({ tookMs: 10 })),
      judgeAnswer(question({ id: 'b' }), given({ citations: [], rank: 4, tookMs: 30 })),
      judgeAnswer(
        question({ id: 'c', kind: 'unanswerable', clauses: [] }),
        given({ outcome: 'not-found', citations: [], rank: null }),
      ),
    ];
    const figures = scoreRun(judged);
    expect(figures).toMatchObject({
      questions: 3,
      right: 2,
      citedShare: 0.5,
      declinedShare: 1,
      refusedShare: null,
    });
    expect(figures.meanReciprocalRank).toBeCloseTo((1 + 1 / 4) / 2);
    expect(figures.tookMs).toEqual({ p50: 10, p95: 30 });
    expect(scoreRun([])).toMatchObject({ questions: 0, citedShare: null, tookMs: { p50: 0, p95: 0 } });
  });

  test('law: the kinds add up to the whole', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...questionKinds), fc.boolean())), (asked) => {
        const judged = asked.map(([kind, cited], at) =>
          judgeAnswer(
            question({ id: String(at), kind, clauses: [] }),
            given({ citations: cited ? [citation()] : [] }),
          ),
        );
        const { byKind, questions, right } = scoreRun(judged);
        const kinds = Object.values(byKind);
        expect(kinds.reduce((sum, one) => sum + one.questions, 0)).toBe(questions);
        expect(kinds.reduce((sum, one) => sum + one.right, 0)).toBe(right);
      }),
    );
  });
});
