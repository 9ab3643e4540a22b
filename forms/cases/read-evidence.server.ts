import type { FormDefinition } from '~/forms/definition/form-definition';
import type { Provenance } from '~/forms/prefill/field-provenance';
import { say, type FormLocale } from '~/forms/words/say';
import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import { loadFacts } from '~/knowledge/enterprises/load-facts.server';
import { judgeOrDefer } from '~/knowledge/policies/judge-policy';
import { listPublishedPolicies } from '~/knowledge/policies/list-published-policies.server';
import type { PublishedPolicy } from '~/knowledge/policies/published-policy';
import type { Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import { compareEvidence, type EvidenceCheck } from './compare-evidence';
import { requireCase, reviewedBy } from './find-case.server';
import { noteReview } from './note-review.server';
import { factsAsSubmitted, recordedFacts } from './submitted-facts';

/** The policy's conditions beside the case: judged on what was submitted and on what the registers hold now. */
export interface CaseEvidence {
  policyId: string;
  policyTitle: string;
  /** The day on which the rule is judged: that of the submission. */
  day: string;
  checks: EvidenceCheck[];
}

type Deps = { db: Db; now: () => Date; locale?: FormLocale };

/**
 * The automatic checks of a case, for the department's reviewers; null when no published policy names its form. The
 * firm can read that the department saw the facts. Throws `NotFoundError`.
 */
export async function readEvidence(deps: Deps, reader: Reader, caseId: string): Promise<CaseEvidence | null> {
  const found = await requireCase(deps, reader, caseId, reviewedBy(reader));
  const evidence = await judgeCase(deps, found);
  if (!evidence) return null;
  const keys = evidence.checks.flatMap(({ registry }) =>
    registry.facts.flatMap(({ key, text }) => (text === null ? [] : [key])),
  );
  await noteReview(deps, reader, found, keys);
  return evidence;
}

/** As `readEvidence`, for a case to which the right was checked. */
export async function judgeCase(
  { db, locale = 'zh-CN' }: Deps,
  found: { id: string; enterpriseId: string; policyId: string | null; formId: string },
): Promise<CaseEvidence | null> {
  const newest = await db.submission.findFirst({
    where: { caseId: found.id },
    orderBy: { submittedAt: 'desc' },
    select: {
      data: true,
      provenance: true,
      submittedAt: true,
      formVersion: { select: { definition: true } },
    },
  });
  if (!newest) return null;
  const day = cityDate(newest.submittedAt);
  const policy = await policyOf(db, found, day);
  if (!policy) return null;
  const catalogue = await loadCatalogue(db);
  const registry = recordedFacts(await loadFacts(db, found.enterpriseId, day, catalogue));
  const { components } = newest.formVersion.definition as unknown as FormDefinition;
  const submitted = factsAsSubmitted(
    {
      components,
      data: newest.data as Record<string, unknown>,
      provenance: newest.provenance as unknown as Provenance,
      day,
      source: say(locale, 'forms.evidence.source'),
    },
    registry,
    catalogue,
  );
  const options = { at: day, catalogue, locale: locale === 'en' ? ('en' as const) : ('zh' as const) };
  const [mine, theirs] = [submitted, registry].map((facts) => judgeOrDefer(policy, facts, options).verdict);
  return {
    policyId: policy.id,
    policyTitle: mine?.title ?? policy.title,
    day,
    checks: compareEvidence(mine?.conditions ?? [], theirs?.conditions ?? []),
  };
}

/** The policy that the firm came from, else the one that the form applies for. */
async function policyOf(
  db: Db,
  { policyId, formId }: { policyId: string | null; formId: string },
  at: string,
): Promise<PublishedPolicy | undefined> {
  if (policyId !== null)
    return (await listPublishedPolicies(db, { at, ids: [policyId], alsoOutOfForce: true }))[0];
  return (await listPublishedPolicies(db, { at })).find((policy) => policy.formId === formId);
}
