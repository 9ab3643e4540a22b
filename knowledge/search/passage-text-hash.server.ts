import { createHash } from 'node:crypto';

import { embeddedText, type PassageText } from './passage-text';

/** SHA-256 of the embedded text in hex: `Passage.textHash`, by which vectors are cached. */
export function passageTextHash(passage: PassageText): string {
  return createHash('sha256').update(embeddedText(passage)).digest('hex');
}
