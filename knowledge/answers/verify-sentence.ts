import { extractEnglishFigures, isEnglishProse } from './english/extract-english-figures';
import { findEnglishContradictions } from './english/find-english-contradictions';
import { findContradictions } from './find-contradictions';
import { extractFigures } from './extract-figures';
import type { Figure } from './figures/figure';

/** Whether a sentence may be shown with its citation, and if not, why. */
export interface Verification {
  ok: boolean;
  /** Figures that the passage lacks, or has as another ceiling or floor. */
  unsupported: Figure[];
  /** Words that the passage says the other way round: 可以享受 for 不得享受. */
  contradicts: string[];
}

/**
 * Checks that each figure of a sentence (number, date, share, amount, 文号, deadline, 《title》) stands in the cited
 * passage in normal form with the same ceiling or floor, and that nothing denied is affirmed or the other way round.
 * `passageText` is the passage with its title, number and path.
 */
export function verifySentence(sentence: string, passageText: string): Verification {
  const known = extractFigures(passageText);
  const inEnglish = isEnglishProse(sentence);
  const said = inEnglish ? extractEnglishFigures(sentence) : extractFigures(sentence);
  const unsupported = said.filter((figure) => !isSupported(figure, known, passageText));
  const contradicts = inEnglish
    ? findEnglishContradictions(sentence, passageText)
    : findContradictions(sentence, passageText);
  return { ok: unsupported.length === 0 && contradicts.length === 0, unsupported, contradicts };
}

function isSupported(figure: Figure, known: Figure[], passageText: string): boolean {
  if (figure.kind === 'title') return passageText.replace(/\s/g, '').includes(figure.value);
  const same = known.filter((candidate) => matches(figure, candidate, passageText));
  return same.some((candidate) => isSameBound(figure, candidate, passageText));
}

/** Units that may be a ceiling or a floor; an ordinal or a date is what it is. */
const bounded = new Set<Figure['kind']>(['amount', 'share', 'quantity', 'number']);

/** A figure told without its ceiling (补助50万元 for 最高50万元) says as little of what stands there as a turned one. */
function isSameBound(figure: Figure, candidate: Figure, passageText: string): boolean {
  if (!bounded.has(figure.kind) || figure.bound === candidate.bound) return true;
  const inCell = candidate.kind === 'number' && candidate.bound === null && figure.kind !== 'number';
  if (!inCell) return false;
  return figure.bound === 'at-most'
    ? /最高|上限|不超过/.test(passageText)
    : figure.bound === 'at-least' && /最低|下限|不低于|不少于/.test(passageText);
}

function matches(figure: Figure, candidate: Figure, passageText: string): boolean {
  switch (figure.kind) {
    case 'date':
      return isPartOfDate(figure.value, candidate);
    case 'document-number':
      return (
        candidate.kind === figure.kind &&
        candidate.value === figure.value &&
        (figure.unit === '' ||
          candidate.unit.endsWith(figure.unit) ||
          figure.unit.endsWith(candidate.unit || '?'))
      );
    case 'number':
      return ['number', 'amount', 'quantity'].includes(candidate.kind) && candidate.value === figure.value;
    case 'amount':
      return sameMeasure(figure, candidate) || inTable(figure, candidate, passageText, amountColumns);
    case 'quantity':
      return sameMeasure(figure, candidate) || inTable(figure, candidate, passageText, [[figure.unit, 0]]);
    case 'share':
      return sameMeasure(figure, candidate) || isShareInTable(figure, candidate, passageText);
    default:
      return sameMeasure(figure, candidate);
  }
}

const sameMeasure = (a: Figure, b: Figure) => a.kind === b.kind && a.value === b.value && a.unit === b.unit;

/** A passage's 2027年12月31日 supports 2027年, 2027年12月 and 12月31日. */
function isPartOfDate(value: string, candidate: Figure): boolean {
  if (candidate.kind === 'number') return candidate.value === value;
  if (candidate.kind !== 'date') return false;
  if (candidate.value === value || candidate.value.startsWith(`${value}-`)) return true;
  return (
    value.startsWith('--') &&
    (`-${candidate.value.slice(4)}` === value || candidate.value.slice(4).startsWith(`${value.slice(1)}-`))
  );
}

/** Columns of a table name their unit once, in brackets: 金额（万元）. */
const amountColumns: [string, number][] = [
  ['元', 0],
  ['万元', 4],
  ['亿元', 8],
];

function inTable(
  figure: Figure,
  candidate: Figure,
  passageText: string,
  columns: [string, number][],
): boolean {
  if (candidate.kind !== 'number') return false;
  return columns.some(
    ([unit, power]) => namesColumn(passageText, unit) && `${figure.value}` === scaled(candidate.value, power),
  );
}

function isShareInTable(figure: Figure, candidate: Figure, passageText: string): boolean {
  if (candidate.kind !== 'number' || !namesColumn(passageText, '[%％]')) return false;
  return extractFigures(`${candidate.value}%`)[0]?.value === figure.value;
}

const namesColumn = (text: string, unit: string) =>
  new RegExp(`[（(](?:单位[:：])?\\s?${unit}[）)]`).test(text);
const scaled = (value: string, power: number) =>
  extractFigures(`${value}${power === 4 ? '万' : power === 8 ? '亿' : ''}元`)[0]?.value;
