import { compileConditionals } from './compile-conditionals';
import { canHold, conditionTerms, joinTerms, type ConditionTerm, type FieldRange } from './condition-terms';
import type { FormComponent, FormDefinition } from './form-definition';
import { variablesOf } from './json-logic';
import type { FormFinding } from './form-finding';
import { optionsOf } from './read-options';
import { childrenOf, gridTypes, labelOf, valueTypes } from './walk-fields';

/** A component with the conditions under which it is shown, its own and those around it. */
interface Shown {
  component: FormComponent;
  place: string;
  /** Its data path; empty for layout. */
  path: string;
  scope: string;
  conditions: { logic: unknown; scope: string }[];
  isHidden: boolean;
}

/** Fields that nobody ever sees, and fields that decide over each other in a circle. */
export function lintReach(definition: FormDefinition): FormFinding[] {
  const shown = listShown(compileConditionals(definition).components);
  const dead = deadPaths(shown);
  const findings = shown
    .filter(({ component, path }) => path !== '' && valueTypes.has(component.type))
    .flatMap((item): FormFinding[] => {
      const isRequired = item.component.validate?.required === true;
      if (dead.has(item.path)) return [found(item, isRequired ? 'error' : 'warning', 'never-shown')];
      const isAnswered =
        Boolean(item.component.prefill?.fact) ||
        item.component.calculateValue !== undefined ||
        ![undefined, null, ''].includes(item.component.defaultValue as string);
      return item.isHidden && isRequired && !isAnswered ? [found(item, 'error', 'hidden-required')] : [];
    });
  return [...findings, ...lintCircles(shown)];
}

function found(item: Shown, severity: 'error' | 'warning', code: string, params = {}): FormFinding {
  const { component, place } = item;
  return { severity, code, path: place, key: component.key, label: labelOf(component), params };
}

function listShown(components: readonly FormComponent[]): Shown[] {
  const list: Shown[] = [];
  const visit = (
    component: FormComponent,
    place: string,
    around: Omit<Shown, 'component' | 'place' | 'path'>,
  ) => {
    const holds = component.type === 'container' || gridTypes.has(component.type);
    const path = holds || valueTypes.has(component.type) ? `${around.scope}${component.key}` : '';
    const logic = component.conditional?.json;
    const own = logic && typeof logic === 'object' ? [{ logic, scope: around.scope }] : [];
    const hasLogic = Array.isArray(component.logic) && component.logic.length > 0;
    const item: Shown = {
      component,
      place,
      path,
      scope: around.scope,
      conditions: [...around.conditions, ...own],
      isHidden: !hasLogic && (around.isHidden || component.hidden === true),
    };
    list.push(item);
    const scope = gridTypes.has(component.type)
      ? `${path}[].`
      : component.type === 'container'
        ? `${path}.`
        : around.scope;
    for (const child of childrenOf(component))
      visit(child.component, `${place}.${child.place}`, { ...item, scope });
  };
  components.forEach((component, index) =>
    visit(component, `components[${index}]`, { scope: '', conditions: [], isHidden: false }),
  );
  return list;
}

/** The paths that no answer brings to light; a field below a dead one is dead, too. */
function deadPaths(shown: readonly Shown[]): Set<string> {
  const byPath = new Map(shown.filter(({ path }) => path !== '').map((item) => [item.path, item.component]));
  const dead = new Set<string>();
  // Each round may kill what hung on a field that died in the round before.
  for (let before = -1; before !== dead.size;) {
    before = dead.size;
    for (const item of shown) {
      if (item.path === '' || dead.has(item.path) || canShow(item, byPath, dead)) continue;
      dead.add(item.path);
    }
  }
  return dead;
}

function canShow(
  item: Shown,
  byPath: ReadonlyMap<string, FormComponent>,
  dead: ReadonlySet<string>,
): boolean {
  const each = item.conditions.map(({ logic, scope }) => {
    const terms = conditionTerms(logic);
    return terms?.map(
      (one): ConditionTerm => new Map([...one].map(([name, span]) => [pathOf(name, scope), span])),
    );
  });
  const joined = joinTerms(each.filter((terms) => terms !== undefined));
  if (joined === null) return true;
  const rangeOf = (path: string): FieldRange | null => rangeOfPath(path, byPath, dead);
  return joined.some((one) => canHold(one, rangeOf));
}

function rangeOfPath(
  path: string,
  byPath: ReadonlyMap<string, FormComponent>,
  dead: ReadonlySet<string>,
): FieldRange | null {
  const component = byPath.get(path);
  if (!component) return null;
  const listed = ['radio', 'select'].includes(component.type) && component.multiple !== true;
  const choices = listed
    ? optionsOf(component).map(({ value }) => value)
    : component.type === 'checkbox'
      ? ['true', 'false']
      : null;
  return { choices: choices?.length ? choices : null, isEmpty: dead.has(path) };
}

/** `data.a.b` → `a.b`, `row.b` → the field of the same row. */
function pathOf(variable: string, scope: string): string {
  return variable.startsWith('row.') ? `${scope}${variable.slice(4)}` : variable.replace(/^data\./, '');
}

function lintCircles(shown: readonly Shown[]): FormFinding[] {
  const items = shown.filter(({ path }) => path !== '');
  const paths = items.map(({ path }) => path);
  const reads = new Map(items.map((item) => [item.path, readsOf(item, paths)]));
  const told = new Set<string>();
  return items.flatMap((item) => {
    const circle = findCircle(item.path, reads);
    if (!circle || circle.some((path) => told.has(path))) return [];
    circle.forEach((path) => told.add(path));
    const labels = [...circle, circle[0]].map((path) => {
      const named = items.find((one) => one.path === path);
      return named ? labelOf(named.component) : String(path);
    });
    return [found(item, 'error', 'circular', { fields: labels.join(' → ') })];
  });
}

/** The fields whose values decide whether this one is shown or what it holds. */
function readsOf({ component, conditions, scope }: Shown, paths: readonly string[]): string[] {
  const named = [
    ...conditions.flatMap(({ logic, scope: at }) => variablesOf(logic).map((name) => pathOf(name, at))),
    ...variablesOf(component.calculateValue).map((name) => pathOf(name, scope)),
  ];
  return paths.filter((path) =>
    named.some(
      (name) =>
        path === name ||
        path.startsWith(`${name}[].`) ||
        path.startsWith(`${name}.`) ||
        name.startsWith(`${path}.`),
    ),
  );
}

function findCircle(start: string, reads: ReadonlyMap<string, string[]>): string[] | null {
  const seen = new Set<string>();
  const walk = (path: string, way: string[]): string[] | null => {
    for (const next of reads.get(path) ?? []) {
      if (next === start) return [...way, path];
      if (seen.has(next)) continue;
      seen.add(next);
      const circle = walk(next, [...way, path]);
      if (circle) return circle;
    }
    return null;
  };
  return walk(start, []);
}
