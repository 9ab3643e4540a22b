import type { FormComponent } from '~/forms/definition/form-definition';
import { gridTypes, walkFields } from '~/forms/definition/walk-fields';

import { prefillForm } from './prefill-form';
import type { PrefillFact } from './prefill-fact';

/** A firm whose facts are tried on the form. */
export interface TriedFirm {
  name: string;
  facts: readonly PrefillFact[];
}

/** What would be filled in advance, firm by firm, and where the form and the facts don't meet. */
export interface DryRun {
  /** Fields that a firm fills or confirms: no calculated and no hidden ones; a table counts once. */
  fields: number;
  firms: { name: string; filled: number; share: number }[];
  /** Bound fields that were filled for none of the firms. */
  neverFilled: { path: string; label: string; fact: string }[];
  /** Values that the field can't hold, by firm. */
  unfit: { path: string; label: string; fact: string; firm: string; value: string }[];
}

/** Tries a form on firms without a draft, a submission or a lock. Pure. */
export function summarizeDryRun(
  components: readonly FormComponent[],
  firms: readonly TriedFirm[],
  today: string,
): DryRun {
  const asked = walkFields(components).filter(
    ({ component, inGrid }) =>
      !inGrid &&
      component.type !== 'container' &&
      component.type !== 'hidden' &&
      component.hidden !== true &&
      (gridTypes.has(component.type) || component.calculateValue === undefined),
  );
  const tried = firms.map(({ name, facts }) => ({ name, ...prefillForm({ components, facts, today }) }));
  const labels = new Map(walkFields(components).map(({ path, label }) => [path, label]));
  const bound = asked.flatMap(({ path, label, component }) => {
    const fact = component.prefill?.fact;
    return typeof fact === 'string' && fact !== '' ? [{ path, label, fact }] : [];
  });
  return {
    fields: asked.length,
    firms: tried.map(({ name, provenance }) => {
      const filled = asked.filter(({ path }) => provenance[path] !== undefined).length;
      return { name, filled, share: asked.length === 0 ? 0 : filled / asked.length };
    }),
    neverFilled:
      tried.length === 0
        ? []
        : bound.filter(({ path }) => tried.every(({ provenance }) => provenance[path] === undefined)),
    unfit: tried.flatMap(({ name, unfit }) =>
      unfit.map(({ path, fact, value }) => ({
        ...{ path, label: labels.get(path) ?? path, fact, firm: name },
        value: typeof value === 'string' ? value : JSON.stringify(value),
      })),
    ),
  };
}
