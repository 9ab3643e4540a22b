/** A piece of text as a PDF's page has it, in points from the page's upper left corner. */
export interface PdfPiece {
  text: string;
  left: number;
  right: number;
  /** The line that its letters stand on. */
  baseline: number;
  size: number;
}

/** Pieces on one height are one line; a gap wider than a character is a space. */
export function joinPieces(pieces: readonly PdfPiece[]): string[] {
  const lines: { text: string; right: number; baseline: number; size: number }[] = [];
  for (const piece of [...pieces].sort(byPlace)) {
    const line = lines.at(-1);
    if (line && Math.abs(line.baseline - piece.baseline) < Math.min(line.size, piece.size) * 0.5) {
      const gap = piece.left - line.right > piece.size * 0.6 && !line.text.endsWith(' ') ? ' ' : '';
      line.text += gap + piece.text;
      line.right = Math.max(line.right, piece.right);
    } else lines.push({ ...piece });
  }
  return lines.map(({ text }) => text);
}

/** From top to bottom, then from left to right; what stands half a letter higher is on the same line. */
function byPlace(a: PdfPiece, b: PdfPiece): number {
  const isSameLine = Math.abs(a.baseline - b.baseline) < Math.min(a.size, b.size) * 0.5;
  return isSameLine ? a.left - b.left : a.baseline - b.baseline;
}
