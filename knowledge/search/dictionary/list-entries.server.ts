import type { Db, SqlReader } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';
import { departmentsOf, hasRole, type Reader } from '~/prisma/access/reader';

import { TokenFrequencies } from '../token-frequencies.server';
import type { EntryKind } from '../understanding/dictionary-entry';
import { findHints, partsOfWords, type DictionaryHint } from './find-hints';

/** An entry as the desk shows it. */
export interface ListedEntry {
  id: string;
  kind: EntryKind;
  term: string;
  targets: string[];
  weight: number;
  note: string;
  isSample: boolean;
  departmentId: string | null;
  department: string | null;
  updatedBy: string | null;
  updatedAt: Date;
  /** Whether the reader may change it. */
  mine: boolean;
}

export interface EntryFilter {
  q?: string;
  kind?: EntryKind;
  /** Only those of the reader's departments. */
  own?: boolean;
}

/** The roles that edit the dictionary; a department's people its own entries and the city's, administrators all. */
export const dictionaryRoles = ['designer', 'helpdesk', 'administrator'] as const;

/** The entries that the reader may change: goes into a `where`. */
export function editableEntries(reader: Reader): Prisma.DictionaryEntryWhereInput {
  if (reader.kind === 'system' || hasRole(reader, 'administrator')) return {};
  return {
    OR: [{ departmentId: null }, { departmentId: { in: departmentsOf(reader, 'designer', 'helpdesk') } }],
  };
}

/** A page of the dictionary, the newest first when nothing is searched for. */
export async function listEntries(
  db: Db,
  reader: Reader,
  { q = '', kind, own = false }: EntryFilter,
  { page, pageSize }: { page: number; pageSize: number },
): Promise<{ entries: ListedEntry[]; total: number }> {
  const where: Prisma.DictionaryEntryWhereInput = {
    AND: [
      kind ? { kind } : {},
      own ? { departmentId: { in: departmentsOf(reader) } } : {},
      q === '' ? {} : { id: { in: await findByWords(db, q) } },
    ],
  };
  const [total, rows, editable] = await Promise.all([
    db.dictionaryEntry.count({ where }),
    db.dictionaryEntry.findMany({
      where,
      orderBy: [{ updatedAt: 'desc' }, { term: 'asc' }, { id: 'asc' }],
      skip: (page - 1) * pageSize,
      take: pageSize,
    }),
    db.dictionaryEntry.findMany({ where: { AND: [where, editableEntries(reader)] }, select: { id: true } }),
  ]);
  const mine = new Set(editable.map(({ id }) => id));
  const names = await readNames(db, rows);
  return {
    total,
    entries: rows.map((row) => ({
      id: row.id,
      kind: row.kind as EntryKind,
      term: row.term,
      targets: row.targets as string[],
      weight: row.weight,
      note: row.note,
      isSample: row.isSample,
      departmentId: row.departmentId,
      department: names.departments.get(row.departmentId ?? '') ?? null,
      updatedBy: names.people.get(row.updatedById ?? row.createdById ?? '') ?? null,
      updatedAt: row.updatedAt,
      mine: mine.has(row.id),
    })),
  };
}

/** Hints over the whole dictionary, at most `most`, and how many there are. */
export function listHints(
  sql: SqlReader,
  now: () => Date,
  most = 30,
): { hints: DictionaryHint[]; total: number } {
  const frequencies = new TokenFrequencies(sql, now);
  const rows = sql.all<{ id: string; kind: EntryKind; term: string; targets: string }>(
    'SELECT id, kind, term, targets FROM "DictionaryEntry" ORDER BY term',
  );
  const entries = rows.map((row) => ({ ...row, targets: JSON.parse(row.targets) as string[] }));
  const parts = [...new Set(entries.flatMap(({ targets }) => targets.flatMap(partsOfWords)))];
  const known = new Set<string>();
  for (let from = 0; from < parts.length; from += 500) {
    for (const { token, documents } of frequencies.of(parts.slice(from, from + 500)))
      if (documents > 0) known.add(token);
  }
  const hints = findHints(entries, (words) => partsOfWords(words).every((part) => known.has(part)));
  return { hints: hints.slice(0, most), total: hints.length };
}

/** SQLite's LIKE over term, targets and note; % and _ are taken as written. */
async function findByWords(db: Db, q: string): Promise<string[]> {
  const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  const rows = await db.$queryRawUnsafe<{ id: string }[]>(
    `SELECT id FROM "DictionaryEntry" WHERE term LIKE ? ESCAPE '\\' OR targets LIKE ? ESCAPE '\\' OR note LIKE ? ESCAPE '\\'`,
    like,
    like,
    like,
  );
  return rows.map(({ id }) => id);
}

async function readNames(
  db: Db,
  rows: { departmentId: string | null; updatedById: string | null; createdById: string | null }[],
): Promise<{ departments: Map<string, string>; people: Map<string, string> }> {
  const departments = await db.department.findMany({
    where: { id: { in: rows.flatMap(({ departmentId }) => departmentId ?? []) } },
    select: { id: true, name: true },
  });
  const people = await db.person.findMany({
    where: { id: { in: rows.flatMap(({ updatedById, createdById }) => updatedById ?? createdById ?? []) } },
    select: { id: true, name: true },
  });
  return {
    departments: new Map(departments.map(({ id, name }) => [id, name])),
    people: new Map(people.map(({ id, name }) => [id, name])),
  };
}
