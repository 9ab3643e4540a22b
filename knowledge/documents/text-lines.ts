/** A line of a document as its parser hands it over, with what the file's own structure says about it. */
export interface TextLine {
  text: string;
  /** title: the document's own; heading: marked as one in the file; row: of a table, with its headings joined in. */
  role?: 'title' | 'heading' | 'row' | 'note';
  /** Of a heading: 1 is the outermost. */
  level?: number;
  /** The page of the original that it begins on, from 1; of files without pages none. */
  page?: number;
}

const loneSurrogates = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const invisible = /[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e]/g;
// eslint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g;

/**
 * One line in normal form: no invisible characters, each run of white space (ideographic ones too) one space, none at
 * the ends, no lone halves of surrogate pairs. Punctuation and widths stay as published.
 */
export function cleanLine(text: string): string {
  return text
    .replace(loneSurrogates, '\ufffd')
    .replace(invisible, '')
    .replace(controls, ' ')
    .replace(/[\s\u3000\u00a0]+/gu, ' ')
    .trim();
}

/** Text cut at its line ends, each cleaned; empty ones kept as ''. */
export function splitLines(text: string): string[] {
  return text.split(/\r\n|[\n\r\u2028\u2029\u0085\f\v]/).map(cleanLine);
}
