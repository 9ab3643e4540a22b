import { isDangerousKey } from '~/forms/definition/data-path';
import type { FormComponent } from '~/forms/definition/form-definition';
import { dataLimits } from '~/forms/definition/lint-cells';
import { childrenOf, gridTypes, labelOf, valueTypes } from '~/forms/definition/walk-fields';

import { valueProblem, type ValueProblem } from './check-value';

/** What was not taken from the client. */
export interface DroppedValue {
  path: string;
  reason: 'unknown' | 'hidden' | 'disabled' | 'calculated' | 'locked' | 'closed';
  posted: unknown;
  kept?: unknown;
}

/** One field that is wrong; its words: `t('forms.check.' + code, params)`, or `message` if the designer wrote one. */
export interface FieldError {
  path: string;
  label: string;
  code: string;
  params: Record<string, string | number>;
  message?: string;
}

/** Data that holds only what the form knows, each value of its field's type. */
export interface PrunedData {
  data: Record<string, unknown>;
  errors: FieldError[];
  dropped: DroppedValue[];
  /** Values in all, grids counted cell by cell. */
  cells: number;
}

type Pruning = PrunedData & { keepWrong: boolean };

/**
 * Keeps of the posted data what the form's fields can hold and names the rest. form.io would let any JSON pass in a
 * text field and any text in a list of choices; here a value of another type is an error at its field. A draft keeps
 * wrong values (`keepWrong`): what was typed isn't lost while it is being filled.
 */
export function pruneData(
  components: readonly FormComponent[],
  posted: unknown,
  { keepWrong = false }: { keepWrong?: boolean } = {},
): PrunedData {
  const result: Pruning = { data: {}, errors: [], dropped: [], cells: 0, keepWrong };
  result.data = pruneObject(components, posted, '', result);
  if (result.cells > dataLimits.cells) {
    result.errors.push({ path: '', label: '', code: 'too-many-cells', params: { most: dataLimits.cells } });
  }
  const { data, errors, dropped, cells } = result;
  return { data, errors, dropped, cells };
}

function pruneObject(
  components: readonly FormComponent[],
  posted: unknown,
  prefix: string,
  result: Pruning,
): Record<string, unknown> {
  const source = isObject(posted) ? posted : {};
  const kept: Record<string, unknown> = {};
  const known = new Set<string>();
  for (const component of dataComponents(components)) {
    known.add(component.key);
    if (isDangerousKey(component.key) || !Object.hasOwn(source, component.key)) continue;
    const value = pruneValue(component, source[component.key], `${prefix}${component.key}`, result);
    if (value !== undefined) kept[component.key] = value;
  }
  for (const [key, value] of Object.entries(source)) {
    if (!known.has(key)) result.dropped.push({ path: `${prefix}${key}`, reason: 'unknown', posted: value });
  }
  return kept;
}

function pruneValue(component: FormComponent, value: unknown, path: string, result: Pruning): unknown {
  if (value === undefined || value === null) return undefined;
  if (component.type === 'container')
    return pruneObject(component.components ?? [], value, `${path}.`, result);
  if (gridTypes.has(component.type)) return pruneRows(component, value, path, result);
  result.cells += 1;
  // An emptied field is no value; form.io writes "" for it whatever its type.
  if (value === '' && component.type !== 'textarea' && component.type !== 'textfield') return undefined;
  const problem = valueProblem(component, value);
  if (problem === null) return value;
  result.errors.push(fieldError(component, path, problem));
  return result.keepWrong ? value : undefined;
}

function pruneRows(component: FormComponent, value: unknown, path: string, result: Pruning): unknown {
  if (!Array.isArray(value)) {
    result.errors.push(fieldError(component, path, { code: 'type', params: {} }));
    return undefined;
  }
  if (value.length > dataLimits.rows) {
    result.errors.push(
      fieldError(component, path, { code: 'too-many-rows', params: { most: dataLimits.rows } }),
    );
    return undefined;
  }
  const children = childrenOf(component).map((child) => child.component);
  return value.map((row, index) => pruneObject(children, row, `${path}[${index}].`, result));
}

/** The components with data of their own at this level; layout around them is looked through. */
export function dataComponents(components: readonly FormComponent[]): FormComponent[] {
  return components.flatMap((component) => {
    if (valueTypes.has(component.type) || gridTypes.has(component.type) || component.type === 'container')
      return [component];
    return dataComponents(childrenOf(component).map((child) => child.component));
  });
}

function fieldError(component: FormComponent, path: string, problem: ValueProblem): FieldError {
  return { path, label: labelOf(component), ...problem };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
