import type { FormComponent, FormDefinition } from '~/forms/definition/form-definition';
import { isFormioDefault, isFormioDefaultRule } from '~/forms/definition/formio-defaults';

/** What form.io adds to every component and that says nothing: its own default. */
const defaults: Record<string, unknown> = {
  hidden: false,
  disabled: false,
  multiple: false,
  unique: false,
  protected: false,
  clearOnHide: true,
  hideLabel: false,
  autofocus: false,
  dbIndex: false,
  encrypted: false,
  modalEdit: false,
  showCharCount: false,
  showWordCount: false,
  allowMultipleMasks: false,
  addons: [],
  validateOn: 'change',
  redrawOn: '',
  labelPosition: 'top',
  dataGridLabel: false,
  allowCalculateOverride: false,
  calculateServer: false,
  truncateMultipleSpaces: false,
  mask: false,
  spellcheck: true,
  applyMaskOn: 'change',
  inputFormat: 'plain',
};

/** Never kept: the builder's own marks, and what would run as a script if somebody filled it. */
const dropped = new Set([
  'id',
  // Everything is kept; form.io's panels call themselves not persistent.
  'persistent',
  'keyModified',
  'isNew',
  'overlay',
  'attributes',
  'customConditional',
  'customDefaultValue',
  'calculateValue',
  'logic',
  'validateWhenHidden',
  'refreshOn',
  'customClass',
]);

/** The builder's JSON without noise: what the designer decided, so that versions can be compared. */
export function tidyDefinition(definition: FormDefinition): FormDefinition {
  return { display: definition.display ?? 'form', components: definition.components.map(tidyComponent) };
}

function tidyComponent(component: FormComponent): FormComponent {
  const kept = Object.entries(component).flatMap(([name, value]): [string, unknown][] => {
    // Logic and calculations of imported forms are JSON and stay; their empty text forms go.
    if (dropped.has(name) && (typeof value !== 'object' || value === null || isEmpty(value))) return [];
    if (isFormioDefault(name, value) || isEntrysUnit(component, name)) return [];
    if (name in defaults && JSON.stringify(value) === JSON.stringify(defaults[name])) return [];
    if (name === 'components' || name === 'columns') return [[name, value]];
    const tidy = tidyValue(name === 'validate' ? decidedRules(value) : value);
    return tidy === undefined ? [] : [[name, tidy]];
  });
  const tidied = Object.fromEntries(kept) as FormComponent;
  return {
    ...withCondition(tidied),
    type: component.type,
    key: component.key,
    ...(component.type === 'panel' && typeof component.title === 'string' && { label: component.title }),
    ...(component.components && { components: component.components.map(tidyComponent) }),
    ...(component.columns && {
      columns: component.columns.map((column) => ({
        ...column,
        components: (column.components ?? []).map(tidyComponent),
      })),
    }),
  };
}

/** An amount's unit follows from how it is entered; what stands beside it would be another one. */
function isEntrysUnit({ type, entryUnit }: FormComponent, name: string): boolean {
  return type === 'currency' && Boolean(entryUnit) && (name === 'suffix' || name === 'prefix');
}

function decidedRules(value: unknown): unknown {
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name, rule]) => !isFormioDefaultRule(name, rule)));
}

/** The property form gives text; form.io's simple condition compares by type. */
function withCondition(component: FormComponent): FormComponent {
  const condition = component.conditional;
  if (!condition) return component;
  const { conditional: _, ...rest } = component;
  const when = condition.when;
  if (typeof when !== 'string' || when === '')
    return condition.conditions || condition.json ? component : rest;
  return {
    ...rest,
    conditional: { ...condition, show: condition.show !== 'false' && condition.show !== false },
  };
}

function tidyValue(value: unknown): unknown {
  if (value === null || value === undefined || value === '') return undefined;
  if (Array.isArray(value))
    return value.length === 0
      ? undefined
      : value.map((item: unknown) => (isPlain(item) ? tidyValue(item) : item));
  if (!isPlain(value)) return value;
  const entries = Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
    const tidy = tidyValue(inner);
    return tidy === undefined || (name === 'custom' && typeof tidy === 'string') ? [] : [[name, tidy]];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}
