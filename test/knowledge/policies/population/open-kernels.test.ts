import { readFile } from 'node:fs/promises';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import openWabt from 'wabt';

import { kernelBytes, openBlockRoom } from '~/knowledge/policies/population/open-kernels';

describe('the kernels', () => {
  it('are what kernels.wat says', async () => {
    const source = new URL('../../../../knowledge/policies/population/kernels.wat', import.meta.url);
    const wabt = await openWabt();
    const { buffer } = wabt
      .parseWat('kernels.wat', await readFile(source, 'utf8'), { simd: true })
      .toBinary({});
    expect(Buffer.from(buffer).toString('base64')).toBe(kernelBytes);
  });

  it('compare every key with the threshold', () => {
    const key = fc.integer({ min: -(2 ** 30), max: 2 ** 30 });
    fc.assert(
      fc.property(fc.array(key, { minLength: 64, maxLength: 64 }), key, (values, threshold) => {
        const room = openBlockRoom(66);
        const keys = room.take(64);
        const out = room.take(2);
        keys.set(values);
        room.lessThan(keys, 2, threshold, out);
        const bits = values.map((_, row) => ((out[row >>> 5]! >>> (row & 31)) & 1) === 1);
        expect(bits).toEqual(values.map((value) => value < threshold));
      }),
    );
  });

  it('have only as much room as was asked for', () => {
    const room = openBlockRoom(10);
    room.take(16_384);
    expect(() => room.take(1)).toThrow('full');
  });
});
