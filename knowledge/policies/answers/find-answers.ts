import type { MissingFact } from '../../enterprises/reading';
import { expectedAnswers, type AnswerSpread, type LikelyAnswer } from './answer-spread';
import type { GroupSpread } from './learn-answers';

/**
 * Looks up what firms like one firm would answer: `groups` are its own, the narrowest first. For a year of which nobody
 * has reported yet the year before it stands in.
 */
export function openAnswers(
  spreads: Iterable<GroupSpread>,
  groups: readonly string[],
): (fact: MissingFact) => readonly LikelyAnswer[] | null {
  const byPlace = new Map<string, AnswerSpread>();
  for (const spread of spreads) byPlace.set(`${spread.group}\n${spread.key}\n${spread.period}`, spread);
  const found = new Map<string, readonly LikelyAnswer[] | null>();
  const find = (key: string, period: string) =>
    expectedAnswers(groups.map((group) => byPlace.get(`${group}\n${key}\n${period}`) ?? null));
  return ({ key, period }) => {
    const place = `${key}\n${period}`;
    let answers = found.get(place);
    if (answers === undefined) {
      answers = find(key, period) ?? (/^\d{4}$/.test(period) ? find(key, String(Number(period) - 1)) : null);
      found.set(place, answers);
    }
    return answers;
  };
}
