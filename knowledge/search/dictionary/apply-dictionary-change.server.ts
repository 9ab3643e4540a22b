import { randomUUID } from 'node:crypto';

import type { ChangeApplier, ChangeContext } from '~/knowledge/evaluation/gate/change-applier';
import { ConflictError } from '~/prisma/access/access-denied';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Tx } from '~/prisma/database.server';

import { termKey } from '../understanding/term-key';
import {
  dictionaryChangeSchema,
  dictionaryUndoSchema,
  type DictionaryChange,
  type DictionaryUndo,
  type EntryUpsert,
  type StoredEntry,
} from './dictionary-change';

type Row = NonNullable<Awaited<ReturnType<Tx['dictionaryEntry']['findUnique']>>>;

/**
 * Writes and removes entries of the dictionary; running servers follow at once. What is to be removed and is
 * gone already stays so. Throws `ConflictError` when another entry has the kind and term by now.
 */
export const dictionaryApplier: ChangeApplier<DictionaryChange, DictionaryUndo> = {
  async apply(tx, payload, context) {
    const { upserts, removals } = dictionaryChangeSchema.parse(payload);
    const undo: DictionaryUndo = { restore: [], created: [] };
    const leaving = await tx.dictionaryEntry.findMany({ where: { id: { in: removals } } });
    undo.restore.push(...leaving.map(stored));
    await tx.dictionaryEntry.deleteMany({ where: { id: { in: removals } } });
    for (const upsert of upserts) await write(tx, upsert, context, undo);
    await audit(tx, context, 'dictionary.changed', { written: upserts.length, removed: leaving.length });
    return undo;
  },

  async revert(tx, undo, context) {
    const { restore, created } = dictionaryUndoSchema.parse(undo);
    const keys = restore.map(({ kind, termKey: key }) => ({ kind, termKey: key }));
    // What took the place of a restored entry since then gives way: it is what the rollback takes back.
    await tx.dictionaryEntry.deleteMany({
      where: { OR: [{ id: { in: [...created, ...restore.map(({ id }) => id)] } }, ...keys] },
    });
    await tx.dictionaryEntry.createMany({
      data: restore.map((entry) => ({
        ...entry,
        updatedAt: context.now,
        updatedById: context.reader.personId,
      })),
    });
    await audit(tx, context, 'dictionary.restored', { restored: restore.length, removed: created.length });
  },
};

async function write(
  tx: Tx,
  upsert: EntryUpsert,
  context: ChangeContext,
  undo: DictionaryUndo,
): Promise<void> {
  const { id, departmentId, isSample, ...entry } = upsert;
  const key = termKey(entry.term);
  const same = await tx.dictionaryEntry.findUnique({
    where: { kind_termKey: { kind: entry.kind, termKey: key } },
  });
  const before = id === undefined ? same : await tx.dictionaryEntry.findUnique({ where: { id } });
  if (same && before && same.id !== before.id)
    throw new ConflictError(`词典里已有“${entry.term}”这一条，请修改那一条`, { id: same.id });
  const by = context.proposedById;
  const data = { ...entry, termKey: key, updatedAt: context.now, updatedById: by };
  if (before) {
    undo.restore.push(stored(before));
    // Whose entry it is stays, whoever corrects it.
    await tx.dictionaryEntry.update({ where: { id: before.id }, data });
    return;
  }
  const created = randomUUID();
  undo.created.push(created);
  await tx.dictionaryEntry.create({
    data: { ...data, id: created, departmentId, isSample, createdById: by, createdAt: context.now },
  });
}

function stored(row: Row): StoredEntry {
  return {
    ...row,
    targets: row.targets as string[],
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

async function audit(
  tx: Tx,
  context: ChangeContext,
  action: string,
  detail: Record<string, number>,
): Promise<void> {
  const { changeId, reader, now } = context;
  await appendAuditEntry(tx, reader, { action, subjectKind: 'dictionary', subjectId: changeId, detail }, now);
}
