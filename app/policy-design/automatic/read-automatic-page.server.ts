import type { Services } from '~/app/services.server';
import type { ObstacleKind } from '~/knowledge/policies/automatic/find-obstacles';
import { finishPolicyDraft, type PolicyDraft } from '~/knowledge/policies/design/policy-draft';
import { seenBy } from '~/knowledge/policies/design/policy-rights';
import type { Locale } from '~/knowledge/policies/format-value';
import { InvalidRuleError } from '~/knowledge/policies/invalid-rule';
import { NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';

/** An obstacle in the reader's language. */
export interface ObstacleRow {
  kind: ObstacleKind;
  conditionId: string;
  key: string;
  label: string;
  fact: string;
  authority: string;
  firms: number;
  alone: number;
}

/** How far a policy can be granted unasked: its newest version, as it is written. Throws NotFoundError. */
export async function readAutomaticPage(
  { db, now, population }: Pick<Services, 'db' | 'now' | 'population'>,
  reader: Reader,
  { policyId, locale }: { policyId: string; locale: Locale },
) {
  const version = await db.policyVersion.findFirst({
    where: { policyId, policy: seenBy(reader), state: { not: 'withdrawn' } },
    orderBy: { number: 'desc' },
    select: { title: true, titleEn: true, content: true },
  });
  if (!version) throw new NotFoundError('policy', policyId);
  const title = locale === 'en' ? (version.titleEn ?? version.title) : version.title;
  const finished = finishPolicyDraft(version.content as unknown as PolicyDraft);
  if (!finished.ok) {
    const [first] = finished.problems;
    return { policyId, title, answer: null, problem: first ? `${first.path}: ${first.message}` : '' };
  }
  try {
    const counted = await population.automatic(cityDate(now()), finished.content);
    const obstacles = counted.obstacles.map(
      ({ kind, conditionId, label, fact, authority, firms, alone }): ObstacleRow => ({
        kind,
        conditionId,
        key: fact?.key ?? '',
        label: label[locale],
        fact: fact?.[locale] ?? '',
        authority: authority?.[locale] ?? '',
        firms,
        alone,
      }),
    );
    return { policyId, title, answer: { ...counted, obstacles }, problem: null };
  } catch (error) {
    if (!(error instanceof InvalidRuleError)) throw error;
    return { policyId, title, answer: null, problem: `${error.path}: ${error.problem}` };
  }
}
