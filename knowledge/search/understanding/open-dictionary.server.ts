import { TokenFrequencies } from '~/knowledge/search/token-frequencies.server';
import type { SqlReader } from '~/prisma/database.server';

import { buildDictionary, type Dictionary } from './dictionary';
import type { DictionaryWord, EntryKind } from './dictionary-entry';
import { Syllables } from './syllables';

/** The dictionary of the process, as the database has it. */
export interface LiveDictionary {
  /** The dictionary that holds now, whichever process changed it: looked for anew after each write to the database. */
  current(): Dictionary;
  /**
   * The dictionary as if these entries stood in it and those terms didn't: what a change would do, tried before it is
   * published.
   */
  with(change: { upserts?: readonly DictionaryWord[]; removals?: readonly string[] }): Dictionary;
  /** No entries at all: what search would do without the dictionary. Titles and numbers are still known. */
  without(): Dictionary;
}

interface EntryRow {
  id: string;
  kind: EntryKind;
  term: string;
  targets: string;
  weight: number;
}

/**
 * Opens the dictionary over the database: entries, and the titles and numbers of public documents. It is built when
 * first asked for and again when an entry was changed or a document published.
 */
export function openDictionary({ sql, now }: { sql: SqlReader; now: () => Date }): LiveDictionary {
  const syllables = new Syllables();
  const frequencies = new TokenFrequencies(sql, now);
  // A city without passages has no words of its own: then nothing is a slip.
  const occurs = (pair: string) =>
    frequencies.passages === 0 || (frequencies.of([pair])[0]?.documents ?? 0) > 0;
  let built: { signature: string; dictionary: Dictionary } | null = null;
  let bare: { signature: string; dictionary: Dictionary } | null = null;
  let seenVersion = -1;
  const build = (entries: readonly DictionaryWord[]) =>
    buildDictionary({ entries, ...readNames(sql), occurs }, syllables);
  const refresh = (): { signature: string; dictionary: Dictionary } => {
    const version = sql.get<{ data_version: number }>('PRAGMA data_version')?.data_version ?? 0;
    if (built && version === seenVersion) return built;
    seenVersion = version;
    const signature = readSignature(sql);
    if (built?.signature !== signature) built = { signature, dictionary: build(readEntries(sql)) };
    return built;
  };
  return {
    current: () => refresh().dictionary,
    with({ upserts = [], removals = [] }) {
      const replaced = new Set(upserts.map(({ kind, term }) => `${kind} ${term}`));
      const kept = readEntries(sql).filter(
        ({ id, kind, term }) => !removals.includes(id) && !replaced.has(`${kind} ${term}`),
      );
      return build([...kept, ...upserts]);
    },
    without() {
      const { signature } = refresh();
      if (bare?.signature !== signature) bare = { signature, dictionary: build([]) };
      return bare.dictionary;
    },
  };
}

/** Changes whenever an entry is written or removed, or a document comes, is published or withdrawn. */
function readSignature(sql: SqlReader): string {
  const entries = sql.get<{ n: number; last: string | null }>(
    'SELECT count(*) AS n, max(updatedAt) AS last FROM "DictionaryEntry"',
  );
  const documents = sql.all<{ state: string; audience: string; n: number; last: number }>(
    'SELECT state, audience, count(*) AS n, max(rowid) AS last FROM "Document" GROUP BY state, audience',
  );
  return JSON.stringify([entries, documents]);
}

function readEntries(sql: SqlReader): (DictionaryWord & { id: string })[] {
  return sql
    .all<EntryRow>('SELECT id, kind, term, targets, weight FROM "DictionaryEntry" ORDER BY term, kind')
    .map(({ targets, ...row }) => ({ ...row, targets: JSON.parse(targets) as string[] }));
}

/** Only what everyone may see: a question must not tell of a department's own document. */
function readNames(sql: SqlReader): { titles: string[]; numbers: string[] } {
  const rows = sql.all<{ title: string; number: string | null }>(
    `SELECT DISTINCT title, documentNumber AS number FROM "Document"
      WHERE state = 'published' AND audience = 'public' ORDER BY title`,
  );
  return {
    titles: rows.map(({ title }) => title),
    numbers: rows.flatMap(({ number }) => number ?? []),
  };
}
