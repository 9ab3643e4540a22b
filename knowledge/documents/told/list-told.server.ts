import { maskPrivate } from '~/knowledge/helpdesk/mask-private';
import { NotFoundError } from '~/prisma/access/access-denied';
import { departmentsOf, type Reader } from '~/prisma/access/reader';
import { cityDate, type IsoDate } from '~/prisma/calendar/city-date';
import type { Db, Tx } from '~/prisma/database.server';

import { managedDocuments } from '../readable-documents';

import { findDocumentChange, type DocumentChange } from './find-document-change.server';
import { findCounterpart, plain } from './find-counterpart';

/** A clause that an answer quoted and that says something else now. */
export interface ChangedClause {
  /** The citation's number in the turn. */
  n: number;
  change: DocumentChange['kind'] | 'corrected';
  path: string;
  before: string;
  /** What stands in its place; null when nothing does. */
  after: { passageId: number; documentId: string; path: string; text: string } | null;
  /** The day on which the asker was told; null: not yet. */
  toldOn: IsoDate | null;
}

/** An answer that rested on changed clauses; of the asker only whether it is somebody signed in. */
export interface ToldAnswer {
  turnId: string;
  askedAt: Date;
  /** Masked; null for administrators, who look after accounts and not after what firms ask (三员分立). */
  question: string | null;
  /** The answer's words as they were shown; null like the question. */
  answer: string | null;
  asker: 'signed-in' | 'anonymous';
  clauses: ChangedClause[];
}

const most = 500;

/**
 * Who was told the old answer: the answers of the last `most` turns that quoted a clause of this document as in force,
 * where the clause's text really differs now, was corrected, or where nothing stands for it any more. An answer that
 * said itself that it speaks of the past isn't wrong. Throws NotFoundError when the document isn't the reader's.
 */
export async function listTold(
  db: Db | Tx,
  reader: Reader,
  documentId: string,
  today: IsoDate,
): Promise<{ change: DocumentChange | null; answers: ToldAnswer[] }> {
  const document = await db.document.findFirst({
    where: { AND: [{ id: documentId }, managedDocuments(reader)] },
    select: { id: true },
  });
  if (!document) throw new NotFoundError('document', documentId);
  const change = await findDocumentChange(db, documentId, today);
  const citations = await db.citation.findMany({
    where: { documentId },
    orderBy: { turn: { createdAt: 'desc' } },
    take: most,
    select: {
      n: true,
      passageId: true,
      quote: true,
      turn: {
        select: {
          id: true,
          message: true,
          answer: true,
          createdAt: true,
          conversation: { select: { personId: true } },
          corrections: { select: { n: true, change: true, toldAt: true } },
        },
      },
    },
  });
  const passages = new Map(
    (
      await db.passage.findMany({
        where: { documentId },
        select: { id: true, path: true, text: true },
      })
    ).map((passage) => [passage.id, passage]),
  );
  const answers = new Map<string, ToldAnswer>();
  const readsWords = reader.kind === 'system' || departmentsOf(reader, 'designer', 'helpdesk').length > 0;
  for (const { n, passageId, quote, turn } of citations) {
    const shown = turn.answer as unknown as ShownAnswer;
    const cited = shown.citations.find((citation) => citation.n === n);
    // Borders of passages may have been moved since: then the one that holds the quote stands for it.
    const passage =
      passages.get(passageId) ?? [...passages.values()].find(({ text }) => holds(text, quote)) ?? null;
    const changed = changedClause({ quote, passage, cited, asOf: shown.asOf ?? null, change });
    if (!changed) continue;
    const told = turn.corrections.find((one) => one.n === n && one.change === changed.change);
    const answer = answers.get(turn.id) ?? {
      turnId: turn.id,
      askedAt: turn.createdAt,
      question: readsWords ? maskPrivate(turn.message).text : null,
      answer: readsWords ? shown.text : null,
      asker: turn.conversation.personId === null ? ('anonymous' as const) : ('signed-in' as const),
      clauses: [],
    };
    answer.clauses.push({ n, ...changed, toldOn: told ? cityDate(told.toldAt) : null });
    answers.set(turn.id, answer);
  }
  return { change, answers: [...answers.values()] };
}

/** What is read of `Turn.answer`. */
interface ShownAnswer {
  text: string;
  asOf?: string;
  citations: { n: number; path: string; status: string; quote: string }[];
}

function changedClause({
  quote,
  passage,
  cited,
  asOf,
  change,
}: {
  quote: string;
  passage: { id: number; path: string; text: string } | null;
  cited: { path: string; status: string } | undefined;
  asOf: string | null;
  change: DocumentChange | null;
}): Omit<ChangedClause, 'n' | 'toldOn'> | null {
  const path = passage?.path ?? cited?.path ?? '';
  const told = passage && holds(passage.text, quote) ? passage.text : quote;
  // Told as in force and about today: that is what a later change makes wrong.
  const wasCurrent = cited?.status === 'in-force' && asOf === null;
  if (change && (wasCurrent || change.kind === 'withdrawn')) {
    const counterpart = findCounterpart({ path, text: told }, change.newer);
    if (counterpart && !counterpart.differs) return null;
    const after = counterpart
      ? {
          passageId: counterpart.clause.id,
          documentId: counterpart.clause.documentId,
          path: counterpart.clause.path,
          text: counterpart.clause.text,
        }
      : null;
    return { change: change.kind, path, before: told, after };
  }
  if (passage && holds(passage.text, quote)) return null;
  const after = passage && { passageId: passage.id, documentId: '', path: passage.path, text: passage.text };
  return { change: 'corrected', path, before: quote, after };
}

/** Whether a passage still says what was quoted; parts of a quote may be joined by an ellipsis. */
function holds(text: string, quote: string): boolean {
  const words = text.normalize('NFKC').replace(/\s/g, '');
  return quote
    .split(/…+|\.{3,}/)
    .map((part) => part.normalize('NFKC').replace(/\s/g, ''))
    .every((part) => part === '' || words.includes(part) || words.includes(plain(part)));
}
