import type { NoticePassage } from './notice-draft';

const headMark =
  /^[\s\u3000]*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十\d]+[章节条部分]+|\d{1,2}[.、．])/;

/** Whether a line only says what follows: 一、申报条件. */
export function isHeadLine(line: string): boolean {
  const text = line.trim();
  return headMark.test(text) && text.length <= 30 && !/[。；;，,：:]/.test(text);
}

/** What stands above a passage: its path, and its first line where that is a heading. */
export function headOf({ path, text }: NoticePassage): string {
  const [first = ''] = text.split('\n', 1);
  return isHeadLine(first) && text.includes('\n') ? `${path} ${first.trim()}` : path;
}

/** A passage's text below its heading. */
export function bodyOf({ text }: NoticePassage): string {
  const [first = '', ...rest] = text.split('\n');
  return isHeadLine(first) && rest.length > 0 ? rest.join('\n') : text;
}
