import { orErrorPage } from '~/app/errors';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import { getConversation, listConversations } from './get-conversation.server';
import { readCorrections, readCurrentStatuses } from './read-corrections.server';
import { getSource } from './get-source.server';
import { shareFacts } from './share-facts.server';

/** All that the chat page shows: threads, the conversation, and the source beside its last answer. */
export async function getAssistantPage(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  conversationId: string | null,
  { all = false } = {},
) {
  const { db, now } = deps;
  const today = cityDate(now());
  const conversation =
    conversationId === null
      ? null
      : await orErrorPage(() => getConversation(db, reader, conversationId, { all }));
  const last = conversation?.turns.findLast(({ answer }) => answer.citations.length > 0);
  const first = last?.answer.citations[0];
  const turns = conversation?.turns ?? [];
  return {
    today,
    conversation,
    corrections: await readCorrections(
      db,
      turns.map(({ id }) => id),
    ),
    statuses: await readCurrentStatuses(
      db,
      turns.flatMap(({ answer }) => answer.citations.map(({ documentId }) => documentId)),
      today,
    ),
    threads: await listConversations(db, reader),
    source: last && first ? await getSource(db, reader, first.passageId, last.answer.asOf ?? today) : null,
    isSignedIn: reader.personId !== null,
    // What a question to a person would carry if the firm agrees.
    facts: reader.enterpriseId === null ? null : await shareFacts(db, reader.enterpriseId, today),
  };
}
