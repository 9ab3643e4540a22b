import { cityDate } from '~/prisma/calendar/city-date';
import type { Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import type { FactDefinitionInput } from '../../enterprises/fact-definition';
import { recordFacts } from '../../enterprises/record-facts.server';
import { fenOf, yuanOf } from '../limits/benefit-used';
import type { PublishedPolicy } from '../published-policy';

/** The fact by which other policies' rules see what a firm got of a policy, by year. */
export function grantFactKey(policyId: string): string {
  return `benefit.${policyId}`;
}

/**
 * Records what a firm was granted as a fact of the policy's department: yuan of the year, or yes for a benefit that isn't
 * money. The first grant brings the fact's definition into the catalogue.
 */
export async function recordGrantFact(
  tx: Tx,
  grant: { enterpriseId: string; policy: PublishedPolicy; yuan: string | null; reference: string },
  at: Date,
): Promise<void> {
  const { enterpriseId, policy, yuan, reference } = grant;
  const key = grantFactKey(policy.id);
  const definition = defineGrantFact(policy, yuan !== null) as unknown as Prisma.InputJsonObject;
  await tx.factDefinition.upsert({ where: { key }, create: { key, definition }, update: {} });
  const period = cityDate(at).slice(0, 4);
  const uses = await tx.benefitUse.findMany({
    where: { enterpriseId, policyId: policy.id, year: period, state: 'granted' },
    select: { fen: true },
  });
  const sum = uses.reduce((total, { fen }) => total + (fen ?? 0n), 0n);
  const value = yuan === null ? true : yuanOf(uses.length > 0 ? sum : (fenOf(yuan) ?? 0n));
  const source = policy.department;
  await recordFacts(tx, {
    enterpriseId,
    facts: [{ key, period, value, source, sourceKind: 'registry', observedAt: at, reference }],
  });
}

function defineGrantFact(policy: PublishedPolicy, isMoney: boolean): FactDefinitionInput {
  const { title, titleEn, department, departmentEn } = policy;
  return {
    key: grantFactKey(policy.id),
    group: 'other',
    label: { zh: `已享受：${title}`, en: `Received: ${titleEn ?? title}` },
    type: isMoney ? 'money' : 'boolean',
    ...(isMoney && { unit: { zh: '元', en: 'yuan' } }),
    periods: ['year'],
    authority: { zh: department, en: departmentEn ?? department },
    stateable: false,
    question: { zh: `{year} 年是否已享受${title}？`, en: `Was ${titleEn ?? title} received in {year}?` },
  };
}
