import { isWithin, nation, regions } from '~/knowledge/documents/region';

/** 云江市 (invented), whose platform this is. */
export const cityRegion = '359900';

/**
 * The regions whose documents may answer: the city, its parents and the nation, and the regions that the question
 * names (上海的…), with theirs.
 */
export function regionsOf(question: string): string[] {
  const named = regions
    .filter(({ code, name }) => code !== nation && namedIn(question, name))
    .map(({ code }) => code);
  const parents = [cityRegion, ...named].flatMap((code) =>
    regions.filter((region) => isWithin(code, region.code)).map((region) => region.code),
  );
  return [...new Set([cityRegion, '350000', nation, ...named, ...parents])];
}

function namedIn(question: string, name: string): boolean {
  const short = name.replace(/(?:省|市|自治区|特别行政区|壮族|回族|维吾尔|地区|盟)+$/u, '');
  return (
    question.includes(name) ||
    (short.length >= 2 && new RegExp(`${short}(?:市|省|的|有|那边|这边|企业|公司|政策|怎么)`).test(question))
  );
}
