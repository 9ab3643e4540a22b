import { systemReader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { addDays, cityDate, type IsoDate } from '~/prisma/calendar/city-date';
import type { Db, Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { settleVersions } from '../settle-versions.server';
import type { TellPerson } from '../told/tell-askers.server';

/** The queue's name of the daily look at the calendar. */
export const watchDocumentsJob = 'watch-documents';

/** How many days back a look reaches when the server was off. */
const reachDays = 31;

type MilestoneKind = 'in-force' | 'superseded' | 'expired' | 'repealed' | 'expires-in-30' | 'expires-in-7';

interface Milestone {
  documentId: string;
  kind: MilestoneKind;
  /** The day of the calendar that it is about. */
  on: IsoDate;
  title: string;
  departmentId: string | null;
}

/** What a look found that nobody was told yet. */
export interface Watched {
  milestones: number;
  notices: number;
}

/**
 * Notices what came into force, was replaced, repealed or expired in the last days, and what expires in 30 or in 7, and
 * tells the department that keeps the document. Each is told once, however often this runs and after however long a
 * pause (31 days at most); the status itself follows from the dates alone and needs no job.
 */
export async function watchDocuments({
  db,
  now,
  tell,
}: {
  db: Db;
  now: () => Date;
  tell: TellPerson;
}): Promise<Watched> {
  const at = now();
  const today = cityDate(at);
  let notices = 0;
  let told = 0;
  for (const milestone of await findMilestones(db, today)) {
    await db.$transaction(
      async (tx) => {
        const { documentId, kind, on } = milestone;
        const known = await tx.documentMilestone.findUnique({
          where: { documentId_kind_on: { documentId, kind, on } },
        });
        if (known) return;
        await tx.documentMilestone.create({ data: { documentId, kind, on, noticedAt: at } });
        await noteEvent(tx, milestone, at);
        notices += await tellKeepers(tx, tell, milestone, at);
        told += 1;
      },
      { timeout: 60_000, maxWait: 60_000 },
    );
  }
  return { milestones: told, notices };
}

async function findMilestones(db: Db, today: IsoDate): Promise<Milestone[]> {
  const since = addDays(today, -reachDays);
  const reached = { gt: since, lte: today };
  const found = await Promise.all([
    milestonesOf(db, 'in-force', { effectiveFrom: reached }, (row) => row.effectiveFrom),
    milestonesOf(db, 'superseded', { supersededOn: reached }, (row) => row.supersededOn),
    milestonesOf(db, 'repealed', { repealedOn: reached }, (row) => row.repealedOn),
    milestonesOf(db, 'expired', { expiresOn: { gte: since, lt: today } }, (row) => row.expiresOn),
    milestonesOf(
      db,
      'expires-in-30',
      { expiresOn: { gt: addDays(today, 7), lte: addDays(today, 30) } },
      (row) => row.expiresOn,
    ),
    milestonesOf(
      db,
      'expires-in-7',
      { expiresOn: { gte: today, lte: addDays(today, 7) } },
      (row) => row.expiresOn,
    ),
  ]);
  return found.flat();
}

const columns = {
  id: true,
  titleKey: true,
  region: true,
  title: true,
  departmentId: true,
  effectiveFrom: true,
  expiresOn: true,
  repealedOn: true,
  supersededOn: true,
} as const;
type Row = Prisma.DocumentGetPayload<{ select: typeof columns }>;

async function milestonesOf(
  db: Db,
  kind: MilestoneKind,
  where: Prisma.DocumentWhereInput,
  dayOf: (row: Row) => string | null,
): Promise<Milestone[]> {
  const rows = await db.document.findMany({
    where: { AND: [where, { state: 'published' }] },
    select: columns,
  });
  return rows.flatMap((row) => {
    const on = dayOf(row);
    // What was repealed or replaced before it would expire doesn't expire any more.
    const isOver =
      kind.startsWith('expire') &&
      [row.repealedOn, row.supersededOn].some((day) => day !== null && on !== null && day <= on);
    if (on === null || isOver) return [];
    return [{ documentId: row.id, kind, on, title: row.title, departmentId: row.departmentId }];
  });
}

const events: Partial<Record<MilestoneKind, string>> = {
  'in-force': 'document.came-into-force',
  superseded: 'document.superseded',
  repealed: 'document.repealed',
  expired: 'document.expired',
};

/** Writes the turning point into the history, and rechecks what it means for versions and relations around it. */
async function noteEvent(tx: Tx, { documentId, kind, on }: Milestone, at: Date): Promise<void> {
  const action = events[kind];
  if (action === undefined) return;
  const row = await tx.document.findUniqueOrThrow({
    where: { id: documentId },
    select: { id: true, titleKey: true, region: true },
  });
  await settleVersions(tx, row);
  await appendAuditEntry(
    tx,
    systemReader,
    { action, subjectKind: 'document', subjectId: documentId, detail: { on } },
    at,
  );
}

/** The designers and the help desk of the department; administrators for what no department keeps. */
async function tellKeepers(
  tx: Tx,
  tell: TellPerson,
  { documentId, kind, on, title, departmentId }: Milestone,
  at: Date,
): Promise<number> {
  const keepers = await tx.appointment.findMany({
    where: {
      ...(departmentId === null
        ? { role: 'administrator' }
        : { departmentId, role: { in: ['designer', 'helpdesk'] } }),
      person: { disabledAt: null },
    },
    select: { personId: true },
    distinct: ['personId'],
  });
  for (const { personId } of keepers)
    await tell(
      tx,
      {
        personId,
        kind: `document-${kind}`,
        params: { title, date: on },
        link: `/desk/documents/${documentId}`,
        dedupeKey: `document:${documentId}:${kind}:${on}:${personId}`,
      },
      { now: at, byMail: kind === 'expires-in-30' || kind === 'expires-in-7' },
    );
  return keepers.length;
}
