import { NotFoundError } from '~/prisma/access/access-denied';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import type { PolicyContent } from '../policy-content';
import { itemsAPage } from './get-batch.server';

/** 公示: what anyone may read of a batch: who gets what by which policy, and nothing of a firm's facts. */
export interface Announcement {
  id: string;
  number: string;
  policyId: string;
  title: string;
  titleEn: string | null;
  department: string;
  departmentEn: string | null;
  phone: PolicyContent['guide']['phone'];
  announcedOn: string;
  closesOn: string;
  state: 'announced' | 'final' | 'cancelled';
  isOpen: boolean;
  firms: number;
}

/** A line of the list that is announced. */
export interface AnnouncedFirm {
  number: number;
  name: string;
  creditCode: string;
  yuan: string | null;
}

/** On the public list: who is to get it, or got it. An objection is nobody else's business; its firm stays listed. */
const shownStates = ['listed', 'objected', 'granted'];
const mostShown = 100;

/** The lists that are announced, or were, the newest first. */
export async function listAnnouncements({ db, now }: Deps): Promise<Announcement[]> {
  const batches = await db.grantBatch.findMany({
    where: { announcedOn: { not: null } },
    orderBy: [{ announcedOn: 'desc' }, { number: 'desc' }],
    take: mostShown,
  });
  return describe({ db, now }, batches);
}

/** One list with its firms, a page of them. Throws NotFoundError for one that isn't announced. */
export async function getAnnouncement(
  { db, now }: Deps,
  query: { id: string; page: number },
): Promise<{ announcement: Announcement; firms: AnnouncedFirm[]; page: number; pages: number }> {
  const batch = await db.grantBatch.findFirst({ where: { id: query.id, announcedOn: { not: null } } });
  const [announcement] = batch ? await describe({ db, now }, [batch]) : [];
  if (!announcement) throw new NotFoundError('announcement', query.id);
  const pages = Math.max(1, Math.ceil(announcement.firms / itemsAPage));
  const page = Math.min(Math.max(1, query.page), pages);
  const isCancelled = announcement.state === 'cancelled';
  const rows = isCancelled
    ? []
    : await db.grantItem.findMany({
        where: { batchId: query.id, state: { in: shownStates } },
        orderBy: { number: 'asc' },
        skip: (page - 1) * itemsAPage,
        take: itemsAPage,
        select: {
          ...{ yuan: true, grantedYuan: true, state: true },
          enterprise: { select: { name: true, creditCode: true } },
        },
      });
  const firms = rows.map(({ yuan, grantedYuan, state, enterprise }, index): AnnouncedFirm => ({
    number: (page - 1) * itemsAPage + index + 1,
    ...enterprise,
    yuan: state === 'granted' ? grantedYuan : yuan,
  }));
  return { announcement, firms, page, pages };
}

interface Deps {
  db: Db;
  now: () => Date;
}
type Batch = NonNullable<Awaited<ReturnType<Db['grantBatch']['findFirst']>>>;

async function describe({ db, now }: Deps, batches: readonly Batch[]): Promise<Announcement[]> {
  const today = cityDate(now());
  const versions = await db.policyVersion.findMany({
    where: { id: { in: batches.map(({ versionId }) => versionId) } },
    select: {
      ...{ id: true, title: true, titleEn: true, content: true },
      policy: { select: { department: { select: { name: true, nameEn: true } } } },
    },
  });
  const counts = await db.grantItem.groupBy({
    by: ['batchId'],
    where: { batchId: { in: batches.map(({ id }) => id) }, state: { in: shownStates } },
    _count: true,
  });
  const byId = new Map(versions.map((version) => [version.id, version]));
  const firms = new Map(counts.map(({ batchId, _count }) => [batchId, _count]));
  return batches.flatMap((batch): Announcement[] => {
    const version = byId.get(batch.versionId);
    if (!version) return [];
    const { department } = version.policy;
    const closesOn = batch.closesOn ?? '';
    return [
      {
        ...{ id: batch.id, number: batch.number, policyId: batch.policyId, closesOn },
        ...{ title: version.title, titleEn: version.titleEn },
        ...{ department: department.name, departmentEn: department.nameEn },
        phone: (version.content as unknown as PolicyContent).guide.phone,
        announcedOn: batch.announcedOn ?? '',
        state: batch.state as Announcement['state'],
        isOpen: batch.state === 'announced' && today <= closesOn,
        firms: firms.get(batch.id) ?? 0,
      },
    ];
  });
}
