import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { batchByLength } from '~/knowledge/search/embedding/batch-by-length';
import { encodeBatch } from '~/knowledge/search/embedding/encode-batch';

describe('encodeBatch', () => {
  it('pads to the longest and masks the rest', () => {
    const { ids, mask, shape } = encodeBatch([
      [0, 7, 2],
      [0, 2],
    ]);
    expect(shape).toEqual([2, 3]);
    expect([...ids]).toEqual([0n, 7n, 2n, 0n, 2n, 1n]);
    expect([...mask]).toEqual([1n, 1n, 1n, 1n, 1n, 0n]);
  });

  it('cuts a long text and still ends it', () => {
    const { ids, mask, shape } = encodeBatch([Array.from({ length: 600 }, () => 9)]);
    expect(shape).toEqual([1, 512]);
    expect(ids[510]).toBe(9n);
    expect(ids[511]).toBe(2n);
    expect(mask.every((value) => value === 1n)).toBe(true);
  });

  it('takes no text at all', () => {
    expect(encodeBatch([]).shape).toEqual([0, 1]);
    expect(encodeBatch([[]]).shape).toEqual([1, 1]);
  });
});

describe('batchByLength', () => {
  it('holds every text once, in batches of the size, the longest first', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.integer({ min: 1, max: 9 }), (texts, size) => {
        const batches = batchByLength(texts, size);
        const items = batches.flat();
        expect(items.map(({ at }) => at).sort((a, b) => a - b)).toEqual(texts.map((_, at) => at));
        for (const { at, text } of items) expect(text).toBe(texts[at]);
        const lengths = items.map(({ text }) => text.length);
        expect(lengths).toEqual([...lengths].sort((a, b) => b - a));
        for (const batch of batches.slice(0, -1)) expect(batch).toHaveLength(size);
      }),
    );
  });
});
