import type { FormDefinition } from './form-definition';

/** How a form's fields differ between two versions, by field path. */
export interface FormComparison {
  added: { path: string; label: string }[];
  removed: { path: string; label: string }[];
  changed: { path: string; label: string; properties: string[] }[];
}

/** The difference that the designer sees before publishing. */
export function compareFormVersions(older: FormDefinition, newer: FormDefinition): FormComparison {
  void older;
  void newer;
  throw new Error('not written yet');
}
