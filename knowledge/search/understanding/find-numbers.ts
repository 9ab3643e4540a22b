/** A document number (文号) as it is asked for, with the place of its year and serial in the text. */
const spelled =
  /(?<year>(?:19|20)\d{2})\s*(?<open>[〔[(（【〖「〈《⟦]|年|[-—–_/.·]|\s)?\s*[〕\])）】〗」〉》⟧]?\s*(?<nth>第)?\s*(?<serial>\d{1,5})\s*(?<hao>号)?/gu;
const closed =
  /[〔[(（【〖「〈《⟦]\s*(?<year>(?:19|20)\d{2})\s*(?:年)?\s*[〕\])）】〗」〉》⟧]\s*第?\s*(?<serial>\d{1,5})\s*(?<hao>号)?/gu;

/** Numbers of a corpus by `year/serial`. */
export type NumberIndex = ReadonlyMap<string, readonly string[]>;

/** The numbers of a corpus by year and serial, for `findNumbers`. */
export function indexNumbers(numbers: Iterable<string>): NumberIndex {
  const index = new Map<string, string[]>();
  for (const number of numbers) {
    const parts = partsOf(number);
    if (!parts) continue;
    const key = `${parts.year}/${parts.serial}`;
    const known = index.get(key) ?? [];
    if (!known.includes(number)) index.set(key, [...known, number]);
  }
  return index;
}

/**
 * The document numbers that a question names, in the corpus's own spelling where it has them: 财税〔2019〕13号 however its
 * brackets are written, 财税2019 13 号, 财税 2019-13, 2023年第12号公告. One with brackets and 号 that the corpus lacks is
 * given in its plain form, so that the answer can say that it isn't here.
 */
export function findNumbers(text: string, known: NumberIndex): string[] {
  const found: { at: number; number: string }[] = [];
  for (const pattern of [closed, spelled]) {
    for (const match of text.matchAll(pattern)) {
      const { year = '', serial = '', open, hao } = match.groups ?? {};
      if (found.some(({ at }) => Math.abs(at - match.index) <= 2)) continue;
      const before = hanBefore(text, match.index);
      const after = /^\s*(?:的)?公告/.test(text.slice(match.index + match[0].length)) ? '公告' : '';
      const candidates = known.get(`${year}/${Number(serial)}`) ?? [];
      const same = bestByIssuer(candidates, before + after, hao !== undefined);
      const isPlain = pattern === closed && hao !== undefined && before.length >= 2;
      // 2024年12 of a date or a sum is no number: without a known issuer it needs brackets and 号.
      if (same.length > 0 && (pattern === closed || hao !== undefined || open !== '年'))
        found.push(...same.map((number) => ({ at: match.index, number })));
      else if (isPlain && candidates.length === 0)
        found.push({ at: match.index, number: `${issuerOf(before)}〔${year}〕${Number(serial)}号` });
    }
  }
  return [...new Set(found.sort((a, b) => a.at - b.at).map(({ number }) => number))].slice(0, 5);
}

/** Those whose issuer ends as the words before the year do; with 号 and no issuer said, all of at most two. */
function bestByIssuer(candidates: readonly string[], said: string, hasHao: boolean): string[] {
  const scored = candidates
    .map((number) => ({ number, same: commonEnd(partsOf(number)?.issuer ?? '', said) }))
    .sort((a, b) => b.same - a.same);
  const best = scored[0]?.same ?? 0;
  if (best >= 2) return scored.filter(({ same }) => same === best).map(({ number }) => number);
  return hasHao && said.length < 2 && candidates.length <= 2 ? [...candidates] : [];
}

function commonEnd(a: string, b: string): number {
  let same = 0;
  while (same < Math.min(a.length, b.length) && a[a.length - 1 - same] === b[b.length - 1 - same]) same += 1;
  return same;
}

function partsOf(number: string): { issuer: string; year: string; serial: number } | null {
  const normal = number.normalize('NFKC');
  const match = /(?<year>(?:19|20)\d{2})[^\d]{0,4}?(?<serial>\d{1,5})\s*号/u.exec(normal);
  if (!match?.groups) return null;
  const issuer = normal.slice(0, match.index).replace(/[^\p{Script=Han}]+/gu, '');
  return { issuer, year: match.groups.year ?? '', serial: Number(match.groups.serial) };
}

/** The Han characters that stand directly before a place, over spaces: at most 12. */
function hanBefore(text: string, at: number): string {
  const run =
    /(?<han>[\p{Script=Han}\s]{1,14})[〔[(（【〖「〈《⟦\s]*$/u.exec(text.slice(0, at))?.groups?.han ?? '';
  return run.replace(/\s+/g, '').slice(-12);
}

const callings = /^.*?(?:根据|按照|依据|关于|请问|查一下|查|问|看|文件|的|和|与|及|是)/u;

/** An issuer without the words before it: 请问财税 is 财税. */
function issuerOf(before: string): string {
  const plain = before.replace(callings, '');
  return plain.length >= 2 ? plain : before;
}
