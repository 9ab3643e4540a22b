import type { MetadataSource } from './find-metadata';
import { datePattern } from './find-date';
import type { FoundValue } from './metadata';

const organEnd =
  '(?:人民政府|政府|办公厅|办公室|委员会|总局|管理局|监督局|保障局|银行|法院|检察院|总署|集团|中心|协会|学会|管委会|税务局|海关|部|局|厅|委|署|院|办|会)';
const organs = new RegExp(
  `^\\p{Script=Han}{1,24}${organEnd}(?:[ 、]+\\p{Script=Han}{1,24}${organEnd}){0,9}$`,
  'u',
);
const dateLine = new RegExp(`^[（(]?${datePattern}[）)]?$`);
const label = /^(?:发布机关|发布单位|发文机关|发文单位|制定机关|印发机关|颁布单位)\s*[:：]\s*(.+)$/;

/**
 * Who issued a notice: a labelled line (发布机关：…), who signs above the day at its end, the red head (云江市人民政府文件),
 * who stands in the number of an announcement, or in the title before 关于.
 */
export function findIssuer({ text, title }: MetadataSource): FoundValue | null {
  const lines: { text: string; start: number }[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    lines.push({ text: line, start });
    start += line.length + 1;
  }
  const at = (words: string, from: number): FoundValue => ({
    value: words.replace(/[ 、]+/g, ' '),
    words,
    start: from,
    end: from + words.length,
    from: 'text',
  });
  for (const line of lines.slice(0, 40)) {
    const named = label.exec(line.text)?.[1];
    if (named !== undefined) return at(named, line.start + line.text.indexOf(named));
  }
  const signed = lines.findIndex(
    (line, i) => i > 1 && dateLine.test(line.text) && organs.test(lines[i - 1]?.text ?? ''),
  );
  if (signed > 0) {
    let first = signed - 1;
    while (first > 1 && signed - first < 10 && organs.test(lines[first - 1]?.text ?? '')) first -= 1;
    const from = lines[first]?.start ?? 0;
    const to = (lines[signed]?.start ?? 1) - 1;
    return { ...at(text.slice(from, to), from), value: text.slice(from, to).replace(/[\n 、]+/g, ' ') };
  }
  for (const line of lines.slice(0, 8)) {
    const head = /^(\p{Script=Han}{2,30}?)文件$/u.exec(line.text)?.[1];
    if (head !== undefined && organs.test(head)) return at(head, line.start);
    const announced =
      /^[（(]?([\p{Script=Han}、 ]{2,60}?)(?:公告|通告)\s*(?:\d{4}\s*年)?\s*第\s*\d+\s*号/u.exec(
        line.text,
      )?.[1];
    if (announced !== undefined && organs.test(announced.trim()))
      return at(announced.trim(), line.start + line.text.indexOf(announced.trim()));
  }
  const before = /^([\p{Script=Han}、 ]{2,80}?)关于/u.exec(title)?.[1]?.trim();
  const inText = before === undefined || !organs.test(before) ? -1 : text.indexOf(before);
  return before !== undefined && inText !== -1 ? at(before, inText) : null;
}
