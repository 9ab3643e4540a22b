import type { Tx } from '~/prisma/database.server';

/**
 * Tells of a message whether its person may no longer read it: whoever left the firm that it speaks of, or whose account
 * was closed, since it was written. What concerns the account itself still goes.
 */
export async function loadHasLeft(
  tx: Tx,
  personId: string,
): Promise<(message: { enterpriseId: string | null; topic: string }) => boolean> {
  const person = await tx.person.findUnique({
    where: { id: personId },
    select: {
      disabledAt: true,
      memberships: { where: { state: 'removed' }, select: { enterpriseId: true } },
    },
  });
  const isClosed = !person || person.disabledAt !== null;
  const left = new Set(person?.memberships.map(({ enterpriseId }) => enterpriseId));
  return ({ enterpriseId, topic }) =>
    topic !== 'account' && (isClosed || (enterpriseId !== null && left.has(enterpriseId)));
}
