/** A piece of a template: words as they are, or the place of a value. */
export type TemplatePart = { text: string } | { value: string };

/** Takes a template's words apart at its `{{name}}`. */
export function readParts(words: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let at = 0;
  for (const hole of words.matchAll(/\{\{\s*(\w+)\s*\}\}/g)) {
    if (hole.index > at) parts.push({ text: words.slice(at, hole.index) });
    parts.push({ value: hole[1] ?? '' });
    at = hole.index + hole[0].length;
  }
  if (at < words.length) parts.push({ text: words.slice(at) });
  return parts;
}

/** Puts the parts together again. Braces that someone typed are words, never the place of a value. */
export function writeParts(parts: readonly TemplatePart[]): string {
  return parts
    .map((part) => ('value' in part ? `{{${part.value}}}` : part.text.replace(/[{}]/g, '')))
    .join('');
}

/** The names of the values that the words hold. */
export function valuesIn(words: string): string[] {
  return readParts(words).flatMap((part) => ('value' in part ? [part.value] : []));
}

/** The words alone, each value left out. */
export function fixedWords(words: string): string {
  return readParts(words)
    .map((part) => ('text' in part ? part.text : ''))
    .join('');
}
