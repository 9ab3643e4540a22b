import { XMLParser } from 'fast-xml-parser';

import type { NumberedPlace, NumberingLevel, NumberingList } from './word-numbering';

type Node = Record<string, unknown>;

/** Which list a paragraph belongs to, by what its own properties and its style say; null for none. */
export interface Numbering {
  place(paragraph: {
    numId: string | null;
    level: number | null;
    styleId: string | null;
  }): NumberedPlace | null;
}

/** Reads word/numbering.xml and word/styles.xml of a Word document. */
export function readNumbering(numberingXml: string, stylesXml: string): Numbering {
  const numbering = one(parse(numberingXml).numbering);
  const styles = new Map(
    all(one(parse(stylesXml).styles).style).map((style) => [value(style, '@styleId') ?? '', style]),
  );
  const abstracts = new Map(
    all(numbering.abstractNum).map((item) => [value(item, '@abstractNumId') ?? '', item]),
  );
  const nums = new Map(all(numbering.num).map((item) => [value(item, '@numId') ?? '', item]));
  const lists = new Map<string, NumberingList | null>();

  function list(numId: string, depth = 0): NumberingList | null {
    if (lists.has(numId)) return lists.get(numId) ?? null;
    const num = nums.get(numId);
    const id = num ? value(one(num.abstractNumId), '@val') : null;
    const abstract = id === null ? undefined : abstracts.get(id);
    if (!num || id === null || !abstract || depth > 5) return null;
    const link = value(one(abstract.numStyleLink), '@val');
    const linked = link === null ? undefined : styleNumbering(link)?.numId;
    const found = linked === undefined ? asList(id, abstract, num) : list(linked, depth + 1);
    lists.set(numId, found);
    return found;
  }

  /** What a style says, or the one that it is based on. */
  function styleNumbering(styleId: string): { numId: string; level: number | null; styleId: string } | null {
    let at: string | null = styleId;
    for (let depth = 0; at !== null && depth < 20; depth += 1) {
      const style: Node | undefined = styles.get(at);
      if (!style) return null;
      const properties = one(one(style.pPr).numPr);
      const numId = value(one(properties.numId), '@val');
      if (numId !== null) return { numId, level: figure(value(one(properties.ilvl), '@val')), styleId: at };
      at = value(one(style.basedOn), '@val');
    }
    return null;
  }

  return {
    place({ numId, level, styleId }) {
      const styled = styleId === null ? null : styleNumbering(styleId);
      const listId = numId ?? styled?.numId ?? '0';
      const found = listId === '0' ? null : list(listId);
      if (!found || !styled || numId !== null) return found && { list: found, listId, level: level ?? 0 };
      const linked = linkedLevel(listId, styled.styleId);
      return { list: found, listId, level: linked ?? styled.level ?? 0 };
    },
  };

  /** A level may name the style that stands for it. */
  function linkedLevel(numId: string, styleId: string): number | null {
    const num = nums.get(numId);
    const abstract = num && abstracts.get(value(one(num.abstractNumId), '@val') ?? '');
    const level = all(abstract?.lvl).find((item) => value(one(item.pStyle), '@val') === styleId);
    return level ? figure(value(level, '@ilvl')) : null;
  }
}

function asList(counter: string, abstract: Node, num: Node): NumberingList {
  const levels: NumberingLevel[] = [];
  const overrides = new Map<number, number>();
  for (const level of all(abstract.lvl)) levels[figure(value(level, '@ilvl')) ?? 0] = asLevel(level);
  for (const override of all(num.lvlOverride)) {
    const at = figure(value(override, '@ilvl')) ?? 0;
    const start = figure(value(one(override.startOverride), '@val'));
    if (start !== null) overrides.set(at, start);
    const [level] = all(override.lvl);
    if (level) levels[at] = asLevel(level);
  }
  return { counter, levels, overrides };
}

function asLevel(level: Node): NumberingLevel {
  const legal = level.isLgl === undefined ? null : one(level.isLgl);
  return {
    start: figure(value(one(level.start), '@val')) ?? 0,
    format: value(one(level.numFmt), '@val') ?? 'decimal',
    text: value(one(level.lvlText), '@val') ?? '',
    isLegal: legal !== null && !['0', 'false', 'off'].includes(value(legal, '@val') ?? ''),
    restart: figure(value(one(level.lvlRestart), '@val')),
  };
}

function parse(xml: string): Node {
  if (xml === '' || /<!DOCTYPE|<!ENTITY/i.test(xml)) return {};
  return new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    removeNSPrefix: true,
    parseTagValue: false,
    parseAttributeValue: false,
  }).parse(xml) as Node;
}

const isNode = (item: unknown): item is Node => typeof item === 'object' && item !== null;
const all = (item: unknown): Node[] => (Array.isArray(item) ? item : [item]).filter(isNode);
const one = (item: unknown): Node => all(item)[0] ?? {};

function value(node: Node, name: string): string | null {
  const found = node[name];
  return typeof found === 'string' ? found : null;
}

function figure(text: string | null): number | null {
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : null;
}
