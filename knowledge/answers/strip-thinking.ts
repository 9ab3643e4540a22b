const opening = '<think>';
const closing = '</think>';

/**
 * Takes a leading `<think>…</think>` out of a stream: some models write their thoughts into the answer even when
 * thinking is off. An answer that never leaves its thoughts is empty.
 */
export async function* withoutThinking(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let held = '';
  let state: 'unsure' | 'thinking' | 'thought' | 'answer' = 'unsure';
  for await (const piece of pieces) {
    if (state === 'answer') {
      yield piece;
      continue;
    }
    if (state === 'thought') {
      const rest = piece.trimStart();
      if (rest !== '') state = 'answer';
      if (rest !== '') yield rest;
      continue;
    }
    held += piece;
    if (state === 'unsure' && !opening.startsWith(held.trimStart().slice(0, opening.length))) {
      state = 'answer';
      yield held;
      continue;
    }
    if (held.trimStart().startsWith(opening)) state = 'thinking';
    const end = held.indexOf(closing);
    if (state === 'thinking' && end >= 0) {
      const rest = held.slice(end + closing.length).trimStart();
      state = rest === '' ? 'thought' : 'answer';
      if (rest !== '') yield rest;
    }
  }
  if (state === 'unsure' && held !== '') yield held;
}
