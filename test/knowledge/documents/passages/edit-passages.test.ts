import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  editPassages,
  isCorrected,
  longestPassage,
  replacePassages,
  type PassageEdit,
  type PassageState,
} from '~/knowledge/documents/passages/edit-passages';

const source = '办法\n第一条 甲乙丙丁。戊己庚辛。\n第二条 子丑寅卯。\n第三条 天地玄黄。';

function passage(text: string, path: string): PassageState {
  const start = source.indexOf(text);
  return { path, heading: '', text, start, end: start + text.length, kind: 'article' };
}
const layout = [
  passage('第一条 甲乙丙丁。戊己庚辛。', '第一条'),
  passage('第二条 子丑寅卯。', '第二条'),
  passage('第三条 天地玄黄。', '第三条'),
];
const [first, second] = layout as [PassageState, PassageState, PassageState];

/** What the words of an edit start from, so that only what differs is told. */
function edit(of: PassageState, more: Partial<PassageEdit> & { action: PassageEdit['action'] }): PassageEdit {
  return { start: of.start, text: of.text, path: of.path, ...more } as PassageEdit;
}

function made(change: PassageEdit, passages = layout): PassageState[] {
  const outcome = editPassages(passages, source, change);
  if (!outcome.ok) throw new Error(outcome.problem);
  return replacePassages(passages, outcome.replacement) ?? [];
}

describe('correcting a passage', () => {
  test('new words keep the borders in the source, and say that they are not its own', () => {
    const [changed] = made(edit(first, { action: 'text', text: '第一条 甲乙丙丁。戊己庚心。' }));
    expect(changed).toMatchObject({
      start: first.start,
      end: first.end,
      text: '第一条 甲乙丙丁。戊己庚心。',
    });
    expect(changed && isCorrected(changed, source)).toBe(true);
    expect(isCorrected(first, source)).toBe(false);
  });

  test('a passage is split where the cursor stands, each part with its piece of the source', () => {
    const at = first.text.indexOf('戊');
    const [one, two] = made(edit(first, { action: 'split', at, nextPath: '第一条 第二款' }));
    expect([one?.text, two?.text]).toEqual(['第一条 甲乙丙丁。', '戊己庚辛。']);
    expect(two?.path).toBe('第一条 第二款');
    for (const part of [one, two]) expect(part && isCorrected(part, source)).toBe(false);
  });

  test('a passage is joined with the next, the line end between them kept', () => {
    const [joined, after] = made(edit(first, { action: 'merge' }));
    expect(joined?.text).toBe('第一条 甲乙丙丁。戊己庚辛。\n第二条 子丑寅卯。');
    expect(joined && isCorrected(joined, source)).toBe(false);
    expect(after?.path).toBe('第三条');
  });

  test('what stands before the cursor moves to the passage before, what stands behind it to the one after', () => {
    const at = second.text.indexOf('寅');
    const back = made(edit(second, { action: 'border', at, towards: 'previous' }));
    expect(back.map(({ text }) => text).slice(0, 2)).toEqual([
      '第一条 甲乙丙丁。戊己庚辛。\n第二条 子丑',
      '寅卯。',
    ]);
    const on = made(edit(second, { action: 'border', at, towards: 'next' }));
    expect(on.slice(1).map(({ path, text }) => [path, text])).toEqual([
      ['第二条', '第二条 子丑'],
      ['第三条', '寅卯。\n第三条 天地玄黄。'],
    ]);
  });

  test.each([
    [{ ...edit(first, { action: 'text' }), start: 999 }, 'gone'],
    [edit(first, { action: 'text' }), 'unchanged'],
    [edit(first, { action: 'text', text: ' \n' }), 'empty'],
    [edit(first, { action: 'text', path: ' ' }), 'path-empty'],
    [edit(first, { action: 'split', at: 0, nextPath: '' }), 'empty-part'],
    [edit(first, { action: 'border', at: 3, towards: 'previous' }), 'no-neighbour'],
    [edit(layout[2] as PassageState, { action: 'merge' }), 'no-neighbour'],
    [edit(first, { action: 'border', at: first.text.length, towards: 'next' }), 'empty-part'],
    [edit(first, { action: 'text', text: '字'.repeat(longestPassage + 1) }), 'too-long'],
  ] as const)('what can’t be done is said: %#', (change, problem) => {
    expect(editPassages(layout, source, change)).toEqual({ ok: false, problem });
  });

  test('a replacement fits only what it was made for', () => {
    const outcome = editPassages(layout, source, edit(first, { action: 'merge' }));
    if (!outcome.ok) throw new Error(outcome.problem);
    const elsewhere = made(edit(second, { action: 'text', text: '第二条 别的。' }));
    expect(replacePassages(elsewhere, outcome.replacement)).toBeNull();
    expect(replacePassages(layout, { before: [], after: [] })).toBeNull();
  });
});

const anyEdit = fc
  .record({
    of: fc.nat({ max: 2 }),
    action: fc.constantFrom('text', 'split', 'merge', 'border'),
    at: fc.nat({ max: 16 }),
    towards: fc.constantFrom('previous', 'next'),
    insert: fc.constantFrom('', '修', ' 订\n'),
  })
  .map(({ of, action, at, towards, insert }) => (passages: readonly PassageState[]): PassageEdit => {
    const standing = passages[of % passages.length] as PassageState;
    const text = standing.text.slice(0, at) + insert + standing.text.slice(at);
    return {
      start: standing.start,
      text,
      path: standing.path,
      action,
      at,
      towards,
      nextPath: '后',
    };
  });

test('whatever is corrected, passages stay in order, apart and inside the source, and each step can be undone', () => {
  fc.assert(
    fc.property(fc.array(anyEdit, { maxLength: 8 }), (edits) => {
      let passages: PassageState[] = layout;
      for (const next of edits) {
        const outcome = editPassages(passages, source, next(passages));
        if (!outcome.ok) continue;
        const after = replacePassages(passages, outcome.replacement);
        expect(after).not.toBeNull();
        const { replacement } = outcome;
        expect(
          replacePassages(after ?? [], { before: replacement.after, after: replacement.before }),
        ).toEqual(passages);
        passages = after ?? [];
      }
      let from = 0;
      for (const { start, end, text } of passages) {
        expect(start).toBeGreaterThanOrEqual(from);
        expect(end).toBeGreaterThan(start);
        expect(text.trim()).not.toBe('');
        from = end;
      }
      expect(from).toBeLessThanOrEqual(source.length);
    }),
  );
});

test('splitting and joining again gives the same words, as long as they are the source’s own', () => {
  fc.assert(
    fc.property(fc.nat({ max: 15 }), (at) => {
      const cut = editPassages(layout, source, edit(first, { action: 'split', at, nextPath: '' }));
      if (!cut.ok) return;
      const parts = replacePassages(layout, cut.replacement) ?? [];
      const back = made(edit(parts[0] as PassageState, { action: 'merge' }), parts);
      expect(back[0]?.text.replace(/\s/g, '')).toBe(first.text.replace(/\s/g, ''));
      expect(back[0]).toMatchObject({ start: first.start, end: first.end });
    }),
  );
});
