import type { FormChange } from './compare-form-versions';
import { canonicalJson } from './data-path';
import type { FormComponent } from './form-definition';
import { isFormioDefault, isFormioDefaultRule } from './formio-defaults';
import { optionsOf } from './read-options';
import { labelOf } from './walk-fields';

type Change = Omit<FormChange, 'path' | 'label'>;

/** What form.io writes anew at every save, what lies below and is compared by itself, and what has a sentence of its own. */
const told: ReadonlySet<string> = new Set([
  ...['id', 'key', 'type', 'input', 'components', 'columns', 'rows', 'designedConditional', 'values', 'data'],
  ...['label', 'title', 'legend', 'description', 'tooltip', 'placeholder', 'properties', 'prefix', 'suffix'],
  ...[
    'validate',
    'conditional',
    'customConditional',
    'logic',
    'calculateValue',
    'calculateServer',
    'prefill',
  ],
  ...['errorLabel', 'errors', 'defaultValue', 'hidden', 'disabled', 'onlyAvailableItems', 'title'],
]);
/** How a field looks: nothing that was typed is touched. */
const looks: ReadonlySet<string> = new Set([
  ...['customClass', 'className', 'labelPosition', 'labelWidth', 'labelMargin', 'hideLabel', 'tableView'],
  ...['inline', 'optionsLabelPosition', 'showWordCount', 'showCharCount', 'rows', 'autofocus', 'tabindex'],
  ...['collapsible', 'collapsed', 'theme', 'breadcrumb', 'spellcheck', 'autocomplete', 'delimiter', 'widget'],
  ...['addAnother', 'addAnotherPosition', 'reorder', 'searchEnabled', 'optionsLabel', 'modalEdit', 'mask'],
]);
/** Limits where more is stricter, and where less is. Everything else that a check reads is taken for stricter. */
const least = new Set([
  'validate.min',
  'validate.minLength',
  'validate.minWords',
  'validate.minSelectedCount',
]);
const most = new Set([
  ...['validate.max', 'validate.maxLength', 'validate.maxWords', 'validate.maxSelectedCount'],
  ...['decimalLimit'],
]);
const wordsOfRules: ReadonlySet<string> = new Set([
  'customMessage',
  'required',
  'unique',
  'custom',
  'customPrivate',
]);

/** What changed in a field that both versions have. */
export function compareField(path: string, older: FormComponent, newer: FormComponent): FormChange[] {
  const changes = [
    ...compareType(older, newer),
    ...compareChoices(older, newer),
    ...compareRequired(older, newer),
    ...compareLimits(older, newer),
    ...compareBinding(older, newer),
    ...compareRules(older, newer),
    ...compareState(older, newer),
    ...compareWords(older, newer),
    ...compareRest(older, newer),
  ];
  return changes.map((change) => ({ ...change, path, label: labelOf(newer) }));
}

function compareType(older: FormComponent, newer: FormComponent): Change[] {
  if (older.type === newer.type && (older.multiple === true) === (newer.multiple === true)) return [];
  if (older.type === newer.type)
    return [{ code: newer.multiple ? 'multiple' : 'single', params: {}, effect: 'look', unless: 'empty' }];
  const params = { fromType: older.type, toType: newer.type };
  return [{ code: 'type', params, effect: 'look', unless: 'empty' }];
}

function compareChoices(older: FormComponent, newer: FormComponent): Change[] {
  const [before, after] = [older, newer].map(
    (component) => new Map(optionsOf(component).map(({ value, label }) => [value, label])),
  ) as [Map<string, string>, Map<string, string>];
  const added = [...after].filter(([value]) => !before.has(value)).map(([, label]) => label);
  const removed = [...before].filter(([value]) => !after.has(value));
  const renamed = [...after].filter(([value, label]) => before.has(value) && before.get(value) !== label);
  const list = (labels: string[]) =>
    labels.length > 6 ? `${labels.slice(0, 6).join('、')}…（${labels.length}）` : labels.join('、');
  return [
    ...(added.length > 0 ? [note('choices-added', { choices: list(added) })] : []),
    ...(removed.length > 0
      ? [
          {
            code: 'choices-removed',
            params: { choices: list(removed.map(([, label]) => label)) },
            effect: 'look' as const,
            unless: { notChosen: removed.map(([value]) => value) },
          },
        ]
      : []),
    ...(renamed.length > 0
      ? [
          note('choices-renamed', {
            choices: list(renamed.map(([value, label]) => `${before.get(value) ?? ''} → ${label}`)),
          }),
        ]
      : []),
  ];
}

function compareRequired(older: FormComponent, newer: FormComponent): Change[] {
  const [was, is] = [older, newer].map(({ validate }) => validate?.required === true);
  if (was === is) return [];
  return is
    ? [{ code: 'required-now', params: {}, effect: 'look', unless: 'filled' }]
    : [note('required-no-more')];
}

function compareLimits(older: FormComponent, newer: FormComponent): Change[] {
  const [before, after] = [limitsOf(older), limitsOf(newer)];
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((name): Change[] => {
    const [was, is] = [before.get(name), after.get(name)];
    if (same(was, is)) return [];
    const params = { limit: name.replace('validate.', ''), from: shown(was), to: shown(is) };
    if (isLooser(name, was, is)) return [note('limit-looser', params)];
    return [{ code: 'limit-tighter', params, effect: 'look', unless: 'empty' }];
  });
}

function limitsOf(component: FormComponent): Map<string, unknown> {
  const rules = Object.entries(component.validate ?? {})
    .filter(([name, value]) => !wordsOfRules.has(name) && !isFormioDefaultRule(name, value))
    .map(([name, value]): [string, unknown] => [`validate.${name}`, value]);
  const own = ['decimalLimit', 'filePattern', 'fileMaxSize', 'fileMinSize', 'minDate', 'maxDate'].map(
    (name): [string, unknown] => [name, decided(component, name)],
  );
  return new Map([...rules, ...own].filter(([, value]) => !isNothing(value)));
}

function isLooser(name: string, was: unknown, is: unknown): boolean {
  if (is === undefined) return true;
  if (was === undefined) return false;
  const [before, after] = [Number(was), Number(is)];
  if (least.has(name)) return after < before;
  return most.has(name) && after > before;
}

function compareBinding(older: FormComponent, newer: FormComponent): Change[] {
  const [was, is] = [older.prefill?.fact ?? '', newer.prefill?.fact ?? ''];
  if (was === '' && is === '') return [];
  if (was === '') return [{ code: 'bound', params: { toFact: is }, effect: 'look' }];
  if (is === '') return [note('unbound', { fromFact: was })];
  if (was !== is) return [{ code: 'binding-changed', params: { fromFact: was, toFact: is }, effect: 'look' }];
  return same(older.prefill, newer.prefill)
    ? []
    : [{ code: 'binding-settings', params: { toFact: is }, effect: 'look' }];
}

/** When it is shown, how it is calculated, what else its logic does. */
function compareRules(older: FormComponent, newer: FormComponent): Change[] {
  const rulesOf = (component: FormComponent): Record<string, unknown> => ({
    condition: hasCondition(component) ? component.conditional : undefined,
    calculation: component.calculateValue,
    logic: component.logic,
  });
  const [was, is] = [rulesOf(older), rulesOf(newer)];
  return ['condition', 'calculation', 'logic'].flatMap((name): Change[] => {
    if (same(was[name], is[name])) return [];
    const what = isNothing(was[name]) ? 'added' : isNothing(is[name]) ? 'removed' : 'changed';
    return [{ code: `${name}-${what}`, params: {}, effect: 'look' }];
  });
}

/** form.io writes an empty condition into every field. */
function hasCondition({ conditional }: FormComponent): boolean {
  const { json, when, conditions } = conditional ?? {};
  return [json, when, Array.isArray(conditions) && conditions.length > 0].some(Boolean);
}

function compareState(older: FormComponent, newer: FormComponent): Change[] {
  const states = ['hidden', 'disabled'].flatMap((name): Change[] => {
    if ((older[name] === true) === (newer[name] === true)) return [];
    return [{ code: newer[name] === true ? `${name}-now` : `${name}-no-more`, params: {}, effect: 'look' }];
  });
  return same(older.defaultValue, newer.defaultValue) ? states : [...states, note('default-value')];
}

function compareWords(older: FormComponent, newer: FormComponent): Change[] {
  const name = labelOf(older) === labelOf(newer) ? [] : [note('label', { from: labelOf(older) })];
  const helps = ['description', 'tooltip', 'placeholder', 'prefix', 'suffix'].some(
    (property) => !same(older[property], newer[property]),
  );
  const messages =
    !same(older.validate?.customMessage, newer.validate?.customMessage) ||
    !same(older.errors, newer.errors) ||
    !same(older.errorLabel, newer.errorLabel);
  return [
    ...name,
    ...(helps ? [note('help')] : []),
    ...(messages ? [note('messages')] : []),
    ...(same(older.properties, newer.properties) ? [] : [note('translation')]),
  ];
}

function compareRest(older: FormComponent, newer: FormComponent): Change[] {
  const limits = new Set([...limitsOf(older).keys(), ...limitsOf(newer).keys(), 'multiple']);
  const names = [...new Set([...Object.keys(older), ...Object.keys(newer)])].filter(
    (name) => !told.has(name) && !limits.has(name) && !same(decided(older, name), decided(newer, name)),
  );
  const others = names.filter((name) => !looks.has(name)).sort();
  return [
    ...(names.length > others.length ? [note('looks')] : []),
    ...(others.length > 0
      ? [
          {
            code: 'other',
            params: { properties: others.join('、') },
            effect: 'look' as const,
            unless: 'empty' as const,
          },
        ]
      : []),
  ];
}

/** A property that somebody set; what form.io writes by itself counts as absent. */
function decided(component: FormComponent, name: string): unknown {
  return isFormioDefault(name, component[name]) ? undefined : component[name];
}

function note(code: string, params: Change['params'] = {}): Change {
  return { code, params, effect: 'none' };
}

/** Equal in what they say: form.io writes false, "" and {} where nothing was set. */
function same(one: unknown, other: unknown): boolean {
  return canonicalJson(bare(one)) === canonicalJson(bare(other));
}

function bare(value: unknown): unknown {
  if (isNothing(value)) return null;
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).map(([key, item]): [string, unknown] => [key, bare(item)]);
  const said = kept.filter(([, item]) => item !== null);
  return said.length === 0 ? null : Object.fromEntries(said);
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.values(value).every(isNothing);
}

function shown(value: unknown): string {
  if (value === undefined) return '—';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}
