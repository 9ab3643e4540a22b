import type { CompletedQuestion } from './complete-follow-up';

/** Words that join what was said and add nothing to it. */
const joining = /[的是有在和与或及对于为被把将要能可以吗呢么？?，,。！!：:“”"'《》（）()\s]/gu;

/**
 * What a model wrote for a follow-up, if it may be asked: it keeps the message's own words, adds some of the
 * conversation, and none besides. Figures and letters must stand in the conversation as they are. Else null.
 */
export function checkRewrite(
  written: string,
  message: string,
  question: string,
  topic: string,
): CompletedQuestion | null {
  const text = written
    .trim()
    .replace(/^(?:补全(?:后的问题)?[：:])?\s*[“"]?/, '')
    .replace(/[”"]$/, '');
  if (text === '' || text.includes('\n') || text === message) return null;
  const said = `${question}\n${message}\n${topic}`;
  const figures = text.match(/[A-Za-z\d.%]+/g) ?? [];
  if (figures.some((figure) => !said.includes(figure))) return null;
  const own = pairsOf(text);
  const known = new Set([...said]);
  if ([...text.replace(joining, '')].some((character) => !known.has(character))) return null;
  const pairs = new Set(pairsOf(said));
  // Joined in a new order, a few pairs are new at the seams; a sentence of its own has many.
  if (own.filter((pair) => !pairs.has(pair)).length > 3) return null;
  const kept = pairsOf(message.replace(/^(?:那么?|还有|另外)|呢[？?]?$/g, ''));
  if (kept.filter((pair) => own.includes(pair)).length * 2 < kept.length) return null;
  return { text, added: question };
}

function pairsOf(text: string): string[] {
  const plain = text.replace(joining, '');
  return Array.from({ length: Math.max(0, plain.length - 1) }, (_, at) => plain.slice(at, at + 2));
}
