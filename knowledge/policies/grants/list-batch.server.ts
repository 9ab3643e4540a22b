import { randomUUID } from 'node:crypto';

import { systemReader } from '~/prisma/access/reader';
import type { Db, Tx } from '~/prisma/database.server';
import type { JobContext } from '~/prisma/jobs/work-jobs.server';

import type { FactCatalogue } from '../../enterprises/fact-catalogue';
import { loadCatalogue } from '../../enterprises/load-catalogue.server';
import { InvalidRuleError } from '../invalid-rule';
import type { PublishedPolicy } from '../published-policy';
import type { Population } from '../simulation/open-population.server';
import { readStandings } from '../limits/take-benefits.server';
import { listUses } from '../limits/list-uses.server';
import { findBatchPolicy } from './find-batch-policy.server';
import type { GrantableFirm } from './grant-batch';
import { noteGrantEvent } from './note-grant-event.server';
import { screenGrant } from './screen-grant';

type Deps = { db: Db; now: () => Date; population: Pick<Population, 'grantable'> };

/** Firms that the thread looks at in one go, and those that one transaction writes. */
const rowsAtOnce = 2_000;
const firmsATransaction = 50;

/**
 * Lists a batch's firms with the facts and the amount of each, frozen. Killed halfway it goes on: a firm that stands
 * there already isn't written twice. A rule that can't be computed ends the batch with the reason.
 */
export async function listGrantBatch(
  deps: Deps,
  job: Pick<JobContext<{ batchId: string }>, 'payload' | 'signal' | 'progress'>,
): Promise<void> {
  const { db, now } = deps;
  const { batchId } = job.payload;
  const batch = await db.grantBatch.findUnique({ where: { id: batchId } });
  if (batch?.state !== 'listing') return;
  const policy = await findBatchPolicy(db, batch);
  if (!policy) return cancel(deps, batchId, 'policy-withdrawn');
  const catalogue = await loadCatalogue(db);
  const { rule, derived, benefit } = policy.content;
  let from: number | null = 0;
  while (from !== null) {
    job.signal.throwIfAborted();
    const request = { at: batch.judgedOn, policy: { rule, derived, benefit }, from, rows: rowsAtOnce };
    const page = await askOrNull(deps, request);
    if (!page) return cancel(deps, batchId, 'invalid-rule');
    for (let at = 0; at < page.found.length; at += firmsATransaction) {
      const some = page.found.slice(at, at + firmsATransaction);
      await db.$transaction((tx) => writeItems(tx, { batch, policy, catalogue }, some), patience);
    }
    from = page.next;
    await db.grantBatch.update({
      where: { id: batchId },
      data: { looked: from ?? page.firms, firms: page.firms },
    });
    await job.progress(from ?? page.firms, page.firms);
  }
  await db.$transaction(async (tx) => {
    const { count } = await tx.grantBatch.updateMany({
      where: { id: batchId, state: 'listing' },
      data: { state: 'draft' },
    });
    const listed = await tx.grantItem.count({ where: { batchId, state: 'listed' } });
    const event = { batchId, kind: 'listed', detail: { listed }, at: now() };
    if (count > 0) await noteGrantEvent(tx, systemReader, event);
  });
}

const patience = { maxWait: 30_000, timeout: 60_000 };

async function askOrNull(deps: Deps, request: Parameters<Population['grantable']>[0]) {
  try {
    return await deps.population.grantable(request);
  } catch (error) {
    if (error instanceof InvalidRuleError) return null;
    throw error;
  }
}

async function cancel({ db, now }: Deps, batchId: string, reason: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.grantBatch.updateMany({
      where: { id: batchId, state: 'listing' },
      data: { state: 'cancelled', reason },
    });
    const event = { batchId, kind: 'cancelled', detail: { reason }, at: now() };
    if (count > 0) await noteGrantEvent(tx, systemReader, event);
  });
}

interface Listing {
  batch: { id: string; policyId: string; judgedOn: string };
  policy: PublishedPolicy;
  catalogue: FactCatalogue;
}

async function writeItems(tx: Tx, listing: Listing, firms: readonly GrantableFirm[]): Promise<void> {
  const { batch } = listing;
  const ids = firms.map(({ enterpriseId }) => enterpriseId);
  const there = await tx.grantItem.findMany({
    where: { batchId: batch.id, enterpriseId: { in: ids } },
    select: { enterpriseId: true },
  });
  const known = new Set(there.map(({ enterpriseId }) => enterpriseId));
  let number = await tx.grantItem.count({ where: { batchId: batch.id } });
  for (const firm of firms) {
    if (known.has(firm.enterpriseId)) continue;
    number += 1;
    const screened = await screen(tx, listing, firm);
    const isListed = screened.kind === 'grant';
    await tx.grantItem.create({
      data: {
        ...{ id: randomUUID(), batchId: batch.id, enterpriseId: firm.enterpriseId, number },
        state: isListed ? 'listed' : 'left-out',
        yuan: isListed ? screened.yuan : firm.yuan,
        evidence: firm.evidence as never,
        ...reasonOf(isListed ? screened.cut : screened.reason),
      },
    });
  }
}

function reasonOf(reason: object | null): { reason?: never } {
  return reason ? { reason: reason as never } : {};
}

async function screen(tx: Tx, { batch, policy, catalogue }: Listing, firm: GrantableFirm) {
  const { enterpriseId, yuan, isAmountOpen, evidence } = firm;
  const day = batch.judgedOn;
  const keys = { in: evidence.keys };
  const [uses, standings, other, disputes, conflicts] = [
    await listUses(tx, { enterpriseId, year: day.slice(0, 4) }),
    await readStandings(tx, policy, { enterpriseId, day }),
    await tx.grantItem.findFirst({
      where: {
        enterpriseId,
        state: { in: ['listed', 'objected'] },
        batch: { policyId: batch.policyId, id: { not: batch.id }, state: { notIn: ['cancelled'] } },
      },
      select: { batch: { select: { number: true } } },
    }),
    await tx.factDispute.findMany({ where: { enterpriseId, state: 'open', key: keys } }),
    await tx.factConflict.findMany({ where: { enterpriseId, state: 'open', key: keys } }),
  ];
  const disputed = new Set([...disputes, ...conflicts].map(({ key }) => catalogue.get(key)?.label.zh ?? key));
  return screenGrant({
    ...{ policyId: batch.policyId, yuan, isAmountOpen, uses, standings },
    otherBatch: other?.batch.number ?? null,
    disputed: [...disputed],
  });
}
