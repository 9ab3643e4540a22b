import { NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import { seenBy } from '../design/policy-rights';
import type { PolicyContent } from '../policy-content';
import { mayAnnounce } from './decide-batch.server';
import { findBatchPolicy } from './find-batch-policy.server';
import type { BatchState, GrantEvidence, GrantReason, ItemState, Objection } from './grant-batch';
import { sumBatch, type BatchSums } from './sum-batch.server';

/** A firm of a batch as the desk sees it. */
export interface BatchItem {
  id: string;
  number: number;
  name: string;
  creditCode: string;
  state: ItemState;
  yuan: string | null;
  grantedYuan: string | null;
  evidence: GrantEvidence;
  reason: GrantReason | null;
  answer: string | null;
  objection: Objection | null;
  /** Whether the reader is another than who noted the objection. */
  mayDecide: boolean;
  grantedOn: string | null;
}

/** A batch with some of its firms and its history, as the desk sees it. */
export interface BatchPage {
  id: string;
  number: string;
  policyId: string;
  title: string;
  titleEn: string | null;
  sources: PolicyContent['sources'];
  state: BatchState;
  revision: number;
  judgedOn: string;
  objectionDays: number;
  announcedOn: string | null;
  closesOn: string | null;
  reason: string | null;
  progress: { looked: number; firms: number };
  sums: BatchSums;
  items: BatchItem[];
  /** Firms that fit the filter. */
  found: number;
  page: number;
  pages: number;
  events: { id: string; kind: string; actorName: string; at: Date; firm: string; detail: BatchEventDetail }[];
  mayAnnounce: boolean;
  isProposer: boolean;
  isOpen: boolean;
}
export type BatchEventDetail = Record<string, string | number>;

export const itemsAPage = 50;
const mostEvents = 60;

/** A batch for the desk. Throws NotFoundError without the right. */
export async function getBatch(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
  query: { batchId: string; state?: ItemState | undefined; q?: string | undefined; page: number },
): Promise<BatchPage> {
  const batch = await db.grantBatch.findFirst({ where: { id: query.batchId, ...seenBy(reader) } });
  if (!batch) throw new NotFoundError('grant-batch', query.batchId);
  const policy = await findBatchPolicy(db, batch);
  const version = await db.policyVersion.findUniqueOrThrow({
    where: { id: batch.versionId },
    select: { title: true, titleEn: true, content: true },
  });
  const { q } = query;
  const where = {
    batchId: batch.id,
    ...(query.state && { state: query.state }),
    ...(q && { enterprise: { OR: [{ name: { contains: q } }, { creditCode: { contains: q } }] } }),
  };
  const found = await db.grantItem.count({ where });
  const pages = Math.max(1, Math.ceil(found / itemsAPage));
  const page = Math.min(Math.max(1, query.page), pages);
  const items = await db.grantItem.findMany({
    where,
    orderBy: { number: 'asc' },
    skip: (page - 1) * itemsAPage,
    take: itemsAPage,
    include: { enterprise: { select: { name: true, creditCode: true } } },
  });
  const today = cityDate(now());
  return {
    ...{ id: batch.id, number: batch.number, policyId: batch.policyId, revision: batch.revision },
    ...{ title: version.title, titleEn: version.titleEn, state: batch.state as BatchState },
    ...{ judgedOn: batch.judgedOn, objectionDays: batch.objectionDays, announcedOn: batch.announcedOn },
    ...{ closesOn: batch.closesOn, reason: batch.reason },
    sources: (version.content as unknown as PolicyContent).sources,
    progress: { looked: batch.looked, firms: batch.firms },
    sums: await sumBatch(db, batch, policy, now()),
    items: items.map((item) => toItem(item, reader)),
    ...{ found, page, pages },
    events: await listEvents(db, batch.id),
    mayAnnounce: batch.state === 'proposed' && (await mayAnnounce(db, reader, batch)),
    isProposer: batch.proposedById !== null && batch.proposedById === reader.personId,
    isOpen: batch.state === 'announced' && today <= (batch.closesOn ?? ''),
  };
}

type ItemRow = Awaited<ReturnType<Db['grantItem']['findMany']>>[number] & {
  enterprise: { name: string; creditCode: string };
};

function toItem(row: ItemRow, reader: Reader): BatchItem {
  const objection = row.objection as unknown as Objection | null;
  const { id, number, yuan, grantedYuan, answer } = row;
  return {
    ...{ id, number, yuan, grantedYuan, answer, objection },
    ...{ name: row.enterprise.name, creditCode: row.enterprise.creditCode },
    state: row.state as ItemState,
    evidence: row.evidence as unknown as GrantEvidence,
    reason: row.reason as unknown as GrantReason | null,
    mayDecide: objection?.byId === null || objection?.byId !== reader.personId,
    grantedOn: row.grantedAt && cityDate(row.grantedAt),
  };
}

/** What happened to the batch, and what people did to its firms; what the platform did firm by firm stands at each. */
async function listEvents(db: Db, batchId: string): Promise<BatchPage['events']> {
  const rows = await db.grantEvent.findMany({
    where: { batchId, OR: [{ itemId: null }, { actorId: { not: null } }] },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: mostEvents,
  });
  const ids = rows.flatMap(({ itemId }) => (itemId === null ? [] : [itemId]));
  const items = await db.grantItem.findMany({
    where: { id: { in: ids } },
    select: { id: true, enterprise: { select: { name: true } } },
  });
  const names = new Map(items.map((item) => [item.id, item.enterprise.name]));
  return rows.map(({ id, kind, actorName, at, itemId, detail }) => ({
    ...{ id, kind, actorName, at, detail: detail as BatchEventDetail },
    firm: names.get(itemId ?? '') ?? '',
  }));
}
