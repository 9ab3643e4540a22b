import { boundAround } from './figures/bound-around';
import { toHalfWidth, type Figure, type FoundFigure } from './figures/figure';
import { figurePatterns } from './figures/figure-patterns';
import { hanNumeral } from './parse-numeral';

/**
 * Every number, date, share, amount, duration, 文号, article number, phone and 《title》 of a text in normal form,
 * whatever its spelling. Words that only look like numerals (统一, 十分, 一个) are no figures.
 */
export function extractFigures(source: string): Figure[] {
  const text = toHalfWidth(source);
  const figures: Figure[] = [];
  for (let at = 0; at < text.length;) {
    const { found, length } = readAt(text, at);
    if (found) {
      const span = { words: source.slice(at, at + length), start: at, end: at + length };
      figures.push({ ...found, ...span, bound: boundAround(text, span.start, span.end) });
    }
    at += Math.max(1, length);
  }
  return figures.flatMap((item) => (item.kind === 'title' ? [item, ...figuresInTitle(item)] : [item]));
}

function readAt(text: string, at: number): { found: FoundFigure; length: number } {
  const char = text[at] ?? '';
  if (!/[\d《〔［[(（【第减半 \t\u3000]/.test(char) && !hanNumeral.includes(char))
    return { found: null, length: 1 };
  if (char === '一' && /[统唯同单逐]/.test(text[at - 1] ?? '')) return { found: null, length: 1 };
  for (const { regex, read } of figurePatterns) {
    regex.lastIndex = at;
    const match = regex.exec(text);
    if (!match) continue;
    const found = read(match, text);
    if (found === 'skip') return { found: null, length: match[0].length };
    if (found) return { found, length: match[0].length };
  }
  return { found: null, length: 1 };
}

function figuresInTitle(title: Figure): Figure[] {
  return extractFigures(title.words.slice(1, -1)).map((inner) => ({
    ...inner,
    start: inner.start + title.start + 1,
    end: inner.end + title.start + 1,
  }));
}
