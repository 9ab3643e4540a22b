import { tokenize } from '../tokenize';
import type { QuestionWorth } from '../judging/question-tokens';

/**
 * What each piece of a question counts when it is compared word by word: the inverse document frequency of its rarest token,
 * pairs of characters before single ones. A word of asking, which isn't among the tokens, counts 1.
 */
export function weighPieces(pieces: readonly string[], worth: QuestionWorth): number[] {
  return pieces.map((piece) => {
    const tokens = tokenize(piece);
    const longer = tokens.filter((token) => [...token].length > 1);
    return 1 + Math.max(0, ...(longer.length > 0 ? longer : tokens).map((token) => worth.get(token) ?? 0));
  });
}
