import type { DerivedFact } from '../enterprises/derived-fact-schema';
import { builtInDerived } from '../enterprises/derived-catalogue';
import { builtInCatalogue, type FactCatalogue } from '../enterprises/fact-catalogue';
import type { FactType } from '../enterprises/fact-definition';
import type { DerivedFacts } from '../enterprises/fact-reader';

/** What a rule is read against: the facts and derived facts that there are, and the day. */
export interface RuleContext {
  catalogue: FactCatalogue;
  derived: DerivedFacts;
  /** The day asked about, YYYY-MM-DD in the city. */
  at: string;
}

/** A context of the built-in catalogue with a policy's own derived facts, which go first. */
export function makeRuleContext(
  at: string,
  ownDerived: readonly DerivedFact[] = [],
  catalogue: FactCatalogue = builtInCatalogue,
): RuleContext {
  const derived = ownDerived.length
    ? new Map([...builtInDerived, ...ownDerived.map((fact) => [fact.key, fact] as const)])
    : builtInDerived;
  return { catalogue, derived, at };
}

/** What a field of a rule is, be it a fact or a derived one. */
export interface Field {
  key: string;
  type: FactType;
  label: { zh: string; en: string };
  unit: { zh: string; en: string };
  /** Codes and their words, for `code`. */
  words: ReadonlyMap<string, { zh: string; en: string }> | null;
  curable: boolean;
  derived: boolean;
}

/** The field of that key; null when there is none. */
export function findField(key: string, context: RuleContext): Field | null {
  const derived = context.derived.get(key);
  if (derived) {
    const { formula } = derived;
    const classes = formula.kind === 'classify' ? formula.classes : null;
    return {
      key,
      // A ratio without a unit is a share, whatever figure its author called it: 7.75 %, not 0.08.
      type: (formula.kind === 'ratio' || formula.kind === 'growth') && !derived.unit ? 'share' : derived.type,
      label: { zh: derived.label ?? key, en: derived.labelEn ?? derived.label ?? key },
      unit: derived.unit ? { zh: derived.unit, en: derived.unit } : unitOf(formula),
      words:
        classes && new Map(classes.map((code) => [code, derived.words?.[code] ?? { zh: code, en: code }])),
      curable: derived.curable ?? false,
      derived: true,
    };
  }
  const definition = context.catalogue.get(key);
  if (!definition) return null;
  return {
    key,
    type: definition.type,
    label: definition.label,
    unit: definition.unit ?? { zh: '', en: '' },
    words: definition.codes ? new Map(definition.codes.map(({ code, words }) => [code, words])) : null,
    curable: definition.curable,
    derived: false,
  };
}

/** Years, months and days need no author to name them. */
const ageUnits = {
  years: { zh: '年', en: 'years' },
  months: { zh: '个月', en: 'months' },
  days: { zh: '天', en: 'days' },
} as const;

function unitOf(formula: DerivedFact['formula']): Field['unit'] {
  return formula.kind === 'age' ? ageUnits[formula.in] : { zh: '', en: '' };
}
