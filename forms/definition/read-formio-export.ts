import { splitPath } from './data-path';
import type { FormComponent, FormDefinition } from './form-definition';
import type { FormFinding } from './form-finding';
import { isUnsafe, lintForm, stopsPublishing } from './lint-form';
import { contentTypes, gridTypes, labelOf, walkFields } from './walk-fields';

/** A form exported from form.io, as far as the platform can take it. */
export interface FormioExport {
  title: string;
  /** A proposal for the address; empty when the export's own can't be one. */
  path: string;
  definition: FormDefinition;
  /** The fields that come along, in the form's order. */
  taken: { key: string; label: string; type: string }[];
  /** What was left out, each named with its component: `describeFinding`. */
  refused: FormFinding[];
  /** What comes along and must be mended before the form is published. */
  toMend: FormFinding[];
}

/** Why nothing can be read; words: `forms.import.CODE`. */
export type ExportProblem = 'not-json' | 'not-a-form' | 'whole-project' | 'pdf-form' | 'too-large';

/** A form with more wrong than this isn't worth picking apart. */
const mostRounds = 40;

/**
 * Reads an export of form.io (one form's JSON) and leaves out what no form here may hold: scripts, data and storage of
 * others, components without a counterpart. Nothing is left out unnamed. What is wrong with a property costs the
 * property; what a component can't be without costs the component.
 */
export function readFormioExport(text: string): FormioExport | ExportProblem {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // JSON.parse throws on what is no JSON, and that is the answer.
    return 'not-json';
  }
  if (!isObject(json)) return 'not-a-form';
  if (!Array.isArray(json.components)) return isObject(json.forms) ? 'whole-project' : 'not-a-form';
  if (json.display === 'pdf') return 'pdf-form';
  const definition: FormDefinition = {
    display: json.display === 'wizard' ? 'wizard' : 'form',
    components: json.components.filter(isObject) as FormComponent[],
  };
  return takeSafeParts(json, definition);
}

function takeSafeParts(
  json: Record<string, unknown>,
  definition: FormDefinition,
): FormioExport | ExportProblem {
  const refused: FormFinding[] = [];
  for (let round = 0; round < mostRounds; round += 1) {
    const unsafe = lintForm(definition).filter(isUnsafe);
    if (unsafe.length === 0) return describeExport(json, definition, refused);
    if (unsafe.some(({ code }) => beyondRepair.has(code))) return 'too-large';
    refused.push(...unsafe);
    leaveOut(definition, unsafe);
  }
  return 'too-large';
}

const beyondRepair = new Set(['too-deep', 'too-large', 'too-many-components', 'dangerous-key', 'not-a-form']);
/** Without these the component would be another, or none. */
const costsComponent = new Set(['component-type', 'button-action']);

/** Takes out what the findings name, later places first, so that the earlier ones stay where they are. */
function leaveOut(definition: FormDefinition, findings: readonly FormFinding[]): void {
  const places = findings.map(({ code, path }) => {
    const steps = splitPath(path);
    if (costsComponent.has(code)) return steps.slice(0, -1);
    // A rule of which a part is wrong would do something else: it goes as a whole.
    const rule = steps.indexOf('logic');
    return rule >= 0 ? steps.slice(0, rule + 1) : steps;
  });
  const unique = [...new Map(places.map((steps) => [JSON.stringify(steps), steps])).values()];
  for (const steps of unique.sort(byPlace).reverse()) removeAt(definition, steps);
}

function byPlace(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const [left, right] = [a[at], b[at]];
    if (left === right) continue;
    if (typeof left === 'number' && typeof right === 'number') return left - right;
    return String(left) < String(right) ? -1 : 1;
  }
  return a.length - b.length;
}

function removeAt(root: unknown, steps: readonly (string | number)[]): void {
  const last = steps.at(-1);
  let parent: unknown = root;
  for (const step of steps.slice(0, -1))
    parent = (parent as Record<string | number, unknown> | undefined)?.[step];
  if (Array.isArray(parent) && typeof last === 'number') parent.splice(last, 1);
  else if (isObject(parent) && last !== undefined) delete parent[String(last)];
}

function describeExport(
  json: Record<string, unknown>,
  definition: FormDefinition,
  refused: FormFinding[],
): FormioExport {
  const path = typeof json.path === 'string' ? json.path.toLowerCase().replace(/[^a-z0-9]+/g, '-') : '';
  return {
    title: typeof json.title === 'string' ? json.title.slice(0, 200) : '',
    path: path.replace(/^-+|-+$/g, '').slice(0, 60),
    definition,
    taken: walkFields(definition.components)
      .filter(({ component }) => !contentTypes.has(component.type) && !gridTypes.has(component.type))
      .map(({ component }) => ({ key: component.key, label: labelOf(component), type: component.type })),
    refused: onceEach(refused),
    toMend: lintForm(definition).filter(stopsPublishing),
  };
}

/** A remote list is wrong at its kind and at its address: that is one thing to read. */
function onceEach(findings: readonly FormFinding[]): FormFinding[] {
  const said = ({ code, key, label, params }: FormFinding) => JSON.stringify([code, key, label, params]);
  return [...new Map(findings.map((finding) => [said(finding), finding])).values()];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
