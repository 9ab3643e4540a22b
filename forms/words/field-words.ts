import { say, type FormLocale } from './say';

/** The words with which values are said that have none of their own. */
export interface FieldWords {
  yes: string;
  no: string;
  /** Heads the sums under a table. */
  sum: string;
  /** Behind a name that was typed for a signature. */
  typed: string;
}

/** The words of values in a reader's language. */
export function fieldWords(locale: FormLocale): FieldWords {
  const word = (name: keyof FieldWords) => say(locale, `forms.value.${name}`);
  return { yes: word('yes'), no: word('no'), sum: word('sum'), typed: word('typed') };
}
