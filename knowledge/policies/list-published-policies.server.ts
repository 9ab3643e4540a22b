import type { Db, Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { regionAndParents } from '../enterprises/region-code';
import { policyContentSchema } from './policy-content';
import { isInForce, type PublishedPolicy } from './published-policy';

const select = {
  id: true,
  policyId: true,
  number: true,
  title: true,
  titleEn: true,
  content: true,
  region: true,
  effectiveFrom: true,
  expiresOn: true,
  formId: true,
  policy: {
    select: { departmentId: true, isSample: true, department: { select: { name: true, nameEn: true } } },
  },
} satisfies Prisma.PolicyVersionSelect;

type Row = Prisma.PolicyVersionGetPayload<{ select: typeof select }>;

/** Which policies: of a region (its parents and the nation included), of certain ids, in whatever state of force. */
export interface PolicyQuery {
  at: string;
  region?: string | undefined;
  ids?: readonly string[] | undefined;
  /** Also those that ended or haven't begun. */
  alsoOutOfForce?: boolean;
}

/**
 * Published policies, one version each, by id: the newest in force on the day; where none is and it is asked for, the
 * newest that has begun, else the first to come.
 */
export async function listPublishedPolicies(db: Db | Tx, query: PolicyQuery): Promise<PublishedPolicy[]> {
  const rows = await db.policyVersion.findMany({
    where: {
      state: 'published',
      ...(query.ids && { policyId: { in: [...query.ids] } }),
      ...(query.region && { region: { in: regionAndParents(query.region) } }),
    },
    orderBy: [{ policyId: 'asc' }, { number: 'desc' }],
    select,
  });
  const versions = new Map<string, Row[]>();
  for (const row of rows) versions.set(row.policyId, [...(versions.get(row.policyId) ?? []), row]);
  return [...versions.values()].flatMap((ofPolicy) => {
    const inForce = ofPolicy.find((row) => isInForce(row, query.at));
    const other = query.alsoOutOfForce
      ? (ofPolicy.find((row) => row.effectiveFrom <= query.at) ?? ofPolicy.at(-1))
      : undefined;
    const row = inForce ?? other;
    return row ? [toPublishedPolicy(row)] : [];
  });
}

function toPublishedPolicy(row: Row): PublishedPolicy {
  return {
    id: row.policyId,
    versionId: row.id,
    title: row.title,
    titleEn: row.titleEn,
    departmentId: row.policy.departmentId,
    department: row.policy.department.name,
    departmentEn: row.policy.department.nameEn,
    region: row.region,
    effectiveFrom: row.effectiveFrom,
    expiresOn: row.expiresOn,
    formId: row.formId,
    isSample: row.policy.isSample,
    content: policyContentSchema.parse(row.content),
  };
}
