import names from './regions.json';

const regionNames = names as Record<string, string>;

/** The nation's code, under which laws and national policies stand. */
export const nation = '000000';

/** The official name of a province or prefecture by its GB/T 2260 code; null when it isn't one that we know. */
export function regionName(code: string): string | null {
  return regionNames[code] ?? null;
}

/** Provinces and prefectures with their codes, for choosing one. */
export const regions: readonly { code: string; name: string }[] = Object.entries(regionNames)
  .map(([code, name]) => ({ code, name }))
  .sort((a, b) => (a.code < b.code ? -1 : 1));

// Longest first, so that 吉林省 and 吉林市 are told apart from what merely begins like them.
const byLength = regions.filter(({ code }) => code !== nation).sort((a, b) => b.name.length - a.name.length);
const national =
  /^(?:中华人民共和国|全国人民代表大会|全国人大|国务院|中共中央|中央|最高人民|国家|财政部|税务总局|工业和信息化部|工信部|科技部|科学技术部|人力资源社会保障部|人力资源和社会保障部|人社部|发展改革委|商务部|市场监管总局|海关总署|农业农村部|生态环境部|自然资源部|住房城乡建设部|住房和城乡建设部|交通运输部|教育部|公安部|民政部|司法部|文化和旅游部|中国人民银行|审计署)/;

/** A place named in words: where in them, and its code. */
export interface FoundRegion {
  code: string;
  words: string;
  index: number;
}

/**
 * The region that a name belongs to: an issuer (云江市财政局, 财政部) or a title (上海市优化营商环境条例, 深圳经济特区…).
 * The place must stand at the beginning, after 关于印发 and brackets at most; a prefecture counts before its province.
 */
export function findRegion(words: string): FoundRegion | null {
  const offset = /^(?:关于(?:印发|公布|发布|修订)?)?[《〈“"]*/.exec(words)?.[0].length ?? 0;
  const rest = words.slice(offset);
  const zone = /^(\p{Script=Han}{2,4})经济特区/u.exec(rest)?.[1];
  const first = byLength.find(
    ({ name }) => rest.startsWith(name) || name === `${zone}市` || (name === `${zone}省` && zone === '海南'),
  );
  if (first) {
    const said = rest.startsWith(first.name) ? first.name : `${zone}经济特区`;
    const inside = byLength.find(
      ({ code, name }) =>
        isWithin(code, first.code) && code !== first.code && rest.slice(said.length).startsWith(name),
    );
    return inside
      ? { code: inside.code, words: said + inside.name, index: offset }
      : { code: first.code, words: said, index: offset };
  }
  const nationwide = national.exec(rest)?.[0];
  return nationwide === undefined ? null : { code: nation, words: nationwide, index: offset };
}

/** Whether a region lies in another (or is it): a province's code ends in four zeros, a prefecture's in two. */
export function isWithin(code: string, other: string): boolean {
  const stem = other.replace(/(?:00)+$/, '');
  return code.startsWith(stem);
}
