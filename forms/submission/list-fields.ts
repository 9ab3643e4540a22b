import type { FormComponent } from '~/forms/definition/form-definition';
import type { FieldProvenance, Provenance } from '~/forms/prefill/field-provenance';

/** A filled field as people read it: on the review step, at the desk, in the PDF. */
export interface FieldRow {
  /** A data path with rows: `members[0].name`. */
  path: string;
  key: string;
  label: string;
  type: string;
  /** Titles around it; rows of a grid add "成员 1". */
  sections: string[];
  value: unknown;
  /** The value in words: option labels, 1,234.50, 是 or 否, file names; "" when empty. */
  text: string;
  provenance: FieldProvenance | null;
  required: boolean;
  files: { fileId: string; name: string; sizeBytes: number }[];
}

export interface FieldWords {
  yes: string;
  no: string;
}

/** The fields of a form with their values, in the form's order. Hidden ones without a value are left out. Pure. */
export function listFields(
  components: FormComponent[],
  data: Record<string, unknown>,
  provenance: Provenance = {},
  words: FieldWords = { yes: '是', no: '否' },
): FieldRow[] {
  void components;
  void data;
  void provenance;
  void words;
  throw new Error('not written yet');
}
