import { createHash } from 'node:crypto';

import type { FoundValue } from '../metadata';
import type { ParsedDocument } from '../parsed-document';
import type { PassageDraft } from '../passage';
import { cutLongLines } from '../cut-long-lines';
import { titleKey } from '../title-key';
import type { GuideItem } from './read-guide-items';

/** A service item as the document that it becomes: the title, then a passage for each aspect, named by it. */
export function guideDocument(item: GuideItem): ParsedDocument {
  let text = item.title;
  const passages: PassageDraft[] = [];
  for (const aspect of item.aspects) {
    const lines = aspect.lines.map((line) => {
      const start = text.length + 1;
      text += `\n${line}`;
      return { text: line, start, end: text.length };
    });
    cutLongLines(lines, text).forEach(({ start, end }, i) => {
      const path = i === 0 ? aspect.name : `${aspect.name}（续${i}）`;
      passages.push({ path, heading: '', text: '', start, end, kind: 'paragraph' });
    });
  }
  return {
    format: 'guide-row',
    mediaType: 'application/json',
    title: item.title,
    titleKey: titleKey(item.title),
    kind: 'guide',
    text,
    textHash: createHash('sha256').update(text).digest('hex'),
    passages: passages.map((passage) => ({ ...passage, text: text.slice(passage.start, passage.end) })),
    metadata: { fields: fieldsOf(item, text), relations: [] },
    frontMatter: {},
    textOrigin: 'original',
    ocrPages: [],
    pageStarts: [],
  };
}

function fieldsOf(item: GuideItem, text: string): ParsedDocument['metadata']['fields'] {
  const found = (value: string, words: string): FoundValue => {
    const start = text.indexOf(words);
    return start === -1
      ? { value, words: value, start: null, end: null, from: 'front-matter' }
      : { value, words, start, end: start + words.length, from: 'text' };
  };
  return {
    ...(item.department !== null && { issuer: found(item.department, item.department) }),
    ...(item.region !== null && { region: found(item.region, item.department ?? item.region) }),
    ...(item.effectiveFrom !== null && { effectiveFrom: found(item.effectiveFrom, item.effectiveFrom) }),
  };
}
