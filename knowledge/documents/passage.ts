/** What a passage is made of; the splitter never makes a key-point, its caller does. */
export type PassageKind = 'article' | 'paragraph' | 'table-row' | 'key-point' | 'question';

/** A passage 条款 as it is cut from a document's text: `text.slice(start, end)` are its words. */
export interface PassageDraft {
  /** 第三条 第（二）项; empty never. */
  path: string;
  /** 编, 章, 节 and titled headings above it, joined by a space. */
  heading: string;
  text: string;
  start: number;
  end: number;
  kind: PassageKind;
}

/** A line that belongs to no passage: what orders the text, or says where it comes from. */
export interface OutlineLine {
  /** title, note (题注), contents (目录) or heading */
  kind: 'title' | 'note' | 'contents' | 'heading';
  text: string;
  start: number;
  end: number;
}

/** A document's text with its passages in order; each line of the text is in a passage or in the outline. */
export interface SplitText {
  text: string;
  passages: PassageDraft[];
  outline: OutlineLine[];
  /** Where each page that a line begins on starts in the text; empty where lines know of no pages. */
  pageStarts: number[];
}

/** A line at its place in the text. */
export interface PlacedLine {
  text: string;
  start: number;
  end: number;
}

/** Lines that make up one passage, before long ones are cut. */
export interface PassageLines {
  path: string;
  lines: readonly PlacedLine[];
  kind: PassageKind;
  /** Headings inside the run that stand above it, such as 一、总体要求. */
  headings?: readonly string[];
}

/** The length of some consecutive lines with the line ends between them. */
export function lengthOf(lines: readonly PlacedLine[]): number {
  const first = lines[0];
  const last = lines.at(-1);
  return first && last ? last.end - first.start : 0;
}
