import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db, Tx } from '~/prisma/database.server';

import { requireManagedDocument } from '../require-managed-document.server';

import { listTold, type ToldAnswer } from './list-told.server';

/** Tells a person in the language of the account; the face of the room that knows people. */
export type TellPerson = (
  tx: Tx,
  message: {
    personId: string;
    kind: string;
    params: Record<string, string>;
    link?: string;
    enterpriseId?: string | null;
    dedupeKey: string;
  },
  options: { now: Date; byMail: boolean },
) => Promise<unknown>;

/** How many answers were corrected, and how many of their askers got a notice. */
export interface Told {
  answers: number;
  notices: number;
}

/**
 * Tells the askers of old answers: under each answer a note with the old and the new words, and to who is signed in a
 * notice and a mail. Each is told once of each change; a second click tells only those who came since. `turnIds` picks
 * some; without it all.
 *
 * Throws NotFoundError when the document isn't the reader's.
 */
export async function tellAskers(
  { db, now, tell }: { db: Db; now: () => Date; tell: TellPerson },
  reader: Reader,
  documentId: string,
  turnIds?: readonly string[],
): Promise<Told> {
  const at = now();
  return db.$transaction(
    async (tx) => {
      const document = await requireManagedDocument(tx, reader, documentId);
      const { change, answers } = await listTold(tx, reader, documentId, cityDate(at));
      const open = answers
        .filter(({ turnId }) => turnIds === undefined || turnIds.includes(turnId))
        .map((answer) => ({ ...answer, clauses: answer.clauses.filter(({ toldOn }) => toldOn === null) }))
        .filter(({ clauses }) => clauses.length > 0);
      if (open.length === 0) return { answers: 0, notices: 0 };
      await tx.answerCorrection.createMany({
        data: open.flatMap((answer) =>
          answer.clauses.map((clause) => ({
            turnId: answer.turnId,
            n: clause.n,
            documentId,
            change: clause.change,
            changedOn: clause.change === 'corrected' ? null : (change?.on ?? null),
            path: clause.path,
            before: clause.before,
            after: clause.after?.text ?? null,
            afterPassageId: clause.after?.passageId ?? null,
            afterDocumentId: clause.after ? clause.after.documentId || documentId : (change?.by?.id ?? null),
            toldById: reader.personId ?? reader.keyId,
            toldAt: at,
          })),
        ),
      });
      const notices = await noticeAskers(tx, { tell, at }, document, open);
      await appendAuditEntry(
        tx,
        reader,
        {
          action: 'document.askers-told',
          subjectKind: 'document',
          subjectId: documentId,
          detail: { answers: open.length, notices, turnIds: open.map(({ turnId }) => turnId) },
        },
        at,
      );
      return { answers: open.length, notices };
    },
    { timeout: 60_000, maxWait: 60_000 },
  );
}

/** One notice a conversation and change, however many of its answers are corrected. */
async function noticeAskers(
  tx: Tx,
  { tell, at }: { tell: TellPerson; at: Date },
  document: { id: string; title: string },
  answers: readonly ToldAnswer[],
): Promise<number> {
  const turns = await tx.turn.findMany({
    where: { id: { in: answers.map(({ turnId }) => turnId) } },
    select: {
      id: true,
      message: true,
      conversation: { select: { id: true, personId: true, enterpriseId: true } },
    },
  });
  const told = new Set<string>();
  for (const answer of answers) {
    const turn = turns.find(({ id }) => id === answer.turnId);
    const conversation = turn?.conversation;
    const change = answer.clauses[0]?.change;
    if (!turn || !conversation?.personId || change === undefined) continue;
    const dedupeKey = `answer-corrected:${document.id}:${change}:${conversation.id}:${answer.turnId}`;
    if (told.has(conversation.id)) continue;
    told.add(conversation.id);
    await tell(
      tx,
      {
        personId: conversation.personId,
        enterpriseId: conversation.enterpriseId,
        kind: 'answer-corrected',
        params: { question: turn.message.slice(0, 60), document: document.title },
        link: `/assistant?c=${encodeURIComponent(conversation.id)}#turn-${answer.turnId}`,
        dedupeKey,
      },
      { now: at, byMail: true },
    );
  }
  return told.size;
}
