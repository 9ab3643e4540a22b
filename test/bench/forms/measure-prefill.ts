import type { FormComponent } from '~/forms/definition/form-definition';
import { gridTypes, walkFields } from '~/forms/definition/walk-fields';
import { prefillForm } from '~/forms/prefill/prefill-form';
import type { PrefillFact } from '~/forms/prefill/prefill-fact';
import type { LibraryForm } from '~/forms/library/read-form-library.server';
import { placeObservations } from '~/knowledge/library/place-observations';
import { readLibraryEnterprises } from '~/knowledge/library/read-library.server';

/** The firm of the sample city whose data are the fullest, and the farms' cooperative for what only farms ask for. */
export function typicalFirm(form: string): string {
  return form.startsWith('agri-') ? 'lvyuan' : 'zhizao';
}

/** The facts of a firm of the sample city, as prefill reads them. */
export function libraryFacts(firm: string, today: string): PrefillFact[] {
  const found = readLibraryEnterprises(today).get(firm);
  if (!found) throw new Error(`The sample city has no firm ${firm}`);
  return placeObservations(found, today).map(({ observedOn, ...fact }) => ({
    ...fact,
    observedAt: `${observedOn}T01:00:00.000Z`,
  }));
}

/** Fills a starter form for the firm and counts what is left to do. */
export function measurePrefill(form: LibraryForm, facts: readonly PrefillFact[], today: string) {
  const { components } = form.definition;
  const asked = listAsked(components);
  const { provenance, missing, unfit } = prefillForm({ components, facts, today });
  const prefilled = asked.filter((path) => provenance[path] !== undefined).length;
  return {
    form: form.path,
    fields: asked.length,
    prefilled,
    share: prefilled / asked.length,
    missing,
    unfit: unfit.map(({ path }) => path),
  };
}

/** The data paths of the form's fields: a table counts once, whatever its columns. */
export function listAsked(components: readonly FormComponent[]): string[] {
  return walkFields(components)
    .filter(
      ({ component, inGrid }) => !inGrid && component.type !== 'container' && component.type !== 'hidden',
    )
    .filter(({ component }) => gridTypes.has(component.type) || component.calculateValue === undefined)
    .map(({ path }) => path);
}
