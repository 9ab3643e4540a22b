import { setValueAt, valueAt } from '~/forms/definition/data-path';
import type { FormComponent, FormField, PrefillBinding } from '~/forms/definition/form-definition';
import { gridTypes, walkFields } from '~/forms/definition/walk-fields';

import { valueProblem } from '~/forms/submission/check-value';

import { fillFromCertificate, type CertificateState } from './fill-certificate';
import { cellPath, columnsOf, fillRows, hasOwnRows, type RowSources } from './fill-rows';
import type { FieldProvenance, Provenance } from './field-provenance';
import { fitValue } from './fit-value';
import type { HeldCertificate } from './held-certificate';
import { isAuthority, provenanceOf, type PrefillFact } from './prefill-fact';

/** A submission of the firm's own: fields without a fact are filled from it, unlocked. */
export interface EarlierSubmission {
  data: Record<string, unknown>;
  /** The day, ISO. */
  submittedAt: string;
  receiptNumber: string;
  /** As shown: 贵公司 2025 年申报. */
  source: string;
}

export interface PrefillInput {
  components: readonly FormComponent[];
  facts: readonly PrefillFact[];
  certificates?: readonly HeldCertificate[];
  /** The latest submission of the same form. */
  earlier?: EarlierSubmission | null;
  /** The latest submissions of other forms of the same department, by the form's path. */
  elsewhere?: ReadonlyMap<string, EarlierSubmission>;
  /** Facts whose source doesn't answer now: they are asked for, and checked later. */
  sourcesDown?: ReadonlyMap<string, SourceDown>;
  /** The city's date: what `latest` means. */
  today: string;
}

/** A source that doesn't answer: its name as shown, and the day since when. */
export interface SourceDown {
  source: string;
  since: string;
}

export interface PrefillResult {
  data: Record<string, unknown>;
  provenance: Provenance;
  /** Bound fields for which there is no fact, or none that fits. */
  missing: string[];
  /** Bound fields whose fact has a value that the field can't hold. */
  unfit: { path: string; fact: string; value: unknown }[];
  /** Of file fields that a certificate can stand for: what the firm holds. */
  certificates: Record<string, CertificateState>;
  /** What the firm's people told the assistant: filled in only once somebody says so. */
  offered: Provenance;
}

/** Fields that an earlier answer must not fill: what is confirmed or handed in anew each time. */
const askedAnew: ReadonlySet<string> = new Set(['checkbox', 'file', 'signature', 'hidden', 'container']);

/**
 * Fills a form from facts, certificates and, where no fact is bound or known, from the enterprise's earlier submission.
 * Records of an authority are locked unless the binding says otherwise; what the firm stated itself never is. Pure.
 */
export function prefillForm(input: PrefillInput): PrefillResult {
  const { components, facts, certificates = [], earlier, elsewhere, today } = input;
  const result: PrefillResult = {
    data: {},
    provenance: {},
    missing: [],
    unfit: [],
    certificates: {},
    offered: {},
  };
  const known = {
    facts: groupFacts(
      facts.filter(({ fromChat }) => !fromChat),
      today,
    ),
    told: groupFacts(
      facts.filter(({ fromChat }) => fromChat),
      today,
    ),
    certificates,
    today,
    down: input.sourcesDown ?? new Map(),
  };
  const fields = walkFields(components);
  for (const field of fields) {
    const { component } = field;
    const binding = component.prefill;
    if (field.inGrid || component.type === 'container') continue;
    if (gridTypes.has(component.type)) {
      if (hasOwnRows(binding)) fillRows(field, columnsOf(field, fields), known, result);
      else if (earlier) rowsFromEarlier(field, columnsOf(field, fields), earlier, result);
    } else if (component.type === 'file') {
      if (binding?.certificate) fillFromCertificate(field, binding.certificate, known, result);
    } else {
      const filled = isBound(binding) && fillFromFact(field, binding, known, result);
      if (!filled) fillFromSubmission(field, earlier ?? null, elsewhere, result);
    }
  }
  return result;
}

/** Whether the binding names a fact. */
export function isBound(
  binding: PrefillBinding | undefined | null,
): binding is PrefillBinding & { fact: string } {
  return typeof binding?.fact === 'string' && binding.fact !== '';
}

/** What is known of the firm, as the fields look it up. */
interface Known extends RowSources {
  down: ReadonlyMap<string, SourceDown>;
}

function fillFromFact(
  { path, component }: FormField,
  binding: PrefillBinding & { fact: string },
  { facts, told, today, down }: Known,
  result: PrefillResult,
): boolean {
  const said = chooseFact(told.get(binding.fact) ?? [], binding.period, today);
  const offered = said && fitValue(component, wantedOf(component, said));
  if (said && offered?.fits) result.offered[path] = provenanceOf(said, binding, offered.value);
  const fact = chooseFact(facts.get(binding.fact) ?? [], binding.period, today);
  const outage = down.get(binding.fact);
  if (!fact) {
    result.missing.push(path);
    if (outage) result.provenance[path] = unanswered(binding.fact, outage);
    return false;
  }
  const fitted = fitValue(component, wantedOf(component, fact));
  if (!fitted.fits) {
    result.missing.push(path);
    result.unfit.push({ path, fact: fact.key, value: fact.value });
    return false;
  }
  const origin = provenanceOf(fact, binding, fitted.value);
  setValueAt(result.data, path, fitted.value);
  // What an authority held when it last answered may be outdated: it is open until the authority answers again.
  const isOpen = outage !== undefined && isAuthority(fact);
  result.provenance[path] = isOpen ? { ...origin, locked: false, pending: true } : origin;
  return true;
}

/** A text field takes the words of a code. */
function wantedOf({ type }: FormComponent, { text, value }: PrefillFact): unknown {
  return ['textfield', 'textarea'].includes(type) && text !== undefined ? text : value;
}

/** A field whose source says nothing now: no value, but what will be checked later. */
function unanswered(fact: string, { source, since }: SourceDown): FieldProvenance {
  return {
    fact,
    period: null,
    source,
    sourceKind: 'registry',
    observedAt: since,
    locked: false,
    reference: null,
    value: null,
    pending: true,
  };
}

function fillFromSubmission(
  field: FormField,
  earlier: EarlierSubmission | null,
  elsewhere: ReadonlyMap<string, EarlierSubmission> | undefined,
  result: PrefillResult,
): void {
  const { path, component } = field;
  if (askedAnew.has(component.type) || component.calculateValue) return;
  if (earlier && takeAnswer(component, path, { from: path, earlier }, result)) return;
  const mapped = component.prefill?.earlier;
  const other = mapped && elsewhere?.get(mapped.form);
  if (mapped && other) takeAnswer(component, path, { from: mapped.field, earlier: other }, result);
}

/** A table without rows of its own takes those of last time, as far as its columns hold them now. */
function rowsFromEarlier(
  grid: FormField,
  columns: readonly FormField[],
  earlier: EarlierSubmission,
  result: PrefillResult,
): void {
  const rows = valueAt(earlier.data, grid.path);
  if (!Array.isArray(rows)) return;
  let taken = 0;
  for (let index = 0; index < Math.min(rows.length, mostEarlierRows); index += 1) {
    const held = columns
      .filter(({ component }) => !askedAnew.has(component.type) && !component.calculateValue)
      .map(({ path, component }) =>
        takeAnswer(component, cellPath(path, taken), { from: cellPath(path, index), earlier }, result),
      );
    if (held.includes(true)) taken += 1;
  }
}

const mostEarlierRows = 100;

/** The answer of an earlier submission, if the field can hold it now: the form may have changed since. */
function takeAnswer(
  component: FormComponent,
  path: string,
  { from, earlier }: { from: string; earlier: EarlierSubmission },
  result: PrefillResult,
): boolean {
  const value = valueAt(earlier.data, from);
  if (value === undefined || value === null || value === '') return false;
  const isBoxes = component.type === 'selectboxes' && typeof value === 'object';
  if (!isBoxes && !(fitValue(component, value).fits && valueProblem(component, value) === null)) return false;
  setValueAt(result.data, path, structuredClone(value));
  const awaited = result.provenance[path];
  result.provenance[path] = {
    fact: null,
    period: null,
    source: earlier.source,
    sourceKind: 'submission',
    observedAt: earlier.submittedAt,
    locked: false,
    reference: earlier.receiptNumber,
    value: structuredClone(value),
    ...(awaited?.pending === true &&
      awaited.fact !== null && { pending: true, pendingFact: { key: awaited.fact, source: awaited.source } }),
  };
  return true;
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
