import { extractFigures } from '../extract-figures';
import { toHalfWidth, type Figure } from '../figures/figure';
import { boundAroundEnglish } from './english-bound';
import { englishPatterns } from './english-patterns';

/** Whether a sentence is written in English, whatever Chinese names and numbers stand in it. */
export function isEnglishProse(text: string): boolean {
  const han = text.replace(/《[^》]*》/g, '').match(/[\u4e00-\u9fff]/g)?.length ?? 0;
  const words = text.match(/[A-Za-z]{2,}/g)?.length ?? 0;
  return words >= 2 && words > han;
}

/**
 * Every figure of an English sentence in the normal form of the Chinese ones: RMB 3 million, 3 million yuan and
 * CNY 3,000,000 are 300万元; within 30 working days is 30个工作日内. Chinese spellings in it (《…》, 财税〔2023〕12号) are
 * read as they are.
 */
export function extractEnglishFigures(source: string): Figure[] {
  const text = toHalfWidth(source).replace(/[\u00a0\u2009\u202f]/g, ' ');
  const chinese = extractFigures(text);
  const figures: Figure[] = [];
  for (let at = 0; at < text.length;) {
    const quoted = chinese.filter(({ start }) => start === at && isChinese(text, at));
    const [whole] = quoted;
    if (whole) {
      figures.push(...chinese.filter(({ start, end }) => start >= whole.start && end <= whole.end));
      at = whole.end;
      continue;
    }
    const read = readAt(text, at);
    if (read.figure) {
      const span = { words: source.slice(at, at + read.length), start: at, end: at + read.length };
      figures.push({ ...read.figure, ...span, bound: boundAroundEnglish(text, span.start, span.end) });
    }
    at += Math.max(1, read.length);
  }
  return figures;
}

/** 300万元 and 《…》 are read as Chinese, 300 employees as English. */
function isChinese(text: string, at: number): boolean {
  return /^(?:《|[\d.,]*\s?[\u4e00-\u9fff]|[〔［[(（【]\s?\d{4}\s?[〕］\])）】]\s?第?\s?\d+\s?号|\d{4}\s?年)/.test(
    text.slice(at),
  );
}

function readAt(text: string, at: number) {
  const nothing = { figure: null, length: 1 };
  const char = text[at] ?? '';
  if (!/[\dA-Za-z〔［[(（【¥￥$€]/.test(char)) return nothing;
  // Inside a word or a number nothing begins.
  if (/[A-Za-z0-9]/.test(char) && /[A-Za-z]/.test(text[at - 1] ?? '')) return nothing;
  for (const { regex, read } of englishPatterns) {
    regex.lastIndex = at;
    const match = regex.exec(text);
    if (!match) continue;
    const found = read(match, text);
    if (found === 'skip') return { figure: null, length: match[0].length };
    if (found) return { figure: found, length: match[0].length };
  }
  return nothing;
}
