/** A sentence to show: its key in the words, and what to put into it. */
export interface Sentence {
  key: string;
  params?: Record<string, string | number>;
}

/** What is wrong, by field. */
export type FieldErrors = Partial<Record<string, Sentence>>;

/** Only the fields that have an error; null when there is none. */
export function collectErrors(found: Record<string, Sentence | null>): FieldErrors | null {
  const errors = Object.entries(found).filter((entry): entry is [string, Sentence] => entry[1] !== null);
  return errors.length > 0 ? Object.fromEntries(errors) : null;
}
