import { lineKind } from './line-kind';
import { lengthOf, type PassageLines, type PlacedLine } from './passage';

/** A numbered clause with all that is under it stays whole up to this length. */
const longestWhole = 500;
const longestParagraphs = 400;
const tiny = 40;

interface Node {
  depth: number;
  label: string;
  /** Its own lines: the numbered one and the plain ones after it, before its children. */
  lines: PlacedLine[];
  children: Node[];
}

/** A run's passages, and the numbered lines in it that are headings: 一、总体要求. */
export interface SectionPassages {
  passages: PassageLines[];
  headings: PlacedLine[];
}

/**
 * Cuts a run of a normative document (一、 （一） 1. （1） and plain paragraphs) into passages. A numbered clause stays
 * whole with what hangs on it while that is short; a long one is cut, its titled lines become headings, and the path
 * tells the numbers: 一、（二）1.
 */
export function splitSections(lines: readonly PlacedLine[], place: string): SectionPassages {
  const root: Node = { depth: 0, label: '', lines: [], children: [] };
  const open: Node[] = [root];
  for (const line of lines) {
    const kind = lineKind(line.text);
    if (kind.type !== 'item') {
      open.at(-1)?.lines.push(line);
      continue;
    }
    while ((open.at(-1)?.depth ?? 0) >= kind.depth) open.pop();
    const node: Node = { depth: kind.depth, label: kind.label, lines: [line], children: [] };
    open.at(-1)?.children.push(node);
    open.push(node);
  }
  const headings: PlacedLine[] = [];
  const before = groupParagraphs(root.lines, place);
  const after = emitChildren(
    root.children,
    place === '' || place.endsWith('、') ? place : `${place} `,
    [],
    headings,
  );
  return { passages: [...before, ...after], headings };
}

function emitChildren(
  nodes: readonly Node[],
  path: string,
  above: readonly string[],
  headings: PlacedLine[],
): PassageLines[] {
  const passages: PassageLines[] = [];
  for (let i = 0; i < nodes.length; i += 1) {
    const tinyRun = countTiny(nodes, i);
    if (tinyRun > 2) {
      const group = nodes.slice(i, i + tinyRun);
      const name = `${path}${group[0]?.label ?? ''}至${group.at(-1)?.label ?? ''}`;
      passages.push({
        path: name,
        lines: group.flatMap((node) => node.lines),
        kind: 'paragraph',
        headings: above,
      });
      i += tinyRun - 1;
      continue;
    }
    passages.push(...emit(nodes[i] as Node, path, above, headings));
  }
  return passages;
}

/** How many neighbours from here on are too short to stand alone (a list of materials). */
function countTiny(nodes: readonly Node[], from: number): number {
  let n = from;
  let length = 0;
  for (; n < nodes.length; n += 1) {
    const node = nodes[n] as Node;
    length += lengthOf(node.lines);
    // 一、 and 二、 are clauses that people cite, however short.
    if (node.depth === 1) break;
    if (node.children.length > 0 || lengthOf(node.lines) >= tiny || length > longestWhole) break;
  }
  return n - from;
}

function emit(node: Node, path: string, above: readonly string[], headings: PlacedLine[]): PassageLines[] {
  const own = `${path}${node.label}`;
  const whole = allLines(node);
  const titled = isTitled(node);
  if (lengthOf(whole) <= longestWhole && !node.children.some(isTitled)) {
    return [{ path: own, lines: whole, kind: 'paragraph', headings: above }];
  }
  if (!titled) {
    return [
      { path: own, lines: node.lines, kind: 'paragraph', headings: above },
      ...emitChildren(node.children, own, above, headings),
    ];
  }
  const [title, ...rest] = node.lines as [PlacedLine, ...PlacedLine[]];
  headings.push(title);
  const below = [...above, title.text];
  return [
    ...groupParagraphs(rest, own).map((group) => ({ ...group, headings: below })),
    ...emitChildren(node.children, own, below, headings),
  ];
}

/** Whether the numbered line is only a title of what follows: short, without a full stop. */
function isTitled(node: Node): boolean {
  const first = node.lines[0]?.text ?? '';
  return (
    first.length <= tiny && !/[。；;：:，,]$/.test(first) && node.lines.length + node.children.length > 1
  );
}

function allLines(node: Node): PlacedLine[] {
  return [...node.lines, ...node.children.flatMap(allLines)];
}

/** Plain paragraphs, short neighbours together: 第2段至第4段 under `place`. */
export function groupParagraphs(lines: readonly PlacedLine[], place: string): PassageLines[] {
  const groups: { from: number; lines: PlacedLine[] }[] = [];
  lines.forEach((line, i) => {
    const group = groups.at(-1);
    if (group && lengthOf([...group.lines, line]) <= longestParagraphs) group.lines.push(line);
    else groups.push({ from: i + 1, lines: [line] });
  });
  return groups.map(({ from, lines: inside }) => {
    const to = from + inside.length - 1;
    const span = from === to ? `第${from}段` : `第${from}段至第${to}段`;
    const path = groups.length === 1 && place !== '' ? place : `${place} ${span}`.trim();
    return { path, lines: inside, kind: 'paragraph' };
  });
}
