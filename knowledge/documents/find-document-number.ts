import type { MetadataSource } from './find-metadata';
import type { FoundValue } from './metadata';

const bracketed =
  '[\\p{Script=Han}A-Za-z]{1,16}\\s*[〔\\[［（(【]\\s*(?:19|20)[0-9]{2}\\s*[〕\\]］）)】]\\s*第?\\s*[0-9]{1,5}\\s*号';
const announced =
  '[\\p{Script=Han}、 ]{2,60}?(?:公告|通告|公示|令)\\s*(?:(?:19|20)[0-9]{2}\\s*年)?\\s*第\\s*[0-9]{1,5}\\s*号';
const line = new RegExp(
  `^[（(\\[]?\\s*(?:(?:发文字号|发文文号|文件编号|文号|文件号)\\s*[:：]\\s*)?(${bracketed}|${announced})\\s*[）)\\]]?$`,
  'u',
);

/**
 * The document's own number (文号): a line that is nothing else, such as 云政发〔2024〕12号 or 财政部 税务总局公告2023年第12号,
 * above the clauses. A number inside a sentence belongs to another document.
 */
export function findDocumentNumber({ text, outline }: MetadataSource): FoundValue | null {
  let start = 0;
  const notes = new Set(outline.filter(({ kind }) => kind === 'note').map((note) => note.start));
  for (const row of text.slice(0, 3000).split('\n').slice(0, 40)) {
    const number = notes.has(start) ? undefined : line.exec(row)?.[1];
    if (number !== undefined) {
      const at = start + row.indexOf(number);
      return { value: normalNumber(number), words: number, start: at, end: at + number.length, from: 'text' };
    }
    start += row.length + 1;
  }
  return null;
}

/** Hexagonal brackets, no spaces but those between issuers. */
export function normalNumber(number: string): string {
  return number
    .normalize('NFKC')
    .replace(/\s*[〔[({【]\s*((?:19|20)\d{2})\s*[〕\])}】]\s*第?\s*(\d+)\s*号/u, '〔$1〕$2号')
    .replace(/\s*((?:19|20)\d{2})\s*年\s*第\s*(\d+)\s*号/u, '$1年第$2号')
    .replace(/\s*第\s*(\d+)\s*号$/u, '第$1号')
    .trim();
}
