import type { ChangeApplier } from '~/knowledge/evaluation/gate/change-applier';
import { proposeChange } from '~/knowledge/evaluation/gate/propose-change.server';
import { ConflictError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db, Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import {
  correctFields,
  findTwin,
  requireUsable,
  type CorrectableField,
  type Restored,
} from '../correct-document.server';
import type { DocumentMetadata, FoundValue } from '../metadata';
import { requireManagedDocument } from '../require-managed-document.server';
import { requireOrder } from './document-dates.server';

/** Corrected data of a published document; an empty text clears a field. */
export interface DocumentFields {
  documentId: string;
  changes: Partial<Record<CorrectableField, string>>;
  reason: string;
  /** As the person is called who knows better. */
  by: string | null;
  /** Found values that come back with their words: a correction is taken back. */
  restored?: Restored;
}

interface UndoFields {
  documentId: string;
  before: Partial<Record<CorrectableField, { column: string | null; found: FoundValue | null }>>;
}

/** Corrects the data of a published document. Reverting puts back what stood there, found words included. */
export const documentFields: ChangeApplier<DocumentFields, UndoFields> = {
  async apply(tx, { documentId, changes, reason, by, restored }, { where, reader, now }) {
    const row = await requireRow(tx, documentId);
    const { fields } = row.metadata as unknown as DocumentMetadata;
    const before = Object.fromEntries(
      namesOf(changes).map((field) => [field, { column: row[field], found: fields[field] ?? null }]),
    );
    await requireNoTwin(tx, row, changes);
    await correctFields(tx, { row, reader: { ...reader, name: by ?? reader.name }, at: now }, changes, {
      ...{ reason, isAudited: where === 'live' },
      ...(restored && { restored }),
    });
    return { documentId, before } as unknown as Prisma.InputJsonObject;
  },
  async revert(tx, { documentId, before }, { where, reader, now }) {
    const row = await requireRow(tx, documentId);
    const changes: DocumentFields['changes'] = {};
    const restored: Restored = {};
    for (const field of namesOf(before)) {
      changes[field] = before[field]?.column ?? '';
      const found = before[field]?.found;
      if (found) restored[field] = found;
    }
    await requireNoTwin(tx, row, changes);
    await correctFields(tx, { row, reader, at: now }, changes, { isAudited: where === 'live', restored });
  },
};

/** What became of a correction: done at once, since nobody is answered from it yet, or sent to the gate. */
export type Corrected = { changeId: string } | { changeId: null };

/**
 * Corrects a document's data. What is published answers people, so its correction goes to the gate; a draft's is done.
 * Throws NotFoundError (not the reader's), InvalidInputError by field, ConflictError (title and text are there already).
 */
export async function proposeFields(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
  documentId: string,
  given: Pick<DocumentFields, 'changes' | 'restored'> & { reason?: string },
): Promise<Corrected> {
  requireUsable(given.changes);
  const at = now();
  return db.$transaction(
    async (tx): Promise<Corrected> => {
      const row = await requireManagedDocument(tx, reader, documentId);
      const changed = namesOf(given.changes).filter((field) => given.changes[field] !== (row[field] ?? ''));
      const changes = Object.fromEntries(changed.map((field) => [field, given.changes[field] ?? '']));
      const { reason = '', restored } = given;
      if (changed.length === 0) return { changeId: null };
      if (row.state !== 'published') {
        const options = { reason, isAudited: true, ...(restored && { restored }) };
        await correctFields(tx, { row, reader, at }, changes, options);
        return { changeId: null };
      }
      requireOrder({ ...row, ...changes });
      await requireNoTwin(tx, row, changes);
      const payload: DocumentFields = {
        ...{ documentId, changes, reason: reason.slice(0, 500), by: reader.name },
        ...(restored && { restored }),
      };
      return proposeChange(tx, {
        ...{ kind: 'document-fields', title: `更正《${row.title}》的信息`, departmentId: row.departmentId },
        ...{ payload: payload as unknown as Prisma.InputJsonObject, reader, now: at },
      });
    },
    { timeout: 60_000, maxWait: 60_000 },
  );
}

/**
 * Takes a field's newest correction back: what stood before comes back with its words, at once or by the gate.
 * Throws NotFoundError (not the reader's, never corrected).
 */
export async function proposeUndoCorrection(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  documentId: string,
  field: CorrectableField,
): Promise<Corrected> {
  const row = await deps.db.$transaction((tx) => requireManagedDocument(tx, reader, documentId));
  const { history } = row.metadata as unknown as DocumentMetadata;
  const last = history.findLast((entry) => entry.field === field && entry.after?.from === 'correction');
  if (!last) throw new NotFoundError('correction', field);
  return proposeFields(deps, reader, documentId, {
    changes: { [field]: last.before?.value ?? '' },
    ...(last.before && { restored: { [field]: last.before } }),
  });
}

const namesOf = (fields: object) => Object.keys(fields) as CorrectableField[];

async function requireRow(tx: Tx, id: string) {
  const row = await tx.document.findUnique({ where: { id }, omit: { text: true } });
  if (!row) throw new InvalidInputError({ document: '文件已不存在' });
  return row;
}

async function requireNoTwin(
  tx: Tx,
  row: { id: string; textHash: string },
  { title }: DocumentFields['changes'],
): Promise<void> {
  const twin = title === undefined ? null : await findTwin(tx, row, title);
  if (twin) throw new ConflictError('这个标题下已经有同样的文字，请先核对那一份文件', twin.id);
}
