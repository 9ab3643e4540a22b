import { cityInstant, type FormTerms } from '~/forms/definition/form-terms';

/** The names of the page's fields. */
export const termsFields = ['opensAt', 'closesAt', 'mostInAll', 'mostPerFirm'] as const;
export type TermsField = (typeof termsFields)[number];

/** The terms as a page's fields give them, or the fields that can't be read. Empty fields limit nothing. */
export function readTermsForm(given: Record<TermsField, string>): FormTerms | { unreadable: TermsField[] } {
  const time = (text: string) => (text.trim() === '' ? null : cityInstant(text.trim()));
  const count = (text: string) => (text.trim() === '' ? null : Number(text));
  const terms: FormTerms = {
    opensAt: time(given.opensAt),
    closesAt: time(given.closesAt),
    mostInAll: count(given.mostInAll),
    mostPerFirm: count(given.mostPerFirm),
  };
  const unreadable = termsFields.filter((field) => {
    const value = terms[field];
    if (typeof value === 'number') return !Number.isInteger(value) || value < 1 || value > 1_000_000;
    return value === null && given[field].trim() !== '';
  });
  return unreadable.length > 0 ? { unreadable } : terms;
}
