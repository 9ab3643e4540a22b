import { isDangerousKey, splitPath } from './data-path';
import type { FormComponent, FormDefinition } from './form-definition';
import { formLimits, type FormFinding, type LintContext } from './form-finding';
import { lintCells } from './lint-cells';
import { lintComponents } from './lint-components';
import { lintReach } from './lint-reach';
import { findUnsafeMarkup } from './read-markup';
import { labelOf } from './walk-fields';

/** Properties that form.io evaluates as JavaScript when they hold text. */
const scriptProperties: ReadonlySet<string> = new Set([
  'customDefaultValue',
  'customConditional',
  'calculateValue',
  'custom',
  'customAction',
  'javascript',
  'schemaDefinition',
  'formModule',
  'evalContext',
  'customOptions',
  'valueFormatter',
]);
const handlerName =
  /^on(click|dblclick|load|error|change|input|blur|focus|submit|reset|key\w+|mouse\w+|pointer\w+|touch\w+|drag\w*|drop|paste|copy|cut|wheel|scroll|animation\w+|transition\w+|toggle|begin|end)$/i;
/** `{{ item.label }}` is the one template that form.io's builder itself writes, for the options of a list. */
const harmlessTemplate = /^(<span>)?\{\{\s*item\.(label|value)\s*\}\}(<\/span>)?$/;
/** Text that is no markup: patterns may hold `<`, JSON-logic is checked by its operators. */
const plainProperties: ReadonlySet<string> = new Set(['pattern', 'inputMask', 'format']);

/** Everything that is wrong in the definition; empty when all is well. Never throws, whatever the JSON. */
export function lintForm(definition: unknown, context: LintContext = {}): FormFinding[] {
  const findings: FormFinding[] = [];
  const unsafe = (code: string, path: string, params: FormFinding['params'] = {}) =>
    findings.push({ severity: 'unsafe', code, path, key: null, label: null, params });
  if (!isDefinition(definition)) {
    unsafe('not-a-form', '');
    return findings;
  }
  lintJson(definition, '', 0, unsafe);
  // A tree that is too deep or reaches for prototypes is not walked any further.
  if (findings.some(({ code }) => code === 'too-deep' || code === 'dangerous-key' || code === 'too-large'))
    return findings;
  const named = findings.map((finding) => ({ ...finding, ...componentAt(definition, finding.path) }));
  const own = lintComponents(definition, context);
  // What a component means is only read where it is one.
  const isReadable = ![...named, ...own].some(isUnsafe);
  const together = isReadable ? [...lintReach(definition), ...lintCells(definition)] : [];
  return [...named, ...own, ...together].sort((a, b) => rank(a) - rank(b));
}

/** Whether a finding forbids even saving the form. */
export function isUnsafe(finding: FormFinding): boolean {
  return finding.severity === 'unsafe';
}

/** Whether a finding forbids publishing the form. */
export function stopsPublishing(finding: FormFinding): boolean {
  return finding.severity !== 'warning';
}

/** The innermost component around a place, so that a sentence can name it. */
function componentAt(definition: object, path: string): Pick<FormFinding, 'key' | 'label'> {
  let found: Pick<FormFinding, 'key' | 'label'> = { key: null, label: null };
  let current: unknown = definition;
  for (const step of splitPath(path)) {
    current = (current as Record<string | number, unknown> | null | undefined)?.[step];
    if (isComponent(current)) found = { key: current.key, label: labelOf(current) };
  }
  return found;
}

function isComponent(value: unknown): value is FormComponent {
  return (
    value !== null &&
    typeof value === 'object' &&
    'type' in value &&
    typeof value.type === 'string' &&
    'key' in value &&
    typeof value.key === 'string'
  );
}

function rank(finding: FormFinding): number {
  return ['unsafe', 'error', 'warning'].indexOf(finding.severity);
}

function isDefinition(value: unknown): value is FormDefinition {
  return (
    value !== null &&
    typeof value === 'object' &&
    'components' in value &&
    Array.isArray(value.components) &&
    value.components.every((component) => component !== null && typeof component === 'object') &&
    isTree(value)
  );
}

/** Whether the value is what JSON can hold; an object seen twice would make the walk endless. */
function isTree(value: object): boolean {
  try {
    return JSON.stringify(value).length > 0;
  } catch {
    // JSON.stringify throws on circles, and that is the question.
    return false;
  }
}

type Report = (code: string, path: string, params?: FormFinding['params']) => void;

/** What no form may hold anywhere, whichever component reads it. */
function lintJson(value: unknown, path: string, depth: number, unsafe: Report): void {
  if (depth === 0 && JSON.stringify(value).length > formLimits.bytes)
    return unsafe('too-large', path, { most: formLimits.bytes });
  if (depth > formLimits.depth) return unsafe('too-deep', path, { most: formLimits.depth });
  if (Array.isArray(value)) {
    value.forEach((item, index) => lintJson(item, `${path}[${index}]`, depth + 1, unsafe));
    return;
  }
  if (value === null || typeof value !== 'object') return;
  for (const [key, item] of Object.entries(value) as [string, unknown][]) {
    const place = path === '' ? key : `${path}.${key}`;
    if (isDangerousKey(key)) unsafe('dangerous-key', place, { name: key });
    else if (typeof item === 'string') lintText(key, item, place, unsafe);
    else lintJson(item, place, depth + 1, unsafe);
  }
}

function lintText(key: string, text: string, place: string, unsafe: Report): void {
  if (text.trim() === '') return;
  if (text.length > formLimits.text) unsafe('text-too-long', place, { most: formLimits.text });
  else if (scriptProperties.has(key)) unsafe('custom-script', place, { name: key });
  else if (handlerName.test(key)) unsafe('event-handler', place, { name: key });
  else if (/^\s*(javascript|vbscript|data:text\/html)/i.test(text)) unsafe('script-address', place);
  else if (plainProperties.has(key)) return;
  else if (/\{\{|\{%/.test(text)) {
    if (!(key === 'template' && harmlessTemplate.test(text.trim()))) unsafe('template-script', place);
  } else {
    const found = findUnsafeMarkup(text);
    if (found !== null) unsafe('unsafe-html', place, { found: found.slice(0, 80) });
  }
}
