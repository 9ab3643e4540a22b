import { lineKind } from './line-kind';
import type { OutlineLine, PassageDraft, PassageLines, PlacedLine, SplitText } from './passage';
import { cutLongLines } from './cut-long-lines';
import { findBoilerplate } from './find-boilerplate';
import { splitArticle } from './split-article';
import { groupParagraphs, splitSections } from './split-sections';
import { isContentsLine, isContentsTitle, isHistoryNote, signatureStart } from './front-matter';
import type { TextLine } from './text-lines';

type Line = TextLine & PlacedLine;
interface Heading {
  rank: number;
  text: string;
  /** 第一章, 附件1; a heading that only the file marks has none. */
  label: string;
}

/** Lines between two headings, with the headings above them. */
interface Run {
  headings: Heading[];
  lines: Line[];
}

/**
 * Reads the structure of a Chinese text: 编, 章, 节 and 附件 above, 条 with their 款 and 项, 一、（一）1. of normative
 * documents, plain paragraphs, rows of tables. `text` is the lines joined by line feeds; every line is either in
 * exactly one passage or in the outline, in the order of the text.
 */
export function splitPassages(input: readonly TextLine[]): SplitText {
  const { text, lines } = place(input);
  const outline: OutlineLine[] = [];
  const runs = cutRuns(lines, outline);
  const passages = runs.flatMap((run) => splitRun(run, outline, text));
  return {
    text,
    passages,
    outline: outline.sort((a, b) => a.start - b.start),
    pageStarts: pageStarts(lines),
  };
}

/** A page without a line of its own begins where the next one does. */
function pageStarts(lines: readonly Line[]): number[] {
  const starts: number[] = [];
  for (const { page, start } of lines) while (page !== undefined && starts.length < page) starts.push(start);
  return starts;
}

function place(input: readonly TextLine[]): { text: string; lines: Line[] } {
  const kept = input.filter((line) => line.text !== '');
  let start = 0;
  const lines = kept.map((line) => {
    const placed = { ...line, start, end: start + line.text.length };
    start = placed.end + 1;
    return placed;
  });
  return { text: kept.map((line) => line.text).join('\n'), lines };
}

/** Takes titles, notes, contents and headings out; what is left between them are the runs. */
function cutRuns(lines: readonly Line[], outline: OutlineLine[]): Run[] {
  const runs: Run[] = [];
  let headings: Heading[] = [];
  let seenContents: Set<string> | null = null;
  let inFront = true;
  let title = '';
  let run: Run | null = null;
  for (const line of lines) {
    const kind = lineKind(line.text);
    const put = (as: OutlineLine['kind']) => {
      outline.push({ kind: as, text: line.text, start: line.start, end: line.end });
    };
    if (line.role === 'title' || (inFront && kind.type === 'plain' && repeatsTitle(line.text, title))) {
      put('title');
      title ||= line.text;
      run = null;
      continue;
    }
    if (line.role === 'note' || (inFront && line.role === undefined && isHistoryNote(line.text))) {
      put('note');
      run = null;
      continue;
    }
    if (isContentsTitle(line.text)) {
      seenContents = new Set();
      put('contents');
      run = null;
      continue;
    }
    if (seenContents !== null) {
      if (isContentsLine(line.text, kind, seenContents)) {
        seenContents.add(kind.type === 'plain' ? line.text : 'label' in kind ? kind.label : line.text);
        put('contents');
        continue;
      }
      seenContents = null;
    }
    const heading = asHeading(line, kind);
    if (heading !== null) {
      headings = [...headings.filter((above) => above.rank < heading.rank), heading];
      put('heading');
      run = null;
      inFront = false;
      continue;
    }
    if (kind.type !== 'plain') inFront = false;
    if (run === null) {
      run = { headings, lines: [] };
      runs.push(run);
    }
    run.lines.push(line);
  }
  return runs;
}

/** Some texts print their title once more above the first article, over two lines. */
function repeatsTitle(line: string, title: string): boolean {
  const words = line.replace(/\s/g, '');
  return words.length >= 6 && title.replace(/\s/g, '').includes(words);
}

function asHeading(line: Line, kind: ReturnType<typeof lineKind>): Heading | null {
  if (kind.type === 'heading' && line.role !== 'row')
    return { rank: kind.rank, text: line.text, label: kind.label };
  if (line.role === 'heading' && kind.type !== 'article') {
    const label = kind.type === 'item' ? kind.label : '';
    return { rank: 10 + (line.level ?? 1), text: line.text, label };
  }
  return null;
}

function splitRun(run: Run, outline: OutlineLine[], text: string): PassageDraft[] {
  const annex = run.headings.find((heading) => heading.rank === 0)?.label ?? '';
  const titled = run.headings.filter((heading) => heading.rank > 0).at(-1);
  const place = titled === undefined ? '' : titled.label === '' ? titled.text : titled.label;
  const isAnnexList = run.headings.at(-1)?.rank === 0 && annex === '附件';
  const boilerplate = findBoilerplate(
    run.lines.map((line) => (line.role === 'row' ? '' : line.text)),
    isAnnexList,
  );
  outline.push(
    ...run.lines
      .filter((_, i) => boilerplate.has(i))
      .map(({ text: words, start, end }) => ({ kind: 'note' as const, text: words, start, end })),
  );
  const pieces = withoutLines(run.lines, boilerplate).flatMap((lines, i, parts) => {
    const closing = i === parts.length - 1 ? signatureStart(lines.map((line) => line.text)) : lines.length;
    return [
      ...splitBody(lines.slice(0, closing), place, outline),
      ...asPassages(lines.slice(closing), '落款'),
    ];
  });
  const above = run.headings.map((heading) => heading.text);
  return pieces.flatMap((piece) => {
    const path = annex === '' ? piece.path : `${annex} ${piece.path}`;
    const heading = [...above, ...(piece.headings ?? [])].join(' ');
    return cutLongLines(piece.lines, text).map(({ start, end }, i): PassageDraft => ({
      path: i === 0 ? path : `${path}（续${i}）`,
      heading,
      text: text.slice(start, end),
      start,
      end,
      kind: piece.kind,
    }));
  });
}

/** The lines in stretches between those that are left out, since a passage is one stretch of the text. */
function withoutLines(lines: readonly Line[], left: ReadonlySet<number>): Line[][] {
  if (left.size === 0) return [[...lines]];
  const parts: Line[][] = [[]];
  lines.forEach((line, i) => {
    if (!left.has(i)) parts.at(-1)?.push(line);
    else if (parts.at(-1)?.length !== 0) parts.push([]);
  });
  return parts.filter((part) => part.length > 0);
}

function asPassages(lines: readonly Line[], path: string): PassageLines[] {
  return lines.length === 0 ? [] : [{ path, lines, kind: 'paragraph' }];
}

/** Rows, articles and questions begin blocks of their own; the rest is sections and paragraphs. */
function splitBody(lines: readonly Line[], place: string, outline: OutlineLine[]): PassageLines[] {
  const blocks: { kind: 'row' | 'article' | 'question' | 'sections'; label: string; lines: Line[] }[] = [];
  let article: { label: string; number: number } | null = null;
  let interrupted = false;
  for (const line of lines) {
    const kind = lineKind(line.text, article?.number ?? null);
    const block = blocks.at(-1);
    if (line.role === 'row') {
      blocks.push({ kind: 'row', label: '', lines: [line] });
      interrupted = true;
    } else if (kind.type === 'article') {
      article = kind;
      blocks.push({ kind: 'article', label: kind.label, lines: [line] });
      interrupted = false;
    } else if (kind.type === 'question') {
      blocks.push({ kind: 'question', label: '', lines: [line] });
      interrupted = false;
    } else if (block && !interrupted) {
      block.lines.push(line);
    } else {
      const label = article === null ? '' : `${article.label}（续）`;
      blocks.push({ kind: article === null ? 'sections' : 'article', label, lines: [line] });
      interrupted = false;
    }
  }
  let rows = 0;
  let questions = 0;
  return blocks.flatMap((block): PassageLines[] => {
    if (block.kind === 'article') return splitArticle(block.label, block.lines);
    if (block.kind === 'row') {
      rows += 1;
      return [{ path: `${place} 表 第${rows}行`.trim(), lines: block.lines, kind: 'table-row' }];
    }
    if (block.kind === 'question') {
      questions += 1;
      return [{ path: `${place} 问${questions}`.trim(), lines: block.lines, kind: 'question' }];
    }
    if (block.lines.every((line) => lineKind(line.text).type !== 'item'))
      return groupParagraphs(block.lines, place);
    const sections = splitSections(block.lines, place);
    outline.push(
      ...sections.headings.map(({ text, start, end }) => ({ kind: 'heading' as const, text, start, end })),
    );
    return sections.passages;
  });
}
