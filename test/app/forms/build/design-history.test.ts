import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { DesignHistory } from '~/app/forms/build/design-history';

describe('DesignHistory', () => {
  it('goes back to the start and forth to the end, whatever was done', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 30 }), (values) => {
        const history = new DesignHistory(0);
        const states = [0];
        for (const value of values) if (history.push(value)) states.push(value);
        for (const state of states.slice(0, -1).reverse()) expect(history.undo()).toBe(state);
        expect([history.undo(), history.canUndo]).toEqual([null, false]);
        for (const state of states.slice(1)) expect(history.redo()).toBe(state);
        expect([history.redo(), history.canRedo]).toEqual([null, false]);
      }),
    );
  });

  it('a change of nothing is no step, and a new step ends what was undone', () => {
    const history = new DesignHistory({ a: 1 });
    expect(history.push({ a: 1 })).toBe(false);
    expect(history.push({ a: 2 })).toBe(true);
    expect(history.undo()).toEqual({ a: 1 });
    history.push({ a: 3 });
    expect(history.canRedo).toBe(false);
  });

  it('a word typed is one step; another field or going back begins a new one', () => {
    const history = new DesignHistory('');
    for (const text of ['a', 'ab', 'abc']) history.push(text, 'title');
    history.push('other', 'titleEn');
    expect(history.undo()).toBe('abc');
    history.push('abcd', 'title');
    expect([history.undo(), history.undo()]).toEqual(['abc', '']);
  });

  it('keeps two hundred steps', () => {
    const history = new DesignHistory(0);
    for (let n = 1; n <= 300; n += 1) history.push(n);
    let steps = 0;
    while (history.undo() !== null) steps += 1;
    expect(steps).toBe(200);
  });
});
