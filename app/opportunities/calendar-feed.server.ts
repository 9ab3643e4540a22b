import type { Services } from '~/app/services.server';
import { hashToken, newToken } from '~/app/session/secret-token.server';
import { translator } from '~/app/words/translator';
import { listFirmLines } from '~/knowledge/policies/quota/read-firm-place.server';
import { listFirmOpportunities } from '~/knowledge/policies/opportunities/list-opportunities.server';
import { writeCalendar } from '~/knowledge/policies/opportunities/write-calendar';
import { NotFoundError } from '~/prisma/access/access-denied';
import { anonymousReader, type Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Prisma } from '~/prisma/generated/client';

type Member = Reader & { enterpriseId: string; personId: string };

/** The feed of the person for the firm, if there is one that works. */
export function findFeed({ db }: Pick<Services, 'db'>, reader: Member) {
  return db.calendarFeed.findFirst({
    where: { personId: reader.personId, enterpriseId: reader.enterpriseId, revokedAt: null },
    select: { createdAt: true, lastReadAt: true },
  });
}

/** Makes a link; one made before stops working. Returns the token, which is kept nowhere. */
export async function makeFeed({ db, now }: Pick<Services, 'db' | 'now'>, reader: Member): Promise<string> {
  const token = newToken();
  const at = now();
  await db.$transaction(async (tx) => {
    await revoke(tx, reader, at);
    const { personId, enterpriseId } = reader;
    await tx.calendarFeed.create({
      data: { tokenHash: hashToken(token), personId, enterpriseId, createdAt: at },
    });
    await note(tx, reader, 'calendar.linked', at);
  });
  return token;
}

/** Makes the link stop working. */
export async function dropFeed({ db, now }: Pick<Services, 'db' | 'now'>, reader: Member): Promise<void> {
  const at = now();
  await db.$transaction(async (tx) => {
    await revoke(tx, reader, at);
    await note(tx, reader, 'calendar.unlinked', at);
  });
}

async function revoke(tx: Prisma.TransactionClient, { personId, enterpriseId }: Member, at: Date) {
  await tx.calendarFeed.updateMany({
    where: { personId, enterpriseId, revokedAt: null },
    data: { revokedAt: at },
  });
}

function note(tx: Prisma.TransactionClient, reader: Member, action: string, at: Date) {
  const { enterpriseId } = reader;
  return appendAuditEntry(
    tx,
    reader,
    { action, subjectKind: 'enterprise', subjectId: enterpriseId, enterpriseId },
    at,
  );
}

/**
 * The calendar behind a link: the deadlines of what the firm may have. A link that was dropped, or whose person acts for
 * the firm no more, isn't found.
 */
export async function readFeed(
  services: Pick<Services, 'db' | 'now' | 'settings'>,
  token: string,
  origin: string,
): Promise<string> {
  const { db, now, settings } = services;
  const feed = await db.calendarFeed.findFirst({ where: { tokenHash: hashToken(token), revokedAt: null } });
  const member = feed && {
    person: await db.person.findFirst({
      where: {
        id: feed.personId,
        disabledAt: null,
        memberships: { some: { enterpriseId: feed.enterpriseId, state: 'active' } },
      },
      select: { locale: true },
    }),
    firm: await db.enterprise.findUnique({ where: { id: feed.enterpriseId }, select: { name: true } }),
  };
  if (!feed || !member?.person || !member.firm) throw new NotFoundError('calendar', 'feed');
  await db.calendarFeed.update({ where: { tokenHash: feed.tokenHash }, data: { lastReadAt: now() } });
  const isEnglish = member.person.locale === 'en';
  const t = translator(isEnglish ? 'en' : 'zh-CN');
  const named = ({ title, titleEn }: { title: string; titleEn: string | null }) =>
    isEnglish ? (titleEn ?? title) : title;
  const { enterpriseId, personId } = feed;
  const reader: Reader = {
    ...anonymousReader,
    kind: 'person',
    personId,
    enterpriseId,
    enterpriseIds: [enterpriseId],
  };
  const open = await listFirmOpportunities(services, reader, enterpriseId);
  const lines = await listFirmLines(services, enterpriseId);
  const firm = member.firm.name;
  const base = (settings.PUBLIC_URL ?? origin).replace(/\/$/, '');
  const changedAt = now();
  return writeCalendar(t('calendar.name', { firm }), [
    ...open.flatMap((one) =>
      one.closesOn === null || ['applied', 'granted', 'dismissed'].includes(one.state)
        ? []
        : [
            {
              uid: `${one.id}@huiqitong`,
              on: one.closesOn,
              title: t('calendar.event', { policy: named(one.policy) }),
              text: t(`calendar.text.${one.shown}`, { firm }),
              url: `${base}/my/opportunities/${one.id}`,
              changedAt,
            },
          ],
    ),
    // A place that is kept for the firm: the last day to file.
    ...lines.flatMap(({ policyId, until, ...line }) =>
      until === null
        ? []
        : [
            {
              uid: `line-${policyId}-${enterpriseId}@huiqitong`,
              on: until,
              title: t('calendar.event.place', { policy: named(line) }),
              text: t('calendar.text.place', { firm }),
              url: `${base}/policies/${policyId}#places`,
              changedAt,
            },
          ],
    ),
  ]);
}
