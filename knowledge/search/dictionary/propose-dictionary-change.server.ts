import { proposeChange } from '~/knowledge/evaluation/gate/propose-change.server';
import { AccessDeniedError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import { departmentsOf, hasRole, type Reader } from '~/prisma/access/reader';
import type { Db, Tx } from '~/prisma/database.server';

import { entryInputSchema, type EntryInput } from '../understanding/dictionary-entry';
import { termKey } from '../understanding/term-key';
import { dictionaryUndoSchema, entryUpsertSchema, type EntryUpsert } from './dictionary-change';
import type { CsvEntry } from './entries-csv';
import { editableEntries } from './list-entries.server';

interface Deps {
  db: Db;
  now: () => Date;
}

/** What became of a proposal: the change that waits for its check, or that nothing differs from what stands. */
export type Proposed = { changeId: string; title: string } | { changeId: null };

/**
 * Proposes a new entry, or with `id` a changed one. Throws `InvalidInputError` by field, `NotFoundError` for an entry
 * that is gone, `AccessDeniedError` for another department's.
 */
export async function proposeEntry(
  deps: Deps,
  reader: Reader,
  input: { id?: string; fields: unknown },
): Promise<Proposed> {
  const entry = readFields(input.fields);
  return deps.db.$transaction(async (tx) => {
    const same = await tx.dictionaryEntry.findUnique({
      where: { kind_termKey: { kind: entry.kind, termKey: termKey(entry.term) } },
      select: { id: true },
    });
    if (same && same.id !== input.id)
      throw new InvalidInputError({ term: `词典里已有“${entry.term}”这一条，请搜索后修改那一条` });
    if (input.id !== undefined) await requireEditable(tx, reader, [input.id]);
    const upsert = {
      ...entry,
      ...(input.id !== undefined && { id: input.id }),
      departmentId: ownDepartment(reader),
    };
    const title = `${input.id === undefined ? '新增' : '修改'}词条：${entry.term}`;
    return propose(tx, deps, reader, title, { upserts: [{ ...upsert, isSample: false }], removals: [] });
  });
}

/** Proposes to take entries out; those that are gone already are passed over. */
export async function proposeRemoval(deps: Deps, reader: Reader, ids: readonly string[]): Promise<Proposed> {
  return deps.db.$transaction(async (tx) => {
    const entries = await tx.dictionaryEntry.findMany({
      where: { id: { in: [...ids] } },
      select: { id: true, term: true },
    });
    const [first] = entries;
    if (!first) return { changeId: null };
    await requireEditable(
      tx,
      reader,
      entries.map(({ id }) => id),
    );
    const title =
      entries.length === 1 ? `删除词条：${first.term}` : `删除“${first.term}”等 ${entries.length} 个词条`;
    return propose(tx, deps, reader, title, { upserts: [], removals: entries.map(({ id }) => id) });
  });
}

/** Proposes the entries of a table as one change; what stands there word for word is left out. */
export async function proposeImport(
  deps: Deps,
  reader: Reader,
  entries: readonly CsvEntry[],
): Promise<Proposed & { added: number; changed: number; same: number }> {
  return deps.db.$transaction(async (tx) => {
    const standing = new Map(
      (await tx.dictionaryEntry.findMany()).map((row) => [`${row.kind} ${row.termKey}`, row]),
    );
    const upserts: EntryUpsert[] = [];
    let [changed, same] = [0, 0];
    for (const entry of entries) {
      const row = standing.get(`${entry.kind} ${termKey(entry.term)}`);
      if (row && isSame(row, entry)) same += 1;
      else {
        if (row) changed += 1;
        upserts.push({ ...entry, ...(row && { id: row.id }), departmentId: ownDepartment(reader) });
      }
    }
    const counts = { added: upserts.length - changed, changed, same };
    if (upserts.length === 0) return { changeId: null, ...counts };
    await requireEditable(
      tx,
      reader,
      upserts.flatMap(({ id }) => id ?? []),
    );
    const title = `导入词条：新增 ${counts.added} 条，修改 ${counts.changed} 条`;
    return { ...(await propose(tx, deps, reader, title, { upserts, removals: [] })), ...counts };
  });
}

function readFields(fields: unknown): EntryInput {
  const parsed = entryInputSchema.safeParse(fields);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => [String(path[0] ?? 'term'), message]);
  throw new InvalidInputError(Object.fromEntries(problems.reverse()) as Record<string, string>);
}

async function requireEditable(tx: Tx, reader: Reader, ids: string[]): Promise<void> {
  const standing = await tx.dictionaryEntry.count({ where: { id: { in: ids } } });
  if (standing < ids.length) throw new NotFoundError('dictionary-entry', ids.join());
  const editable = await tx.dictionaryEntry.count({
    where: { AND: [{ id: { in: ids } }, editableEntries(reader)] },
  });
  if (editable < ids.length) throw new AccessDeniedError('edit-dictionary-entry');
}

/** A department's person writes the department's entries, an administrator the city's. */
const ownDepartment = (reader: Reader) => departmentsOf(reader, 'designer', 'helpdesk')[0] ?? null;

async function propose(
  tx: Tx,
  { now }: Deps,
  reader: Reader,
  title: string,
  payload: { upserts: EntryUpsert[]; removals: string[] },
): Promise<{ changeId: string; title: string }> {
  const proposal = {
    kind: 'dictionary' as const,
    title,
    payload,
    departmentId: ownDepartment(reader),
    reader,
  };
  const { changeId } = await proposeChange(tx, { ...proposal, now: now() });
  return { changeId, title };
}

function isSame(
  row: { targets: unknown; weight: number; note: string; term: string },
  entry: Pick<CsvEntry, 'targets' | 'weight' | 'note' | 'term'>,
): boolean {
  return (
    row.term === entry.term &&
    row.weight === entry.weight &&
    row.note === entry.note &&
    JSON.stringify(row.targets) === JSON.stringify(entry.targets)
  );
}

/**
 * Proposes the opposite of a published change: what it wrote goes, what it took comes back. It passes the gate like any
 * other change. Throws `NotFoundError` for a change that isn't published or isn't the reader's to take back.
 */
export async function proposeUndo(deps: Deps, reader: Reader, changeId: string): Promise<Proposed> {
  return deps.db.$transaction(async (tx) => {
    const change = await tx.knowledgeChange.findFirst({
      where: {
        id: changeId,
        kind: 'dictionary',
        state: 'published',
        ...(!hasRole(reader, 'administrator') && {
          departmentId: { in: departmentsOf(reader, 'designer', 'helpdesk') },
        }),
      },
    });
    if (!change || change.undo === null) throw new NotFoundError('change', changeId);
    const { restore, created } = dictionaryUndoSchema.parse(change.undo);
    const upserts = restore.map(({ id, kind, term, targets, weight, note, departmentId, isSample }) =>
      entryUpsertSchema.parse({ id, kind, term, targets, weight, note, departmentId, isSample }),
    );
    return propose(tx, deps, reader, `撤销：${change.title}`, { upserts, removals: created });
  });
}
