import { kindOf } from '~/forms/components/component-kind';
import { valueAt } from '~/forms/definition/data-path';
import type { FormComponent, FormField } from '~/forms/definition/form-definition';
import { isConditional, walkFields } from '~/forms/definition/walk-fields';

/**
 * What a draft is given to somebody for. `seal`: to seal and sign, nothing else; from the holder of the seal it comes
 * back `sealed` or, with the reason, `sent-back`.
 */
export const handoverPurposes = ['fill', 'seal', 'sealed', 'sent-back'] as const;
export type HandoverPurpose = (typeof handoverPurposes)[number];

/** The fields that whoever holds the seal fills: signatures, promises, and ticks that must be set. Pure. */
export function sealFields(components: readonly FormComponent[]): FormField[] {
  return walkFields(components).filter(
    ({ component, inGrid }) =>
      !inGrid &&
      (component.type === 'signature' ||
        kindOf(component) === 'commitment' ||
        (component.type === 'checkbox' && component.validate?.required === true)),
  );
}

/** Those of them that are still to be signed or confirmed; one that shows only on a condition is left to the filing. */
export function unsealedFields(
  components: readonly FormComponent[],
  data: Record<string, unknown>,
): FormField[] {
  return sealFields(components).filter(({ path, component }) => {
    const isAsked = component.validate?.required === true || kindOf(component) === 'commitment';
    const value = valueAt(data, path);
    return (
      isAsked &&
      !isConditional(component) &&
      (value === undefined || value === null || value === '' || value === false)
    );
  });
}

/** What the holder of the seal may change; of a correction only what was named. Never empty: nothing is not all. */
export function sealPaths(components: readonly FormComponent[], named: readonly string[]): string[] {
  const paths = sealFields(components).map(({ path }) => path);
  const open = named.length === 0 ? paths : paths.filter((path) => named.includes(path));
  return open.length > 0 ? open : [noPath];
}

/** A path that no field has. */
const noPath = '\u0000';
