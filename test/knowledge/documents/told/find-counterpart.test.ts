import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { lifeDays, lifeStage, lifeStages, nextSteps } from '~/knowledge/documents/life/document-life';
import { compareWords } from '~/knowledge/documents/told/compare-words';
import { findCounterpart } from '~/knowledge/documents/told/find-counterpart';

const clause = (path: string, text: string) => ({ path, text });

describe('the clause that stands for an older one', () => {
  test('is the same words wherever they stand: a new number is no difference', () => {
    const newer = [
      clause('第一条', '第一条 甲乙丙丁戊己。'),
      clause('第六条', '第六条 展位费补助百分之五十。'),
    ];
    expect(findCounterpart(clause('第五条', '第五条 展位费补助百分之五十。'), newer)).toMatchObject({
      clause: { path: '第六条' },
      differs: false,
    });
  });
  test('is else the most alike, and none when nothing is alike', () => {
    const old = clause('第二条', '第二条 对企业参加展会的展位费给予补助，补助比例为50%。');
    const newer = [
      clause('第二条', '第二条 市商务局负责组织实施本办法。'),
      clause('第三条', '第三条 对企业参加展会的展位费给予补助，补助比例为30%。'),
    ];
    expect(findCounterpart(old, newer)).toMatchObject({ clause: { path: '第三条' }, differs: true });
    expect(findCounterpart(old, newer.slice(0, 1))).toBeNull();
    expect(findCounterpart(old, [])).toBeNull();
  });
});

describe('words compared', () => {
  test('mark what differs, a figure as a whole', () => {
    expect(compareWords('补助20%。', '补助15%。')).toEqual({
      old: [
        { text: '补助', changed: false },
        { text: '20%', changed: true },
        { text: '。', changed: false },
      ],
      young: [
        { text: '补助', changed: false },
        { text: '15%', changed: true },
        { text: '。', changed: false },
      ],
    });
  });
  test('lose no character, long texts too', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.constantFrom('甲'.repeat(1500), `乙${'甲'.repeat(1500)}丙`),
    );
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { old, young } = compareWords(before, after);
        expect(old.map((run) => run.text).join('')).toBe(before);
        expect(young.map((run) => run.text).join('')).toBe(after);
        if (before === after) expect([...old, ...young].some(({ changed }) => changed)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the life of a document', () => {
  const dates = {
    effectiveFrom: '2024-01-01',
    expiresOn: '2026-12-31',
    repealedOn: null,
    supersededOn: null,
  };
  test('is the desk’s state until it is published, then the calendar’s', () => {
    expect(lifeStage({ ...dates, state: 'draft' }, '2025-01-01')).toBe('draft');
    expect(lifeStage({ ...dates, state: 'in-review' }, '2025-01-01')).toBe('in-review');
    expect(lifeStage({ ...dates, state: 'withdrawn' }, '2025-01-01')).toBe('withdrawn');
    expect(lifeStage({ ...dates, state: 'published' }, '2023-12-31')).toBe('not-yet');
    expect(lifeStage({ ...dates, state: 'published' }, '2026-12-31')).toBe('in-force');
    expect(lifeStage({ ...dates, state: 'published' }, '2027-01-01')).toBe('expired');
  });
  test('offers a step at every stage, and tells askers only once it is over', () => {
    for (const stage of lifeStages) {
      expect(nextSteps(stage).length).toBeGreaterThan(0);
      expect(nextSteps(stage).includes('tell-askers')).toBe(
        ['superseded', 'expired', 'repealed', 'withdrawn'].includes(stage),
      );
    }
  });
  test('has its days in order; the last day of a term isn’t past on that day', () => {
    expect(lifeDays({ ...dates, repealedOn: '2025-06-01' }, '2026-12-31')).toEqual([
      { kind: 'effective', on: '2024-01-01', isPast: true },
      { kind: 'repealed', on: '2025-06-01', isPast: true },
      { kind: 'expires', on: '2026-12-31', isPast: false },
    ]);
  });
});
