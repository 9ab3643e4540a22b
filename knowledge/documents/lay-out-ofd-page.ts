import type { PdfLine } from './join-pdf-lines';

/** A piece of text of an OFD page, in millimetres from the page's upper left corner. */
export interface OfdText {
  text: string;
  left: number;
  right: number;
  baseline: number;
  size: number;
}

/** The pieces of a page as its lines from top to bottom: pieces on one height are one line, a wide gap is a space. */
export function layOutOfdPage(pieces: readonly OfdText[], pageWidth: number): PdfLine[] {
  const rows: OfdText[][] = [];
  for (const piece of [...pieces]
    .filter(({ text }) => text.trim() !== '')
    .sort((a, b) => a.baseline - b.baseline)) {
    const row = rows.at(-1);
    const [first] = row ?? [];
    if (row && first && Math.abs(first.baseline - piece.baseline) < Math.min(first.size, piece.size) * 0.5)
      row.push(piece);
    else rows.push([piece]);
  }
  return rows.map((row): PdfLine => {
    const sorted = [...row].sort((a, b) => a.left - b.left);
    let text = '';
    let right = Number.NEGATIVE_INFINITY;
    for (const piece of sorted) {
      const gap = text !== '' && piece.left - right > piece.size * 0.6 && !text.endsWith(' ') ? ' ' : '';
      text += gap + piece.text;
      right = Math.max(right, piece.right);
    }
    return { text, left: sorted[0]?.left ?? 0, right, pageWidth };
  });
}
