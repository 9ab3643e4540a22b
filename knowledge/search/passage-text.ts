/** What search reads of a passage: its document's title, its place (第三条 第（二）项) and its words. */
export interface PassageText {
  title: string;
  path: string;
  text: string;
}

/** The text that is embedded: a clause says little without the name of its document and its place in it. */
export function embeddedText({ title, path, text }: PassageText): string {
  return `${[title, path].filter((part) => part !== '').join(' ')}\n${text}`;
}

/** What keywords find a passage by; a line break between the parts, so that no pair of characters spans two of them. */
export function keywordText({ title, path, text }: PassageText, documentNumber = ''): string {
  return [title, documentNumber, path, text].join('\n');
}
