/** A clause 分句组: a sentence with the list it opens and the exceptions that belong to it, verbatim. */
export interface Clause {
  text: string;
  /** Offsets into the passage's text. */
  start: number;
  end: number;
  /** The 款 that it stands in, from 0: a line that is no item begins one. */
  paragraph: number;
}

interface Line {
  text: string;
  start: number;
}

const itemMark = /^[\s\u3000]*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．](?!\d)|[①-⑳]|[-•·])/;
const exception = /^[\s\u3000]*(?:但是|但|其中|前款|不过|除外|否则)/;
/** A sentence longer than this is cut at semicolons too, unless what follows leans on what stands before. */
const longSentence = 240;
const leaning = /^[\s\u3000]*(?:但|其中|不过|否则|除|合同另有|另有|逾期|超过|不足|未|情况|情节)/;

/**
 * Splits a passage's text into clauses: sentences; a sentence that ends in a colon keeps its whole list, so that no
 * list is quoted in half; 但书 (但是…, …除外) stays with its rule. The clauses cover the text in order. Exceptions that
 * stand in a sentence or 款 of their own are found by `findExceptions`.
 */
export function splitClauses(text: string): Clause[] {
  const clauses: Clause[] = [];
  let openList = false;
  let paragraph = -1;
  for (const line of splitLines(text)) {
    const last = clauses.at(-1);
    if (!itemMark.test(line.text) || paragraph < 0) paragraph += 1;
    if (last && openList && itemMark.test(line.text)) {
      last.text = text.slice(last.start, line.start + line.text.length);
      last.end = line.start + line.text.length;
      continue;
    }
    if (itemMark.test(line.text)) {
      clauses.push({ ...clauseAt(text, line.start, line.start + line.text.length), paragraph });
    } else {
      for (const sentence of splitLine(line)) joinOrPush(text, clauses, sentence, paragraph);
    }
    openList = /[：:]\s*$/.test(line.text);
  }
  return clauses;
}

/** Sentences of running text: after 。！？, in very long ones ；, and line ends; what follows a full stop in brackets stays. */
export function splitSentences(text: string): string[] {
  return splitLines(text).flatMap((line) => splitLine(line).map((sentence) => sentence.text.trim()));
}

function joinOrPush(text: string, clauses: Clause[], sentence: Line, paragraph: number): void {
  const last = clauses.at(-1);
  const end = sentence.start + sentence.text.length;
  const sameParagraph = last !== undefined && !text.slice(last.end, sentence.start).includes('\n');
  if (last && sameParagraph && exception.test(sentence.text)) {
    last.text = text.slice(last.start, end);
    last.end = end;
  } else {
    clauses.push({ ...clauseAt(text, sentence.start, end), paragraph });
  }
}

/** A clause without the white space around it. */
function clauseAt(text: string, start: number, end: number): Omit<Clause, 'paragraph'> {
  const raw = text.slice(start, end);
  const lead = raw.length - raw.trimStart().length;
  const trimmed = raw.trim();
  return { text: trimmed, start: start + lead, end: start + lead + trimmed.length };
}

function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const raw of text.split('\n')) {
    if (raw.trim()) lines.push({ text: raw, start });
    start += raw.length + 1;
  }
  return lines;
}

function splitLine(line: Line): Line[] {
  const found: Line[] = [];
  let from = 0;
  const ends = /[。！？；!?;]+[”’」』）)]*/g;
  for (let match = ends.exec(line.text); match; match = ends.exec(line.text)) {
    if (/^[；;]/.test(match[0]) && !endsAtSemicolon(line.text, from, match)) continue;
    found.push({ text: line.text.slice(from, match.index + match[0].length), start: line.start + from });
    from = match.index + match[0].length;
  }
  if (line.text.slice(from).trim()) found.push({ text: line.text.slice(from), start: line.start + from });
  return found;
}

/** Rules joined by semicolons are one sentence: a later one may limit an earlier one. */
function endsAtSemicolon(line: string, from: number, match: RegExpExecArray): boolean {
  if (insideBrackets(line, match.index)) return false;
  const end = line.slice(from).search(/[。！？!?]/);
  const length = end < 0 ? line.length - from : end;
  return length > longSentence && !leaning.test(line.slice(match.index + match[0].length));
}

function insideBrackets(text: string, at: number): boolean {
  const before = text.slice(0, at);
  return (before.match(/[（(]/g)?.length ?? 0) > (before.match(/[）)]/g)?.length ?? 0);
}
