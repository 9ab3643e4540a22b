import { exact, formatDecimal, parseDecimal, type ExactNumber } from '../../enterprises/exact-number';
import type { FactType } from '../../enterprises/fact-definition';
import { isExact, isNumeric, type FactValue } from '../../enterprises/fact-value';

/** Fewer firms than this tell nothing: no probability rests on so few, and none of them could be recognised. */
export const leastFirms = 20;

/** Values that figures are told by: each stands for an equal part of the firms. */
const parts = 8;
/** Answers that are tried for one question. */
const answersKept = 12;

/** An answer that similar firms would give, as it is stored (text, number, truth value), with its probability. */
export interface LikelyAnswer {
  readonly value: string | number | boolean;
  readonly share: number;
}

/** How the answers of a group of firms to one question are spread. */
export interface AnswerSpread {
  readonly firms: number;
  readonly answers: readonly LikelyAnswer[];
}

/**
 * The spread of a fact's values over a group of firms; null where there are too few or the type has no spread (names,
 * numbers of accounts). Figures are told by eight rounded values, so that none is any one firm's.
 */
export function spreadOf(values: readonly FactValue[], type: FactType): AnswerSpread | null {
  if (values.length < leastFirms) return null;
  if (isNumeric(type)) return { firms: values.length, answers: spreadFigures(values.filter(isExact), type) };
  if (type === 'date')
    return { firms: values.length, answers: spreadDays(values.filter((one) => typeof one === 'string')) };
  if (!['boolean', 'code', 'region', 'industry'].includes(type)) return null;
  return { firms: values.length, answers: countChoices(values) };
}

function spreadFigures(values: readonly ExactNumber[], type: FactType): LikelyAnswer[] {
  const figures = values.map((value) => Number(formatDecimal(value, 6))).sort((a, b) => a - b);
  const rounded = inParts(figures).map((part) => {
    const mean = part.reduce((sum, figure) => sum + figure, 0) / part.length;
    const short = Number(mean.toPrecision(2));
    return type === 'count' ? Math.round(short) : Number(short.toFixed(6)).toString();
  });
  return joinSame(rounded.map((value) => ({ value, share: 1 / rounded.length })));
}

/** A day is told by its month. */
function spreadDays(days: readonly string[]): LikelyAnswer[] {
  const middles = inParts([...days].sort()).map((part) => `${part[part.length >> 1]!.slice(0, 7)}-01`);
  return joinSame(middles.map((value) => ({ value, share: 1 / middles.length })));
}

/** Sorted values in parts of about the same length. */
function inParts<T>(sorted: readonly T[]): T[][] {
  return Array.from({ length: parts }, (_, part) =>
    sorted.slice(
      Math.floor((part * sorted.length) / parts),
      Math.floor(((part + 1) * sorted.length) / parts),
    ),
  ).filter((part) => part.length > 0);
}

function countChoices(values: readonly FactValue[]): LikelyAnswer[] {
  const all = values.flatMap((value) =>
    typeof value === 'string' || typeof value === 'boolean' ? [{ value, share: 1 / values.length }] : [],
  );
  return keepLikely(joinSame(all));
}

function joinSame(answers: readonly LikelyAnswer[]): LikelyAnswer[] {
  const joined = new Map<string, LikelyAnswer>();
  for (const { value, share } of answers) {
    const name = JSON.stringify(value);
    joined.set(name, { value, share: share + (joined.get(name)?.share ?? 0) });
  }
  return [...joined.values()];
}

/** The likeliest, with shares that add up to one. */
function keepLikely(answers: readonly LikelyAnswer[]): LikelyAnswer[] {
  const kept = answers.toSorted((a, b) => b.share - a.share).slice(0, answersKept);
  const sum = kept.reduce((total, { share }) => total + share, 0);
  return kept.map(({ value, share }) => ({ value, share: share / sum }));
}

/**
 * The answers to expect of a firm, from the spreads of its groups, the narrowest first. Each group is drawn towards the
 * wider one by as much as `leastFirms` firms weigh (m-estimate: Cestnik, Estimating Probabilities, ECAI 1990). Null where
 * not even the widest group tells.
 */
export function expectedAnswers(spreads: readonly (AnswerSpread | null)[]): LikelyAnswer[] | null {
  let mixed: LikelyAnswer[] | null = null;
  for (const spread of spreads.toReversed()) {
    if (!spread || spread.firms < leastFirms) continue;
    const own: number = mixed === null ? 1 : spread.firms / (spread.firms + leastFirms);
    const weighed = (answers: readonly LikelyAnswer[], weight: number) =>
      answers.map(({ value, share }) => ({ value, share: share * weight }));
    mixed = joinSame([...weighed(spread.answers, own), ...weighed(mixed ?? [], 1 - own)]);
  }
  return mixed && keepLikely(mixed);
}

/** A likely answer as a value that rules are evaluated with. */
export function toFactValue(value: LikelyAnswer['value'], type: FactType): FactValue | null {
  if (!isNumeric(type)) return typeof value === 'number' ? null : value;
  return typeof value === 'number' ? exact(value) : typeof value === 'string' ? parseDecimal(value) : null;
}
