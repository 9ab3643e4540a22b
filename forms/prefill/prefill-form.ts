import { setValueAt, valueAt } from '~/forms/definition/data-path';
import type { FormComponent, FormField, PrefillBinding } from '~/forms/definition/form-definition';
import { gridTypes, walkFields } from '~/forms/definition/walk-fields';

import type { FieldProvenance, Provenance, SourceKind } from './field-provenance';
import { fitValue } from './fit-value';

/** A fact of the enterprise as prefill reads it. Money is a decimal string in yuan; dates are ISO. */
export interface PrefillFact {
  key: string;
  /** "" for facts without periods. */
  period: string;
  value: unknown;
  source: string;
  sourceKind: SourceKind;
  observedAt: string;
  /** The last day on which it counts. */
  validUntil?: string | null;
  reference: string | null;
  /** The value in words, for text fields: 有限责任公司 for `company`. */
  text?: string;
}

/** The latest submission of the same form: fields without a fact are filled from it, unlocked. */
export interface EarlierSubmission {
  data: Record<string, unknown>;
  submittedAt: string;
  receiptNumber: string;
  /** As shown: 贵公司 2025 年申报. */
  source: string;
}

export interface PrefillInput {
  components: readonly FormComponent[];
  facts: readonly PrefillFact[];
  earlier?: EarlierSubmission | null;
  /** The city's date: what `latest` means. */
  today: string;
}

export interface PrefillResult {
  data: Record<string, unknown>;
  provenance: Provenance;
  /** Bound fields for which there is no fact, or none that fits. */
  missing: string[];
  /** Bound fields whose fact has a value that the field can't hold. */
  unfit: { path: string; fact: string; value: unknown }[];
}

/** Fields that an earlier answer must not fill: what is confirmed or handed in anew each time. */
const askedAnew: ReadonlySet<string> = new Set([
  'checkbox',
  'file',
  'hidden',
  'container',
  'datagrid',
  'editgrid',
]);

/**
 * Fills a form from facts and, where no fact is bound or known, from the enterprise's earlier submission. Records of
 * an authority are locked unless the binding says otherwise; what the firm stated itself never is. Pure.
 */
export function prefillForm({ components, facts, earlier, today }: PrefillInput): PrefillResult {
  const result: PrefillResult = { data: {}, provenance: {}, missing: [], unfit: [] };
  const known = groupFacts(facts, today);
  for (const field of walkFields(components)) {
    if (field.inGrid || gridTypes.has(field.component.type) || field.component.type === 'container') continue;
    const binding = field.component.prefill;
    const filled = isBound(binding) && fillFromFact(field, binding, known, today, result);
    if (!filled && earlier) fillFromEarlier(field, earlier, result);
  }
  return result;
}

/** Whether the binding names a fact. */
export function isBound(
  binding: PrefillBinding | undefined | null,
): binding is PrefillBinding & { fact: string } {
  return typeof binding?.fact === 'string' && binding.fact !== '';
}

function fillFromFact(
  { path, component }: FormField,
  binding: PrefillBinding & { fact: string },
  facts: ReadonlyMap<string, readonly PrefillFact[]>,
  today: string,
  result: PrefillResult,
): boolean {
  const fact = chooseFact(facts.get(binding.fact) ?? [], binding.period, today);
  if (!fact) {
    result.missing.push(path);
    return false;
  }
  const wanted =
    ['textfield', 'textarea'].includes(component.type) && fact.text !== undefined ? fact.text : fact.value;
  const fitted = fitValue(component, wanted);
  if (!fitted.fits) {
    result.missing.push(path);
    result.unfit.push({ path, fact: fact.key, value: fact.value });
    return false;
  }
  setValueAt(result.data, path, fitted.value);
  result.provenance[path] = provenanceOf(fact, binding, fitted.value);
  return true;
}

function provenanceOf(fact: PrefillFact, binding: PrefillBinding, value: unknown): FieldProvenance {
  const authoritative = fact.sourceKind === 'registry' || fact.sourceKind === 'certificate';
  return {
    fact: fact.key,
    period: fact.period === '' ? null : fact.period,
    source: fact.source,
    sourceKind: fact.sourceKind,
    observedAt: fact.observedAt,
    locked: authoritative && binding.locked !== false,
    reference: fact.reference,
    value,
  };
}

function fillFromEarlier(
  { path, component }: FormField,
  earlier: EarlierSubmission,
  result: PrefillResult,
): void {
  if (askedAnew.has(component.type) || component.calculateValue) return;
  const value = valueAt(earlier.data, path);
  if (value === undefined || value === null || value === '') return;
  // The form may have changed since: an answer that the field can't hold now is asked again.
  const holds =
    component.type === 'selectboxes' ? typeof value === 'object' : fitValue(component, value).fits;
  if (!holds) return;
  setValueAt(result.data, path, structuredClone(value));
  result.provenance[path] = {
    fact: null,
    period: null,
    source: earlier.source,
    sourceKind: 'submission',
    observedAt: earlier.submittedAt,
    locked: false,
    reference: earlier.receiptNumber,
    value: structuredClone(value),
  };
}

/**
 * The fact for a binding's period. `latest` is the fact without a period, else the calendar year or the quarter that
 * was completed last: older periods never stand in, since an old figure in a new form would be wrong unseen.
 */
function chooseFact(
  facts: readonly PrefillFact[],
  period: string | undefined,
  today: string,
): PrefillFact | undefined {
  const of = (wanted: string) => facts.find((fact) => fact.period === wanted);
  if (period !== undefined && period !== '' && period !== 'latest') return of(period);
  const year = Number(today.slice(0, 4));
  const quarter = Math.ceil(Number(today.slice(5, 7)) / 3) - 1;
  const lastQuarter = quarter === 0 ? `${year - 1}Q4` : `${year}Q${quarter}`;
  return of('') ?? of(lastQuarter) ?? of(String(year - 1));
}

function groupFacts(facts: readonly PrefillFact[], today: string): Map<string, PrefillFact[]> {
  const groups = new Map<string, PrefillFact[]>();
  for (const fact of facts) {
    if (fact.validUntil && fact.validUntil < today) continue;
    groups.set(fact.key, [...(groups.get(fact.key) ?? []), fact]);
  }
  return groups;
}
