import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Tx } from '~/prisma/database.server';

import { loadCatalogue } from '../../enterprises/load-catalogue.server';
import { loadFacts } from '../../enterprises/load-facts.server';
import { judgeOrDefer } from '../judge-policy';
import { listPublishedPolicies } from '../list-published-policies.server';
import { judgeFirm, readyPolicies } from './judge-firms';

/**
 * Takes an opportunity back that went too far, in the transaction that says so: `revoked`, its approval was taken back
 * and the application waits again; `withdrawn`, the firm took the application back. Its figures become what the match
 * says today by the facts and the version in force; where the match can't tell (a fact is missing, the policy takes no
 * applications now) they stay as they were, since unknown is no no. A firm that has the policy by another case or grant
 * keeps it: call it after the benefits of the case are held or released.
 */
export async function restoreOpportunity(
  tx: Tx,
  reader: Reader,
  input: { enterpriseId: string; policyId: string | null; kind: 'revoked' | 'withdrawn'; at: Date },
): Promise<void> {
  const { enterpriseId, policyId, kind, at } = input;
  if (policyId === null) return;
  const [from, to] = kind === 'revoked' ? (['granted', 'applied'] as const) : (['applied', 'seen'] as const);
  const row = await tx.opportunity.findUnique({
    where: { enterpriseId_policyId: { enterpriseId, policyId } },
  });
  if (row?.state !== from) return;
  const still = kind === 'revoked' ? { state: 'granted' } : {};
  if ((await tx.benefitUse.count({ where: { enterpriseId, policyId, ...still } })) > 0) return;
  const figures = (await figuresToday(tx, { enterpriseId, policyId }, cityDate(at))) ?? {};
  const { shown, amountYuan, closesOn } = await tx.opportunity.update({
    where: { id: row.id },
    data: {
      ...figures,
      ...{ state: to, grantedAt: null },
      ...(kind === 'withdrawn' && { appliedAt: null, seenAt: row.seenAt ?? at }),
    },
  });
  const detail = { shown, amountYuan, closesOn };
  await tx.opportunityEvent.create({ data: { opportunityId: row.id, kind, detail, at } });
  const subject = { subjectKind: 'opportunity', subjectId: row.id, enterpriseId };
  await appendAuditEntry(
    tx,
    reader,
    { action: `opportunity.${kind}`, ...subject, detail: { policyId, from, to, shown } },
    at,
  );
}

/** What the match says of the firm and the policy on a day; null where it can't tell. */
async function figuresToday(
  tx: Tx,
  { enterpriseId, policyId }: { enterpriseId: string; policyId: string },
  day: string,
) {
  const [policy] = await listPublishedPolicies(tx, { at: day, ids: [policyId] });
  if (!policy) return null;
  const catalogue = await loadCatalogue(tx);
  const ready = readyPolicies([policy], day, catalogue);
  if (ready.length === 0) return null;
  const facts = await loadFacts(tx, enterpriseId, day, catalogue);
  const [finding] = judgeFirm(enterpriseId, facts, ready, []);
  const { versionId } = policy;
  if (finding) {
    const { shown, amountKind, amountYuan, closesOn, missing } = finding;
    return { shown, amountKind, amountYuan, closesOn, missing, versionId };
  }
  const { verdict } = judgeOrDefer(policy, facts, { at: day, catalogue }).verdict;
  return verdict === 'ineligible' ? { shown: 'none', missing: [], versionId } : null;
}
