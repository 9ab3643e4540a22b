import type { FormChange } from '~/forms/definition/compare-form-versions';

/** Says a word's key with its parameters: `say` bound to a locale, or i18next's `t`. */
export type Saying = (key: string, params?: Record<string, string | number>) => string;

/** A difference between two versions as a sentence; `factLabel` names a fact of the catalogue. */
export function describeChange(
  change: FormChange,
  say: Saying,
  factLabel: (key: string) => string = (key) => key,
): string {
  const params: Record<string, string | number> = { label: change.label };
  for (const [name, value] of Object.entries(change.params)) {
    if (name === 'fromType' || name === 'toType')
      params[name] = said(say, `forms.type.${value}`, String(value));
    else if (name === 'fromFact' || name === 'toFact') params[name] = factLabel(String(value));
    else if (name === 'limit') params[name] = said(say, `forms.limit.${value}`, String(value));
    else params[name] = value;
  }
  return say(`forms.change.${change.code}`, params);
}

/** The words of a key, or what stands in for a key without words. */
function said(say: Saying, key: string, otherwise: string): string {
  const text = say(key);
  return text === key ? otherwise : text;
}
