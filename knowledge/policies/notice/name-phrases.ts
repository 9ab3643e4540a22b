import type { FactCatalogue } from '../../enterprises/fact-catalogue';
import type { FactType } from '../../enterprises/fact-definition';
import type { Figure } from '../../answers/figures/figure';
import { figurePhrases } from './fact-phrases';

/** Words by which a fact goes. */
export interface Phrase {
  key: string;
  words: RegExp;
}

/** The name of a fact in a text. */
export interface NamedFact {
  key: string;
  start: number;
  end: number;
}

const unitsOfType: Partial<Record<FactType, RegExp>> = {
  money: /^元$/,
  count: /^(?:人|名|个|项|件|户|家)?$/,
  number: /^(?:个?月|年|分|周年)$/,
  date: /^(?:年|周年|个?月|日|天)$/,
};

/** The phrases of notices, and the names that the catalogue gives to the departments' own facts. */
export function phrasesOf(catalogue: FactCatalogue): Phrase[] {
  const named = new Set(figurePhrases.map(({ key }) => key));
  const own = [...catalogue.values()].filter(
    ({ key, type, label }) => !named.has(key) && label.zh.length >= 4 && unitsOfType[type] !== undefined,
  );
  return [...figurePhrases, ...own.map(({ key, label }) => ({ key, words: literal(label.zh) }))];
}

function literal(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
}

/** The facts that a stretch of text names, in the order in which their names end. */
export function namesIn(text: string, phrases: readonly Phrase[]): NamedFact[] {
  const found = phrases.flatMap(({ key, words }) =>
    [...text.matchAll(new RegExp(words, 'g'))].map((match) => ({
      key,
      start: match.index,
      end: match.index + match[0].length,
    })),
  );
  // A name within a longer one (职工 in 参保职工) is part of it.
  return found
    .filter((one) => !found.some((other) => other !== one && covers(other, one)))
    .sort((a, b) => a.end - b.end);
}

function covers(outer: NamedFact, inner: NamedFact): boolean {
  const longer = outer.end - outer.start > inner.end - inner.start;
  return longer && outer.start <= inner.start && outer.end >= inner.end;
}

/** Whether a figure's unit goes with the fact's type. */
export function fits(figure: Figure, key: string, catalogue: FactCatalogue): boolean {
  const type = catalogue.get(key)?.type;
  const unit = type && unitsOfType[type];
  return unit !== undefined && unit.test(figure.unit);
}
