import { regionName as officialName, regions } from '../documents/region';

/** The first two digits of GB/T 2260: the provinces, autonomous regions, municipalities and special regions. */
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82'.split(
    ' ',
  ),
);

/** The whole country as a region. */
export const nation = '000000';

/** Whether the text has the form of a GB/T 2260 code below the nation: six digits under a province that exists. */
export function isRegionCode(code: string): boolean {
  return /^\d{6}$/.test(code) && provinces.has(code.slice(0, 2)) && !/^\d\d00(?!00)/.test(code);
}

/** Whether one region lies in another or is the same: trailing zero pairs mean the whole of it. */
export function isRegionWithin(code: string, ancestor: string): boolean {
  return code.startsWith(ancestor.replace(/(00)+$/, ''));
}

/** The region, its city, its province and the nation: whose policies apply in it. */
export function regionAndParents(code: string): string[] {
  return [...new Set([code, `${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`, nation])];
}

/** The invented starter city; a city of one's own adds its districts here. */
const regionNames: Readonly<Record<string, { zh: string; en: string }>> = {
  [nation]: { zh: '全国', en: 'the nation' },
  '359900': { zh: '云江市', en: 'Yunjiang' },
  '359902': { zh: '江北区', en: 'Jiangbei' },
  '359903': { zh: '江南区', en: 'Jiangnan' },
  '359904': { zh: '临港区', en: 'Lingang' },
  '359921': { zh: '云溪县', en: 'Yunxi' },
  '359922': { zh: '青岭县', en: 'Qingling' },
};

/** The name of a region: ours, else the official one of a province or prefecture, else its code. */
export function regionName(code: string, locale: 'zh' | 'en'): string {
  return regionNames[code]?.[locale] ?? officialName(code) ?? code;
}

/** The regions right under another: provinces under the nation, cities under a province, districts that we know. */
export function regionsUnder(code: string): string[] {
  const known = [...new Set([...regions.map((region) => region.code), ...Object.keys(regionNames)])];
  return known.filter((one) => one !== code && parentOf(one) === code).sort();
}

/** A municipality has no cities: its districts lie right under it. */
function parentOf(code: string): string {
  if (code === nation || code.endsWith('0000')) return nation;
  if (code.endsWith('00')) return `${code.slice(0, 2)}0000`;
  return `${code.slice(0, 4)}00`;
}
