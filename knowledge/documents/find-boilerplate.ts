import { datePattern } from './find-date';
import { lineKind } from './line-kind';

const printed = new RegExp(`${datePattern}\\s*印发$`);
const formal =
  /^[（(]?(?:此件(?:主动|依申请)?(?:公开|不公开)|信息公开(?:形式|属性|选项)|公开(?:方式|属性|选项)|(?:主动|依申请)公开[）)]?$|不予公开[）)]?$|共印\s*\d+\s*份|打字[:：]|校对[:：]|联系人[:：].{0,60}[）)]$|本文有删减)/;
const listHead = /^附\s*件\s*[:：]\s*(?:[1１一]\s*[.．、]|\S)/;
const listItem = /^(?:[（(]?[0-9０-９]{1,2}\s*[.．、）)]|[一二三四五六七八九十]{1,3}、)\s*\S/;

/**
 * Which lines of a run are of no use to anyone who asks, until no more are found: a text may have two lists of
 * attachments. A line that begins an article is never one of them.
 */
export function findBoilerplate(lines: readonly string[], isUnderAnnex: boolean): Set<number> {
  let kept = lines.map((_, i) => i);
  let underAnnex = isUnderAnnex;
  for (;;) {
    const words = kept.map((i) => lines[i] ?? '');
    const found = findOnce(words, underAnnex);
    const rest = kept.filter((_, i) => !found.has(i) || lineKind(words[i] ?? '').type === 'article');
    if (rest.length === kept.length) break;
    kept = rest;
    underAnnex = false;
  }
  const left = new Set(kept);
  return new Set(lines.flatMap((_, i) => (left.has(i) ? [] : [i])));
}

/**
 * Which lines of a run are of no use to anyone who asks: the list of attachments before the signature, 抄送 with what
 * follows it, who printed it when (…印发), whether it may be published. The text keeps them; no passage does.
 */
function findOnce(lines: readonly string[], isUnderAnnex: boolean): Set<number> {
  const found = new Set<number>();
  lines.forEach((line, i) => {
    if (formal.test(line) || (printed.test(line) && line.length <= 60)) found.add(i);
  });
  // 抄送 runs on to the end, or to the line that says who printed it.
  const copied = lines.findIndex(
    (line, i) => /^(?:抄\s*送|抄\s*报|分\s*送|主题词)\s*[:：]/.test(line) && i > 0,
  );
  if (copied !== -1) {
    const end = lines.findIndex((line, i) => i > copied && printed.test(line));
    const last = end === -1 ? Math.min(lines.length - 1, copied + 4) : end;
    for (let i = copied; i <= last; i += 1)
      if (i === copied || end !== -1 || (lines[i] ?? '').length <= 60) found.add(i);
  }
  for (const i of attachmentList(lines, isUnderAnnex)) found.add(i);
  return found;
}

/** 附件：1. 申请表 and the lines that go on with 2., 3. …; with 附件 as a heading of its own, all short items under it. */
function attachmentList(lines: readonly string[], isUnderAnnex: boolean): number[] {
  const isEntry = (line: string) => line.length <= 80 && !/[。；;]$/.test(line) && !/[，。]/.test(line);
  const from = isUnderAnnex ? 0 : lines.findIndex((line) => listHead.test(line) && isEntry(line));
  if (from === -1) return [];
  const indexes: number[] = [];
  for (let i = from; i < lines.length; i += 1) {
    const line = lines[i] ?? '';
    const belongs = (i === from && !isUnderAnnex) || (listItem.test(line) && isEntry(line));
    if (!belongs) break;
    indexes.push(i);
  }
  // Under a heading 附件 the items may be the attachment itself, unless someone signs below them.
  const next = lines[from + indexes.length];
  if (isUnderAnnex && (next === undefined || next.length > 40)) return [];
  return indexes;
}
