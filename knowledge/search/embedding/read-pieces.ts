/** A text's tokens as the tokenizer gives them: pieces of words, ▁ for a space before. */
export interface ReadPieces {
  /** Rows of the model's output that are words of the text. */
  rows: number[];
  /** What stands there. */
  pieces: string[];
}

/** `<s>`, the prefix's pieces (▁passage or ▁que ry) and its colon come before the text. */
const colon = ':';
const endMark = '</s>';
const noWord = /^[\p{P}\p{S}\p{Z}\s]*$/u;

/** Which of a prefixed text's tokens are words: not the prefix, the marks of beginning and end, punctuation or white space. */
export function readPieces(tokens: readonly string[], longest: number): ReadPieces {
  const first = tokens.indexOf(colon) + 1;
  const rows: number[] = [];
  const pieces: string[] = [];
  tokens.slice(0, longest).forEach((token, row) => {
    const piece = token.replaceAll('▁', '');
    if (row < first || token === endMark || noWord.test(piece)) return;
    rows.push(row);
    pieces.push(piece);
  });
  return { rows, pieces };
}
