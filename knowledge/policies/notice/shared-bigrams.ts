/** Words that nearly every condition holds: sharing them says nothing. */
const common = new Set([
  '企业',
  '单位',
  '公司',
  '申报',
  '申请',
  '年度',
  '情况',
  '相关',
  '有关',
  '国家',
  '以上',
  '人数',
]);

/** The pairs of letters of `label` that stand in `text` too, save those that stand in nearly every condition. */
export function sharedBigrams(label: string, text: string): string[] {
  const pairs = Array.from({ length: Math.max(0, label.length - 1) }, (_, at) => label.slice(at, at + 2));
  return [...new Set(pairs)].filter(
    (pair) => /^\p{L}{2}$/u.test(pair) && !common.has(pair) && text.includes(pair),
  );
}
