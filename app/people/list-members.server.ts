import type { MemberReader } from '~/app/session/require-reader.server';
import type { Db } from '~/prisma/database.server';

/** Who acts for the reader's firm, who asks to, and who was invited and hasn't come yet. */
export async function listMembers(db: Db, reader: MemberReader, now: Date) {
  const { enterpriseId } = reader;
  const [enterprise, members, invitations] = await Promise.all([
    db.enterprise.findUniqueOrThrow({
      where: { id: enterpriseId },
      select: { name: true, creditCode: true },
    }),
    db.membership.findMany({
      where: { enterpriseId, state: { in: ['active', 'pending'] } },
      select: {
        id: true,
        personId: true,
        state: true,
        isManager: true,
        createdAt: true,
        person: { select: { name: true, email: true, phone: true } },
      },
      orderBy: [{ state: 'asc' }, { isManager: 'desc' }, { createdAt: 'asc' }],
    }),
    db.oneTimeLink.findMany({
      where: { purpose: 'invitation', enterpriseId, usedAt: null, expiresAt: { gt: now } },
      select: { email: true, expiresAt: true, createdAt: true },
      orderBy: { createdAt: 'desc' },
    }),
  ]);
  const isManager = members.some(
    (one) => one.personId === reader.personId && one.state === 'active' && one.isManager,
  );
  return {
    enterprise,
    isManager,
    members: members.filter(({ state }) => state === 'active'),
    requests: isManager ? members.filter(({ state }) => state === 'pending') : [],
    invitations: isManager ? invitations : [],
  };
}
