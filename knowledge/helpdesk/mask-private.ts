/** A text in which private words are replaced by what they are, and whether any was. */
export interface MaskedText {
  text: string;
  isMasked: boolean;
}

const organisation =
  /[\u4e00-\u9fa5A-Za-z0-9（）()·]{2,30}?(?:有限责任公司|股份有限公司|集团有限公司|有限公司|股份公司|合伙企业|个人独资企业|专业合作社|律师事务所|会计师事务所)(?:[（(][^）)]{1,12}[）)])?/g;
/** Words that stand before a firm's name and are none of it. */
const before =
  /^(?:我们是|我们|我是|我司|我方|这是|关于|请问|您好|你好|咨询|代表|就是|因为|如果|是|在|和|与|为|由|被|把|对|向)+/;
/** Not a name: 有限公司 alone, and kinds of firms. */
const kindOfFirm =
  /^(?:一人|普通|小型|微型|中型|大型|民营|国有|外资|新|老|科技|贸易|[一二三四五六七八九十]人)?(?:有限责任公司|股份有限公司|有限公司|合伙企业|个人独资企业|专业合作社)$/;

/**
 * Masks what tells who asked: firms by name (those given, and what looks like one), credit codes, identity numbers,
 * phones, mail addresses, long account numbers. Pure; the same text gives the same mask.
 */
export function maskPrivate(
  text: string,
  names: readonly string[] = [],
  { phones = true }: { phones?: boolean } = {},
): MaskedText {
  let masked = text;
  for (const name of shortNames(names)) masked = masked.split(name).join('〔企业〕');
  masked = masked
    .replace(organisation, (found) => maskOrganisation(found))
    .replace(/(?<!\d)\d{17}[\dXx](?![0-9A-Za-z])/g, '〔证件号〕')
    .replace(
      /(?<![0-9A-Za-z])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Za-z])/g,
      '〔证照号〕',
    )
    .replace(/(?<!\d)\d{16}(?:\d{3})?(?!\d)/g, '〔账号〕')
    .replace(/[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}/g, '〔邮箱〕');
  if (phones)
    masked = masked
      .replace(/(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)/g, '〔电话〕')
      .replace(/(?<!\d)0\d{2,3}-\d{7,8}(?!\d)/g, '〔电话〕');
  return { text: masked, isMasked: masked !== text };
}

function maskOrganisation(found: string): string {
  const lead = before.exec(found)?.[0] ?? '';
  const name = found.slice(lead.length);
  return kindOfFirm.test(name) ? found : `${lead}〔企业〕`;
}

/** The names as they are said: whole, and without the legal form at the end; the longest first. */
function shortNames(names: readonly string[]): string[] {
  const forms =
    /(?:科技|贸易|实业|食品|电子|工程|物流|咨询|餐饮)?(?:集团)?(?:有限责任公司|股份有限公司|有限公司|合伙企业|经营部|商行|小馆)?$/;
  return [
    ...new Set(
      names.flatMap((name) => [name, name.replace(/[（(][^）)]*[）)]/g, ''), name.replace(forms, '')]),
    ),
  ]
    .filter((name) => name.length >= 4)
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}
