import type { Reader } from '~/prisma/access/reader';
import {
  AccessDeniedError,
  ConflictError,
  InvalidInputError,
  NotFoundError,
} from '~/prisma/access/access-denied';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db, Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { managedDocuments, managesDocuments } from '../readable-documents';
import {
  editPassages,
  replacePassages,
  type EditProblem,
  type PassageEdit,
  type PassageState,
  type Replacement,
} from './edit-passages';
import { readWorkingLayout, type Revision, type WorkingLayout } from './working-layout.server';
import { writeLayout } from './write-layout.server';

interface Dependencies {
  db: Db;
  now: () => Date;
}

/** What the other editor did: what a 409 shows beside one's own words. */
export interface OthersCorrection {
  revision: number;
  by: string;
  at: string;
  action: string;
  passages: PassageState[];
}

/**
 * Corrects a passage (words, path, borders) as a revision: nothing is overwritten, the source text stays. A document that
 * isn't published takes it at once; for a published one it waits until `proposePassageEdits` sends it to the gate.
 * `revision` is the number that the editor saw.
 *
 * Throws NotFoundError (not the reader's), InvalidInputError (with the sentence), ConflictError whose `current` is an
 * `OthersCorrection` when somebody else corrected the same place since.
 */
export async function correctPassage(
  { db, now }: Dependencies,
  reader: Reader,
  documentId: string,
  { edit, revision, reason }: { edit: PassageEdit; revision: number; reason?: string },
): Promise<{ revision: number }> {
  const at = now();
  return db.$transaction(async (tx) => {
    const document = await requireEditable(tx, reader, documentId);
    const layout = await readWorkingLayout(tx, documentId);
    const outcome = editPassages(layout.working, document.text, edit);
    const other = sinceThen(layout, revision, outcome.ok ? outcome.replacement.before : [], edit.start);
    if (other) throw new ConflictError('Somebody else corrected this passage', other);
    if (!outcome.ok) throw new InvalidInputError({ passage: problemSentence(outcome.problem) });
    return record(tx, reader, document, layout, {
      action: edit.action,
      replacement: outcome.replacement,
      undoesId: null,
      reason,
      at,
    });
  });
}

/**
 * Takes a revision back by a revision of its own, as long as what it made still stands. Throws as `correctPassage`.
 */
export async function undoRevision(
  { db, now }: Dependencies,
  reader: Reader,
  documentId: string,
  revisionId: string,
  reason?: string,
): Promise<{ revision: number }> {
  const at = now();
  return db.$transaction(async (tx) => {
    const document = await requireEditable(tx, reader, documentId);
    const layout = await readWorkingLayout(tx, documentId);
    const undone = layout.revisions.find(({ id }) => id === revisionId);
    if (!undone) throw new NotFoundError('revision', revisionId);
    const replacement = { before: undone.after, after: undone.before };
    if (undone.state === 'dropped' || replacePassages(layout.working, replacement) === null)
      throw new InvalidInputError({ passage: '这一处后来又改过，请先撤销后面的更正' });
    return record(tx, reader, document, layout, {
      action: undone.action,
      replacement,
      undoesId: undone.id,
      reason,
      at,
    });
  });
}

type Editable = Awaited<ReturnType<typeof requireEditable>>;

async function record(
  tx: Tx,
  reader: Reader,
  document: Editable,
  layout: WorkingLayout,
  made: {
    action: string;
    replacement: Replacement;
    undoesId: string | null;
    reason: string | undefined;
    at: Date;
  },
): Promise<{ revision: number }> {
  const number = layout.revision + 1;
  const atOnce = document.state !== 'published';
  const { before, after } = made.replacement;
  await tx.passageRevision.create({
    data: {
      documentId: document.id,
      number,
      action: made.action,
      before: before as unknown as Prisma.InputJsonArray,
      after: after as unknown as Prisma.InputJsonArray,
      undoesId: made.undoesId,
      reason: made.reason || null,
      personId: reader.personId,
      personName: reader.name ?? reader.kind,
      state: atOnce ? 'applied' : 'pending',
      createdAt: made.at,
    },
  });
  if (atOnce) {
    const next = replacePassages(layout.working, made.replacement);
    if (next === null) throw new ConflictError('The passages are not what they were');
    await writeLayout(tx, document, next, { now: made.at, where: 'live' });
  }
  await appendAuditEntry(
    tx,
    reader,
    {
      action: made.undoesId === null ? 'document.correct-passage' : 'document.undo-correction',
      subjectKind: 'document',
      subjectId: document.id,
      detail: { revision: number, action: made.action, paths: before.map(({ path }) => path) },
    },
    made.at,
  );
  return { revision: number };
}

/** The newest correction since `revision` that touches what is to be replaced. */
function sinceThen(
  { revisions }: WorkingLayout,
  revision: number,
  before: readonly PassageState[],
  start: number,
): OthersCorrection | null {
  const from = before[0]?.start ?? start;
  const to = before.at(-1)?.end ?? start + 1;
  const other = revisions.find(
    (one: Revision) =>
      one.number > revision &&
      [...one.before, ...one.after].some((passage) => passage.start < to && passage.end > from),
  );
  return other
    ? {
        revision: other.number,
        by: other.personName,
        at: other.createdAt.toISOString(),
        action: other.action,
        passages: other.after,
      }
    : null;
}

async function requireEditable(tx: Tx, reader: Reader, id: string) {
  if (!managesDocuments(reader)) throw new AccessDeniedError('manage-documents');
  const row = await tx.document.findFirst({
    where: { AND: [{ id }, managedDocuments(reader)] },
    select: { id: true, title: true, text: true, state: true, departmentId: true },
  });
  if (!row) throw new NotFoundError('document', id);
  return row;
}

function problemSentence(problem: EditProblem): string {
  return {
    gone: '这一条已被合并或移动，请刷新后再改',
    unchanged: '内容没有变化',
    empty: '条款不能为空；如要去掉这一条，请与相邻的条款合并',
    'empty-part': '请把光标放在条款中间，两部分都要有文字',
    'no-neighbour': '没有相邻的条款',
    'path-empty': '请填写条款位置，如：第三条',
    'too-long': '条款不超过 6000 字，请先拆分',
  }[problem];
}
