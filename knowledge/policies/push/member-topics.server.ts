import { AccessDeniedError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';

import { firmTopics, type FirmTopic } from './message-kind';

/** A member of the firm, and the topics that the manager gave the member. */
export interface MemberTopics {
  personId: string;
  name: string;
  topics: FirmTopic[];
}

/** Who of the firm hears of what; everyone of everything before the manager gave it out. */
export async function listMemberTopics(db: Db, enterpriseId: string): Promise<MemberTopics[]> {
  const members = await db.membership.findMany({
    where: { enterpriseId, state: 'active', person: { disabledAt: null } },
    select: { personId: true, person: { select: { name: true } } },
    orderBy: { createdAt: 'asc' },
  });
  const rows = await db.memberTopics.findMany({ where: { enterpriseId } });
  const off = new Map(rows.map((row) => [row.personId, row.off as string[]]));
  return members.map(({ personId, person }) => ({
    personId,
    name: person.name,
    topics: firmTopics.filter((topic) => !off.get(personId)?.includes(topic)),
  }));
}

/** Topics that nobody would hear of: each needs one person at least. */
export type MemberTopicsOutcome = { outcome: 'saved' } | { outcome: 'nobody'; topics: FirmTopic[] };

/** The firm's manager gives the topics out among the members. Throws AccessDeniedError for others. */
export async function saveMemberTopics(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader & { personId: string; enterpriseId: string },
  given: ReadonlyMap<string, readonly FirmTopic[]>,
): Promise<MemberTopicsOutcome> {
  const at = now();
  const { enterpriseId, personId } = reader;
  const isManager = await db.membership.count({
    where: { personId, enterpriseId, state: 'active', isManager: true },
  });
  if (isManager === 0) throw new AccessDeniedError('members:topics');
  const members = await listMemberTopics(db, enterpriseId);
  const wanted = members.map((member) => ({ ...member, topics: given.get(member.personId) ?? [] }));
  const lonely = firmTopics.filter((topic) => !wanted.some(({ topics }) => topics.includes(topic)));
  if (lonely.length > 0) return { outcome: 'nobody', topics: lonely };
  await db.$transaction(async (tx) => {
    for (const member of wanted) {
      const off = firmTopics.filter((topic) => !member.topics.includes(topic));
      await tx.memberTopics.upsert({
        where: { personId_enterpriseId: { personId: member.personId, enterpriseId } },
        create: { personId: member.personId, enterpriseId, off, updatedAt: at },
        update: { off, updatedAt: at },
      });
    }
    await appendAuditEntry(
      tx,
      reader,
      {
        action: 'notifications.given-out',
        subjectKind: 'enterprise',
        subjectId: enterpriseId,
        enterpriseId,
        detail: { members: wanted.map(({ personId: id, topics }) => ({ id, topics: [...topics] })) },
      },
      at,
    );
  });
  return { outcome: 'saved' };
}
