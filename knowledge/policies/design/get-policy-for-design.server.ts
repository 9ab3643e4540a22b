import { NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db, Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { isInForce } from '../published-policy';
import type { PolicyDraft } from './policy-draft';
import { mayDecide, mayWrite, seenBy } from './policy-rights';
import type { PolicyTest } from './policy-test';

/** One version with all that the editor holds of it. */
export interface DesignedVersion {
  versionId: string;
  number: number;
  state: 'draft' | 'in-review' | 'published' | 'withdrawn';
  title: string;
  titleEn: string;
  region: string;
  effectiveFrom: string;
  expiresOn: string | null;
  formId: string | null;
  content: PolicyDraft;
  tests: PolicyTest[];
  revision: number;
  savedAt: Date;
}

/** A line of the list of versions. */
export interface VersionLine {
  number: number;
  state: DesignedVersion['state'];
  effectiveFrom: string;
  expiresOn: string | null;
  publishedAt: Date | null;
  publishedBy: string | null;
  proposedBy: string | null;
  inForce: boolean;
}

/** A policy as its department's people work on it. */
export interface DesignedPolicy {
  policyId: string;
  departmentId: string;
  department: string;
  /** The newest version that isn't withdrawn: a draft if there is one. */
  working: DesignedVersion;
  /** What the draft is compared with: the version in force, else the last published one. */
  base: DesignedVersion | null;
  versions: VersionLine[];
  savedBy: string | null;
  proposedBy: string | null;
  reviewNote: string | null;
  impactSeenAt: Date | null;
  mayWrite: boolean;
  mayDecide: boolean;
}

type Row = Prisma.PolicyVersionGetPayload<object>;

/** Reads a policy for the desk. Throws NotFoundError for one that isn't the reader's departments'. */
export async function getPolicyForDesign(
  { db, now }: { db: Db | Tx; now: () => Date },
  reader: Reader,
  policyId: string,
): Promise<DesignedPolicy> {
  const at = cityDate(now());
  const policy = await db.policy.findFirst({
    where: { id: policyId, ...seenBy(reader) },
    include: { department: { select: { name: true } }, versions: { orderBy: { number: 'desc' } } },
  });
  const newest = policy?.versions.find(({ state }) => state !== 'withdrawn') ?? policy?.versions[0];
  if (!policy || !newest) throw new NotFoundError('policy', policyId);
  const published = policy.versions.filter(({ state }) => state === 'published');
  const inForce = published.find((version) => isInForce(version, at));
  const base = [inForce, ...published].find((version) => version && version.id !== newest.id);
  const people = await db.person.findMany({
    where: {
      id: {
        in: policy.versions.flatMap(({ updatedById, proposedById, publishedById }) =>
          [updatedById, proposedById, publishedById].filter((id) => id !== null),
        ),
      },
    },
    select: { id: true, name: true },
  });
  const nameOf = (id: string | null) => people.find((person) => person.id === id)?.name ?? null;
  return {
    policyId,
    departmentId: policy.departmentId,
    department: policy.department.name,
    working: toVersion(newest),
    base: base ? toVersion(base) : null,
    versions: policy.versions.map((version) => ({
      number: version.number,
      state: version.state as DesignedVersion['state'],
      effectiveFrom: version.effectiveFrom,
      expiresOn: version.expiresOn,
      publishedAt: version.publishedAt,
      publishedBy: nameOf(version.publishedById),
      proposedBy: nameOf(version.proposedById),
      inForce: version.id === inForce?.id,
    })),
    savedBy: nameOf(newest.updatedById),
    proposedBy: nameOf(newest.proposedById),
    reviewNote: newest.reviewNote,
    impactSeenAt: newest.impactSeenAt,
    mayWrite: mayWrite(reader, policy.departmentId),
    mayDecide: newest.state === 'in-review' && mayDecide(reader, policy.departmentId, newest),
  };
}

function toVersion(row: Row): DesignedVersion {
  return {
    versionId: row.id,
    number: row.number,
    state: row.state as DesignedVersion['state'],
    title: row.title,
    titleEn: row.titleEn ?? '',
    region: row.region,
    effectiveFrom: row.effectiveFrom,
    expiresOn: row.expiresOn,
    formId: row.formId,
    content: row.content as unknown as PolicyDraft,
    tests: row.tests as unknown as PolicyTest[],
    revision: row.revision,
    savedAt: row.updatedAt ?? row.publishedAt ?? row.createdAt,
  };
}
