import { TermIndex } from './term-index';
import type { Syllables } from './syllables';

/** Words written in pinyin or by their initials, with what they most likely mean. */
export interface ReadPinyin {
  start: number;
  end: number;
  from: string;
  to: string;
}

/** Known terms by their pinyin and by their initials. */
export interface PinyinIndex {
  full: TermIndex<string>;
  initials: ReadonlyMap<string, string>;
}

const leastInitials = 4;
const leastLetters = 5;
const longestCluster = 80;
/** Without vowels, yet words: they are never initials. */
const notInitials = new Set(
  'html http https xlsx docx pptx json jsonl smtp ldap mysql sync myth lynx hymn gypsy crypt rhythm nymph psych xhtml'.split(
    ' ',
  ),
);
/** English words that are also written like pinyin. */
const notPinyin = new Set(
  (
    'women change dance manage language sense gene game sage page wage lane mane same name fame tame bane cane sane pane ' +
    'wane hence fence dense range orange mange china taiwan guide guidance banana shine machine genuine engine lounge ' +
    'tongue mango tango bingo dingo lingo piano jinan anger hunger linger ginger singe minge binge tinge hinge fringe ' +
    'human humane huge sugar sure mature nature figure'
  ).split(' '),
);

/** Indexes terms (Chinese characters only, at least two) for `readPinyin`; the first of those that sound alike counts. */
export function indexPinyin(terms: Iterable<string>, syllables: Syllables): PinyinIndex {
  const full = new Map<string, string>();
  const initials = new Map<string, string>();
  for (const term of terms) {
    if (!/^\p{Script=Han}{2,16}$/u.test(term)) continue;
    const read = syllables.of(term);
    const spelled = read.join('');
    if (!/^[a-z]+$/.test(spelled)) continue;
    if (!full.has(spelled)) full.set(spelled, term);
    const short = read.map(([first = '']) => first).join('');
    if (short.length >= leastInitials && !initials.has(short)) initials.set(short, term);
  }
  return { full: new TermIndex(full), initials };
}

/**
 * Finds words written in pinyin (yanfafeiyong, yan fa fei yong) and by initials (yffy). Only what spells known terms
 * from end to end is read, so that English stays English; initials need four letters, none of which is a vowel.
 */
export function readPinyin(text: string, index: PinyinIndex): ReadPinyin[] {
  if (!/[A-Za-z]{2}/.test(text) || isEnglish(text)) return [];
  const found: ReadPinyin[] = [];
  for (const match of text.matchAll(
    /(?<![A-Za-z\d@._/-])[A-Za-z]+(?:[ '’]{1,2}[A-Za-z]+)*(?![A-Za-z\d@_/-]|\.[A-Za-z])/g,
  )) {
    if (match[0].length <= longestCluster) found.push(...readCluster(match[0], match.index, index));
  }
  return found;
}

/** Words of one cluster, the longest joined run first. */
function readCluster(cluster: string, offset: number, index: PinyinIndex): ReadPinyin[] {
  const words = [...cluster.matchAll(/[A-Za-z]+/g)];
  const found: ReadPinyin[] = [];
  for (let first = 0; first < words.length;) {
    let next = first + 1;
    for (let last = words.length - 1; last >= first; last -= 1) {
      const run = words.slice(first, last + 1);
      const to = meaningOf(
        run.map(([word]) => word.toLowerCase()),
        index,
      );
      if (to === null) continue;
      const start = run[0]?.index ?? 0;
      const end = (run.at(-1)?.index ?? 0) + (run.at(-1)?.[0].length ?? 0);
      found.push({ start: offset + start, end: offset + end, from: cluster.slice(start, end), to });
      next = last + 1;
      break;
    }
    first = next;
  }
  return found;
}

function meaningOf(words: string[], { full, initials }: PinyinIndex): string | null {
  const joined = words.join('');
  if (words.some((word) => notPinyin.has(word))) return null;
  if (joined.length >= leastLetters) {
    const terms = spell(joined, full);
    if (terms) return terms.join('');
  }
  const mayBeInitials =
    words.length === 1 &&
    joined.length >= leastInitials &&
    !/[aeiouv]/.test(joined) &&
    !notInitials.has(joined);
  return mayBeInitials ? (initials.get(joined) ?? null) : null;
}

/** The known terms that spell the letters from end to end, fewest first tried; null when none do. */
function spell(letters: string, full: TermIndex<string>): string[] | null {
  const dead = new Set<number>();
  const from = (at: number): string[] | null => {
    if (at === letters.length) return [];
    if (dead.has(at)) return null;
    for (const { end, value } of full.allAt(letters, at)) {
      const rest = from(end);
      if (rest) return [value, ...rest];
    }
    dead.add(at);
    return null;
  };
  return from(0);
}

/** A text of several Latin words and no Chinese, with a word that no pinyin could be. */
function isEnglish(text: string): boolean {
  if (/\p{Script=Han}/u.test(text)) return false;
  const words = text.match(/[A-Za-z]+/g) ?? [];
  return words.length >= 3 && words.some((word) => !couldBePinyin(word.toLowerCase()));
}

const syllable =
  /^(?:(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(?:a|o|e|i|u|v|ai|ei|ao|ou|an|en|ang|eng|ong|ia|ie|iao|iu|ian|in|iang|ing|iong|ua|uo|uai|ui|uan|un|uang|ue|ve|er))+$/;

function couldBePinyin(word: string): boolean {
  return syllable.test(word) || !/[aeiou]/.test(word);
}
