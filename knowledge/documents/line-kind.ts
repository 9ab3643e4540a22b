import { numeralCharacters, readNumber } from './chinese-number';

/** What a line is in the grammar of Chinese statutes and normative documents. */
export type LineKind =
  /** 编, 分编 (部分), 章, 节: `rank` 1 to 4; 附件 has rank 0. */
  | { type: 'heading'; rank: number; label: string }
  /** 第三条, 第十条之一 */
  | { type: 'article'; label: string; number: number }
  /** 一、 is depth 1, （一） 2, 1. 3, （1）and ① 4. */
  | { type: 'item'; depth: 1 | 2 | 3 | 4; label: string; number: number }
  /** 问： */
  | { type: 'question' }
  | { type: 'plain' };

const numeral = `[${numeralCharacters}]`;
const spaced = `${numeral}(?:\\s*${numeral})*`;
const structure = new RegExp(
  `^第\\s*(${spaced})\\s*(编|分编|部分|章|节)(?=[\\s:：]|$|[^的规之第、，和及或至中])`,
);
const article = new RegExp(`^第\\s*(${spaced})\\s*条(?:\\s*之\\s*(${spaced}))?(.?)(.?)`);
const ranks: Record<string, number> = { 编: 1, 分编: 2, 部分: 2, 章: 3, 节: 4 };

const items: readonly { depth: 1 | 2 | 3 | 4; pattern: RegExp; label: (number: string) => string }[] = [
  { depth: 1, pattern: /^([一二三四五六七八九十百]+)\s*[、．]/, label: (n) => `${n}、` },
  { depth: 2, pattern: /^[（(]\s*([一二三四五六七八九十百]+)\s*[）)]/, label: (n) => `（${n}）` },
  { depth: 3, pattern: /^([0-9０-９]{1,3})\s*(?:[.．](?![0-9０-９])|、)/, label: (n) => `${n}.` },
  { depth: 4, pattern: /^[（(]\s*([0-9０-９]{1,3})\s*[）)]/, label: (n) => `（${n}）` },
];
const circled = /^[①-⑳]/;
const annex =
  /^附\s*(?:件|表|录|则表)\s*([一二三四五六七八九十0-9０-９]{0,3})(?:\s*[:：]?\s*$|\s*[:：]\s*(?![0-9０-９一二三四五六七八九十]+[.．、])\S|\s+(?![0-9])\S)/;

/**
 * What the line is. `previousArticle` is the number of the article before it: without a space after 第十二条, the line
 * begins an article only when the number follows on and the words don't read as a reference (第十二条规定的…).
 */
export function lineKind(line: string, previousArticle: number | null = null): LineKind {
  const heading = structure.exec(line);
  if (heading?.[1] !== undefined && heading[2] !== undefined && line.length <= 60 && !/[。；;]$/.test(line)) {
    return {
      type: 'heading',
      rank: ranks[heading[2]] ?? 3,
      label: `第${plainNumeral(heading[1])}${heading[2]}`,
    };
  }
  const found = article.exec(line);
  if (found?.[1] !== undefined && beginsArticle(found, previousArticle)) {
    const part = found[2] === undefined ? '' : `之${plainNumeral(found[2])}`;
    return {
      type: 'article',
      label: `第${plainNumeral(found[1])}条${part}`,
      number: readNumber(found[1]) ?? 0,
    };
  }
  const appended = annex.exec(line);
  if (appended && line.length <= 60 && !/[。；;]$/.test(line)) {
    return { type: 'heading', rank: 0, label: `附件${plainNumeral(appended[1] ?? '')}` };
  }
  for (const { depth, pattern, label } of items) {
    const number = pattern.exec(line)?.[1];
    if (number !== undefined) {
      const plain = plainNumeral(number);
      return { type: 'item', depth, label: label(plain), number: readNumber(plain) ?? 0 };
    }
  }
  const circle = circled.exec(line)?.[0];
  if (circle !== undefined)
    return { type: 'item', depth: 4, label: circle, number: (circle.codePointAt(0) ?? 0) - 0x245f };
  if (/^(?:问|Q|q)\s*[\d０-９]{0,3}\s*[:：]/.test(line)) return { type: 'question' };
  return { type: 'plain' };
}

function beginsArticle(found: RegExpExecArray, previousArticle: number | null): boolean {
  const [, number = '', , next = '', afterNext = ''] = found;
  if (next === '' || /[:：]/.test(next)) return true;
  const reference = /[第规的所至、，和或中及与以修改款项前后内规]/;
  if (/\s/.test(next)) return !/[、，]/.test(afterNext);
  if (reference.test(next)) return false;
  const value = readNumber(number);
  return value !== null && value === (previousArticle ?? 0) + 1;
}

function plainNumeral(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').replace(/○/g, '〇');
}
