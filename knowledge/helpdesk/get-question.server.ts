import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import type { HandoverSummary } from './handover-summary';
import { readNames, visibleQuestions } from './list-questions.server';

/** A question handed over with all that the desk sees of it. */
export interface QuestionView {
  id: string;
  kind: 'handover' | 'turn';
  question: string;
  enterprise: string | null;
  contactName: string | null;
  contactPhone: string | null;
  state: string;
  claimedBy: string | null;
  isMine: boolean;
  reply: string | null;
  repliedBy: string | null;
  repliedAt: Date | null;
  dueOn: string | null;
  createdAt: Date;
  summary: HandoverSummary;
}

/** A question handed over, or null when there is none for this reader. */
export async function getQuestion(db: Db, reader: Reader, id: string): Promise<QuestionView | null> {
  const row = await db.handover.findFirst({ where: { AND: [{ id }, visibleQuestions(reader)] } });
  if (!row) return null;
  const names = await readNames(db, [row.enterpriseId]);
  const people = await db.person.findMany({
    where: { id: { in: [row.claimedById, row.repliedById].filter((person) => person !== null) } },
    select: { id: true, name: true },
  });
  const nameOf = (person: string | null) => people.find((found) => found.id === person)?.name ?? null;
  return {
    id,
    kind: 'handover',
    question: row.question,
    enterprise: names.get(row.enterpriseId ?? '') ?? null,
    contactName: row.contactName,
    contactPhone: row.contactPhone,
    state: row.state,
    claimedBy: nameOf(row.claimedById),
    isMine: row.claimedById !== null && row.claimedById === reader.personId,
    reply: row.reply,
    repliedBy: nameOf(row.repliedById),
    repliedAt: row.repliedAt,
    dueOn: row.dueOn,
    createdAt: row.createdAt,
    summary: row.summary as unknown as HandoverSummary,
  };
}
