import type { VersionNote } from '~/forms/submission/carry-draft';
import { describeChange } from '~/forms/words/describe-change';
import { say, type FormLocale } from '~/forms/words/say';
import { builtInCatalogue } from '~/knowledge/enterprises/fact-catalogue';

/** What the firm reads at its draft after the form has changed. */
export interface ShownVersionNote {
  number: number;
  state: VersionNote['state'];
  changes: { text: string; look: boolean }[];
  kept: VersionNote['kept'];
}

/** The note in the reader's language; what must be looked at comes first. Null when there is nothing to say. */
export function showVersionNote(note: VersionNote | null, locale: FormLocale): ShownVersionNote | null {
  if (note === null) return null;
  const language = locale === 'en' ? 'en' : 'zh';
  const factLabel = (key: string) => builtInCatalogue.get(key)?.label[language] ?? key;
  const look = new Set(note.look.map(({ code, path }) => `${code} ${path}`));
  const lines = note.changes.map((change) => ({
    text: describeChange(change, (key, params) => say(locale, key, params), factLabel),
    look: look.has(`${change.code} ${change.path}`),
  }));
  return {
    ...{ number: note.toNumber, state: note.state, kept: note.kept },
    changes: lines.sort((a, b) => Number(b.look) - Number(a.look)),
  };
}
