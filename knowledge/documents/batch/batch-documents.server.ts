import { AccessDeniedError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import { departmentsOf, hasRole, type Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db, Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { proposePublishing } from '../changes/publish-documents.server';
import { proposeWithdrawals } from '../changes/withdraw-document.server';
import { inChunks } from '../changes/in-chunks';
import { managedDocuments, managesDocuments } from '../readable-documents';
import { settleAllVersions } from '../settle-versions.server';

export const batchActions = ['publish', 'withdraw', 'set-department', 'set-audience'] as const;
export type BatchAction = (typeof batchActions)[number];

/** What shall be done with which documents; `value` is the department or the audience. */
export interface Batch {
  action: BatchAction;
  value?: string;
  documentIds: readonly string[];
}

/** What a batch would do: which documents it changes, which stay as they are and why. */
export interface BatchPreview {
  changes: { id: string; title: string; from: string }[];
  same: { id: string; title: string }[];
  /** Not the reader's to change. */
  foreign: number;
}

interface Standing {
  state: string;
  departmentId: string | null;
  audience: string;
}

/** Most documents in one batch. */
export const mostInBatch = 5000;

/** Tells what a batch would do, before anything is done. Throws AccessDeniedError, InvalidInputError. */
export async function previewBatch(db: Db | Tx, reader: Reader, batch: Batch): Promise<BatchPreview> {
  await checkBatch(db, reader, batch);
  const rows = await readRows(db, reader, batch.documentIds);
  const [changes, same] = [
    rows.filter((row) => isChanged(row, batch)),
    rows.filter((row) => !isChanged(row, batch)),
  ];
  const names = await departmentNames(db, rows);
  return {
    changes: changes.map((row) => ({ id: row.id, title: row.title, from: fromOf(row, batch, names) })),
    same: same.map(({ id, title }) => ({ id, title })),
    foreign: new Set(batch.documentIds).size - rows.length,
  };
}

/**
 * Does it. Publishing goes to the gate as one change; the rest acts at once and can be undone as a whole.
 * Throws AccessDeniedError, InvalidInputError.
 */
export async function runBatch(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
  batch: Batch,
): Promise<{ changed: number; batchId: string | null; changeId: string | null }> {
  const at = now();
  return db.$transaction(
    async (tx) => {
      await checkBatch(tx, reader, batch);
      const rows = (await readRows(tx, reader, batch.documentIds)).filter((row) => isChanged(row, batch));
      if (rows.length === 0) return { changed: 0, batchId: null, changeId: null };
      const ids = rows.map(({ id }) => id);
      if (batch.action === 'publish') {
        const change = await proposePublishing(tx, { reader, documentIds: ids, now: at });
        return { changed: change ? ids.length : 0, batchId: null, changeId: change?.changeId ?? null };
      }
      // What answers people goes to the gate; a draft is put away at once.
      const live = batch.action === 'withdraw' ? rows.filter(({ state }) => state === 'published') : [];
      const change = live.length > 0 ? await proposeWithdrawals(tx, reader, live, at) : null;
      const own = rows.filter((row) => !live.includes(row));
      const changeId = change?.changeId ?? null;
      if (own.length === 0) return { changed: rows.length, batchId: null, changeId };
      const before = Object.fromEntries(
        own.map(({ id, state, departmentId, audience }) => [id, { state, departmentId, audience }]),
      );
      const data = dataOf(batch);
      const ownIds = own.map(({ id }) => id);
      for (const chunk of inChunks(ownIds))
        await tx.document.updateMany({ where: { id: { in: chunk } }, data });
      if (batch.action === 'withdraw') await settleAllVersions(tx, own);
      const kept = await tx.documentBatch.create({
        data: {
          action: batch.action,
          value: batch.value ?? null,
          before: before,
          departmentId: own[0]?.departmentId ?? null,
          createdById: reader.personId,
          createdAt: at,
        },
        select: { id: true },
      });
      await note(
        tx,
        reader,
        `documents.${batch.action}`,
        kept.id,
        { documentIds: ownIds, value: batch.value ?? null },
        at,
      );
      return { changed: rows.length, batchId: kept.id, changeId };
    },
    { timeout: 60_000, maxWait: 60_000 },
  );
}

/** Takes a batch back: each document that still stands as the batch left it gets what it had. Throws NotFoundError. */
export async function undoBatch(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
  batchId: string,
): Promise<{ restored: number }> {
  const at = now();
  return db.$transaction(
    async (tx) => {
      const batch = await tx.documentBatch.findFirst({
        where: { id: batchId, undoneAt: null, createdById: reader.personId },
      });
      if (!batch || !managesDocuments(reader)) throw new NotFoundError('batch', batchId);
      const before = batch.before as unknown as Record<string, Standing>;
      const left = dataOf({ action: batch.action as BatchAction, value: batch.value ?? undefined });
      const restored: { id: string; titleKey: string; region: string }[] = [];
      for (const chunk of inChunks(Object.keys(before))) {
        const rows = await tx.document.findMany({
          where: { id: { in: chunk }, ...wherePlain(left) },
          select: { id: true, titleKey: true, region: true },
        });
        for (const row of rows) {
          const standing = before[row.id];
          if (!standing) continue;
          await tx.document.update({ where: { id: row.id }, data: { ...standing } });
          restored.push(row);
        }
      }
      if (batch.action === 'withdraw') await settleAllVersions(tx, restored);
      await tx.documentBatch.update({ where: { id: batchId }, data: { undoneAt: at } });
      await note(tx, reader, 'documents.undo-batch', batchId, { restored: restored.length }, at);
      return { restored: restored.length };
    },
    { timeout: 60_000, maxWait: 60_000 },
  );
}

type Row = Awaited<ReturnType<typeof readRows>>[number];

async function readRows(db: Db | Tx, reader: Reader, ids: readonly string[]) {
  const rows = [];
  for (const chunk of inChunks([...new Set(ids)])) {
    const found = await db.document.findMany({
      where: { AND: [{ id: { in: chunk } }, managedDocuments(reader)] },
      select: {
        id: true,
        title: true,
        titleKey: true,
        region: true,
        state: true,
        departmentId: true,
        audience: true,
      },
    });
    rows.push(...found);
  }
  return rows;
}

function isChanged(row: Row, { action, value }: Batch): boolean {
  if (action === 'publish') return row.state !== 'published';
  if (action === 'withdraw') return row.state !== 'withdrawn';
  if (action === 'set-department') return (row.departmentId ?? '') !== (value ?? '');
  return row.audience !== value;
}

function dataOf({ action, value }: Pick<Batch, 'action' | 'value'>) {
  if (action === 'withdraw') return { state: 'withdrawn', supersededOn: null, supersededById: null };
  if (action === 'set-department') return { departmentId: value || null };
  return { audience: value === 'department' ? 'department' : 'public' };
}

function wherePlain(data: ReturnType<typeof dataOf>): Prisma.DocumentWhereInput {
  if ('state' in data) return { state: data.state };
  return data;
}

function fromOf(row: Row, { action }: Batch, names: ReadonlyMap<string, string>): string {
  if (action === 'set-department')
    return row.departmentId ? (names.get(row.departmentId) ?? row.departmentId) : '';
  if (action === 'set-audience') return row.audience;
  return row.state;
}

async function departmentNames(db: Db | Tx, rows: readonly Row[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.map(({ departmentId }) => departmentId).filter((id) => id !== null))];
  const found = await db.department.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true },
  });
  return new Map(found.map(({ id, name }) => [id, name]));
}

async function checkBatch(db: Db | Tx, reader: Reader, { action, value, documentIds }: Batch): Promise<void> {
  if (!managesDocuments(reader)) throw new AccessDeniedError('manage-documents');
  if (documentIds.length === 0) throw new InvalidInputError({ documentIds: '请先勾选文件' });
  if (documentIds.length > mostInBatch)
    throw new InvalidInputError({ documentIds: `一次最多处理 ${mostInBatch} 份文件，请先缩小筛选范围` });
  if (action === 'set-audience' && value !== 'public' && value !== 'department')
    throw new InvalidInputError({ value: '请选择公开范围' });
  if (action !== 'set-department') return;
  const known = await db.department.count({ where: { id: value ?? '' } });
  const own =
    hasRole(reader, 'administrator') || departmentsOf(reader, 'designer', 'helpdesk').includes(value ?? '');
  if (known === 0 || !own) throw new InvalidInputError({ value: '请选择您所在的部门' });
}

async function note(
  tx: Tx,
  reader: Reader,
  action: string,
  subjectId: string,
  detail: Prisma.InputJsonObject,
  at: Date,
): Promise<void> {
  await appendAuditEntry(tx, reader, { action, subjectKind: 'document-batch', subjectId, detail }, at);
}
