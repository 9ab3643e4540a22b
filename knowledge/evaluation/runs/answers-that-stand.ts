import type { Dictionary } from '~/knowledge/search/understanding/dictionary';
import { understandQuestion } from '~/knowledge/search/understanding/understand-question';

import type { JudgedAnswer } from './judge-answer';

/**
 * The answers that a change of the dictionary can't turn. The dictionary reaches an answer in one way: each text that
 * the turn gives to search is understood by it. Where every text that was given is understood to the letter as before,
 * the first search is the same, so what the turn does next is the same, and so on to the end (decision 019). An answer
 * whose texts weren't noted doesn't stand.
 */
export function answersThatStand(
  answers: readonly JudgedAnswer[],
  was: Dictionary,
  is: Dictionary,
): JudgedAnswer[] {
  const same = (text: string) =>
    JSON.stringify(understandQuestion(text, was)) === JSON.stringify(understandQuestion(text, is));
  return answers.filter(({ texts, outcome }) => outcome !== 'failed' && texts?.every(same));
}
