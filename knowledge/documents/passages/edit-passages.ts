import type { PassageKind } from '../passage';

/** A passage as a correction sees it. `start` and `end` are its borders in the source text, which never changes. */
export interface PassageState {
  path: string;
  heading: string;
  text: string;
  start: number;
  end: number;
  kind: PassageKind;
}

/** What a person does to the passage that begins at `start`; `text` is what stands in the editor by then. */
export type PassageEdit = { start: number; text: string; path: string } & (
  | { action: 'text' }
  /** Cut before the character `at` of the text; the second part is called `nextPath`. */
  | { action: 'split'; at: number; nextPath: string }
  /** Joined with the passage after it. */
  | { action: 'merge' }
  /** What stands before `at` goes to the passage before, or what stands behind it to the one after. */
  | { action: 'border'; at: number; towards: 'previous' | 'next' }
);

/** The consecutive passages that a correction replaces, and what stands in their place. */
export interface Replacement {
  before: PassageState[];
  after: PassageState[];
}

export type EditProblem =
  'gone' | 'unchanged' | 'empty' | 'empty-part' | 'no-neighbour' | 'path-empty' | 'too-long';
export type EditOutcome = { ok: true; replacement: Replacement } | { ok: false; problem: EditProblem };

/** Longest text of a passage in UTF-16 code units: more is no longer a clause that can be quoted. */
export const longestPassage = 6000;

/** Works out what a correction replaces. Pure: neither the passages nor the source are changed. */
export function editPassages(
  passages: readonly PassageState[],
  source: string,
  edit: PassageEdit,
): EditOutcome {
  const at = passages.findIndex(({ start }) => start === edit.start);
  const standing = passages[at];
  if (!standing) return { ok: false, problem: 'gone' };
  if (edit.path.trim() === '') return { ok: false, problem: 'path-empty' };
  const edited = { ...standing, text: clean(edit.text), path: edit.path.trim() };
  if (edited.text.trim() === '') return { ok: false, problem: 'empty' };
  switch (edit.action) {
    case 'text':
      return replacing([standing], [edited]);
    case 'split': {
      const parts = split(edited, source, edit.at);
      if (!parts) return { ok: false, problem: 'empty-part' };
      const second = { ...parts[1], path: edit.nextPath.trim() || `${edited.path}（续1）` };
      return replacing([standing], [parts[0], second]);
    }
    case 'merge': {
      const next = passages[at + 1];
      if (!next) return { ok: false, problem: 'no-neighbour' };
      return replacing([standing, next], [join(edited, next, source)]);
    }
    case 'border': {
      const other = passages[edit.towards === 'previous' ? at - 1 : at + 1];
      if (!other) return { ok: false, problem: 'no-neighbour' };
      const parts = split(edited, source, edit.at);
      if (!parts) return { ok: false, problem: 'empty-part' };
      const [left, right] = parts;
      return edit.towards === 'previous'
        ? replacing([other, standing], [join(other, left, source), right])
        : replacing(
            [standing, other],
            [
              left,
              { ...join(right, other, source), path: other.path, heading: other.heading, kind: other.kind },
            ],
          );
    }
  }
}

/** Puts a replacement into the passages; null when what it replaces doesn't stand there (any more). */
export function replacePassages(
  passages: readonly PassageState[],
  { before, after }: Replacement,
): PassageState[] | null {
  const first = before[0];
  if (!first) return null;
  const at = passages.findIndex(({ start }) => start === first.start);
  const stands =
    at !== -1 &&
    before.every((passage, i) => {
      const there = passages[at + i];
      return there !== undefined && isSame(there, passage);
    });
  return stands ? [...passages.slice(0, at), ...after, ...passages.slice(at + before.length)] : null;
}

/** Whether the words are the source's own. */
export function isCorrected(passage: Pick<PassageState, 'text' | 'start' | 'end'>, source: string): boolean {
  return passage.text !== source.slice(passage.start, passage.end);
}

export function isSame(a: PassageState, b: PassageState): boolean {
  return (
    a.start === b.start &&
    a.end === b.end &&
    a.text === b.text &&
    a.path === b.path &&
    a.heading === b.heading &&
    a.kind === b.kind
  );
}

function replacing(before: PassageState[], after: PassageState[]): EditOutcome {
  if (after.some(({ text }) => text.length > longestPassage)) return { ok: false, problem: 'too-long' };
  const same = before.length === after.length && before.every((one, i) => isSame(one, after[i] ?? one));
  return same ? { ok: false, problem: 'unchanged' } : { ok: true, replacement: { before, after } };
}

function split(passage: PassageState, source: string, at: number): [PassageState, PassageState] | null {
  const left = passage.text.slice(0, at).trimEnd();
  const right = passage.text.slice(at).trimStart();
  if (left.trim() === '' || right === '' || passage.end - passage.start < 2) return null;
  const border = Math.min(Math.max(sourceOffset(passage, source, at), passage.start + 1), passage.end - 1);
  let end = border;
  while (end > passage.start + 1 && /\s/.test(source[end - 1] ?? '')) end -= 1;
  let start = border;
  while (start < passage.end - 1 && /\s/.test(source[start] ?? '')) start += 1;
  return [
    { ...passage, text: left, end },
    { ...passage, text: right, start },
  ];
}

/**
 * Where a place in the text stands in the source. In words that a person changed there is no such place: it goes to
 * where the change begins, or as far from the end where the rest is the source's own again.
 */
function sourceOffset(passage: PassageState, source: string, at: number): number {
  const own = source.slice(passage.start, passage.end);
  const { text } = passage;
  let prefix = 0;
  while (prefix < own.length && prefix < text.length && own[prefix] === text[prefix]) prefix += 1;
  if (at <= prefix) return passage.start + at;
  let suffix = 0;
  const most = Math.min(own.length, text.length) - prefix;
  while (suffix < most && own[own.length - 1 - suffix] === text[text.length - 1 - suffix]) suffix += 1;
  if (text.length - at <= suffix) return passage.end - (text.length - at);
  return passage.start + prefix;
}

/** The first with the second behind it; between them what stands in the source, if that is only space. */
function join(first: PassageState, second: PassageState, source: string): PassageState {
  const gap = source.slice(first.end, second.start);
  const between = gap === '' || gap.trim() !== '' ? '\n' : gap;
  // Words that came from one line of the source stay one line.
  const touching = first.end === second.start;
  return {
    ...first,
    text: `${first.text}${touching ? '' : between}${second.text}`,
    end: second.end,
  };
}

function clean(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[^\S\n]+$/gm, '');
}
