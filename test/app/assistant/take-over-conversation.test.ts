import { describe, expect, it } from 'vitest';

import { getConversation } from '~/app/assistant/get-conversation.server';
import { giveFeedback } from '~/app/assistant/give-feedback.server';
import { openConversation } from '~/app/assistant/open-conversation.server';
import { makeEnterprise, makePerson } from '~/test/app/session/make-context';
import { anonymousReader } from '~/prisma/access/reader';
import { useDatabase } from '~/test/setup/database';

const database = useDatabase();
const { db } = database;
const message = '我们符合条件吗？';
const begin = () => openConversation({ db }, { reader: anonymousReader, message });

describe("nobody's conversation", () => {
  it('is gone for whoever sent its address once a member goes on with it', async () => {
    const { id } = await begin();
    expect((await getConversation(db, anonymousReader, id)).id).toBe(id);
    const enterprise = await makeEnterprise(database);
    const person = await makePerson(database, { now: new Date(), enterpriseIds: [enterprise.id] });
    const member = {
      ...anonymousReader,
      kind: 'person' as const,
      personId: person.id,
      enterpriseId: enterprise.id,
      enterpriseIds: [enterprise.id],
    };
    await openConversation({ db }, { reader: member, message, conversationId: id });
    await db.turn.create({
      data: {
        id: 'turn-1',
        conversationId: id,
        number: 1,
        message,
        answer: {},
        outcome: 'answered',
        intent: 'ask-policy',
        mode: 'extractive',
        tookMs: 1,
      },
    });
    expect((await getConversation(db, member, id)).id).toBe(id);
    await expect(getConversation(db, anonymousReader, id)).rejects.toMatchObject({ code: 'not-found' });
    const again = openConversation({ db }, { reader: anonymousReader, message, conversationId: id });
    await expect(again).rejects.toMatchObject({ code: 'not-found' });
    const feedback = giveFeedback(db, anonymousReader, { turnId: 'turn-1', kind: 'wrong', comment: '' });
    await expect(feedback).rejects.toMatchObject({ code: 'not-found' });
  });

  it('that a firm’s key goes on with is read by that firm alone', async () => {
    const { id } = await begin();
    const [own, other] = [await makeEnterprise(database), await makeEnterprise(database)];
    const keyOf = (enterpriseId: string) => ({
      ...anonymousReader,
      kind: 'key' as const,
      keyId: 'k',
      enterpriseId,
      enterpriseIds: [enterpriseId],
    });
    await openConversation({ db }, { reader: keyOf(own.id), message, conversationId: id });
    expect((await getConversation(db, keyOf(own.id), id)).id).toBe(id);
    for (const reader of [anonymousReader, keyOf(other.id)])
      await expect(getConversation(db, reader, id)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('stays open to who knows its address while nobody in particular asks', async () => {
    const { id } = await begin();
    await openConversation({ db }, { reader: anonymousReader, message, conversationId: id });
    expect((await getConversation(db, anonymousReader, id)).id).toBe(id);
  });
});
