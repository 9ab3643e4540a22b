import { NumberCounter, type NumberedPlace } from './word-numbering';

type Place = (paragraph: {
  numId: string | null;
  level: number | null;
  styleId: string | null;
}) => NumberedPlace | null;

interface Paragraph {
  numId: string | null;
  level: number | null;
  styleId: string | null;
  /** Where its words begin, after its properties. */
  at: number;
  label: string;
  hasText: boolean;
  properties: [from: number, to: number] | null;
}

const tags =
  /<(\/?)(w:p|w:pPr|w:pPrChange|w:numPr|w:ilvl|w:numId|w:pStyle|w:t|mc:Fallback)(?=[\s/>])([^>]*?)(\/?)>/g;

/**
 * The word/document.xml with Word's automatic numbers (一、, 第一条, 1.) as words of their paragraphs, counted in the
 * order of the text; what is written out is no list any more. Bullets and formats that aren't known stay lists.
 */
export function writeOutNumbers(xml: string, place: Place): string {
  const edits: { from: number; to: number; text: string }[] = [];
  const counter = new NumberCounter();
  const open: Paragraph[] = [];
  let fallbacks = 0;
  let changes = 0;
  let numPrAt = 0;
  for (const tag of xml.matchAll(tags)) {
    const [whole, slash, name, attributes = '', selfClosing] = tag;
    const opens = slash === '' && selfClosing === '';
    const closes = slash !== '';
    const end = tag.index + whole.length;
    if (name === 'mc:Fallback') fallbacks += opens ? 1 : closes ? -1 : 0;
    // What the paragraph looked like before a tracked change.
    if (name === 'w:pPrChange') changes += opens ? 1 : closes ? -1 : 0;
    if (fallbacks > 0 || changes > 0) continue;
    const paragraph = open.at(-1);
    const value = /w:val="([^"]*)"/.exec(attributes)?.[1] ?? null;
    if (name === 'w:p' && opens) open.push(emptyParagraph());
    else if (name === 'w:p' && closes) {
      const done = open.pop();
      if (done && done.label !== '' && done.hasText) edits.push(...editsOf(done));
    } else if (!paragraph) continue;
    else if (name === 'w:pStyle') paragraph.styleId = value;
    else if (name === 'w:numId') paragraph.numId = value;
    else if (name === 'w:ilvl') paragraph.level = value === null ? null : Number(value);
    else if (name === 'w:numPr' && opens) numPrAt = tag.index;
    else if (name === 'w:numPr' && closes) paragraph.properties = [numPrAt, end];
    else if (name === 'w:t' && opens) paragraph.hasText = true;
    else if (name === 'w:pPr' && closes) {
      paragraph.at = end;
      const found = place(paragraph);
      paragraph.label = found ? counter.next(found) : '';
    }
  }
  let written = '';
  let from = 0;
  for (const edit of edits.sort((a, b) => a.from - b.from)) {
    written += xml.slice(from, edit.from) + edit.text;
    from = edit.to;
  }
  return written + xml.slice(from);
}

function emptyParagraph(): Paragraph {
  return { numId: null, level: null, styleId: null, at: 0, label: '', hasText: false, properties: null };
}

/** The number as a run of its own, and properties that say: of no list. */
function editsOf({ label, at, properties }: Paragraph): { from: number; to: number; text: string }[] {
  const space = /[、）)]$/.test(label) ? '' : ' ';
  const none = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>';
  const run = `<w:r><w:t xml:space="preserve">${escapeXml(label)}${space}</w:t></w:r>`;
  if (properties) {
    return [
      { from: properties[0], to: properties[1], text: none },
      { from: at, to: at, text: run },
    ];
  }
  const close = at - '</w:pPr>'.length;
  return [{ from: close, to: at, text: `${none}</w:pPr>${run}` }];
}

function escapeXml(text: string): string {
  return text.replace(/&(?!#?\w+;)|[<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}
