import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ClauseMatrix } from '~/knowledge/search/judging/clause-matrix';
import { packVectors } from '~/knowledge/search/judging/clause-vectors';
import { judgePassages, measureEvidence, type Candidate } from '~/knowledge/search/judging/judge-passages';
import { meanScoreOfNearest } from '~/knowledge/search/judging/likeness';
import { QuestionTokens } from '~/knowledge/search/judging/question-tokens';
import { splitClauses } from '~/knowledge/search/judging/split-clauses';
import { readWordEvidence } from '~/knowledge/search/judging/word-evidence';
import { dotProduct } from '~/knowledge/search/vectors/dot-product';

const words = { characters: 1, coverage: 0.5, clause: 1, opening: 1 };
const plain = (id: number, more: Partial<Candidate> = {}): Candidate => ({
  id,
  fused: 0.5,
  words,
  passage: null,
  clause: null,
  inContext: null,
  vector: null,
  ...more,
});

const share = fc.integer({ min: 0, max: 1_000 }).map((value) => value / 1_000);
const candidates = fc
  .array(
    fc.record({
      fused: share,
      characters: share,
      coverage: share,
      clause: share,
      opening: share,
      passage: fc.option(share),
      best: fc.option(share),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((rows) =>
    rows.map(({ fused, passage, best, ...evidence }, id) =>
      plain(id, { fused, passage, clause: best, words: evidence }),
    ),
  );

describe('judgePassages', () => {
  it('keeps every candidate, in falling order', () => {
    fc.assert(
      fc.property(candidates, (given) => {
        const judged = judgePassages(given);
        expect(judged.map(({ id }) => id).sort((a, b) => a - b)).toEqual(given.map(({ id }) => id));
        const scores = judged.map(({ score }) => score);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
        for (const score of scores) expect(Number.isFinite(score)).toBe(true);
      }),
    );
  });

  it('never lowers a passage whose best clause matches better', () => {
    fc.assert(
      fc.property(candidates, fc.nat(), share, (given, pick, gain) => {
        const at = pick % given.length;
        const place = (list: Candidate[]) => judgePassages(list).findIndex(({ id }) => id === at);
        const raised = given.map((each) => ({
          ...each,
          passage: each.passage ?? 0.5,
          clause: each.clause ?? 0.5,
        }));
        const better = raised.map((each) =>
          each.id === at ? { ...each, clause: each.clause + gain + 0.1 } : each,
        );
        expect(place(better)).toBeLessThanOrEqual(place(raised));
      }),
    );
  });

  it('puts what its clause answers above what only shares words', () => {
    const given = [
      plain(1, { words: { ...words, characters: 2 }, passage: 0.8, clause: 0.8 }),
      plain(2, { passage: 0.84, clause: 0.9 }),
      plain(3, { passage: 0.8, clause: 0.8 }),
    ];
    expect(judgePassages(given)[0]?.id).toBe(2);
  });

  it('judges by words what has no vector yet, and everything when nothing has', () => {
    const strong = { characters: 9, coverage: 1, clause: 9, opening: 9 };
    const mixed = [
      plain(1, { words: strong }),
      plain(2, { passage: 0.8, clause: 0.8 }),
      plain(3, { passage: 0.7, clause: 0.7 }),
    ];
    expect(judgePassages(mixed)[0]?.id).toBe(1);
    expect(judgePassages([plain(1), plain(2, { words: strong })]).map(({ id }) => id)).toEqual([2, 1]);
  });

  it('takes likeness to what ranked well as evidence', () => {
    const [east, north] = [Float32Array.of(1, 0), Float32Array.of(0, 1)];
    const of = (vector: Float32Array, fused: number) => (_: unknown, at: number) =>
      plain(Math.round(fused * 100) + at, { vector, fused });
    const given = [
      ...Array.from({ length: 6 }, of(east, 0.9)),
      plain(1, { vector: east, fused: 0.2 }),
      ...Array.from({ length: 7 }, of(north, 0.3)),
    ];
    const alike = measureEvidence(given).alike;
    expect(alike[6]).toBeGreaterThan(alike[7] as number);
  });
});

describe('readWordEvidence', () => {
  const question = new Map([
    ['失', 2],
    ['业', 1],
    ['失业', 3],
    ['2024', 4],
  ]);
  const read = (text: string, title = '') =>
    readWordEvidence({ title, path: '', text }, new QuestionTokens(question));

  it('measures what share of the question a passage holds', () => {
    expect(read('没有').coverage).toBe(0);
    expect(read('失业').coverage).toBeCloseTo(0.6);
    expect(read('２０２４年失业').coverage).toBe(1);
    expect(read('其他', '失业保险条例').coverage).toBeCloseTo(0.6);
  });

  it('joins a short passage with what stands before it, but for clause and opening', () => {
    const short = { title: '', path: '', text: '前款规定的补贴，2024年发放。' };
    const tokens = new QuestionTokens(question);
    const alone = readWordEvidence(short, tokens);
    const joined = readWordEvidence({ ...short, before: '失业人员可以领取补贴。' }, tokens);
    expect(joined.coverage).toBe(1);
    expect(joined.characters).toBeGreaterThan(alone.characters);
    expect([joined.clause, joined.opening]).toEqual([alone.clause, alone.opening]);
    expect(readWordEvidence({ ...short, before: null }, tokens)).toEqual(alone);
  });

  it('prefers what stands together in one clause, and at the opening', () => {
    const far = '甲'.repeat(80);
    const together = read(`失业2024。${far}。`);
    const apart = read(`失业。${far}。2024${far}。`);
    expect(together.clause).toBeGreaterThan(apart.clause);
    expect(together.opening).toBeGreaterThan(apart.opening);
    expect(read('').clause).toBe(0);
  });
});

describe('splitClauses', () => {
  it('joins short sentences up to 50 characters and cuts none', () => {
    const sentence = `${'甲'.repeat(29)}。`;
    expect(splitClauses(sentence.repeat(3))).toEqual([sentence, sentence, sentence]);
    expect(splitClauses('一。二；三')).toEqual(['一。二；三']);
    expect(splitClauses('甲'.repeat(200))).toEqual(['甲'.repeat(200)]);
    expect(splitClauses(' \n ')).toEqual([]);
  });

  it('loses nothing but white space', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'甲乙。；\n ') }), (text) => {
        expect(splitClauses(text).join('').replace(/\s/g, '')).toBe(
          (text.match(/[^。；;\n]+[。；;\n]*/gu) ?? []).join('').replace(/\s/g, ''),
        );
      }),
    );
  });
});

const unit = fc
  .array(fc.integer({ min: -100, max: 100 }), { minLength: 16, maxLength: 16 })
  .filter((numbers) => Math.hypot(...numbers) > 0)
  .map((numbers) => Float32Array.from(numbers, (value) => value / Math.hypot(...numbers)));

const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, at) => sum + x * (b[at] as number), 0);

describe('the vectors of clauses', () => {
  it('keep the best cosine to a hundredth', () => {
    fc.assert(
      fc.property(unit, fc.array(unit, { minLength: 1, maxLength: 5 }), (question, stored) => {
        const matrix = new ClauseMatrix(16);
        matrix.put(7, packVectors(stored));
        const exact = Math.max(...stored.map((each) => cosine(each, question)));
        expect(matrix.bestCosine(7, question)).toBeCloseTo(exact, 1.5);
      }),
    );
  });

  it('are none for a passage of one clause', () => {
    const matrix = new ClauseMatrix(2);
    matrix.put(1, packVectors([]));
    expect(packVectors([])).toHaveLength(0);
    expect(matrix.bestCosine(1, Float32Array.of(1, 0))).toBeNull();
    expect(matrix.size).toBe(0);
  });

  it('are those put last, whatever was put and taken out before, also once they are written anew', () => {
    const step = fc.record({ id: fc.nat(5), rows: fc.nat(900), value: fc.integer({ min: 1, max: 127 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const matrix = new ClauseMatrix(2);
        const standing = new Map<number, { rows: number; sign: number }>();
        for (const { id, rows, value } of steps) {
          const sign = value % 2 === 0 ? 1 : -1;
          matrix.put(
            id,
            Int8Array.from({ length: rows * 2 }, (_, at) => (at % 2 === 0 ? sign * value : 0)),
          );
          standing.set(id, { rows, sign });
        }
        for (const [id, { rows, sign }] of standing) {
          expect(matrix.bestCosine(id, Float32Array.of(1, 0))).toBe(rows === 0 ? null : sign);
        }
        expect(matrix.size).toBe([...standing.values()].reduce((sum, { rows }) => sum + rows, 0));
      }),
      { numRuns: 30 },
    );
  });
});

describe('meanScoreOfNearest', () => {
  it('is the mean over the five most alike, as sorting all would give', () => {
    const given = fc.array(fc.record({ fused: share, vector: fc.option(unit, { freq: 5 }) }), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(given, (list) => {
        const expected = list.map(({ fused, vector }, at) => {
          if (vector === null) return fused;
          const others = list
            .map((other, place) => ({ ...other, place }))
            .filter(({ place, vector: beside }) => place !== at && beside !== null)
            .map((other) => ({
              ...other,
              // As it is summed there: the earlier of the two first.
              likeness:
                other.place < at
                  ? dotProduct(other.vector as Float32Array, vector, 0, 16)
                  : dotProduct(vector, other.vector as Float32Array, 0, 16),
            }))
            .sort((a, b) => b.likeness - a.likeness || a.place - b.place)
            .slice(0, 5);
          return others.length === 0
            ? fused
            : others.reduce((sum, other) => sum + other.fused, 0) / others.length;
        });
        const found = meanScoreOfNearest(list);
        found.forEach((score, at) => expect(score).toBeCloseTo(expected[at] as number, 9));
      }),
    );
  });
});

describe('QuestionTokens', () => {
  const text = fc.string({ unit: fc.constantFrom(...'失业保险的2024年𠮷a'), maxLength: 60 });
  const tokens = ['失', '业', '失业', '保险', '2024', '𠮷', 'a', '的'];

  it('count a text as looking for each token by itself does', () => {
    const question = new QuestionTokens(new Map(tokens.map((token, at) => [token, at + 1])));
    fc.assert(
      fc.property(text, (given) => {
        question.count(given);
        const count = (token: string) =>
          token.length > 2
            ? Number(given.includes(token))
            : [...Array(given.length).keys()].filter((at) => given.startsWith(token, at)).length;
        const gain = (token: string, at: number) => ((at + 1) * count(token) * 2.5) / (count(token) + 1.5);
        const sum = (of: string[]) =>
          of.reduce((total, token) => total + gain(token, tokens.indexOf(token)), 0);
        expect(question.bm25(1)).toBeCloseTo(sum(tokens), 9);
        expect(question.bm25(1, { singleOnly: true })).toBeCloseTo(
          sum(tokens.filter((token) => [...token].length === 1)),
          9,
        );
        const held = tokens.reduce((total, token, at) => total + (count(token) > 0 ? at + 1 : 0), 0);
        expect(question.coverage()).toBeCloseTo(held / 36, 9);
      }),
    );
  });
});
