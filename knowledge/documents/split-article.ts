import { writeNumber } from './chinese-number';
import { lineKind } from './line-kind';
import { lengthOf, type PassageLines, type PlacedLine } from './passage';

/** An article longer than this is cut into its 款 and 项 (in UTF-16 code units). */
export const longestArticle = 1200;
const longestGroup = 600;

interface Part {
  label: string;
  lines: PlacedLine[];
}

/**
 * One article (条) as passages: normally one, with its 款 and 项 inside. A very long one is cut by 款, and a very long
 * 款 by its 项; short neighbours stay together, and the path says which they are: 第三条 第（一）项至第（八）项.
 */
export function splitArticle(label: string, lines: readonly PlacedLine[]): PassageLines[] {
  if (lengthOf(lines) <= longestArticle) return [{ path: label, lines, kind: 'article' }];
  const paragraphs = cut(
    lines,
    (line) => lineKind(line.text).type !== 'item',
    (n) => `第${writeNumber(n)}款`,
  );
  const passages = groupParts(paragraphs).flatMap((group): PassageLines[] => {
    const path = paragraphs.length === 1 ? label : `${label} ${nameGroup(group)}`;
    const inside = group.flatMap((part) => part.lines);
    if (lengthOf(inside) <= longestArticle) return [{ path, lines: inside, kind: 'article' }];
    return splitParagraph(path, inside);
  });
  return passages;
}

function splitParagraph(path: string, lines: readonly PlacedLine[]): PassageLines[] {
  const depths = lines
    .map((line) => lineKind(line.text))
    .flatMap((kind) => (kind.type === 'item' ? [kind.depth] : []));
  const depth = Math.min(...depths);
  const [lead, ...items] = cutItems(lines, depth);
  if (lead === undefined || items.length === 0) return [{ path, lines, kind: 'article' }];
  const [first, ...others] = groupParts(items);
  return [
    {
      path: `${path} ${nameGroup(first ?? [])}`,
      lines: [...lead.lines, ...(first ?? []).flatMap((p) => p.lines)],
      kind: 'article',
    },
    ...others.map((group): PassageLines => ({
      path: `${path} ${nameGroup(group)}`,
      lines: group.flatMap((part) => part.lines),
      kind: 'article',
    })),
  ];
}

function cutItems(lines: readonly PlacedLine[], depth: number): Part[] {
  const parts: Part[] = [];
  for (const line of lines) {
    const kind = lineKind(line.text);
    if (parts.length > 0 && kind.type === 'item' && kind.depth === depth) {
      parts.push({ label: itemName(kind.label, depth), lines: [line] });
    } else if (parts.length === 0) {
      parts.push({ label: '', lines: [line] });
    } else {
      parts.at(-1)?.lines.push(line);
    }
  }
  return parts;
}

/** 第（一）项, 第1目 */
function itemName(label: string, depth: number): string {
  const bare = label.replace(/[、.]$/, '');
  return depth <= 2 ? `第${bare}项` : `第${bare}目`;
}

function cut(
  lines: readonly PlacedLine[],
  begins: (line: PlacedLine) => boolean,
  name: (n: number) => string,
): Part[] {
  const parts: Part[] = [];
  for (const line of lines) {
    if (parts.length === 0 || begins(line)) parts.push({ label: name(parts.length + 1), lines: [line] });
    else parts.at(-1)?.lines.push(line);
  }
  return parts;
}

/** Neighbours together as long as they stay short. */
function groupParts(parts: readonly Part[]): Part[][] {
  const groups: Part[][] = [];
  for (const part of parts) {
    const group = groups.at(-1);
    const grown = group && lengthOf([...group.flatMap((p) => p.lines), ...part.lines]);
    if (group && grown !== undefined && grown <= longestGroup) group.push(part);
    else groups.push([part]);
  }
  return groups;
}

function nameGroup(group: readonly Part[]): string {
  const first = group[0]?.label ?? '';
  const last = group.at(-1)?.label ?? '';
  return first === last ? first : `${first}至${last}`;
}
