import type { ChangeApplier } from '~/knowledge/evaluation/gate/change-applier';
import { proposeChange } from '~/knowledge/evaluation/gate/propose-change.server';
import { InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { correctFields, requireUsable } from '../correct-document.server';
import { isOpen } from '../document-fields';
import type { DocumentMetadata, FoundValue } from '../metadata';
import { requireManagedDocument } from '../require-managed-document.server';
import { settleVersions } from '../settle-versions.server';

/** The days that decide when a document counts. */
export const lifeDates = ['effectiveFrom', 'expiresOn', 'repealedOn'] as const;
export type LifeDate = (typeof lifeDates)[number];

/** New days of a document; an empty text clears one. */
export interface DocumentDates {
  documentId: string;
  dates: Partial<Record<LifeDate, string>>;
  reason: string;
  /** As the person is called who knows the days. */
  by: string | null;
}

interface UndoDates {
  documentId: string;
  before: Partial<Record<LifeDate, { column: string | null; found: FoundValue | null }>>;
}

/** Changes when a document counts. Reverting puts back what stood there, found words included. */
export const documentDates: ChangeApplier<DocumentDates, UndoDates> = {
  async apply(tx, { documentId, dates, reason, by }, { where, reader, now }) {
    const row = await tx.document.findUnique({ where: { id: documentId }, omit: { text: true } });
    if (!row) throw new InvalidInputError({ document: '文件已不存在' });
    const { fields } = row.metadata as unknown as DocumentMetadata;
    const before = Object.fromEntries(
      lifeDates
        .filter((field) => dates[field] !== undefined)
        .map((field) => [field, { column: row[field], found: fields[field] ?? null }]),
    );
    await correctFields(tx, { row, reader: { ...reader, name: by ?? reader.name }, at: now }, dates, {
      reason,
      isAudited: where === 'live',
    });
    return { documentId, before } as unknown as Prisma.InputJsonObject;
  },
  async revert(tx, { documentId, before }, { now }) {
    const row = await tx.document.findUnique({ where: { id: documentId }, omit: { text: true } });
    if (!row) return;
    const metadata = row.metadata as unknown as DocumentMetadata;
    const columns: Partial<Record<LifeDate, string | null>> = {};
    for (const field of lifeDates) {
      const stood = before[field];
      if (!stood) continue;
      metadata.history.push({
        field,
        before: metadata.fields[field] ?? null,
        after: stood.found,
        by: null,
        at: now.toISOString(),
      });
      if (stood.found) metadata.fields[field] = stood.found;
      else delete metadata.fields[field];
      columns[field] = stood.column;
    }
    await tx.document.update({
      where: { id: documentId },
      data: {
        ...columns,
        datesState:
          isOpen(metadata.fields.effectiveFrom) || isOpen(metadata.fields.expiresOn) ? 'found' : 'given',
        metadata: metadata as unknown as Prisma.InputJsonObject,
      },
    });
    await settleVersions(tx, row);
  },
};

/**
 * Sends new days to the gate. Null when nothing changes. Throws NotFoundError (not the reader's), InvalidInputError by
 * field (no such day, an end before the beginning).
 */
export async function proposeDates(
  tx: Tx,
  reader: Reader,
  { documentId, dates, reason }: Omit<DocumentDates, 'by'>,
  now: Date,
): Promise<{ changeId: string } | null> {
  const row = await requireManagedDocument(tx, reader, documentId);
  const changed = Object.fromEntries(
    lifeDates.flatMap((field) => {
      const value = dates[field];
      return value === undefined || value === (row[field] ?? '') ? [] : [[field, value]];
    }),
  ) as Partial<Record<LifeDate, string>>;
  if (Object.keys(changed).length === 0) return null;
  requireUsable(changed);
  requireOrder({ ...row, ...changed });
  return proposeChange(tx, {
    kind: 'document-dates',
    title: `更改《${row.title}》的效力日期`,
    payload: { documentId, dates: changed, reason: reason.slice(0, 500), by: reader.name },
    departmentId: row.departmentId,
    reader,
    now,
  });
}

/** Throws InvalidInputError for an end before the beginning. */
export function requireOrder(after: { effectiveFrom: string | null; expiresOn: string | null }): void {
  if (after.effectiveFrom && after.expiresOn && after.expiresOn < after.effectiveFrom)
    throw new InvalidInputError({
      expiresOn: `有效期应不早于施行日期 ${after.effectiveFrom}，现在是 ${after.expiresOn}`,
    });
}
