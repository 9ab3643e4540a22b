import { conditionFieldsOf, isSupportedOperator } from './compile-conditionals';
import { isDangerousKey } from './data-path';
import { findSlowPattern } from './find-slow-pattern';
import type { FormComponent, FormDefinition, FormField } from './form-definition';
import { findLogicProblem } from './json-logic';
import { lintKind } from './lint-kind';
import { formLimits, type FormFinding, type LintContext } from './form-finding';
import { optionsOf } from './read-options';
import { findBrokenReferences, type RuleReference } from './rules/rule-references';
import {
  childrenOf,
  contentTypes,
  gridTypes,
  labelOf,
  layoutTypes,
  valueTypes,
  walkFields,
} from './walk-fields';

interface Place {
  component: FormComponent;
  path: string;
  inGrid: boolean;
  /** The table that it is a column of. */
  grid: FormComponent | null;
}
type Severity = FormFinding['severity'];
type Report = (severity: Severity, code: string, below?: string, params?: FormFinding['params']) => void;

const keyPattern = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/;
const periodPattern = /^(latest|\d{4}|\d{4}Q[1-4])$/;
/** A fact is one value, so a field of many can't be bound. */
const bindableTypes: ReadonlySet<string> = new Set(
  [...valueTypes].filter((type) => type !== 'file' && type !== 'signature'),
);

/** What is wrong in the form's components, one by one and together. */
export function lintComponents(definition: FormDefinition, context: LintContext): FormFinding[] {
  const findings: FormFinding[] = [];
  const places = listPlaces(definition.components);
  const fields = walkFields(definition.components);
  const broken = findBrokenReferences(definition);
  if (places.length > formLimits.components) {
    findings.push(
      finding('unsafe', 'too-many-components', 'components', null, { most: formLimits.components }),
    );
  }
  for (const place of places.slice(0, formLimits.components)) {
    const report: Report = (severity, code, below = '', params = {}) =>
      findings.push(
        finding(
          severity,
          code,
          below === '' ? place.path : `${place.path}.${below}`,
          place.component,
          params,
        ),
      );
    lintComponent(place, report);
    lintReferences(place.component, report);
    lintBroken(place.component, broken, report);
    lintBinding(place, context, report);
  }
  findings.push(...lintKeys(fields));
  if (!fields.some(({ component }) => valueTypes.has(component.type) && component.type !== 'hidden')) {
    findings.push(finding('error', 'no-fields', 'components', null, {}));
  }
  return findings;
}

function lintComponent({ component, inGrid }: Place, report: Report): void {
  const { type } = component;
  if (
    ![layoutTypes, gridTypes, contentTypes, valueTypes].some((types) => types.has(type)) &&
    type !== 'container'
  ) {
    report('unsafe', 'component-type', 'type', { type: String(type) });
    return;
  }
  const holdsData = valueTypes.has(type) || gridTypes.has(type) || type === 'container';
  if (
    holdsData &&
    !(typeof component.key === 'string' && keyPattern.test(component.key) && !isDangerousKey(component.key))
  ) {
    report('error', 'key-not-identifier', 'key', { name: String(component.key) });
  }
  if (valueTypes.has(type) && type !== 'hidden' && labelOf(component) === component.key)
    report('warning', 'label-missing');
  lintSources(component, report);
  lintValidation(component, report);
  for (const { severity, code, below, params } of lintKind(component)) report(severity, code, below, params);
  if (component.logic !== undefined) lintLogic(component, inGrid, report);
  if (component.calculateValue !== undefined && typeof component.calculateValue === 'object') {
    const problem = findLogicProblem(component.calculateValue);
    if (problem !== null) report('unsafe', 'logic-operator', 'calculateValue', { name: problem });
    else if (component.allowCalculateOverride === true) report('warning', 'calculate-override');
  }
}

/** Values from elsewhere, files to elsewhere, buttons that do more than submit. */
function lintSources(component: FormComponent, report: Report): void {
  const source = component.dataSrc;
  if (typeof source === 'string' && source !== '' && source !== 'values')
    report('unsafe', 'remote-data', 'dataSrc', { name: source });
  const data = component.data;
  if (isObject(data)) {
    for (const name of ['url', 'custom', 'resource', 'indexeddb', 'headers']) {
      if (holdsSomething(data[name])) report('unsafe', 'remote-data', `data.${name}`, { name });
    }
    if (Array.isArray(data.values) && data.values.length > formLimits.options) {
      report('error', 'too-many-options', 'data.values', { most: formLimits.options });
    }
  }
  if (holdsSomething(component.fetch)) report('unsafe', 'remote-data', 'fetch', { name: 'fetch' });
  if (component.type === 'file') {
    const foreign = component.storage !== undefined && !['', 'url'].includes(component.storage as string);
    const address = component.url;
    if (foreign) report('unsafe', 'foreign-storage', 'storage', { name: JSON.stringify(component.storage) });
    if (typeof address === 'string' && address !== '' && !/^\/(?!\/)/.test(address))
      report('unsafe', 'foreign-storage', 'url', { name: address });
  }
  if (
    component.type === 'button' &&
    !['submit', 'reset', undefined, ''].includes(component.action as string | undefined)
  ) {
    report('unsafe', 'button-action', 'action', { name: JSON.stringify(component.action) });
  }
  if (component.persistent === false || component.persistent === 'client-only')
    report('error', 'not-persistent', 'persistent');
  if (component.unique === true) report('warning', 'unique-unsupported', 'unique');
}

function lintValidation(component: FormComponent, report: Report): void {
  const validate = isObject(component.validate) ? component.validate : {};
  if (typeof validate.pattern === 'string' && validate.pattern !== '') {
    const problem = findSlowPattern(validate.pattern);
    // Both are refused at once: the form would hang or fail for whoever opens it.
    if (problem !== null)
      report('unsafe', problem === 'slow' ? 'pattern-slow' : 'pattern-invalid', 'validate.pattern');
  }
  if (isObject(validate.json)) {
    const problem = findLogicProblem(validate.json);
    if (problem !== null) report('unsafe', 'logic-operator', 'validate.json', { name: problem });
  }
  for (const name of ['minDate', 'maxDate']) {
    const inPicker = isObject(component.datePicker) ? component.datePicker[name] : undefined;
    if (typeof inPicker === 'string' && inPicker !== '' && Number.isNaN(Date.parse(inPicker))) {
      report('unsafe', 'date-script', `datePicker.${name}`);
    }
  }
  const [least, most] = [Number(validate.min), Number(validate.max)];
  if (hasNumber(validate.min) && hasNumber(validate.max) && least > most)
    report('error', 'range-empty', 'validate.min', { least, most });
  if (['radio', 'select', 'selectboxes'].includes(component.type) && optionsOf(component).length === 0) {
    report('error', 'options-missing');
  }
}

/** Logic may show, hide, require or disable a field, or set its value by JSON-logic; nothing else. */
function lintLogic(component: FormComponent, inGrid: boolean, report: Report): void {
  const rules: unknown[] = Array.isArray(component.logic) ? component.logic : [component.logic];
  if (rules.length > 0 && inGrid) report('error', 'logic-in-grid', 'logic');
  rules.forEach((rule, index) => {
    if (!isObject(rule)) return report('unsafe', 'logic-shape', `logic[${index}]`);
    const trigger = isObject(rule.trigger) ? rule.trigger : {};
    if (!['simple', 'json', undefined].includes(trigger.type as string | undefined)) {
      report('unsafe', 'custom-script', `logic[${index}].trigger`, { name: String(trigger.type) });
    }
    const problem = trigger.type === 'json' ? findLogicProblem(trigger.json) : null;
    if (problem !== null)
      report('unsafe', 'logic-operator', `logic[${index}].trigger.json`, { name: problem });
    const actions: unknown[] = Array.isArray(rule.actions) ? rule.actions : [];
    actions.forEach((action, at) => lintAction(action, `logic[${index}].actions[${at}]`, report));
  });
}

function lintAction(action: unknown, below: string, report: Report): void {
  if (!isObject(action)) return report('unsafe', 'logic-shape', below);
  const property = isObject(action.property) ? action.property : {};
  if (action.type === 'property') {
    const settable =
      property.type === 'boolean' &&
      ['hidden', 'disabled', 'validate.required'].includes(property.value as string);
    if (!settable) report('unsafe', 'logic-shape', below);
  } else if (action.type === 'value' && isObject(action.value)) {
    const problem = findLogicProblem(action.value);
    if (problem !== null) report('unsafe', 'logic-operator', `${below}.value`, { name: problem });
  } else report('unsafe', 'custom-script', below, { name: String(action.type) });
}

function lintReferences(component: FormComponent, report: Report): void {
  const conditional = component.conditional;
  if (!isObject(conditional)) return;
  if (isObject(conditional.json)) {
    const problem = findLogicProblem(conditional.json);
    if (problem !== null) report('unsafe', 'logic-operator', 'conditional.json', { name: problem });
  }
  for (const { operator } of conditionFieldsOf(conditional)) {
    if (!isSupportedOperator(operator))
      report('error', 'condition-operator', 'conditional', { name: operator });
  }
}

const partPlaces = {
  condition: 'conditional',
  calculation: 'calculateValue',
  logic: 'logic',
  validation: 'validate.json',
} as const;

/** Rules that look at a field which the form doesn't have. */
function lintBroken(component: FormComponent, broken: readonly RuleReference[], report: Report): void {
  for (const { key, part, path } of broken) {
    if (key === component.key) report('error', 'condition-field-unknown', partPlaces[part], { name: path });
  }
}

function lintBinding({ component, inGrid, grid }: Place, context: LintContext, report: Report): void {
  const binding = component.prefill;
  if (binding === undefined || binding === null || !isObject(binding)) return;
  const { fact, period, certificate, part } = binding;
  if (typeof certificate === 'string' && context.knownFacts && !context.knownFacts.has(certificate))
    report('error', 'fact-unknown', 'prefill.certificate', { name: certificate });
  const rows = grid?.prefill?.rows;
  if (typeof part === 'string' && !(rowParts[String(rows)] ?? []).includes(part))
    report('error', 'row-part', 'prefill.part', { name: part });
  if (fact === undefined || fact === '' || fact === null) return;
  if (typeof fact !== 'string' || (context.knownFacts && !context.knownFacts.has(fact))) {
    report('error', 'fact-unknown', 'prefill.fact', {
      name: typeof fact === 'string' ? fact : JSON.stringify(fact),
    });
  }
  if (period !== undefined && period !== '' && !(typeof period === 'string' && periodPattern.test(period))) {
    report('error', 'period-invalid', 'prefill.period', { name: JSON.stringify(period) });
  }
  if (inGrid && rows !== 'years') report('error', 'binding-in-grid', 'prefill.fact');
  else if (!bindableTypes.has(component.type)) report('error', 'binding-type', 'prefill.fact');
}

/** What a row of each kind of filled table tells of itself. */
const rowParts: Readonly<Record<string, readonly string[]>> = {
  years: ['period'],
  certificates: ['name', 'number', 'issuer', 'issuedOn', 'validUntil'],
};

/** Two fields of one path would overwrite each other. */
function lintKeys(fields: readonly FormField[]): FormFinding[] {
  const seen = new Set<string>();
  return fields.flatMap((field) => {
    if (!seen.has(field.path)) {
      seen.add(field.path);
      return [];
    }
    return [
      finding('error', 'key-duplicate', `${field.place}.key`, field.component, { name: field.component.key }),
    ];
  });
}

function listPlaces(components: readonly FormComponent[]): Place[] {
  const places: Place[] = [];
  const visit = (component: FormComponent, path: string, grid: FormComponent | null) => {
    places.push({ component, path, inGrid: grid !== null, grid });
    const below = gridTypes.has(component.type) ? component : grid;
    for (const child of childrenOf(component)) visit(child.component, `${path}.${child.place}`, below);
  };
  components.forEach((component, index) => {
    if (isObject(component)) visit(component, `components[${index}]`, null);
  });
  return places;
}

function finding(
  severity: Severity,
  code: string,
  path: string,
  component: FormComponent | null,
  params: FormFinding['params'],
): FormFinding {
  const key = component && typeof component.key === 'string' ? component.key : null;
  return { severity, code, path, key, label: component && key !== null ? labelOf(component) : null, params };
}

function holdsSomething(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return false;
  if (Array.isArray(value))
    return value.some((item) =>
      isObject(item) ? Object.values(item).some(holdsSomething) : holdsSomething(item),
    );
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

function hasNumber(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && Number.isFinite(Number(value));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
