/**
 * What the platform reads of a form.io component; every other property is kept as it is.
 * `prefill` binds the field to a fact: the builder's 预填 tab writes it.
 */
export interface FormComponent {
  type: string;
  key: string;
  label?: string;
  input?: boolean;
  hidden?: boolean;
  disabled?: boolean;
  multiple?: boolean;
  validate?: Record<string, unknown>;
  conditional?: Record<string, unknown> | null;
  components?: FormComponent[];
  columns?: { components?: FormComponent[] }[];
  rows?: unknown;
  prefill?: PrefillBinding;
  [property: string]: unknown;
}

/** A field's binding to a fact. */
export interface PrefillBinding {
  /** A key of the fact catalogue, such as `staff.count`; empty means not bound. */
  fact?: string;
  /** `latest` (default), a year `2025` or a quarter `2025Q3`. */
  period?: string;
  /** Authoritative facts are locked unless this is false; stated facts are never locked. */
  locked?: boolean;
  /** On a table: it gets a row for each of the last complete years, or for each certificate that the firm holds. */
  rows?: 'years' | 'certificates';
  /** How many years such a table has; 3 unless told. */
  count?: number;
  /** On a column of such a table: what it shows of its row, instead of a fact. */
  part?: RowPart;
  /** On a file field: the kind of certificate (a fact's key) that spares the upload. */
  certificate?: string;
  /** Without a fact: the field of another form of the same department that holds the answer. */
  earlier?: { form: string; field: string };
}

/** What a row of a filled table tells of itself: its year, or its certificate's particulars. */
export type RowPart = 'period' | 'name' | 'number' | 'issuer' | 'issuedOn' | 'validUntil';

/** A form as form.io reads it. */
export interface FormDefinition {
  display?: 'form' | 'wizard';
  components: FormComponent[];
  settings?: Record<string, unknown>;
  [property: string]: unknown;
}

/** A field as found while walking: data paths have no rows (`grid[].name`), so they name the field, not one value. */
export interface FormField {
  /** `enterprise.name`, or `members[].name` inside a grid. */
  path: string;
  component: FormComponent;
  label: string;
  /** Where it stands in the definition: `components[0].columns[1].components[0]`. */
  place: string;
  /** Titles of the panels, field sets and tabs around it, outermost first. */
  sections: string[];
  /** Whether one of its parents repeats (data grid, edit grid). */
  inGrid: boolean;
}
