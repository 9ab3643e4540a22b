const change = '(?:变化|变动|调整|改动|修改|修订|更新|变更|不同|区别|不一样|差别)';
const patterns = [
  new RegExp(`(?:有|做了|作了|出现)?(?:什么|哪些|啥|多少|没有)(?:新的?|大的?)?${change}`),
  /改了(?:什么|哪些|啥|哪里|吗|没)|变了(?:什么|哪些|吗|没)/,
  new RegExp(
    `(?:今年|现在|新版?|现行).{0,14}(?:去年|以前|之前|原来|旧版?|上一版|往年).{0,14}(?:${change}|变|改)`,
  ),
  new RegExp(
    `(?:和|与|跟|同|比|较)(?:去年|前年|以前|之前|原来|旧版|上一版|往年|20\\d{2}\\s*年).{0,14}(?:${change}|变|改|高|低|多|少)`,
  ),
  /what(?:\s+\w+){0,4}\s+changed|what is new|changes? (?:since|from|in)|differen\w+ from last year|compared (?:to|with) (?:last year|before|the old)/i,
];
const past =
  /今年|去年|前年|往年|以前|之前|原来|旧|新版|新规|新政|新的|新旧|上一版|修订|20\d{2}|改了|变了|变化|变动|调整|更新|last year|changed|changes|new/i;
/** 变更登记 is a procedure, not a change of a rule. */
const procedure =
  /变更登记|变更(?:经营范围|名称|法人|地址|住所)|材料.{0,6}(?:修改|改)|还能(?:修改|改)|怎么(?:修改|变更|改)/;

/** Whether a question asks how a policy differs from its earlier version. */
export function asksForChanges(message: string): boolean {
  if (procedure.test(message)) return false;
  return past.test(message) && patterns.some((pattern) => pattern.test(message));
}

/** The question without the words that ask for changes: what is left names the policy. */
export function withoutChangeWords(message: string): string {
  return patterns
    .reduce((left, pattern) => left.replace(pattern, ' '), message)
    .replace(
      /今年|去年|前年|现在|新版|旧版|现行|最新|和|与|比|相比|有|了|since last year|compared (?:to|with)|last year/gi,
      ' ',
    )
    .trim();
}
