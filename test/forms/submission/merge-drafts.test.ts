import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isSameAnswer, mergeDrafts } from '~/forms/submission/merge-drafts';

const value = fc.oneof(fc.string({ maxLength: 3 }), fc.integer(), fc.boolean());
const rows = fc.array(fc.record({ name: value }), { maxLength: 2 });
const data = fc.record(
  { a: value, b: value, box: fc.record({ x: value, y: value }), rows },
  { requiredKeys: [] },
);

describe('mergeDrafts', () => {
  it('takes each field from the side that changed it', () => {
    const base = { a: 'old', b: 'old', c: 'old' };
    const merged = mergeDrafts(base, { ...base, a: 'mine' }, { ...base, b: 'theirs' });
    expect(merged).toEqual({ data: { a: 'mine', b: 'theirs', c: 'old' }, conflicts: [] });
  });

  it('names a field that both changed, with all three values, and leaves theirs in it', () => {
    const merged = mergeDrafts({ box: { x: 1 } }, { box: { x: 2 } }, { box: { x: 3 } });
    expect(merged.data).toEqual({ box: { x: 3 } });
    expect(merged.conflicts).toEqual([{ path: 'box.x', base: 1, mine: 2, theirs: 3 }]);
  });

  it('goes into rows as long as none came or went; else the table is one field', () => {
    const row = (name: string, n = 1) => ({ name, n });
    const inside = mergeDrafts({ rows: [row('a')] }, { rows: [row('b')] }, { rows: [row('a', 2)] });
    expect(inside).toEqual({ data: { rows: [row('b', 2)] }, conflicts: [] });
    const longer = mergeDrafts({ rows: [row('a')] }, { rows: [row('b')] }, { rows: [row('a'), row('c')] });
    expect(longer.conflicts.map(({ path }) => path)).toEqual(['rows']);
  });

  it('holds a list of files and a set of ticks for one answer each', () => {
    const file = (fileId: string) => [{ fileId, name: fileId }];
    const files = mergeDrafts({ f: file('1') }, { f: file('2') }, { f: file('3') });
    expect(files.conflicts.map(({ path }) => path)).toEqual(['f']);
    const ticks = mergeDrafts({}, { t: { x: true, y: false } }, { t: { x: false, y: true } });
    expect(ticks.conflicts.map(({ path }) => path)).toEqual(['t']);
  });

  it('takes what form.io writes into untouched fields for no change', () => {
    expect(mergeDrafts({}, { a: '', b: false, c: [] }, { a: 'theirs' })).toEqual({
      data: { a: 'theirs' },
      conflicts: [],
    });
    expect(isSameAnswer(0, '')).toBe(false);
    // Unticking is a change, and so is emptying.
    expect(mergeDrafts({ a: true }, { a: false }, { a: true }).data).toEqual({ a: false });
    expect(mergeDrafts({ a: 'x' }, { a: '' }, { a: 'x' }).data).toEqual({ a: '' });
  });

  it('law: what only one side changed is never lost, nor is what both changed alike', () => {
    fc.assert(
      fc.property(data, data, (base, changed) => {
        const same = (one: unknown, other: unknown) => expect(isSameAnswer(one, other)).toBe(true);
        for (const merged of [
          mergeDrafts(base, changed, base),
          mergeDrafts(base, base, changed),
          mergeDrafts(base, changed, changed),
        ]) {
          expect(merged.conflicts).toEqual([]);
          for (const key of ['a', 'b', 'box', 'rows'] as const) same(merged.data[key], changed[key]);
        }
      }),
    );
  });

  it('law: a field that both changed differently is named, whichever side asks', () => {
    fc.assert(
      fc.property(data, data, data, (base, mine, theirs) => {
        const one = mergeDrafts(base, mine, theirs);
        const other = mergeDrafts(base, theirs, mine);
        const paths = (merged: typeof one) => merged.conflicts.map(({ path }) => path).sort();
        expect(paths(one)).toEqual(paths(other));
      }),
    );
  });
});
