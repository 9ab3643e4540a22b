import { glossaryHits, glossaryOverlap } from './english/english-glossary';
import { extractEnglishFigures, isEnglishProse } from './english/extract-english-figures';
import { englishScore } from './english/find-english-contradictions';
import type { MarkedSentence } from './parse-citations';
import { citableText, type SourcePassage } from './source-passage';
import { splitClauses } from './split-clauses';
import { verifySentence, type Verification } from './verify-sentence';

/** A sentence as it may be shown: with the passage that bears it and the clause of that passage nearest to it. */
export interface ShownSentence {
  text: string;
  passage: SourcePassage;
  quote: string;
}

/** A sentence that was dropped and why; kept with the turn, for the desk. */
export interface DroppedSentence {
  text: string;
  reason: DropReason;
  /** The figures that its passage lacks, or the words that it turns round. */
  figures?: string[];
  /** The passage that it was checked against: the one it names, else the nearest. */
  passage?: { passageId: number; documentId: string; title: string; path: string };
}

/**
 * Why a sentence isn't shown: nothing bears it, a figure or a ceiling is wrong, it denies or affirms what stands otherwise,
 * it gives or tells instructions, it isn't in the language asked for.
 */
export type DropReason = 'no-basis' | 'figures' | 'contradicts' | 'instructions' | 'language';

export type CheckedSentence = { shown: ShownSentence } | { dropped: DroppedSentence };

const overlapOfMarked = 0.34;
const overlapOfUnmarked = 0.55;
/** English words are few against a passage in Chinese; half of those known must be in it. */
const overlapOfEnglish = 0.5;
const leaks =
  /<\/?(?:资料|问题|passage|question)|系统提示|提示词|作为(?:一个)?(?:人工智能|AI|语言模型)|https?:\/\/|\b(?:as an ai|language model|system prompt|my instructions)\b/i;

/**
 * Checks one sentence of a generated answer: by its marks, else by the passage it overlaps most. Each figure must
 * stand in the passage, and enough of its words too; a sentence that fails with the passage it names may stand with
 * another one that bears it.
 */
export function checkSentence(sentence: MarkedSentence, passages: SourcePassage[]): CheckedSentence {
  const { text } = sentence;
  if (leaks.test(text)) return { dropped: { text, reason: 'instructions' } };
  const marked = sentence.cited.map((n) => passages[n - 1]).filter((passage) => passage !== undefined);
  const others = passages.filter((passage) => !marked.includes(passage));
  const candidates = isEnglishProse(text)
    ? rankForEnglish(text, marked, others)
    : [...rank(text, marked, overlapOfMarked), ...rank(text, others, overlapOfUnmarked)];
  let failed: { passage: SourcePassage; verification: Verification } | null = null;
  for (const { passage } of candidates) {
    const verification = verifySentence(text, citableText(passage));
    if (verification.ok)
      return { shown: { text: withStop(text), passage, quote: nearestClause(text, passage) } };
    failed ??= { passage, verification };
  }
  return { dropped: droppedOf(text, failed, marked[0] ?? null) };
}

function droppedOf(
  text: string,
  failed: { passage: SourcePassage; verification: Verification } | null,
  named: SourcePassage | null,
): DroppedSentence {
  const passage = failed?.passage ?? named;
  const { unsupported = [], contradicts = [] } = failed?.verification ?? {};
  const figures = [...unsupported.map(({ words }) => words), ...contradicts];
  const reason = unsupported.length > 0 ? 'figures' : contradicts.length > 0 ? 'contradicts' : 'no-basis';
  return {
    text,
    reason,
    ...(figures.length > 0 && { figures }),
    ...(passage && {
      passage: {
        passageId: passage.passageId,
        documentId: passage.documentId,
        title: passage.title,
        path: passage.path,
      },
    }),
  };
}

/** Whether the model said that it can't answer from the passages. */
export function isRefusal(text: string): boolean {
  return (
    /^\s*(?:sorry[,.]? ?|unfortunately[,.]? ?)?(?:i )?(?:cannot|can't|can not|am unable to|unable to) (?:be )?answer|^\s*(?:the|these) (?:passages?|sources?|documents?|clauses?)(?: provided)? (?:do|does) not|^\s*no (?:relevant|matching) (?:passages?|information|clauses?)/i.test(
      text,
    ) ||
    /^[\s。]*(?:抱歉[，,。]?|对不起[，,。]?)?(?:根据(?:上述|以上|提供的)?资料[，,]?)?(?:无法回答|不能回答|没有(?:找到)?相关(?:资料|内容|信息))/.test(
      text,
    )
  );
}

function rank(text: string, passages: SourcePassage[], least: number) {
  return passages
    .map((passage) => ({ passage, overlap: textOverlap(text, citableText(passage)) }))
    .filter(({ overlap }) => overlap >= least)
    .sort((a, b) => b.overlap - a.overlap);
}

/**
 * An English sentence shares no characters with its passage: it stands on the one that it names and whose matter is its
 * own, or on another one that has its figures too.
 */
function rankForEnglish(text: string, marked: SourcePassage[], others: SourcePassage[]) {
  const hasFigures = extractEnglishFigures(text).length > 0;
  // A sentence of which only the figures are understood stands on the passage that it names, or nowhere.
  const isOnlyFigures = hasFigures && glossaryHits(text).length === 0;
  const fitting = (passages: SourcePassage[]) =>
    passages
      .map((passage) => ({
        passage,
        overlap: isOnlyFigures && passages === marked ? 1 : glossaryOverlap(text, citableText(passage)),
      }))
      .filter(({ overlap }) => overlap >= overlapOfEnglish)
      .sort((a, b) => b.overlap - a.overlap);
  return [...fitting(marked), ...(hasFigures ? fitting(others) : [])];
}

/** The share of the sentence's character pairs that the text holds, from 0 to 1. */
export function textOverlap(sentence: string, text: string): number {
  const pairs = characterPairs(sentence);
  if (pairs.length === 0) return 0;
  const known = new Set(characterPairs(text));
  return pairs.filter((pair) => known.has(pair)).length / pairs.length;
}

function characterPairs(text: string): string[] {
  const plain = text.toLowerCase().replace(/[^\u4e00-\u9fa5a-z0-9]/g, '');
  return Array.from({ length: Math.max(0, plain.length - 1) }, (_, at) => plain.slice(at, at + 2));
}

function nearestClause(text: string, passage: SourcePassage): string {
  const score = isEnglishProse(text) ? englishScore : textOverlap;
  const clauses = splitClauses(passage.text).map((clause) => ({
    clause,
    overlap: score(text, clause.text),
  }));
  return clauses.sort((a, b) => b.overlap - a.overlap)[0]?.clause.text ?? passage.text;
}

function withStop(text: string): string {
  const stop = isEnglishProse(text) ? '.' : '。';
  return text.replace(/[；;，,：:]$/, stop).replace(/(?<![。！？.!?])$/, stop);
}
