import { valueAt } from '~/forms/definition/data-path';
import type { FormComponent } from '~/forms/definition/form-definition';
import { walkFields } from '~/forms/definition/walk-fields';
import type { Provenance } from '~/forms/prefill/field-provenance';
import { dateOf } from '~/forms/prefill/fit-value';
import { isBound } from '~/forms/prefill/prefill-form';
import type { FactCatalogue } from '~/knowledge/enterprises/fact-catalogue';
import type { FactDefinition } from '~/knowledge/enterprises/fact-definition';
import type { FactSet, KnownFact } from '~/knowledge/enterprises/fact-set';
import { parseFactValue } from '~/knowledge/enterprises/parse-fact-value';
import { granularity, latestYear } from '~/knowledge/enterprises/period';

/** What was submitted, as the rule reads it. */
export interface SubmittedForm {
  components: readonly FormComponent[];
  data: Record<string, unknown>;
  provenance: Provenance;
  /** The day of submission. */
  day: string;
  /** As shown for a source: 申报表. */
  source: string;
}

/**
 * The firm's facts as its application states them: what the fields hold, over what the registers hold for all that the
 * form doesn't ask. What a field can't hold as the fact (a text where a code is meant) leaves the register's value.
 */
export function factsAsSubmitted(form: SubmittedForm, registry: FactSet, catalogue: FactCatalogue): FactSet {
  const facts = new Map(registry);
  for (const { path, component, inGrid } of walkFields(form.components)) {
    if (inGrid || !isBound(component.prefill)) continue;
    const definition = catalogue.get(component.prefill.fact);
    const given = valueAt(form.data, path);
    if (!definition || given === undefined || given === null || given === '') continue;
    const period = periodOf(definition, form.provenance[path]?.period ?? component.prefill.period, form.day);
    const parsed = parseFactValue(definition, rawValue(definition, given), granularity(period) === 'quarter');
    if (!parsed.ok) continue;
    const stated: KnownFact = {
      value: parsed.value,
      source: form.source,
      sourceKind: 'submission',
      observedAt: form.day,
    };
    const known = facts.get(definition.key) ?? new Map<string, KnownFact>();
    facts.set(definition.key, new Map(known).set(period, stated));
  }
  return facts;
}

/** What the registers and certificates hold; what the firm stated itself is left out. */
export function recordedFacts(facts: FactSet): FactSet {
  const kept = [...facts].map(
    ([key, periods]) =>
      [
        key,
        new Map(
          [...periods].filter(
            ([, { sourceKind }]) => sourceKind === 'registry' || sourceKind === 'certificate',
          ),
        ),
      ] as const,
  );
  return new Map(kept.filter(([, periods]) => periods.size > 0));
}

function periodOf(definition: FactDefinition, wanted: string | null | undefined, day: string): string {
  if (definition.periods.length === 0) return '';
  return wanted && wanted !== 'latest' ? wanted : String(latestYear(day));
}

/** A field's value in the fact's own form: yuan as text, counts as numbers, a code for its word, a date without a time. */
function rawValue(definition: FactDefinition, given: unknown): unknown {
  switch (definition.type) {
    case 'money':
      return typeof given === 'number' ? given.toFixed(2) : plain(given).replaceAll(',', '');
    case 'count':
    case 'number':
    case 'share':
      return Number(plain(given).replaceAll(',', ''));
    case 'boolean':
      return typeof given === 'boolean' ? given : ['true', 'yes', '1', '是'].includes(plain(given));
    case 'date':
      return dateOf(given) ?? given;
    case 'code': {
      const text = plain(given);
      return definition.codes?.find(({ code, words }) => code === text || words.zh === text)?.code ?? text;
    }
    default:
      return plain(given);
  }
}

function plain(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number'
    ? String(value).trim()
    : JSON.stringify(value);
}
