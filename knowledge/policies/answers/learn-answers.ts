import type { FactCatalogue } from '../../enterprises/fact-catalogue';
import type { FactSet } from '../../enterprises/fact-set';
import type { FactValue } from '../../enterprises/fact-value';
import { latestYear, type Period } from '../../enterprises/period';
import { spreadOf, type AnswerSpread } from './answer-spread';

/** Years that rules look back. */
const yearsLearned = 4;

/** A firm as far as the answers of firms like it go. */
export interface LearnedFirm {
  readonly groups: readonly string[];
  readonly facts: FactSet;
}

/** How the firms of one group would answer one question. */
export interface GroupSpread extends AnswerSpread {
  readonly group: string;
  readonly key: string;
  readonly period: Period;
}

/**
 * Learns from the population how firms of each group would answer what a firm can be asked: facts that it may state,
 * none of them confidential, as they stand on the day. Groups of fewer than `leastFirms` that have the fact leave no
 * trace.
 */
export function learnAnswers(
  firms: Iterable<LearnedFirm>,
  catalogue: FactCatalogue,
  at: string,
): GroupSpread[] {
  const asked = [...catalogue.values()].filter(
    ({ stateable, sensitivity }) => stateable && sensitivity !== 'confidential',
  );
  const collected = new Map<string, FactValue[]>();
  const oldest = latestYear(at) - yearsLearned;
  for (const { groups, facts } of firms) {
    for (const { key } of asked) {
      for (const [period, { value, validUntil }] of facts.get(key) ?? []) {
        if (validUntil && validUntil < at) continue;
        if (period !== '' && !(Number(period) > oldest)) continue;
        for (const group of groups) {
          const place = `${group}\n${key}\n${period}`;
          const values = collected.get(place);
          if (values) values.push(value);
          else collected.set(place, [value]);
        }
      }
    }
  }
  return [...collected].flatMap(([place, values]) => {
    const [group = '', key = '', period = ''] = place.split('\n');
    const type = catalogue.get(key)?.type;
    const spread = type && spreadOf(values, type);
    return spread ? [{ group, key, period, ...spread }] : [];
  });
}
