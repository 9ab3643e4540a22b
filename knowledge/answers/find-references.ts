import { numeralCharacters, readNumber } from '../documents/chinese-number';

/** What a referring word points at, seen from where it stands. */
export type ReferenceTarget =
  /** 前款, 前两款: 款 before this one. */
  | { kind: 'paragraphs-before'; count: number; item: number | null }
  /** 前项 */
  | { kind: 'item-before' }
  /** 前条 */
  | { kind: 'article-before'; paragraph: number | null }
  /** 第X条, 本条第Y款, 第X条第Y款第（Z）项; article null is this one. */
  | { kind: 'article'; article: string | null; paragraph: number | null; item: number | null }
  /** 上述, 前述: what stands before in this article. */
  | { kind: 'above' };

/** A referring word 指称 of a text. */
export interface Reference {
  words: string;
  start: number;
  target: ReferenceTarget;
}

const numeral = `[${numeralCharacters}]+`;
const pattern = new RegExp(
  [
    String.raw`(?<before>前(?<count>[两二三四五])?款(?:第?[（(]?(?<beforeItem>${numeral})[）)]?项)?)`,
    String.raw`(?<itemBefore>前项)`,
    String.raw`(?<articleBefore>前条(?:第(?<articleBeforeParagraph>${numeral})款)?)`,
    String.raw`(?<article>(?:本(?:法|条例|办法|规定|细则|通知|公告|意见|决定)?(?:第(?<number>${numeral})条(?:之${numeral})?)|本条(?!例)|第(?<bare>${numeral})条(?:之${numeral})?)(?:第(?<paragraph>${numeral})款)?(?:第[（(]?(?<item>${numeral})[）)]?项)?)`,
    String.raw`(?<paragraphOnly>(?<![条款])第(?<paragraphNumber>${numeral})款(?:第[（(]?(?<paragraphItem>${numeral})[）)]?项)?)`,
    String.raw`(?<above>上述|前述|上款)`,
  ].join('|'),
  'g',
);
/** 企业所得税法第二十八条 and 《…》第五条 are articles of other documents. */
const otherDocument =
  /(?:》|[\u4e00-\u9fa5](?:法|条例|办法|细则|规定|通知|公告|规则|解释|章程|决定))(?:的)?$/;
const opensArticle = new RegExp(String.raw`^[\s\u3000]*第${numeral}条(?:之${numeral})?(?![第规的所])`);

/** The words of a quotation that point elsewhere in its document, in their order; its own number is none. */
export function findReferences(text: string): Reference[] {
  const own = opensArticle.exec(text)?.[0].length ?? 0;
  return [...text.matchAll(pattern)].flatMap((match) => {
    if (match.index < own) return [];
    const target = targetOf(match, text.slice(0, match.index));
    return target ? [{ words: match[0], start: match.index, target }] : [];
  });
}

function targetOf(match: RegExpMatchArray, before: string): ReferenceTarget | null {
  const g = match.groups ?? {};
  const n = (words: string | undefined) => (words === undefined ? null : readNumber(words));
  if (g.before) return { kind: 'paragraphs-before', count: n(g.count) ?? 1, item: n(g.beforeItem) };
  if (g.itemBefore) return { kind: 'item-before' };
  if (g.articleBefore) return { kind: 'article-before', paragraph: n(g.articleBeforeParagraph) };
  if (g.above) return { kind: 'above' };
  if (g.paragraphOnly)
    return { kind: 'article', article: null, paragraph: n(g.paragraphNumber), item: n(g.paragraphItem) };
  if (!g.article) return null;
  if (g.bare !== undefined && otherDocument.test(before)) return null;
  const article = /^本条(?!例)/.test(g.article)
    ? null
    : (/第[^条]+条(?:之[一二三四五六七八九十]+)?/.exec(g.article)?.[0] ?? null);
  return { kind: 'article', article, paragraph: n(g.paragraph), item: n(g.item) };
}
