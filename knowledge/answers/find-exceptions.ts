import { readNumber } from '../documents/chinese-number';

import type { Clause } from './split-clauses';

/** What an exception says of its rule. */
const limits =
  /不适用|除外|从其规定|依照其规定|另有规定|不受[^。]{0,24}限制|不得享受|不享受|不再享受|不包括|适当延长|不得重复/;
/** What follows a list of cases that takes firms out. */
const refuses = /不适用|除外|不予|不得|不享受|不支持|不执行|不加计|取消|暂停|终止/;
const pointsBack = /前款|前[两二三四五]款|本条(?!例)|上述|前述|本款|前项|第[一二三四五六七八九十]+款/;
const listOfCases =
  /^[\s\u3000]*(?:申请人|申请企业|申报企业|企业|单位|纳税人)?(?:有|具有|属于|存在)?(?:下列|以下)(?:情形|情况|行业|活动|企业|费用|行为|项目|单位)/;
const opensException = /^[\s\u3000]*(?:但是|但|除外|例外|不过|法律、行政法规)/;
/** 中小企业无法提供的商品和服务除外。 A sentence of its own that says nothing but what is taken out of the one before. */
const takesOut = /^[^，,：:]{2,80}除外[。；;]?\s*$/;
const unnumbered = /^[\s\u3000]*第[一二三四五六七八九十百零〇\d]+条(?:之[一二三四五六七八九十]+)?[\s\u3000]*/;

/**
 * Which clauses limit which: the index of a rule → the indexes of its exceptions (但书) that stand in a sentence or 款
 * of their own: 前款规定…不适用, 有下列情形之一的，不予…, 第一款…另有规定的，从其规定. Those inside the rule's own sentence
 * need no entry.
 */
export function findExceptions(clauses: readonly Clause[]): Map<number, number[]> {
  const found = new Map<number, number[]>();
  clauses.forEach((clause, at) => {
    for (const rule of limitedBy(clause, clauses.slice(0, at)))
      found.set(rule, [...(found.get(rule) ?? []), at]);
  });
  return found;
}

function limitedBy(clause: Clause, earlier: readonly Clause[]): number[] {
  const text = clause.text.replace(unnumbered, '');
  if (earlier.length === 0) return [];
  const opensList = listOfCases.test(text) && refuses.test(text) && !pointsBack.test(text);
  if (!opensList && !limits.test(text)) return [];
  const all = [...earlier.keys()];
  const inParagraphs = (wanted: (paragraph: number) => boolean) =>
    all.filter((at) => wanted(earlier[at]?.paragraph ?? -1));
  const numbered = [
    ...text.matchAll(/(?<!第[一二三四五六七八九十百零]+条)第([一二三四五六七八九十]+)款/g),
  ].map(([, words = '']) => (readNumber(words) ?? 0) - 1);
  if (numbered.length > 0) return inParagraphs((paragraph) => numbered.includes(paragraph));
  if (opensList || /本条(?!例)|上述|前述/.test(text)) return all;
  const back = /前([两二三四五])?款/.exec(text);
  if (back) {
    const count = back[1] ? (readNumber(back[1]) ?? 1) : 1;
    return inParagraphs((paragraph) => paragraph < clause.paragraph && paragraph >= clause.paragraph - count);
  }
  if (!opensException.test(text) && !takesOut.test(text)) return [];
  const same = inParagraphs((paragraph) => paragraph === clause.paragraph);
  return same.length > 0 ? same.slice(-1) : all.slice(-1);
}

/**
 * The clause of another article that limits the named one: 第五条规定不适用于…, 有下列情形之一的，不适用第五条. Null when
 * there is none.
 */
export function exceptionToArticle(clauses: readonly Clause[], article: string): Clause | null {
  if (!/^第.+条/.test(article)) return null;
  const sentence = new RegExp(`(?:不适用|不受)[^。]{0,20}${article}|${article}[^。]{0,30}(?:不适用|除外)`);
  return clauses.find(({ text }) => sentence.test(text.replace(unnumbered, ''))) ?? null;
}

/** Whether a heading announces exceptions to its document's rules: 不适用的行业, 不予补助的情形, 负面清单. */
export function announcesExceptions(path: string): boolean {
  return /不适用|除外|例外|不予|不得享受|不享受|不支持|负面清单|排除/.test(path);
}

/** The exception inside a clause: what follows 但, or the sentence that ends in 除外; null when it has none. */
export function exceptionWithin(clause: string): string | null {
  const match =
    /(?:[，；。]|^)((?:但是?|不过)[^。]*[。]?)/.exec(clause) ??
    /([^。，；\n]*(?:除外|不适用)[^。]*。?)/.exec(clause);
  const words = match?.[1]?.trim() ?? '';
  return words.length >= 4 && words.length < clause.length ? words : null;
}
