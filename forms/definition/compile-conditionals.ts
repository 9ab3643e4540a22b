import type { FormComponent, FormDefinition, FormField } from './form-definition';
import { childrenOf, gridTypes, walkFields } from './walk-fields';

type Logic = Record<string, unknown>;

const operators: ReadonlySet<string> = new Set([
  'isEqual',
  'isNotEqual',
  'isEmpty',
  'isNotEmpty',
  'lessThan',
  'lessThanOrEqual',
  'greaterThan',
  'greaterThanOrEqual',
  'dateLessThan',
  'dateLessThanOrEqual',
  'dateGreaterThan',
  'dateGreaterThanOrEqual',
  'isDateEqual',
  'isNotDateEqual',
  'includes',
  'notIncludes',
  'startsWith',
  'endsWith',
]);
const comparisons: Record<string, string> = {
  lessThan: '<',
  lessThanOrEqual: '<=',
  greaterThan: '>',
  greaterThanOrEqual: '>=',
};

/** Whether form.io knows the operator of a simple condition; it takes an unknown one for always true. */
export function isSupportedOperator(operator: string): boolean {
  return operators.has(operator);
}

/** The fields that a simple or legacy conditional looks at. */
export function conditionFieldsOf(
  conditional: Record<string, unknown>,
): { field: string; operator: string; value: unknown }[] {
  if (typeof conditional.when === 'string' && conditional.when !== '') {
    return [{ field: conditional.when, operator: 'isEqual', value: conditional.eq }];
  }
  if (typeof conditional.conjunction !== 'string' || !Array.isArray(conditional.conditions)) return [];
  return conditional.conditions.flatMap((condition: unknown) => {
    const { component, operator, value } = (condition ?? {}) as Record<string, unknown>;
    return typeof component === 'string' && component !== ''
      ? [{ field: component, operator: typeof operator === 'string' ? operator : '', value }]
      : [];
  });
}

/**
 * The form as it is published: simple and legacy conditionals become JSON-logic, since form.io takes a time for them
 * that grows with the square of a grid's cells (4,000 cells: 69 s against 0.85 s). The designer's own words are kept in
 * `designedConditional`; what JSON-logic can't say exactly stays as it was.
 */
export function compileConditionals(definition: FormDefinition): FormDefinition {
  const compiled = structuredClone(definition);
  const fields = walkFields(compiled.components);
  const visit = (component: FormComponent, scope: string) => {
    const conditional = component.conditional;
    if (conditional && typeof conditional === 'object' && !isLogic(conditional.json)) {
      const logic = compileConditional(conditional, fields, scope);
      if (logic) {
        component.designedConditional = conditional;
        component.conditional = { json: logic };
      }
    }
    const below = scopeBelow(component, scope);
    for (const child of childrenOf(component)) visit(child.component, below);
  };
  for (const component of compiled.components) visit(component, '');
  return compiled;
}

/** The form as its designer made it. */
export function restoreConditionals(definition: FormDefinition): FormDefinition {
  const restored = structuredClone(definition);
  const visit = (component: FormComponent) => {
    if (component.designedConditional !== undefined) {
      component.conditional = component.designedConditional as Record<string, unknown>;
      delete component.designedConditional;
    }
    for (const child of childrenOf(component)) visit(child.component);
  };
  for (const component of restored.components) visit(component);
  return restored;
}

function compileConditional(
  conditional: Record<string, unknown>,
  fields: FormField[],
  scope: string,
): Logic | null {
  const conditions = conditionFieldsOf(conditional);
  if (conditions.length === 0) return null;
  const parts = conditions.map((condition) => compileCondition(condition, fields, scope));
  if (parts.some((part) => part === null)) return null;
  const joined =
    parts.length === 1 ? (parts[0] as Logic) : { [conditional.conjunction === 'any' ? 'or' : 'and']: parts };
  const shown = [undefined, true, 'true'].includes(conditional.show as boolean | string | undefined);
  // `!!` makes a boolean: form.io takes null for "no condition".
  return shown ? { '!!': [joined] } : { '!': [joined] };
}

function compileCondition(
  condition: { field: string; operator: string; value: unknown },
  fields: FormField[],
  scope: string,
): Logic | null {
  const field = resolveField(condition.field, fields, scope);
  if (!field || field.component.multiple === true) return null;
  const variable = variableOf(field.path, scope);
  if (variable === null) return null;
  const { type } = field.component;
  const value = { var: variable };
  switch (condition.operator) {
    case 'isEqual':
      return equals(type, variable, condition.value);
    case 'isNotEqual': {
      const equal = equals(type, variable, condition.value);
      return equal && { '!': [equal] };
    }
    case 'isEmpty':
      return isTextual(type) ? { '!': [value] } : null;
    case 'isNotEmpty':
      return isTextual(type) ? { '!!': [value] } : null;
    case 'includes':
      return isTextual(type) ? { in: [condition.value, value] } : null;
    case 'notIncludes':
      return isTextual(type) ? { '!': [{ in: [condition.value, value] }] } : null;
    default: {
      const sign = comparisons[condition.operator];
      const limit = Number(condition.value);
      if (sign === undefined || !['number', 'currency'].includes(type) || !Number.isFinite(limit))
        return null;
      return { and: [{ '!==': [value, null] }, { [sign]: [value, limit] }] };
    }
  }
}

/** form.io compares "5" with 5 and "true" with true when the field holds a number or a boolean. */
function equals(type: string, variable: string, wanted: unknown): Logic | null {
  if (type === 'selectboxes') return { '!!': [{ var: `${variable}.${String(wanted)}` }] };
  if (typeof wanted === 'object' && wanted !== null) return null;
  const candidates: unknown[] = [wanted];
  if (typeof wanted === 'string' && /^(true|false|-?\d+(\.\d+)?)$/.test(wanted))
    candidates.push(JSON.parse(wanted));
  else if (typeof wanted === 'boolean' || typeof wanted === 'number') candidates.push(String(wanted));
  return { in: [{ var: variable }, candidates] };
}

function isTextual(type: string): boolean {
  return [
    'textfield',
    'textarea',
    'email',
    'url',
    'phoneNumber',
    'select',
    'radio',
    'datetime',
    'time',
  ].includes(type);
}

/** A condition names a field by its path with or without rows; the same scope goes first. */
function resolveField(name: string, fields: FormField[], scope: string): FormField | undefined {
  const plain = name.replaceAll('[]', '');
  return (
    fields.find(({ path }) => path === `${scope}${name}`) ??
    fields.find(({ path }) => path.replaceAll('[]', '') === plain)
  );
}

/** `data.a.b` for what stands once, `row.b` for the same row; null for rows that the field isn't in. */
function variableOf(path: string, scope: string): string | null {
  if (!path.includes('[]')) return `data.${path}`;
  const below = path.slice(scope.length);
  return scope.endsWith('[].') && path.startsWith(scope) && !below.includes('[]') ? `row.${below}` : null;
}

function scopeBelow(component: FormComponent, scope: string): string {
  if (gridTypes.has(component.type)) return `${scope}${component.key}[].`;
  return component.type === 'container' ? `${scope}${component.key}.` : scope;
}

function isLogic(value: unknown): boolean {
  return value !== null && typeof value === 'object';
}
