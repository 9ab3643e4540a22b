import {
  calculateProcessInfo,
  clearHiddenProcessInfo,
  conditionProcessInfo,
  DefaultEvaluator,
  logicProcessInfo,
  processSync,
  registerEvaluator,
  rules,
  shouldSkipValidation,
  validateProcessInfo,
  validateProcessSync,
  type ValidationContext,
} from '@formio/core';

import { canonicalJson, setValueAt, valueAt } from '~/forms/definition/data-path';
import type { FormComponent } from '~/forms/definition/form-definition';
import { childrenOf, fieldPathOf, gridTypes, valueTypes, walkFields } from '~/forms/definition/walk-fields';

import type { PreparedForm } from './prepare-form';

/** An error as form.io reports it. */
export interface RuleError {
  errorKeyOrMessage: string;
  ruleName: string;
  context: { path: string; component: FormComponent; [name: string]: unknown };
}

/** The data after conditionals and calculations came to rest. */
export interface RuledData {
  data: Record<string, unknown>;
  errors: RuleError[];
  /** Data paths that the rules hide, whose values are gone. */
  hidden: string[];
  calculated: string[];
  /** The rules contradict each other: they never came to rest. */
  unstable: boolean;
}

interface Scope {
  errors?: RuleError[];
  conditionals?: { path: string; conditionallyHidden: boolean }[];
  clearHidden?: Record<string, boolean>;
  calculated?: { path: string; value: unknown }[];
}

/** A field that hides others, which hide others: so deep may a form's rules reach. */
const mostPasses = 12;

const deciding = [calculateProcessInfo, conditionProcessInfo, logicProcessInfo, clearHiddenProcessInfo];
const validating = [
  conditionProcessInfo,
  logicProcessInfo,
  clearHiddenProcessInfo,
  { ...validateProcessInfo, processSync: validate },
];

/**
 * form.io's validation of one component, in a context of plain values. Its own context reads `value` through an
 * accessor that was added to it; it is copied for each rule and for each error that a rule might report: such copies
 * took more than half the time of a check (700 fields: 19 ms of validation, now 5).
 */
function validate(context: ValidationContext): void {
  validateProcessSync({
    component: context.component,
    components: context.components,
    data: context.data,
    row: context.row,
    path: context.path,
    paths: context.paths,
    index: context.index,
    parent: context.parent,
    form: context.form,
    submission: context.submission,
    scope: context.scope,
    config: context.config,
    processor: context.processor,
    value: context.value,
    rules,
    skipValidation: shouldSkipValidation,
  });
}

/**
 * Lets form.io's own processors decide what is shown, calculate, and validate. One pass sees the fields in order, so a
 * condition may look at a value that is only calculated further down: passes are repeated until nothing changes, and
 * validation comes last (a form validated before its logic lets required fields be skipped: CVE-2025-64515).
 */
export function runFormRules(form: PreparedForm, data: Record<string, unknown>): RuledData {
  // Nothing in a form is ever run as code; forms that carry code were refused when they were saved.
  registerEvaluator(new DefaultEvaluator({ noeval: true }));
  const { prepared } = form;
  const given = withoutCalculated(form, data);
  let calculated = new Map<string, unknown>();
  let hidden: string[] = [];
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const decided = form.ruling === null ? null : decide(form, form.ruling, given, calculated, hidden);
    const settled =
      decided === null ||
      (canonicalJson([...decided.calculated]) === canonicalJson([...calculated]) &&
        canonicalJson(decided.hidden) === canonicalJson(hidden));
    if (decided) ({ calculated, hidden } = decided);
    if (!settled) continue;
    const last = runPass(prepared, startData(given, calculated, hidden), validating);
    const kept = last.data;
    for (const path of hidden) setValueAt(kept, path, undefined);
    for (const path of calculatedPaths(form, kept))
      if (valueAt(kept, path) === null) setValueAt(kept, path, undefined);
    return {
      data: kept,
      errors: last.scope.errors ?? [],
      hidden,
      calculated: [...calculated.keys()],
      unstable: false,
    };
  }
  return { data, errors: [], hidden: [], calculated: [], unstable: true };
}

/**
 * The data with nothing posted for calculated fields: form.io leaves what was posted where a calculation gives
 * nothing, and passes over cells of rows that the client left out.
 */
function withoutCalculated(form: PreparedForm, data: Record<string, unknown>): Record<string, unknown> {
  const given = structuredClone(data);
  for (const path of calculatedPaths(form, data)) setValueAt(given, path, null);
  return given;
}

/** The data paths that only the server's calculation fills. */
function calculatedPaths({ prepared, calculated }: PreparedForm, data: Record<string, unknown>): string[] {
  if (calculated.size === 0) return [];
  return dataPathsOf(prepared, data).filter((path) => calculated.has(fieldPathOf(path)));
}

/** One deciding pass, over the components whose rules decide anything. */
function decide(
  form: PreparedForm,
  ruling: FormComponent[],
  data: Record<string, unknown>,
  calculated: ReadonlyMap<string, unknown>,
  hidden: readonly string[],
) {
  const run = runPass(ruling, startData(data, calculated, hidden), deciding);
  return {
    calculated: new Map((run.scope.calculated ?? []).map(({ path, value }) => [path, value])),
    hidden: hiddenPaths(run, form, data),
  };
}

function runPass(prepared: FormComponent[], data: Record<string, unknown>, processors: unknown[]) {
  // form.io writes into the components as it goes.
  const components = structuredClone(prepared);
  const scope: Scope = {};
  processSync({
    form: { components },
    submission: { data },
    components,
    data,
    processors,
    rules,
    scope,
    config: { server: true },
  } as never);
  return { data, scope, components };
}

function startData(
  data: Record<string, unknown>,
  calculated: ReadonlyMap<string, unknown>,
  hidden: readonly string[],
) {
  const start = structuredClone(data);
  for (const [path, value] of calculated) setValueAt(start, path, structuredClone(value));
  for (const path of hidden) setValueAt(start, path, undefined);
  return start;
}

/** Everything that holds a hidden value, whatever `clearOnHide` says: what nobody saw was not stated. */
function hiddenPaths(
  run: ReturnType<typeof runPass>,
  form: PreparedForm,
  data: Record<string, unknown>,
): string[] {
  const gone = new Set(Object.keys(run.scope.clearHidden ?? {}));
  for (const { path, conditionallyHidden } of run.scope.conditionals ?? [])
    if (conditionallyHidden) gone.add(path);
  if (form.withLogic.size > 0) {
    for (const field of walkFields(run.components)) {
      if (field.component.hidden === true && !field.inGrid && form.withLogic.has(field.path))
        gone.add(field.path);
    }
  }
  return gone.size === 0 ? [] : dataPathsOf(form.prepared, data, gone).sort();
}

/**
 * The data paths of the fields that the data holds, rows counted out. With `within` only those that are named there or
 * stand in something that is: a panel has a path of its own in form.io, though its fields' paths don't show it.
 */
export function dataPathsOf(
  components: readonly FormComponent[],
  data: Record<string, unknown>,
  within?: ReadonlySet<string>,
): string[] {
  const paths: string[] = [];
  const visit = (component: FormComponent, prefix: string, isAround: boolean) => {
    const path = `${prefix}${component.key}`;
    const isIn = isAround || within?.has(path) === true;
    const holds = gridTypes.has(component.type);
    if ((holds || valueTypes.has(component.type)) && (isIn || within === undefined)) paths.push(path);
    if (valueTypes.has(component.type)) return;
    const children = childrenOf(component);
    if (holds) {
      const rows = valueAt(data, path);
      if (!Array.isArray(rows)) return;
      rows.forEach((_, index) =>
        children.forEach((child) => visit(child.component, `${path}[${index}].`, isIn)),
      );
      return;
    }
    const below = component.type === 'container' ? `${path}.` : prefix;
    for (const child of children) visit(child.component, below, isIn);
  };
  for (const component of components) visit(component, '', false);
  return paths;
}
