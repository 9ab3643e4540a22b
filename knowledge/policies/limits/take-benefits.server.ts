import { cityDate } from '~/prisma/calendar/city-date';
import type { Db, Tx } from '~/prisma/database.server';

import { loadCatalogue } from '../../enterprises/load-catalogue.server';
import { loadFacts } from '../../enterprises/load-facts.server';
import { judgeOrDefer } from '../judge-policy';
import { listPublishedPolicies } from '../list-published-policies.server';
import type { PublishedPolicy } from '../published-policy';
import { budgetOf, fenOf, groupsOf, isLimited } from './benefit-used';
import { judgeLimits, type LimitStanding } from './judge-limits';
import { budgetSpent, listUses } from './list-uses.server';

/** What a yearly limit leaves is used up: the application can't be handed in this year. */
export class LimitSpentError extends Error {
  readonly code = 'limit-spent';
  constructor(
    readonly policyId: string,
    readonly kind: LimitStanding['kind'],
    /** What it was used up by: policy and day. */
    readonly current: { kind: string; limit: string; uses: { title: string; on: string }[] },
  ) {
    super(`the limit ${kind} of ${policyId} is used up`);
  }
}

/** How the limits of a policy stand for a firm in the transaction's own view. */
export async function readStandings(
  db: Db | Tx,
  policy: PublishedPolicy,
  query: { enterpriseId: string; day: string; exceptCaseId?: string | null },
): Promise<LimitStanding[]> {
  const { enterpriseId, day, exceptCaseId = null } = query;
  if (!isLimited(policy)) return [];
  const year = day.slice(0, 4);
  const uses = await listUses(db, { enterpriseId, year, exceptCaseId });
  const budget = budgetOf(policy);
  const spent =
    budget === null
      ? 0n
      : await budgetSpent(db, { departmentId: policy.departmentId, budget, year, exceptCaseId });
  return judgeLimits(policy, uses, spent);
}

/**
 * Keeps that a firm has applied for a policy, and refuses it where a yearly limit is used up. Call it in the transaction
 * that writes the case, after a write: writers queue, so that two applications never pass one limit. Throws
 * LimitSpentError; the whole transaction is undone. A limit of which nobody can tell turns no firm away.
 */
export async function takeBenefits(
  tx: Tx,
  application: { policyId: string | null; formId: string; enterpriseId: string; caseId: string },
  at: Date,
): Promise<void> {
  const { policyId, formId, enterpriseId, caseId } = application;
  const day = cityDate(at);
  const applied = (await listPublishedPolicies(tx, { at: day })).filter(
    (policy) => policy.id === policyId || (policy.formId === formId && isLimited(policy)),
  );
  for (const policy of applied) {
    const standings = await readStandings(tx, policy, { enterpriseId, day, exceptCaseId: caseId });
    const spent = standings.find(({ kind, state }) => state === 'spent' && kind !== 'exclusive');
    if (spent) throw limitSpent(policy.id, spent);
    const fen = isLimited(policy) ? await expectedFen(tx, policy, enterpriseId, day) : null;
    await tx.benefitUse.upsert({
      where: { policyId_caseId: { policyId: policy.id, caseId } },
      create: {
        ...{ enterpriseId, policyId: policy.id, departmentId: policy.departmentId, caseId, fen, at },
        ...{ year: day.slice(0, 4), on: day, state: 'held' },
        ...{ groups: groupsOf(policy), budget: budgetOf(policy) },
      },
      update: {},
    });
  }
}

function limitSpent(policyId: string, { kind, label, uses }: LimitStanding): LimitSpentError {
  const had = uses.map(({ title, on }) => ({ title, on }));
  return new LimitSpentError(policyId, kind, { kind, limit: label?.zh ?? '', uses: had });
}

/** What the application is for by what is known of the firm; null where only a cap or nothing is known. */
async function expectedFen(
  tx: Tx,
  policy: PublishedPolicy,
  enterpriseId: string,
  day: string,
): Promise<bigint | null> {
  const amount = policy.content.benefit.amount;
  if (!amount || amount.measure === 'base') return null;
  const catalogue = await loadCatalogue(tx);
  const facts = await loadFacts(tx, enterpriseId, day, catalogue);
  const { verdict } = judgeOrDefer(policy, facts, { at: day, catalogue });
  return verdict.amount && verdict.amount.kind !== 'up-to' ? fenOf(verdict.amount.yuan) : null;
}

/** The application was approved: what it held is had. */
export async function keepBenefits(tx: Tx, caseId: string): Promise<void> {
  await tx.benefitUse.updateMany({ where: { caseId }, data: { state: 'granted' } });
}

/** The approval was taken back: what was had is held until there is a new decision. */
export async function holdBenefits(tx: Tx, caseId: string): Promise<void> {
  await tx.benefitUse.updateMany({ where: { caseId, state: 'granted' }, data: { state: 'held' } });
}

/** The application was withdrawn or refused: what it held is free again. */
export async function releaseBenefits(tx: Tx, caseId: string): Promise<void> {
  await tx.benefitUse.deleteMany({ where: { caseId } });
}
