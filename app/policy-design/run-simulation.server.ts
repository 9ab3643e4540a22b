import { z } from 'zod';

import type { Services } from '~/app/services.server';
import { derivedFactSchema, type DerivedFact } from '~/knowledge/enterprises/derived-fact-schema';
import {
  getPolicyForDesign,
  type DesignedPolicy,
} from '~/knowledge/policies/design/get-policy-for-design.server';
import { finishPolicyDraft, type PolicyDraft } from '~/knowledge/policies/design/policy-draft';
import { InvalidRuleError } from '~/knowledge/policies/invalid-rule';
import type { PolicyContent } from '~/knowledge/policies/policy-content';
import { ruleGroupSchema } from '~/knowledge/policies/rule-schema';
import type { SimulatedPolicy, SimulationAnswer } from '~/knowledge/policies/simulation/simulation-request';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';

/** What the editor asks: its rule as it stands, and which of the figures it wants. */
export const simulationBody = z.strictObject({
  rule: z.unknown(),
  derived: z.array(z.unknown()).max(100),
  amount: z.unknown().optional(),
  details: z.boolean().optional(),
  threshold: z.strictObject({ leafId: z.string().max(80) }).optional(),
  firms: z
    .strictObject({
      shown: z.enum(['eligible', 'one-step', 'to-confirm', 'ineligible']).optional(),
      lacking: z.string().max(80).optional(),
      change: z.enum(['gained', 'lost', 'any']).optional(),
      offset: z.number().int().min(0).max(1_000_000),
      limit: z.number().int().min(1).max(100),
    })
    .optional(),
});

/** The figures, or where the rule can't be computed yet. */
export type Simulation =
  { ok: true; answer: SimulationAnswer } | { ok: false; path: string; problem: string };

/**
 * Simulates a draft of a policy that the reader may see, against the version in force. Firms are named only to those who
 * write or approve the policy, with the facts that its conditions read; that they were is in the audit trail.
 */
export async function runSimulation(
  { db, now, population }: Pick<Services, 'db' | 'now' | 'population'>,
  reader: Reader,
  policyId: string,
  asked: z.infer<typeof simulationBody>,
  locale: 'zh' | 'en',
): Promise<Simulation> {
  const policy = await getPolicyForDesign({ db, now }, reader, policyId);
  const rule = ruleGroupSchema.safeParse(asked.rule);
  if (!rule.success) return { ok: false, path: 'rule', problem: 'unfinished' };
  const derived = asked.derived.flatMap((fact): DerivedFact[] => {
    const parsed = derivedFactSchema.safeParse(fact);
    return parsed.success ? [parsed.data] : [];
  });
  const amount = amountOf(policy, asked.amount);
  const base = baseOf(policy);
  try {
    const answer = await population.simulate({
      at: cityDate(now()),
      policy: { rule: rule.data, derived, ...(amount && { amount }) },
      ...(base && { base }),
      details: asked.details,
      threshold: asked.threshold,
      firms: asked.firms,
      locale,
    });
    if (asked.firms) await noteFirmsSeen({ db, now }, reader, policyId, asked.firms, answer);
    return { ok: true, answer };
  } catch (error) {
    if (error instanceof InvalidRuleError) return { ok: false, path: error.path, problem: error.problem };
    throw error;
  }
}

/** An amount counts once it is finished. */
function amountOf({ working }: DesignedPolicy, amount: unknown): PolicyContent['benefit']['amount'] {
  if (amount === undefined || amount === null) return undefined;
  const label = { zh: '-' };
  const content = { ...working.content, benefit: { label, amount } } as PolicyDraft;
  const finished = finishPolicyDraft({
    ...content,
    rule: { combinator: 'and', rules: [{ operator: 'declared' }] },
    derived: [],
    summary: label,
    guide: {
      ...content.guide,
      audience: label,
      conditions: label,
      timeLimit: label,
      address: label,
      phone: label,
    },
    sources: [{ id: 's', documentTitle: '-' }],
    window: undefined,
  });
  return finished.ok ? finished.content.benefit.amount : undefined;
}

/** The version to compare with: what is in force; a published working version has itself for its base. */
function baseOf({ base, working }: DesignedPolicy): SimulatedPolicy | null {
  const version = base ?? (working.state === 'published' ? working : null);
  const finished = version && finishPolicyDraft(version.content);
  if (!finished?.ok) return null;
  const { rule, derived, benefit } = finished.content;
  return { rule, derived, ...(benefit.amount && { amount: benefit.amount }) };
}

async function noteFirmsSeen(
  { db, now }: Pick<Services, 'db' | 'now'>,
  reader: Reader,
  policyId: string,
  query: NonNullable<z.infer<typeof simulationBody>['firms']>,
  answer: SimulationAnswer,
): Promise<void> {
  const detail = { ...query, firms: answer.list?.lines.map(({ id }) => id) ?? [] };
  await db.$transaction((tx) =>
    appendAuditEntry(
      tx,
      reader,
      { action: 'policy.firms-seen', subjectKind: 'policy', subjectId: policyId, detail },
      now(),
    ),
  );
}
