import { fileRuleProblem } from '~/forms/submission/file-rules';
import type { FormDefinition } from '~/forms/definition/form-definition';
import { labelOf, walkFields } from '~/forms/definition/walk-fields';
import { listLicenceTargets } from '~/forms/prefill/licence/licence-targets';
import type { Provenance } from '~/forms/prefill/field-provenance';

/** What a photo of the business licence can do for a draft. */
export interface LicenceOffer {
  /** Open fields that it can fill. */
  count: number;
  /** How many stand in the form from a photo already. */
  taken: string[];
  /** A file field for the licence itself; null when the form asks for none. */
  keep: { path: string; label: string } | null;
}

/** Null when the form has no open field that a licence could fill. Pure. */
export function offerLicence(
  { components }: FormDefinition,
  draft: { data: Record<string, unknown>; provenance: Provenance },
  named: readonly string[],
): LicenceOffer | null {
  const count = listLicenceTargets(components, draft, named).filter(({ isOpen }) => isOpen).length;
  if (count === 0) return null;
  const photo = { mediaType: 'image/jpeg', sizeBytes: 1024 * 1024 };
  const keep = walkFields(components).find(
    ({ component, path, inGrid }) =>
      component.type === 'file' &&
      !inGrid &&
      /营业执照/.test(labelOf(component)) &&
      draft.provenance[path]?.locked !== true &&
      fileRuleProblem(component, photo) === null,
  );
  return {
    count,
    taken: Object.keys(draft.provenance).filter((path) => draft.provenance[path]?.sourceKind === 'licence'),
    keep: keep ? { path: keep.path, label: keep.label } : null,
  };
}
