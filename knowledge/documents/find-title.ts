import { datePattern } from './find-date';
import { lineKind } from './line-kind';
import type { TextLine } from './text-lines';

const titleEnd =
  /(?:通知|公告|通告|办法|规定|条例|细则|意见|方案|措施|决定|法|指南|规则|批复|函|指引|目录|清单|规划|标准|政策|解读|问答|说明|须知|制度|公示|通报|建议|要点)(?:[（(].{1,12}[）)])?$/;
const numberLine =
  /(?:[〔[（(]\s*(?:19|20)\d{2}\s*[〕\])）]\s*第?\s*\d{1,5}\s*号|第\s*\d{1,5}\s*号)\s*[）)]?$/;
const dateLine = new RegExp(`^[（(]?${datePattern}[）)]?$`);
const redHead = /^\p{Script=Han}{2,30}文件$/u;
const labelled = /^[\p{Script=Han} ]{2,8}[:：]/u;

/** The lines with the title's line marked; a title that ran over several lines becomes one. */
export interface TitledLines {
  title: string;
  lines: TextLine[];
}

/**
 * Finds the title: the line that the file marks as one, else the first line that isn't the red head, a number, a date or
 * a label, joined with what follows until it ends like a title (…的通知, …办法). Without one the file's name serves.
 */
export function findTitle(lines: readonly TextLine[], fileName: string): TitledLines {
  const marked = lines.findIndex((line) => line.role === 'title');
  const line = lines[marked];
  if (line) return { title: line.text, lines: [...lines] };
  const first = lines.findIndex((candidate, i) => i < 12 && canBeTitle(candidate));
  const start = lines[first];
  if (!start || lineKind(start.text).type !== 'plain')
    return { title: nameAsTitle(fileName), lines: [...lines] };
  let last = first;
  let title = start.text;
  while (!titleEnd.test(title) && last - first < 3) {
    const next = lines[last + 1];
    if (!next || !canBeTitle(next) || lineKind(next.text).type !== 'plain' || next.text.length > 40) break;
    if (
      !lines.slice(last + 1, last + 4).some((later) => later.text.length <= 40 && titleEnd.test(later.text))
    )
      break;
    title += next.text;
    last += 1;
  }
  if (title.length > 80 && !titleEnd.test(title)) return { title: nameAsTitle(fileName), lines: [...lines] };
  return {
    title,
    lines: [...lines.slice(0, first), { ...start, text: title, role: 'title' }, ...lines.slice(last + 1)],
  };
}

function canBeTitle({ text, role }: TextLine): boolean {
  if (role !== undefined && role !== 'heading') return false;
  if (text.length > 80 || /[。；;！!]$/.test(text)) return false;
  return (
    !redHead.test(text) &&
    !numberLine.test(text) &&
    !dateLine.test(text) &&
    !labelled.test(text) &&
    !/^[-—\d\s]+$/.test(text)
  );
}

/** The file's name without folder, ending and date. */
export function nameAsTitle(fileName: string): string {
  const name = fileName.split(/[/\\]/).at(-1) ?? fileName;
  const bare = name
    .replace(/\.[A-Za-z0-9]{1,8}$/, '')
    .replace(/[（(]\d{4}[-._]?\d{2}[-._]?\d{2}[）)]$/, '')
    .trim();
  return bare === '' ? name : bare;
}
