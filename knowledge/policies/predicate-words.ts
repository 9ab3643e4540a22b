/** Verbs with which the names of yes-or-no facts begin, and how Chinese denies them. */
const denials: readonly [RegExp, string][] = [
  [/^属于/, '不属于'],
  [/^从事/, '不从事'],
  [/^是/, '不是'],
  [/^有(?!效)/, '没有'],
  [/^(?=列入|拥有|获|取得|缴纳|参加|投资|发生|受到|建有|办理|通过|签订|纳入|完成|以)/, '未'],
  [/^(近[一二三四五六七八九十\d]+年|上年度|当年|本年)(?=\S)/, '$1未'],
];

/** Names that say what a firm is rather than what it does. */
const noun = /(企业|商户|合作社|示范社|个体户|机构|单位|项目|工厂|车间|中心|试点)$/;

/** The name of a yes-or-no fact as a statement: 列入经营异常名录; 是有效期内的高新技术企业. */
export function statedPredicate(label: string): string {
  return isNoun(label) ? `是${label}` : label;
}

/** Its denial: 未列入经营异常名录; 不是有效期内的高新技术企业; 不存在“…”的情形 where the name gives no hold. */
export function negatedPredicate(label: string): string {
  if (isNoun(label)) return `不是${label}`;
  const found = denials.find(([start]) => start.test(label));
  return found ? label.replace(found[0], found[1]) : `不存在“${label}”的情形`;
}

function isNoun(label: string): boolean {
  return noun.test(label) && !denials.some(([start]) => start.test(label));
}
