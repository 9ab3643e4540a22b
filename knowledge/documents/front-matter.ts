import { datePattern } from './find-date';
import type { LineKind } from './line-kind';

const historyNote = new RegExp(
  `^[（(]?\\s*(?:根据\\s*)?${datePattern}.{0,220}(?:通过|批准|公布|发布|颁布|印发|施行|实施|修正|修订|修改)\\s*[）)]?\\s*(?:自.{0,40}施行)?[）)]?[。\\s]*$`,
);

/** 题注: a line before the text proper that tells when it was adopted, published or amended. */
export function isHistoryNote(line: string): boolean {
  return historyNote.test(line);
}

/** 目录, 目 录 */
export function isContentsTitle(line: string): boolean {
  return /^目\s*[录次]$/.test(line);
}

/**
 * Whether a line below 目录 still belongs to the table of contents: a heading not yet listed there, or a line that ends
 * in a page number after dots. The first heading that comes a second time begins the text.
 */
export function isContentsLine(line: string, kind: LineKind, seen: ReadonlySet<string>): boolean {
  if (/[.…·．]{2,}\s*[0-9０-９]+$/.test(line)) return true;
  if (line.length > 50 || /[。；;：:，]$/.test(line)) return false;
  if (kind.type === 'heading')
    return kind.rank > 2 ? !seen.has(kind.label) || kind.rank === 4 : !seen.has(kind.label);
  if (kind.type === 'item') return kind.depth <= 2 && !(kind.depth === 1 && seen.has(kind.label));
  return /^附\s*则$/.test(line) && !seen.has(line);
}

const dateOnly = new RegExp(`^[（(]?${datePattern}[）)]?$`);

/**
 * Where the 落款 of a notice begins (特此公告, who signs, the day) among its lines; their number when there is none.
 * It is only looked for at the end, below other lines.
 */
export function signatureStart(lines: readonly string[]): number {
  const isTail = (line: string) => /^[（(](?:此件|联系人|本文有删减)/.test(line) || /^抄送/.test(line);
  let at = lines.length;
  while (at > 1 && isTail(lines[at - 1] ?? '')) at -= 1;
  if (at > 1 && dateOnly.test(lines[at - 1] ?? '')) {
    at -= 1;
    while (at > 1 && isSigner(lines[at - 1] ?? '')) at -= 1;
  }
  if (at > 1 && /^(?:特此|专此)/.test(lines[at - 1] ?? '')) at -= 1;
  return at;
}

function isSigner(line: string): boolean {
  return (
    line.length <= 40 &&
    !/[。；;：:，,、]/.test(line) &&
    /[\u4e00-\u9fff]$/.test(line) &&
    !/^[（(第一二三四五六七八九十0-9]/.test(line)
  );
}
