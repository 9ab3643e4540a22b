import type { Db } from '~/prisma/database.server';
import { NotFoundError } from '~/prisma/access/access-denied';
import { canActFor, type Reader } from '~/prisma/access/reader';

import { hashToken } from './secret-token.server';

/** The session acts for this firm from now on; one that the person has no right to "doesn't exist". */
export async function chooseEnterprise(
  db: Db,
  reader: Reader,
  token: string,
  enterpriseId: string,
): Promise<void> {
  if (!canActFor(reader, enterpriseId)) throw new NotFoundError('enterprise', enterpriseId);
  await db.session.updateMany({
    where: { id: hashToken(token), personId: reader.personId ?? '' },
    data: { enterpriseId },
  });
}
