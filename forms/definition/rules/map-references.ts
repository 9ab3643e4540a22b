import type { FormComponent, FormDefinition } from '../form-definition';
import { operationOf } from './condition-logic';
import { pathOfVariable, variableOf } from './rule-fields';
import { scopeBelow } from './rule-scope';
import { childrenOf } from '../walk-fields';

/** Which part of a component looks at another field. */
export type RulePart = 'condition' | 'calculation' | 'logic' | 'validation';

/** Called with each path that a rule looks at; what it returns takes the path's place. */
export type MapPath = (path: string, part: RulePart, owner: FormComponent) => string;

/** Operators whose second argument looks at the items of the first. */
const overItems: ReadonlySet<string> = new Set(['map', 'filter', 'reduce', 'all', 'some', 'none']);

/** A copy of the form in which every reference of a rule to a field went through `change`. */
export function mapReferences(definition: FormDefinition, change: MapPath): FormDefinition {
  const mapped = structuredClone(definition);
  const visit = (component: FormComponent, scope: string) => {
    mapComponent(component, scope, change);
    const below = scopeBelow(component, scope);
    for (const child of childrenOf(component)) visit(child.component, below);
  };
  for (const component of mapped.components) visit(component, '');
  return mapped;
}

function mapComponent(component: FormComponent, scope: string, change: MapPath): void {
  const logicOf = (part: RulePart) => (logic: unknown) =>
    mapLogic(logic, scope, (path) => change(path, part, component));
  for (const name of ['conditional', 'designedConditional'] as const) {
    const conditional = component[name];
    if (isObject(conditional))
      component[name] = mapConditional(conditional, logicOf('condition'), (path) =>
        change(path, 'condition', component),
      );
  }
  if (isObject(component.calculateValue))
    component.calculateValue = logicOf('calculation')(component.calculateValue);
  if (isObject(component.validate?.json))
    component.validate = { ...component.validate, json: logicOf('validation')(component.validate.json) };
  if (Array.isArray(component.logic)) {
    component.logic = component.logic.map((rule: unknown) =>
      mapLogicRule(rule, logicOf('logic'), (path) => change(path, 'logic', component)),
    );
  }
}

function mapConditional(
  conditional: Record<string, unknown>,
  json: (logic: unknown) => unknown,
  simple: (path: string) => string,
): Record<string, unknown> {
  const { when, conditions } = conditional;
  return {
    ...conditional,
    ...(typeof when === 'string' && when !== '' && { when: simple(when) }),
    ...(Array.isArray(conditions) && {
      conditions: conditions.map((one: unknown) =>
        isObject(one) && typeof one.component === 'string' && one.component !== ''
          ? { ...one, component: simple(one.component) }
          : one,
      ),
    }),
    ...(isObject(conditional.json) && { json: json(conditional.json) }),
  };
}

function mapLogicRule(
  rule: unknown,
  json: (logic: unknown) => unknown,
  simple: (path: string) => string,
): unknown {
  if (!isObject(rule)) return rule;
  const trigger = isObject(rule.trigger) ? rule.trigger : {};
  return {
    ...rule,
    trigger: {
      ...trigger,
      ...(isObject(trigger.simple) && { simple: mapConditional(trigger.simple, json, simple) }),
      ...(isObject(trigger.json) && { json: json(trigger.json) }),
    },
    ...(Array.isArray(rule.actions) && {
      actions: rule.actions.map((action: unknown) =>
        isObject(action) && isObject(action.value) ? { ...action, value: json(action.value) } : action,
      ),
    }),
  };
}

/** A copy of a JSON-logic tree with the paths that it reads changed; `rows` is the table whose items are looked at. */
export function mapLogic(
  logic: unknown,
  scope: string,
  change: (path: string) => string,
  rows: { table: string; prefix: string } | null = null,
): unknown {
  if (Array.isArray(logic)) return logic.map((part) => mapLogic(part, scope, change, rows));
  if (!isObject(logic)) return logic;
  const [operator, parts] = operationOf(logic);
  if (operator === 'var' && typeof parts[0] === 'string') {
    const name = mapVariable(parts[0], scope, change, rows);
    return { var: parts.length === 1 ? name : [name, ...parts.slice(1)] };
  }
  if (overItems.has(operator)) {
    const [list, body, ...rest] = parts;
    const [isVar, [name]] = operationOf(list);
    const table = isVar === 'var' && typeof name === 'string' ? pathOfVariable(name, scope) : null;
    const inner = table === null ? null : { table, prefix: operator === 'reduce' ? 'current.' : '' };
    return {
      [operator]: [
        mapLogic(list, scope, change, rows),
        mapLogic(body, scope, change, inner),
        ...rest.map((part) => mapLogic(part, scope, change, rows)),
      ],
    };
  }
  return Object.fromEntries(
    Object.entries(logic).map(([name, value]) => [name, mapLogic(value, scope, change, rows)]),
  );
}

function mapVariable(
  name: string,
  scope: string,
  change: (path: string) => string,
  rows: { table: string; prefix: string } | null,
): string {
  if (rows) {
    if (!name.startsWith(rows.prefix) || name === '') return name;
    const start = `${rows.table}[].`;
    const changed = change(`${start}${name.slice(rows.prefix.length)}`);
    // The table itself may have been renamed: what follows its rows is the column.
    return `${rows.prefix}${changed.slice(changed.lastIndexOf('[].') + 3)}`;
  }
  const path = pathOfVariable(name, scope);
  return path === null ? name : (variableOf(change(path), newScope(scope, change)) ?? name);
}

/** The rows around a rule after the change. */
function newScope(scope: string, change: (path: string) => string): string {
  return scope === '' ? '' : `${change(scope.slice(0, -3))}[].`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
