import type { Services } from '~/app/services.server';
import type { Locale } from '~/app/words/merge-words';
import { sayProblem, sayProblems } from '~/app/words/say-problem';
import type { CsvProblem } from '~/knowledge/search/dictionary/entries-csv';
import { parseEntriesCsv } from '~/knowledge/search/dictionary/entries-csv';
import {
  proposeEntry,
  proposeImport,
  proposeRemoval,
  proposeUndo,
} from '~/knowledge/search/dictionary/propose-dictionary-change.server';
import { entryInputSchema } from '~/knowledge/search/understanding/dictionary-entry';
import {
  understandQuestion,
  type UnderstoodQuestion,
} from '~/knowledge/search/understanding/understand-question';
import { InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';

import { readEntryForm, type EntryFields } from './read-entry-form';

/** What the page says after a form was sent. */
export type DictionaryOutcome =
  | { did: 'proposed'; changeId: string; title: string }
  | { did: 'nothing' }
  | { did: 'refused'; fields: Record<string, string>; draft: EntryFields & { id?: string } }
  | { did: 'tried'; draft: EntryFields & { id?: string }; question: string; understood: UnderstoodQuestion }
  | {
      did: 'imported';
      changeId: string | null;
      added: number;
      changed: number;
      same: number;
      problems: CsvProblem[];
      moreProblems: number;
    };

const mostProblems = 20;

/** Acts on a form of the dictionary's page. Domain errors besides wrong fields are thrown. */
export async function actOnDictionary(
  services: Services,
  reader: Reader,
  form: FormData,
): Promise<DictionaryOutcome> {
  const field = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const only = field('only');
  switch (only === '' ? field('intent') : 'remove') {
    case 'remove': {
      const chosen = only === '' ? form.getAll('chosen').filter((id) => typeof id === 'string') : [only];
      return told(await proposeRemoval(services, reader, chosen));
    }
    case 'undo':
      return told(await proposeUndo(services, reader, field('changeId')));
    case 'import':
      return importTable(services, reader, form.get('file'));
    case 'try':
      return tryEntry(services, field);
    default:
      return save(services, reader, field);
  }
}

function told(proposed: { changeId: string; title: string } | { changeId: null }): DictionaryOutcome {
  return proposed.changeId === null ? { did: 'nothing' } : { did: 'proposed', ...proposed };
}

async function save(
  services: Services,
  reader: Reader,
  field: (name: string) => string,
): Promise<DictionaryOutcome> {
  const fields = readEntryForm(field);
  const id = field('id');
  try {
    return told(await proposeEntry(services, reader, { fields, ...(id !== '' && { id }) }));
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return { did: 'refused', fields: error.fields, draft: { ...fields, ...(id !== '' && { id }) } };
  }
}

/** An outcome as the page shows it: what is wrong in the reader's language. */
export function sayOutcome(outcome: DictionaryOutcome, locale: Locale): DictionaryOutcome {
  if (outcome.did === 'refused') return { ...outcome, fields: sayProblems(locale, outcome.fields) };
  if (!('problems' in outcome)) return outcome;
  const problems = outcome.problems.map(({ line, message }) => ({
    line,
    message: sayProblem(locale, message),
  }));
  return { ...outcome, problems };
}

/** What a question would be understood as if the entry stood in the dictionary; nothing is written. */
function tryEntry({ dictionary }: Services, field: (name: string) => string): DictionaryOutcome {
  const fields = readEntryForm(field);
  const id = field('id');
  const draft = { ...fields, ...(id !== '' && { id }) };
  const parsed = entryInputSchema.safeParse(fields);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => [String(path[0] ?? 'term'), message]);
    return { did: 'refused', fields: Object.fromEntries(problems) as Record<string, string>, draft };
  }
  const question = field('question').trim() === '' ? fields.term : field('question').trim().slice(0, 500);
  const trial = dictionary.with({ upserts: [parsed.data], ...(id !== '' && { removals: [id] }) });
  return { did: 'tried', draft, question, understood: understandQuestion(question, trial) };
}

async function importTable(
  services: Services,
  reader: Reader,
  file: FormDataEntryValue | null,
): Promise<DictionaryOutcome> {
  const text = file instanceof File ? await file.text() : '';
  const { entries, problems } = parseEntriesCsv(text);
  const counts =
    entries.length === 0
      ? { changeId: null, added: 0, changed: 0, same: 0 }
      : await proposeImport(services, reader, entries);
  const { changeId, added, changed, same } = counts;
  return {
    did: 'imported',
    ...{ changeId, added, changed, same },
    problems: problems.slice(0, mostProblems),
    moreProblems: Math.max(0, problems.length - mostProblems),
  };
}
