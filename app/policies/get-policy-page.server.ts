import type { Services } from '~/app/services.server';
import { inWords } from '~/knowledge/policies/estimate-amount';
import type { Locale } from '~/knowledge/policies/format-value';
import type { PolicyVerdict } from '~/knowledge/policies/judge-policy';
import { judgeOrDefer } from '~/knowledge/policies/judge-policy';
import { listPublishedPolicies } from '~/knowledge/policies/list-published-policies.server';
import { matchWithPolicies } from '~/knowledge/policies/match-policies.server';
import type { NextQuestion } from '~/knowledge/policies/next-question';
import type { Words } from '~/knowledge/policies/policy-content';
import { readQuota, type QuotaState } from '~/knowledge/policies/quota/quota-slots.server';
import { readFirmPlace, type FirmPlace } from '~/knowledge/policies/quota/read-firm-place.server';
import { isInForce, type PublishedPolicy } from '~/knowledge/policies/published-policy';
import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import { NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import { findSourcePages, type SourceLink } from './find-source-pages.server';
import { toPolicyRow, type PolicyRowData } from './policy-row-data';

/** All that a policy's page shows. */
export interface PolicyPage {
  row: PolicyRowData;
  asOf: string;
  /** The day after which no other may be asked about. */
  today: string;
  /** Whether a day before today was asked about. */
  isPast: boolean;
  inForce: boolean;
  effectiveFrom: string;
  guide: { audience: string; conditions: string; timeLimit: string; address: string; phone: string };
  materials: string[];
  how: string[];
  notes: string[];
  sources: SourceLink[];
  versions: { number: number; effectiveFrom: string; expiresOn: string | null; current: boolean }[];
  formPath: string | null;
  /** The places that are left for the reader's firm; null without a quota. */
  quota: QuotaState | null;
  /** How the reader's firm stands to the places and the line for them; null without a firm or a quota. */
  place: (FirmPlace & { enterpriseId: string }) | null;
  /** Judged for the reader's firm; without one the conditions alone, with no results. */
  verdict: PolicyVerdict;
  judged: boolean;
  question: NextQuestion | null;
}

/** Makes a policy's page for the reader. Throws NotFoundError when there is no such published policy. */
export async function getPolicyPage(
  { db, now }: Pick<Services, 'db' | 'now'>,
  query: { id: string; reader: Reader; locale: Locale; skip?: ReadonlySet<string>; pastDay?: string | null },
): Promise<PolicyPage> {
  const { id, reader, locale } = query;
  const today = cityDate(now());
  const asOf = query.pastDay && query.pastDay < today ? query.pastDay : today;
  const isPast = asOf < today;
  const [policy] = await listPublishedPolicies(db, { at: asOf, ids: [id], alsoOutOfForce: true });
  if (!policy) throw new NotFoundError('policy', id);
  const { verdict, question } = await judgeFor({ db, now }, policy, query, asOf);
  const judged = reader.enterpriseId !== null;
  const { content } = policy;
  const words = (value: Words) => inWords(value, locale);
  const { audience, conditions, timeLimit, address, phone, materials, how, notes } = content.guide;
  return {
    row: toPolicyRow(policy, judged ? verdict : undefined, asOf, locale),
    asOf,
    today,
    isPast,
    inForce: isInForce(policy, asOf),
    effectiveFrom: policy.effectiveFrom,
    guide: {
      audience: words(audience),
      conditions: words(conditions),
      timeLimit: words(timeLimit),
      address: words(address),
      phone: words(phone),
    },
    materials: materials.map(words),
    how: how.map(words),
    notes: notes.map(words),
    sources: await findSourcePages(db, content.sources),
    versions: await listVersions(db, policy),
    formPath: isPast ? null : await findFormPath(db, policy.formId),
    quota: isPast ? null : await readQuota(db, policy, asOf, reader.enterpriseId),
    place: isPast ? null : await placeOf(db, policy, reader.enterpriseId, asOf),
    verdict,
    judged,
    question: isPast ? null : question,
  };
}

async function judgeFor(
  services: Pick<Services, 'db' | 'now'>,
  policy: PublishedPolicy,
  { reader, locale, skip }: { reader: Reader; locale: Locale; skip?: ReadonlySet<string> },
  asOf: string,
): Promise<{ verdict: PolicyVerdict; question: NextQuestion | null }> {
  if (reader.enterpriseId === null) {
    const catalogue = await loadCatalogue(services.db);
    return {
      verdict: judgeOrDefer(policy, new Map(), { at: asOf, catalogue, locale }).verdict,
      question: null,
    };
  }
  const match = await matchWithPolicies(services, {
    reader,
    enterpriseId: reader.enterpriseId,
    policyIds: [policy.id],
    asOf,
    locale,
    ...(skip && { skip }),
  });
  const [verdict] = match.verdicts;
  if (!verdict) throw new NotFoundError('policy', policy.id);
  return { verdict, question: match.nextQuestion ?? null };
}

async function placeOf(
  db: Db,
  policy: PublishedPolicy,
  enterpriseId: string | null,
  day: string,
): Promise<PolicyPage['place']> {
  if (enterpriseId === null) return null;
  const place = await readFirmPlace(db, policy, { enterpriseId, day });
  return place && { ...place, enterpriseId };
}

async function listVersions(db: Db, policy: PublishedPolicy): Promise<PolicyPage['versions']> {
  const versions = await db.policyVersion.findMany({
    where: { policyId: policy.id, state: 'published' },
    orderBy: { number: 'desc' },
    select: { id: true, number: true, effectiveFrom: true, expiresOn: true },
  });
  return versions.map(({ id, ...version }) => ({ ...version, current: id === policy.versionId }));
}

/** The path of the form, when it is published. */
async function findFormPath(db: Db, formId: string | null): Promise<string | null> {
  if (formId === null) return null;
  const form = await db.form.findFirst({
    where: { id: formId, versions: { some: { state: 'published' } } },
    select: { path: true },
  });
  return form?.path ?? null;
}
