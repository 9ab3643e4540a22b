import type { Syllables } from './syllables';

/** A slip of the pen, or of the input method, and the known term that was most likely meant. */
export interface FoundTypo {
  start: number;
  end: number;
  from: string;
  to: string;
}

/** Known terms by their first two characters, their last two, and the sound of their first two. */
export interface TypoIndex {
  byHead: ReadonlyMap<string, readonly string[]>;
  byTail: ReadonlyMap<string, readonly string[]>;
  bySound: ReadonlyMap<string, readonly string[]>;
  syllables: Syllables;
}

/** What a text is held against. */
export interface TypoKnowledge {
  index: TypoIndex;
  /** Whether two neighbouring characters occur together in the corpus or in a known term: then they are no slip. */
  occurs: (pair: string) => boolean;
  /** Whether a place in the text belongs to a term that stands there as it should. */
  isSettled: (at: number) => boolean;
}

const shortest = 4;
const longest = 16;
const mostTerms = 60;
/** Small words that people put between others: 高新技术的企业 is no slip. */
const small = /[的了和与或及在是有把被给对从到不能可]/;

/** Indexes terms of 4 to 16 Chinese characters for `findTypos`. */
export function indexTypos(terms: Iterable<string>, syllables: Syllables): TypoIndex {
  const [byHead, byTail, bySound] = [0, 1, 2].map(() => new Map<string, string[]>()) as [
    Map<string, string[]>,
    Map<string, string[]>,
    Map<string, string[]>,
  ];
  const add = (map: Map<string, string[]>, key: string, term: string) => {
    const terms = map.get(key);
    if (!terms) map.set(key, [term]);
    // A beginning that so many share is searched in part: time stays bounded whatever the dictionary.
    else if (terms.length < mostTerms) terms.push(term);
  };
  for (const term of new Set(terms)) {
    if (term.length < shortest || term.length > longest || !/^\p{Script=Han}+$/u.test(term)) continue;
    add(byHead, term.slice(0, 2), term);
    add(byTail, term.slice(-2), term);
    add(bySound, syllables.of(term).slice(0, 2).join(' '), term);
  }
  return { byHead, byTail, bySound, syllables };
}

/**
 * Finds slips toward known terms: characters that sound alike (高薪技术企业), one wrong, missing, doubled or swapped
 * character. A window counts only when it holds a pair of characters that the corpus has nowhere, so that what is
 * written rightly elsewhere is never "mended"; a wrong character that doesn't even sound alike needs five characters,
 * and no known pair at all around it.
 */
export function findTypos(text: string, knowledge: TypoKnowledge): FoundTypo[] {
  const found: FoundTypo[] = [];
  for (const run of text.matchAll(/\p{Script=Han}{3,}/gu)) {
    for (let at = 0; at < run[0].length; at += 1) {
      for (const typo of typosAt(run[0], at, run.index, knowledge)) found.push(typo);
    }
  }
  return withoutOverlaps(found);
}

function* typosAt(run: string, at: number, offset: number, knowledge: TypoKnowledge): Generator<FoundTypo> {
  const { index } = knowledge;
  const pair = run.slice(at, at + 2);
  if (pair.length < 2) return;
  const emit = (start: number, end: number, to: string): FoundTypo => ({
    start: offset + start,
    end: offset + end,
    from: run.slice(start, end),
    to,
  });
  for (const term of index.byHead.get(pair) ?? []) {
    for (const length of [term.length, term.length - 1, term.length + 1]) {
      if (isSlip(run, at, at + length, term, offset, knowledge)) yield emit(at, at + length, term);
    }
  }
  for (const term of index.byTail.get(pair) ?? []) {
    for (const length of [term.length, term.length - 1, term.length + 1]) {
      const start = at + 2 - length;
      if (start >= 0 && isSlip(run, start, at + 2, term, offset, knowledge)) yield emit(start, at + 2, term);
    }
  }
  for (const sound of soundsOf(pair, index.syllables)) {
    for (const term of index.bySound.get(sound) ?? []) {
      if (isHomophone(run, at, term, offset, knowledge)) yield emit(at, at + term.length, term);
    }
  }
}

function soundsOf(pair: string, syllables: Syllables): string[] {
  const [first = '', second = ''] = [...pair];
  return syllables
    .ofCharacter(first)
    .flatMap((one) => syllables.ofCharacter(second).map((two) => `${one} ${two}`));
}

function isHomophone(
  run: string,
  start: number,
  term: string,
  offset: number,
  knowledge: TypoKnowledge,
): boolean {
  const window = run.slice(start, start + term.length);
  if (window.length !== term.length || window === term) return false;
  const { syllables } = knowledge.index;
  const read = syllables.of(term);
  const wrong: number[] = [];
  for (let at = 0; at < term.length; at += 1) {
    if (window[at] === term[at]) continue;
    if (knowledge.isSettled(offset + start + at)) return false;
    if (!syllables.ofCharacter(window[at] ?? '').includes(read[at] ?? '-')) return false;
    wrong.push(at);
  }
  return wrong.some((at) => pairsAround(window, at).some((pair) => !knowledge.occurs(pair)));
}

/** Whether the window is the term with one character wrong, missing, too many, or two neighbours swapped. */
function isSlip(
  run: string,
  start: number,
  end: number,
  term: string,
  offset: number,
  knowledge: TypoKnowledge,
): boolean {
  if (end > run.length) return false;
  const window = run.slice(start, end);
  if (window.includes(term)) return false;
  const at = firstDifference(window, term);
  // At the edge, a character more or another one is simply the next word: 中小企业返还 is no 中小企业法.
  if (at === 0 || at >= window.length - 1) return false;
  const isNew = (pair: string) => !knowledge.occurs(pair);
  if (knowledge.isSettled(offset + start + at)) return false;
  if (window.length === term.length) {
    const isSwapped =
      window[at] === term[at + 1] &&
      window[at + 1] === term[at] &&
      window.slice(at + 2) === term.slice(at + 2);
    if (isSwapped) return pairsAround(window, at).some(isNew);
    if (window.slice(at + 1) !== term.slice(at + 1)) return false;
    return term.length > shortest && !small.test(window[at] ?? '') && pairsAround(window, at).every(isNew);
  }
  if (term.length <= shortest) return false;
  if (window.length < term.length) {
    const across = window.slice(at - 1, at + 1);
    return window.slice(at) === term.slice(at + 1) && across.length === 2 && isNew(across);
  }
  return (
    window.slice(at + 1) === term.slice(at) &&
    !small.test(window[at] ?? '') &&
    pairsAround(window, at).every(isNew)
  );
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < Math.min(a.length, b.length) && a[at] === b[at]) at += 1;
  return at;
}

function pairsAround(text: string, at: number): string[] {
  return [text.slice(Math.max(0, at - 1), at + 1), text.slice(at, at + 2)].filter(
    (pair) => pair.length === 2,
  );
}

/** The longest first; what overlaps a better one falls out. */
function withoutOverlaps(typos: FoundTypo[]): FoundTypo[] {
  const chosen: FoundTypo[] = [];
  const byLength = [...typos].sort(
    (a, b) => b.to.length - a.to.length || a.start - b.start || (a.to < b.to ? -1 : 1),
  );
  for (const typo of byLength) {
    if (!chosen.some(({ start, end }) => typo.start < end && typo.end > start)) chosen.push(typo);
  }
  return chosen.sort((a, b) => a.start - b.start);
}
