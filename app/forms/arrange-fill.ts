import { kindOf } from '~/forms/components/component-kind';
import type { FormComponent, FormDefinition } from '~/forms/definition/form-definition';
import { gridTypes, isConditional } from '~/forms/definition/walk-fields';
import type { FieldProvenance, Provenance } from '~/forms/prefill/field-provenance';
import { hasOwnRows } from '~/forms/prefill/fill-rows';

/** A field that the applicant only checks: the page shows it as text, form.io keeps it as hidden data. */
export interface LockedField {
  path: string;
  label: string;
  component: FormComponent;
  /** Titles of the panels around it, outermost first. */
  sections: string[];
  provenance: FieldProvenance;
}

/** The parts of the page, in the order in which they are worked through. */
export interface FillPlan {
  /** No department holds these. */
  fill: FormComponent[];
  /** Filled in advance and editable: stated facts, the last application. */
  check: FormComponent[];
  locked: LockedField[];
  materials: FormComponent[];
  promises: FormComponent[];
  /** Data without a control: the locked fields, and what the designer keeps hidden. */
  hidden: FormComponent[];
  /** Data paths by part, for counting. */
  paths: { fill: string[]; check: string[]; materials: string[]; promises: string[] };
}

type Part = 'fill' | 'check' | 'materials' | 'promises';

interface Walk {
  plan: FillPlan;
  provenance: Provenance;
  /** Explanations wait for the field that follows them. */
  notes: FormComponent[];
}

/** Layout whose children live in the data beside it. Ones with a condition stay whole, since the condition is theirs. */
const transparent = new Set(['panel', 'fieldset', 'well', 'columns']);
const notes = new Set(['content', 'htmlelement']);

/**
 * Orders a form's fields for filling: first what only the firm knows, then what is filled in already, then materials,
 * promises. Data paths stay as they are, since panels and columns leave no trace in the data.
 */
export function arrangeFill(definition: FormDefinition, provenance: Provenance): FillPlan {
  const walk: Walk = {
    plan: {
      fill: [],
      check: [],
      locked: [],
      materials: [],
      promises: [],
      hidden: [],
      paths: { fill: [], check: [], materials: [], promises: [] },
    },
    provenance,
    notes: [],
  };
  visit(walk, definition.components, []);
  walk.plan.fill.push(...walk.notes);
  return walk.plan;
}

/** The data paths that are filled in advance: editable ones first, then those only shown. */
export function prefilledPaths(plan: FillPlan): string[] {
  return [...plan.paths.check, ...plan.locked.map(({ path }) => path)];
}

function visit(walk: Walk, components: readonly FormComponent[], sections: string[]): void {
  for (const component of components) {
    if (component.type === 'button') continue;
    if (notes.has(component.type)) walk.notes.push(component);
    else if (transparent.has(component.type) && !isConditional(component)) {
      const title = component.type === 'columns' ? null : (component.title ?? component.legend ?? null);
      const inner = typeof title === 'string' && title !== '' ? [...sections, title] : sections;
      for (const group of childrenOf(component)) visit(walk, group, inner);
    } else place(walk, component, sections);
  }
}

function place(walk: Walk, component: FormComponent, sections: string[]): void {
  const path = component.key;
  const origin = walk.provenance[path];
  if (component.type === 'hidden') {
    walk.plan.hidden.push(component);
    return;
  }
  if (origin?.locked) {
    walk.plan.locked.push({ path, label: labelOf(component), component, sections, provenance: origin });
    walk.plan.hidden.push(asHiddenData(component));
    return;
  }
  const part = partOf(component, gridTypes.has(component.type) ? rowsOrigin(component, walk) : origin);
  walk.plan[part].push(...walk.notes.splice(0), keepRows(lockInner(component, walk.provenance, '')));
  walk.plan.paths[part].push(...inputPaths(component));
}

function partOf(component: FormComponent, origin: FieldProvenance | undefined): Part {
  if (component.type === 'file') return 'materials';
  if (component.type === 'signature' || kindOf(component) === 'commitment') return 'promises';
  if (component.type === 'checkbox' && component.validate?.required === true) return 'promises';
  return isGiven(origin) ? 'check' : 'fill';
}

/** A field whose source doesn't answer has an origin, but nothing to check. */
function isGiven(origin: FieldProvenance | undefined): boolean {
  return origin !== undefined && origin.value !== null && origin.value !== undefined;
}

/** A table is checked once each of its filled rows has all its figures; one with gaps is filled in. */
function rowsOrigin(
  { key, components = [] }: FormComponent,
  { provenance }: Walk,
): FieldProvenance | undefined {
  const cells = Object.entries(provenance).filter(([path]) => path.startsWith(`${key}[`));
  const rows = new Set(cells.map(([path]) => path.slice(0, path.indexOf(']'))));
  const columns = components.filter((column) => column.type !== 'hidden').length;
  return cells.length >= rows.size * columns ? cells[0]?.[1] : undefined;
}

/** The years of a table are fixed, and no row moves from its place. */
function keepRows(component: FormComponent): FormComponent {
  if (!hasOwnRows(component.prefill)) return component;
  return {
    ...component,
    reorder: false,
    ...(component.prefill.rows === 'years' && { disableAddingRemovingRows: true }),
  };
}

/** The same key without a control: conditions on it still work, and so does the data. */
function asHiddenData(component: FormComponent): FormComponent {
  return { type: 'hidden', key: component.key, label: labelOf(component), input: true, clearOnHide: false };
}

/** Locked fields inside a container or a conditional panel stay where they are, read-only. */
function lockInner(component: FormComponent, provenance: Provenance, prefix: string): FormComponent {
  const own = holdsData(component) ? `${prefix}${component.key}` : null;
  // The cells of a table are locked one by one, as form.io draws them.
  const locked = own !== null && provenance[own]?.locked === true;
  const inner = own !== null && hasChildren(component) ? `${own}.` : prefix;
  return {
    ...component,
    ...(locked && { disabled: true }),
    ...(component.components && {
      components: component.components.map((c) => lockInner(c, provenance, inner)),
    }),
    ...(component.columns && {
      columns: component.columns.map((column) => ({
        ...column,
        components: (column.components ?? []).map((c) => lockInner(c, provenance, inner)),
      })),
    }),
  };
}

/** The data paths of the inputs in a component; a table of rows counts as one. */
export function inputPaths(component: FormComponent, prefix = ''): string[] {
  if (component.type === 'button' || notes.has(component.type) || component.type === 'hidden') return [];
  if (gridTypes.has(component.type)) return [`${prefix}${component.key}`];
  if (!hasChildren(component)) return [`${prefix}${component.key}`];
  const inner = holdsData(component) ? `${prefix}${component.key}.` : prefix;
  return childrenOf(component).flatMap((group) => group.flatMap((child) => inputPaths(child, inner)));
}

function childrenOf(component: FormComponent): FormComponent[][] {
  if (component.columns) return component.columns.map((column) => column.components ?? []);
  return [component.components ?? []];
}

function hasChildren(component: FormComponent): boolean {
  return component.columns !== undefined || component.components !== undefined;
}

function holdsData(component: FormComponent): boolean {
  return !transparent.has(component.type) && component.input !== false;
}

function labelOf(component: FormComponent): string {
  return component.label ?? component.key;
}
