import type { Prisma } from '~/prisma/generated/client';

import type { Reader } from '~/prisma/access/reader';

/**
 * The conversations that a reader may read and go on with: the own ones, and those that are nobody's, of which
 * knowing the id is the right. One that was held for a firm (by its key) only for who acts for that firm.
 */
export function readableConversations(reader: Reader): Prisma.ConversationWhereInput {
  const nobodys = {
    personId: null,
    OR: [{ enterpriseId: null }, { enterpriseId: { in: [...reader.enterpriseIds] } }],
  };
  return { OR: [nobodys, ...(reader.personId ? [{ personId: reader.personId }] : [])] };
}
