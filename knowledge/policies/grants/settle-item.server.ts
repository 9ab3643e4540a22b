import { systemReader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { loadCatalogue } from '../../enterprises/load-catalogue.server';
import { loadFacts } from '../../enterprises/load-facts.server';
import { judgeOrDefer } from '../judge-policy';
import { budgetOf, fenOf, groupsOf } from '../limits/benefit-used';
import { listUses } from '../limits/list-uses.server';
import { readStandings } from '../limits/take-benefits.server';
import { advanceOpportunity } from '../opportunities/follow-opportunity.server';
import type { PublishedPolicy } from '../published-policy';
import { QuotaFullError, QuotaHeldError, takeQuotaSlot } from '../quota/quota-slots.server';
import type { GrantEvidence, GrantReason, Objection } from './grant-batch';
import { newsOf } from './news-of-item.server';
import { noteGrantEvent } from './note-grant-event.server';
import { recordGrantFact } from './record-grant-fact.server';
import { screenGrant } from './screen-grant';
import type { SettleDeps } from './settle-grants.server';

type Item = Prisma.GrantItemGetPayload<object>;
interface Settling {
  batch: { id: string; number: string };
  policy: PublishedPolicy;
  itemId: string;
}

/**
 * Grants one firm, or says why not: its facts are looked at once more, then places, limits, groups and budget are taken
 * with the grant itself. In a transaction that writes first, so that two never take the same place or yuan.
 */
export async function settleItem(
  tx: Tx,
  { batch, policy, itemId }: Settling,
  { now, tell }: Pick<SettleDeps, 'now' | 'tell'>,
): Promise<void> {
  const at = now();
  const { count } = await tx.grantItem.updateMany({
    where: { id: itemId, state: 'listed' },
    data: { grantedAt: at },
  });
  if (count === 0) return;
  const item = await tx.grantItem.findUniqueOrThrow({ where: { id: itemId } });
  const change = item.isOverruled ? null : await changeOf(tx, item, policy, at);
  if (change) {
    await tx.grantItem.update({
      where: { id: itemId },
      data: { state: 'objected', objection: { ...change }, grantedAt: null },
    });
    await note(tx, item, 'objected', { code: change.code ?? '', text: change.text }, at);
    await tell(tx, await newsOf(tx, item, 'stopped', { words: change.text }), { now: at });
    return;
  }
  const decided = await decide(tx, item, policy, at);
  if (decided.kind === 'leave-out') {
    const { reason } = decided;
    await tx.grantItem.update({
      where: { id: itemId },
      data: { state: 'left-out', reason: reason as never, grantedAt: null },
    });
    await note(tx, item, 'left-out', { code: reason.code, ...reason.params }, at);
    await tell(tx, await newsOf(tx, item, 'left-out', { reason }), { now: at });
    return;
  }
  await grant(tx, { item, policy, batch, yuan: decided.yuan, cut: decided.cut }, at);
  await tell(tx, await newsOf(tx, item, 'granted', { yuan: decided.yuan }), { now: at });
}

/** What changed since the list was made: the firm isn't eligible any more, or the amount is another. */
async function changeOf(tx: Tx, item: Item, policy: PublishedPolicy, at: Date): Promise<Objection | null> {
  const day = cityDate(at);
  const catalogue = await loadCatalogue(tx);
  const facts = await loadFacts(tx, item.enterpriseId, day, catalogue);
  const { verdict } = judgeOrDefer(policy, facts, { at: day, catalogue });
  const base = { by: 'system' as const, byId: null, at: at.toISOString() };
  if (verdict.verdict !== 'eligible') {
    const failing = verdict.conditions.filter(({ result }) => result !== 'met');
    return { ...base, code: 'not-eligible', text: failing.map(({ label }) => label).join('；') };
  }
  const { measure } = policy.content.benefit.amount ?? {};
  if (item.yuan === null || measure === 'base') return null;
  const reason = item.reason as GrantReason | null;
  const announced = reason?.code === 'cut' ? (reason.params.from ?? item.yuan) : item.yuan;
  const current = verdict.amount === undefined ? null : String(verdict.amount.yuan);
  if (fenOf(current) === fenOf(announced)) return null;
  return { ...base, code: 'amount-changed', text: `${announced} → ${current ?? '-'}` };
}

type Decided =
  | { kind: 'grant'; yuan: string | null; cut: GrantReason | null }
  | { kind: 'leave-out'; reason: GrantReason };

async function decide(tx: Tx, item: Item, policy: PublishedPolicy, at: Date): Promise<Decided> {
  const day = cityDate(at);
  const { enterpriseId } = item;
  const standings = await readStandings(tx, policy, { enterpriseId, day });
  const screened = screenGrant({
    ...{ policyId: policy.id, yuan: item.yuan, isAmountOpen: false, standings, otherBatch: null },
    uses: await listUses(tx, { enterpriseId, year: day.slice(0, 4) }),
    disputed: item.isOverruled ? [] : await disputedFacts(tx, item),
  });
  if (screened.kind === 'leave-out') return screened;
  const budget = standings.find(({ kind }) => kind === 'budget');
  if (budget && (budget.leftFen ?? 0n) < (fenOf(screened.yuan) ?? 1n))
    return { kind: 'leave-out', reason: { code: 'budget', params: { limit: budget.label?.zh ?? '' } } };
  try {
    await takeQuotaSlot(tx, policy, { enterpriseId, caseId: `grant:${item.id}` }, at);
  } catch (error) {
    // Both are thrown before anything is written: the transaction goes on.
    if (error instanceof QuotaFullError)
      return { kind: 'leave-out', reason: { code: 'quota', params: { slots: String(error.slots) } } };
    if (error instanceof QuotaHeldError)
      return { kind: 'leave-out', reason: { code: 'applied', params: { date: '', yuan: '' } } };
    throw error;
  }
  return screened;
}

async function disputedFacts(tx: Tx, { enterpriseId, evidence }: Item): Promise<string[]> {
  const { keys } = evidence as unknown as GrantEvidence;
  const disputes = await tx.factDispute.findMany({
    where: { enterpriseId, state: 'open', key: { in: keys } },
    select: { key: true },
  });
  const catalogue = await loadCatalogue(tx);
  return [...new Set(disputes.map(({ key }) => catalogue.get(key)?.label.zh ?? key))];
}

async function grant(
  tx: Tx,
  granted: {
    item: Item;
    policy: PublishedPolicy;
    batch: { number: string };
    yuan: string | null;
    cut: GrantReason | null;
  },
  at: Date,
): Promise<void> {
  const { item, policy, batch, yuan, cut } = granted;
  const day = cityDate(at);
  const { enterpriseId } = item;
  await tx.grantItem.update({
    where: { id: item.id },
    data: { state: 'granted', grantedYuan: yuan, grantedAt: at, ...(cut && { reason: cut as never }) },
  });
  await tx.benefitUse.create({
    data: {
      ...{ enterpriseId, policyId: policy.id, departmentId: policy.departmentId, grantId: item.id, at },
      ...{ year: day.slice(0, 4), on: day, fen: fenOf(yuan), state: 'granted' },
      ...{ groups: groupsOf(policy), budget: budgetOf(policy) },
    },
  });
  await recordGrantFact(tx, { enterpriseId, policy, yuan, reference: batch.number }, at);
  await advanceOpportunity(tx, { enterpriseId, policyId: policy.id, to: 'granted', at });
  await note(tx, item, 'granted', { yuan: yuan ?? '' }, at);
}

async function note(
  tx: Tx,
  item: Item,
  kind: string,
  detail: Prisma.InputJsonObject,
  at: Date,
): Promise<void> {
  const { id, batchId, enterpriseId } = item;
  await noteGrantEvent(tx, systemReader, { batchId, itemId: id, kind, detail, at });
  const subject = { subjectKind: 'grant-item', subjectId: id, enterpriseId, detail };
  await appendAuditEntry(tx, systemReader, { action: `grant.${kind}`, ...subject }, at);
}
