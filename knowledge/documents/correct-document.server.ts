import type { Reader } from '~/prisma/access/reader';
import { ConflictError, InvalidInputError } from '~/prisma/access/access-denied';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db, Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';
import { indexPassages } from '~/knowledge/search/keyword-index.server';
import { passageTextHash } from '~/knowledge/search/passage-text-hash.server';

import { columnsOf, isUsable } from './document-fields';
import type { DocumentKind } from './document-kind';
import { linkVersions } from './link-versions.server';
import type { DocumentMetadata, FoundValue } from './metadata';
import { requireManagedDocument } from './require-managed-document.server';
import { embedJob } from './save-document.server';
import { settleVersions } from './settle-versions.server';
import { titleKey } from './title-key';

export const correctableFields = [
  'title',
  'documentNumber',
  'issuer',
  'region',
  'kind',
  'adoptedOn',
  'issuedOn',
  'effectiveFrom',
  'expiresOn',
  'repealedOn',
] as const;
export type CorrectableField = (typeof correctableFields)[number];

/** Found values, by field, that come back with their words. */
export type Restored = Partial<Record<CorrectableField, FoundValue>>;

interface Dependencies {
  db: Db;
  now: () => Date;
}

/**
 * Puts what a person knows before what was found in the text; an empty value clears a field. What stood there before is
 * kept in the metadata's history and in the audit trail, and versions and repeals are worked out anew.
 *
 * Throws NotFoundError (not the reader's), InvalidInputError by field, ConflictError (title and text are there already).
 */
export async function correctDocument(
  { db, now }: Dependencies,
  reader: Reader,
  id: string,
  changes: Partial<Record<CorrectableField, string>>,
  reason?: string,
): Promise<{ changed: CorrectableField[] }> {
  requireUsable(changes);
  const at = now();
  return db.$transaction(
    async (tx) => {
      const row = await requireManagedDocument(tx, reader, id);
      return correctFields(tx, { row, reader, at }, changes, { reason, isAudited: true });
    },
    { timeout: 60_000, maxWait: 60_000 },
  );
}

/** Throws InvalidInputError by field for what can't be. */
export function requireUsable(changes: Partial<Record<CorrectableField, string>>): void {
  const wrong = Object.entries(changes).filter(([field, value]) => value !== '' && !isUsable(field, value));
  if (changes.title?.trim() === '') wrong.push(['title', '']);
  if (wrong.length > 0)
    throw new InvalidInputError(Object.fromEntries(wrong.map(([field]) => [field, sentenceFor(field)])));
}

/** The same in a transaction that stands, of a row that was found to be the reader's. */
export async function correctFields(
  tx: Tx,
  { row, reader, at }: { row: Awaited<ReturnType<typeof requireManagedDocument>>; reader: Reader; at: Date },
  changes: Partial<Record<CorrectableField, string>>,
  {
    reason,
    isAudited,
    restored = {},
  }: {
    reason?: string | undefined;
    isAudited: boolean;
    /** Found values that an undo puts back with their words. */
    restored?: Restored;
  },
): Promise<{ changed: CorrectableField[] }> {
  const { id } = row;
  const metadata = row.metadata as unknown as DocumentMetadata;
  const changed: CorrectableField[] = [];
  for (const field of correctableFields) {
    const value = changes[field];
    if (value === undefined || value === (row[field] ?? '')) continue;
    changed.push(field);
    const before: FoundValue | null = metadata.fields[field] ?? standing(row[field]);
    const after = restored[field] ?? correction(value, reader, at);
    metadata.history.push({
      field,
      before,
      after,
      by: nameOf(reader),
      at: at.toISOString(),
      ...(reason && { reason }),
    });
    metadata.fields[field] = after;
  }
  if (changed.length === 0) return { changed };
  const title = metadata.fields.title?.value || row.title;
  const columns = columnsOf(metadata.fields, row.kind as DocumentKind);
  const key = titleKey(title);
  const twin = await findTwin(tx, row, title);
  if (twin) throw new ConflictError('The same text stands under this title already', twin.id);
  const repealedOn = changed.includes('repealedOn') ? changes.repealedOn || null : row.repealedOn;
  await tx.document.update({
    where: { id },
    data: {
      ...columns,
      title,
      titleKey: key,
      repealedOn,
      metadata: metadata as unknown as Prisma.InputJsonObject,
    },
  });
  if (changed.includes('title') || changed.includes('documentNumber')) await indexAnew(tx, id, title);
  await linkVersions(tx, row);
  await settleVersions(tx, { id, titleKey: key, region: columns.region });
  if (isAudited) {
    const from = Object.fromEntries(
      changed.map((field) => [field, { from: row[field], to: changes[field] ?? '' }]),
    );
    const detail = { reason: reason ?? null, changes: from };
    const event = { action: 'document.correct', subjectKind: 'document', subjectId: id, detail };
    await appendAuditEntry(tx, reader, event, at);
  }
  return { changed };
}

/** The document that has the same text under the title already. */
export async function findTwin(
  tx: Tx,
  { id, textHash }: { id: string; textHash: string },
  title: string,
): Promise<{ id: string } | null> {
  return tx.document.findFirst({
    where: { titleKey: titleKey(title), textHash, id: { not: id } },
    select: { id: true },
  });
}

/** Publishes a draft, or takes a published document back: no search finds it then, and versions close around it. */
export async function setDocumentState(
  { db, now }: Dependencies,
  reader: Reader,
  id: string,
  state: 'published' | 'withdrawn',
): Promise<void> {
  const at = now();
  await db.$transaction(
    async (tx) => {
      const row = await requireManagedDocument(tx, reader, id);
      if (row.state === state) return;
      await tx.document.update({
        where: { id },
        data: {
          state,
          ...(state === 'published' ? { publishedAt: at } : { supersededOn: null, supersededById: null }),
        },
      });
      await settleVersions(tx, row);
      await appendAuditEntry(
        tx,
        reader,
        {
          action: `document.${state === 'published' ? 'publish' : 'withdraw'}`,
          subjectKind: 'document',
          subjectId: id,
          detail: { title: row.title, from: row.state },
        },
        at,
      );
    },
    { timeout: 60_000, maxWait: 60_000 },
  );
}

function standing(value: string | null): FoundValue | null {
  return value === null ? null : { value, words: value, start: null, end: null, from: 'command' };
}

function nameOf(reader: Reader): string {
  return reader.name ?? reader.personId ?? reader.keyId ?? reader.kind;
}

function correction(value: string, reader: Reader, at: Date): FoundValue {
  return {
    value,
    words: value,
    start: null,
    end: null,
    from: 'correction',
    correctedBy: nameOf(reader),
    correctedAt: at.toISOString(),
  };
}

/** The title and the number are searched with each passage. */
async function indexAnew(tx: Tx, documentId: string, title: string): Promise<void> {
  const passages = await tx.passage.findMany({
    where: { documentId },
    select: { id: true, path: true, text: true, textHash: true },
  });
  for (const { id, path, text, textHash } of passages) {
    const hash = passageTextHash({ title, path, text });
    if (hash !== textHash) await tx.passage.update({ where: { id }, data: { textHash: hash } });
  }
  await indexPassages(
    tx,
    passages.map(({ id, path, text }) => ({ id, title, path, text })),
  );
  await enqueueJob(tx, embedJob);
}

function sentenceFor(field: string): string {
  if (field === 'title') return '标题不能为空，且不超过 200 字';
  if (field === 'region') return '地区应为 6 位行政区划代码，如 359900';
  if (field === 'kind') return '请选择文件类型';
  if (/On$|From$/.test(field)) return '日期应为存在的日期，写作 2026-12-15';
  return '不超过 200 字';
}
