/** Words of a question that name no matter: they ask, address, or stand in every policy. */
const empty = new RegExp(
  [
    '请问|你好|您好|麻烦|帮我|帮忙|想问|问一下|了解一下|咨询一下|告诉我|谢谢|现在|目前|今年|去年|明年|本市|我市|市里|市级|云江市|云江',
    '我们公司|我们企业|我公司|我司|贵公司|本公司|本企业|我们|咱们|我的|我家|公司|企业|单位|老板',
    '能不能|可不可以|是不是|有没有|要不要|会不会|需不需要|算不算|够不够|是否|能否|可否|可以|能够|怎么样|怎么|怎样|如何',
    '为什么|什么|哪些|哪个|哪种|哪里|多少|几个|多久|吗|呢|吧|啊|呀|么|请|想|要|还有|还|都|就|才|被|把|给|和|与|或者|或|及|的|了|是|有|在|对|从|到|个',
    '需要|应该|应当|必须|如果|但是|因为|所以|关于|对于|属于|作为|进行|相关|有关|具体|规定|情况|问题|时候|一下|一些|这个|那个|这种|哪类|这|那|你|我|他|她|它',
  ].join('|'),
  'g',
);

const common =
  /^(?:政策|申请|享受|办理|申报|补贴|补助|奖励|优惠|资金|条件|标准|国家|支持|扶持|符合|认定|企业|公司)$/;

/** A term of a question with its weight. */
export interface WeightedTerm {
  term: string;
  weight: number;
}

/**
 * The matter of a question as overlapping pairs of characters (Latin words and numbers whole), without question
 * words. Dictionary-free, like the keyword index.
 */
export function questionTerms(question: string): string[] {
  const terms = new Set<string>();
  for (const run of question
    .replace(/20\d{2}\s*年(?:度|初|底|末)?/g, ' ')
    .replace(empty, ' ')
    .match(/[\u4e00-\u9fa5]+|[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)?/g) ?? []) {
    if (/^[A-Za-z\d]/.test(run)) terms.add(run.toLowerCase());
    else for (let at = 0; at + 2 <= run.length; at += 1) terms.add(run.slice(at, at + 2));
  }
  return [...terms];
}

/**
 * Weighs terms by how rare they are. `documentCount` and `frequency` count passages. A term that no passage has is
 * either a matter we know nothing about or two words that happen to touch: it weighs as much as the mean of the rest.
 */
export function weighTerms(
  terms: string[],
  documentCount: number,
  frequency: (term: string) => number,
): WeightedTerm[] {
  const rarity = terms.map((term) => ({ term, df: frequency(term) }));
  const known = rarity
    .filter(({ df }) => df > 0)
    .map(({ term, df }) => ({ term, weight: rareness(term, df, documentCount) }));
  const mean = known.length > 0 ? known.reduce((sum, { weight }) => sum + weight, 0) / known.length : 1;
  const unknown = rarity.filter(({ df }) => df === 0).map(({ term }) => ({ term, weight: mean }));
  return [...known, ...unknown];
}

function rareness(term: string, df: number, documentCount: number): number {
  const weight = Math.log(1 + documentCount / df);
  return common.test(term) ? weight * 0.3 : weight;
}

/** The share of the terms' weight that the text holds, from 0 to 1; 0 when there are no terms. */
export function termCoverage(terms: WeightedTerm[], text: string): number {
  const whole = terms.reduce((sum, { weight }) => sum + weight, 0);
  if (whole === 0) return 0;
  const lower = text.toLowerCase();
  return terms.reduce((sum, { term, weight }) => (lower.includes(term) ? sum + weight : sum), 0) / whole;
}
