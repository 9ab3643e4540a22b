import { lineKind } from '../documents/line-kind';

import { findReferences, type ReferenceTarget } from './find-references';

/** A passage of the quoted document, in the document's order. */
export interface DocumentPassage {
  passageId: number;
  path: string;
  text: string;
}

/** What a referring word of a quotation points at, verbatim: shown as a line of context with its own citation. */
export interface ResolvedReference {
  /** 前款, 第五条; empty for the sentence that opens the list of a quoted item. */
  words: string;
  passageId: number;
  /** 第五条第一款 */
  path: string;
  text: string;
}

interface Item {
  number: number;
  text: string;
}

/** 款: the lines from one that is no item to the next. */
interface Paragraph {
  passageId: number;
  article: string;
  number: number;
  lead: string;
  items: Item[];
  start: number;
  end: number;
}

const mostResolved = 3;
const longestContext = 260;

/**
 * Resolves 前款, 前条, 本条第一款, 上述 and 第五条 in a quotation to what they point at in its document; what the quotation
 * itself holds, and what can't be found, is left out. `start` is the quotation's first place in the passage's text. An
 * item quoted without the sentence that opens its list gets that sentence.
 */
export function resolveReferences(
  quotation: { passageId: number; text: string; start: number },
  passages: readonly DocumentPassage[],
): ResolvedReference[] {
  const paragraphs = paragraphsOf(passages);
  const at = paragraphs.findIndex(
    ({ passageId, end }) => passageId === quotation.passageId && quotation.start < end,
  );
  const here = paragraphs[at];
  if (!here) return [];
  const targets = [
    ...(startsAtItem(quotation.text) ? [{ words: '', target: { kind: 'stem' } as const }] : []),
    ...findReferences(quotation.text),
  ];
  const seen = new Set<string>();
  return targets
    .flatMap(({ words, target }) =>
      (target.kind === 'stem'
        ? [stemOf(here, quotation.text, paragraphs)]
        : pick(target, at, paragraphs, quotation)
      )
        .filter((found) => found !== null)
        .map((found) => ({ words, ...found })),
    )
    .filter(({ text, passageId }) => {
      const isNew = !seen.has(`${passageId}:${text}`) && !plain(quotation.text).includes(plain(text));
      seen.add(`${passageId}:${text}`);
      return isNew && text !== '';
    })
    .slice(0, mostResolved);
}

type Found = Omit<ResolvedReference, 'words'> | null;

function pick(
  target: ReferenceTarget,
  at: number,
  paragraphs: Paragraph[],
  quotation: { text: string; start: number },
): Found[] {
  const here = paragraphs[at] as Paragraph;
  const ofArticle = (article: string) => paragraphs.filter((paragraph) => paragraph.article === article);
  switch (target.kind) {
    case 'paragraphs-before': {
      const before = ofArticle(here.article).filter(({ number }) => number < here.number);
      return before.slice(-target.count).map((paragraph) => shown(paragraph, target.item));
    }
    case 'item-before': {
      const number = itemNumber(quotation.text);
      return number === null ? [] : [shown(here, number - 1)];
    }
    case 'article-before': {
      const before = paragraphs.slice(0, at).findLast(({ article }) => article !== here.article);
      if (!before) return [];
      const all = ofArticle(before.article);
      const found = target.paragraph === null ? all[0] : all[target.paragraph - 1];
      return found ? [shown(found, null)] : [];
    }
    case 'article': {
      const all = ofArticle(target.article ?? here.article);
      const found = target.paragraph === null ? all[0] : all[target.paragraph - 1];
      // 本条 inside the paragraph that it names says nothing new.
      return found && !(found === here && target.item === null) ? [shown(found, target.item)] : [];
    }
    case 'above': {
      const isInside = plain(quotation.text).search(/上述|前述|上款/) > 60;
      const before = ofArticle(here.article).findLast(({ number }) => number < here.number);
      return isInside || !before ? [] : [shown(before, null)];
    }
  }
}

function stemOf(here: Paragraph, quoted: string, paragraphs: Paragraph[]): Found {
  const owner =
    here.lead !== '' && !startsAtItem(here.lead)
      ? here
      : paragraphs.findLast(
          (paragraph) =>
            paragraph.article === here.article &&
            paragraph.number <= here.number &&
            /[：:]$/.test(paragraph.lead),
        );
  if (!owner || !/[：:]$/.test(owner.lead) || plain(quoted).includes(plain(owner.lead))) return null;
  return { passageId: owner.passageId, path: pathOf(owner, null), text: owner.lead };
}

function shown(paragraph: Paragraph, item: number | null): Found {
  const { passageId } = paragraph;
  const named = item === null ? null : (paragraph.items.find(({ number }) => number === item) ?? null);
  if (item !== null && !named) return null;
  const whole = named
    ? `${paragraph.lead}\n${named.text}`
    : [paragraph.lead, ...paragraph.items.map(({ text }) => text)].join('\n');
  return { passageId, path: pathOf(paragraph, item), text: shorten(whole) };
}

function pathOf({ article, number }: Paragraph, item: number | null): string {
  return `${article}${number > 0 ? `第${numerals[number] ?? number + 1}款` : ''}${item === null ? '' : `第（${numerals[item - 1] ?? item}）项`}`;
}
const numerals = [...'一二三四五六七八九十'];

/** Whole sentences up to the limit; what is left out shows as an ellipsis. */
function shorten(text: string): string {
  if (text.length <= longestContext) return text;
  const cut = text.slice(0, longestContext);
  const end = Math.max(cut.lastIndexOf('。'), cut.lastIndexOf('；'), cut.lastIndexOf('\n'));
  return `${end > 40 ? cut.slice(0, end + 1).trimEnd() : cut}……`;
}

function paragraphsOf(passages: readonly DocumentPassage[]): Paragraph[] {
  const found: Paragraph[] = [];
  for (const { passageId, path, text } of passages) {
    const article = /第[^条\s]+条(?:之[一二三四五六七八九十]+)?/.exec(path)?.[0] ?? path;
    let start = 0;
    let isFirst = true;
    for (const line of text.split('\n')) {
      const end = start + line.length;
      const kind = lineKind(line.trim());
      const last = found.at(-1);
      const goesOn = last?.article === article && (last.passageId === passageId || isFirst);
      if (line.trim() !== '' && kind.type === 'item' && goesOn) {
        last.items.push({ number: kind.number, text: line.trim() });
        if (last.passageId === passageId) last.end = end;
        else found.push({ ...last, passageId, start, end });
      } else if (line.trim() !== '') {
        const number = last?.article === article ? last.number + 1 : 0;
        found.push({ passageId, article, number, lead: line.trim(), items: [], start, end });
      }
      if (line.trim() !== '') isFirst = false;
      start = end + 1;
    }
  }
  return found;
}

const plain = (text: string) => text.replace(/\s/g, '').replace(/…+$/, '');
const startsAtItem = (text: string) => lineKind(text.trimStart().split('\n')[0] ?? '').type === 'item';
function itemNumber(text: string): number | null {
  const kind = lineKind(text.trimStart().split('\n')[0] ?? '');
  return kind.type === 'item' ? kind.number : null;
}
