import { splitSentences } from './split-clauses';

const opens = /(?:包括|提交|提供|附|准备|材料|如下|下列|有)(?:下列|以下)?(?:材料|资料|文件)?\s*[：:]\s*/;
const itemMark =
  /^[\s\u3000]*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．](?!\d)|[①-⑳]|[-•·])\s*/;
const act =
  /申请|申报|提交|填写|登录|受理|审核|审查|评审|公示|拨付|兑现|备案|登记|认定|办理|报送|通知|反馈|计算|享受|留存/;
const articleMark =
  /^[\s\u3000]*第[一二三四五六七八九十百零〇\d]+条(?:之[一二三四五六七八九十]+)?[\s\u3000]*/;

/**
 * The items of a quotation, each verbatim, when it lists some: the lines of a list, or what an inline one separates by
 * 、. Null when it is no list of at least two.
 */
export function listItems(quotation: string): { lead: string; items: string[]; rest: string } | null {
  const lines = quotation.split('\n').filter((line) => line.trim() !== '');
  const first = lines.findIndex((line) => itemMark.test(line));
  if (first >= 0) {
    const items = lines.slice(first).filter((line) => itemMark.test(line));
    const rest = lines.slice(first).filter((line) => !itemMark.test(line));
    if (items.length >= 2) return { lead: lines.slice(0, first).join('\n'), items, rest: rest.join('\n') };
  }
  const match = opens.exec(quotation);
  if (!match) return null;
  const from = match.index + match[0].length;
  const end = quotation.slice(from).search(/[。；\n]/);
  const list = end < 0 ? quotation.slice(from) : quotation.slice(from, from + end);
  const items = splitOutsideBrackets(list);
  const rest = end < 0 ? '' : quotation.slice(from + end + 1).trim();
  return items.length >= 2 ? { lead: quotation.slice(0, from).trim(), items, rest } : null;
}

/** The sentences of a quotation that tell what is done, in their order: the steps of a procedure. Null for fewer than two. */
export function procedureSteps(quotation: string): string[] | null {
  if (listItems(quotation)) return null;
  const steps = splitSentences(quotation.replaceAll('……', '\n'))
    .map((sentence) => sentence.replace(articleMark, ''))
    .filter((sentence) => act.test(sentence));
  return steps.length >= 2 ? steps : null;
}

function splitOutsideBrackets(list: string): string[] {
  const items: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= list.length; at += 1) {
    const char = list[at];
    if (char !== undefined && /[（(《“]/.test(char)) depth += 1;
    if (char !== undefined && /[）)》”]/.test(char)) depth -= 1;
    if (at < list.length && (depth > 0 || char !== '、')) continue;
    const item = list.slice(from, at).trim();
    if (item !== '') items.push(item);
    from = at + 1;
  }
  return items;
}
