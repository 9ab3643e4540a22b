import {
  AccessDeniedError,
  ConflictError,
  InvalidInputError,
  NotFoundError,
} from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db, Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { announceFacts } from '../../enterprises/announce-facts.server';
import { mayDecide, seenBy, writtenBy } from './policy-rights';

type Deps = { db: Db; now: () => Date };
type Version = Prisma.PolicyVersionGetPayload<object>;

/** What a deed is done to: the version as the person saw it. */
export interface PolicyDeed {
  policyId: string;
  revision: number;
}

/** The version whose revision the person saw, in the state that the deed needs. */
async function requireVersion(
  tx: Tx,
  where: Prisma.PolicyWhereInput,
  { policyId, revision }: PolicyDeed,
  state: Version['state'],
): Promise<{ version: Version; departmentId: string }> {
  const policy = await tx.policy.findFirst({ where: { id: policyId, ...where } });
  if (!policy) throw new NotFoundError('policy', policyId);
  const version = await tx.policyVersion.findFirst({
    where: { policyId, state: { not: 'withdrawn' } },
    orderBy: { number: 'desc' },
  });
  if (version?.state !== state || version.revision !== revision)
    throw new ConflictError('The policy has changed since', {
      state: version?.state,
      revision: version?.revision,
    });
  return { version, departmentId: policy.departmentId };
}

/** Notes that the writer looked at whose verdicts the draft changes. */
export async function markImpactSeen({ db, now }: Deps, reader: Reader, deed: PolicyDeed): Promise<void> {
  const at = now();
  await db.$transaction(async (tx) => {
    const { version } = await requireVersion(tx, writtenBy(reader), deed, 'draft');
    await tx.policyVersion.update({
      where: { id: version.id },
      data: { impactSeenAt: at, impactSeenById: reader.personId },
    });
  });
}

/**
 * Hands the draft to the second person. `findings` are what the gate found in this very draft: any that stops it throws
 * InvalidInputError.
 */
export async function proposePolicy(
  { db, now }: Deps,
  reader: Reader,
  deed: PolicyDeed,
  requireGate: (version: Version) => Promise<void>,
): Promise<void> {
  const at = now();
  const seen = await requireVersion(db, writtenBy(reader), deed, 'draft');
  await requireGate(seen.version);
  await db.$transaction(async (tx) => {
    const { version } = await requireVersion(tx, writtenBy(reader), deed, 'draft');
    await tx.policyVersion.update({
      where: { id: version.id },
      data: { state: 'in-review', proposedById: reader.personId, proposedAt: at, reviewNote: null },
    });
    await note(tx, reader, 'policy.proposed', version, at);
  });
}

/** The writer takes the version back from the second person, to go on writing. */
export async function recallPolicy({ db, now }: Deps, reader: Reader, deed: PolicyDeed): Promise<void> {
  await db.$transaction(async (tx) => {
    const { version } = await requireVersion(tx, writtenBy(reader), deed, 'in-review');
    await tx.policyVersion.update({ where: { id: version.id }, data: { state: 'draft' } });
    await note(tx, reader, 'policy.recalled', version, now());
  });
}

/** The second person sends it back with a reason. Throws AccessDeniedError for the first person. */
export async function sendBackPolicy(
  { db, now }: Deps,
  reader: Reader,
  deed: PolicyDeed & { reason: string },
): Promise<void> {
  const reason = deed.reason.trim();
  if (reason === '') throw new InvalidInputError({ reason: '请写明退回的原因，便于修改' });
  await db.$transaction(async (tx) => {
    const { version, departmentId } = await requireVersion(tx, seenBy(reader), deed, 'in-review');
    if (!mayDecide(reader, departmentId, version)) throw new AccessDeniedError('decide-own-policy');
    await tx.policyVersion.update({
      where: { id: version.id },
      data: { state: 'draft', reviewNote: reason },
    });
    await note(tx, reader, 'policy.sent-back', version, now(), { reason });
  });
}

/**
 * The second person approves: the version is published and counts from its day of effect; until then the one before
 * stays in force. Whose verdicts it changes is looked for at once. Approving twice is once. Throws AccessDeniedError for the first person, InvalidInputError when the
 * gate no longer holds.
 */
export async function approvePolicy(
  { db, now }: Deps,
  reader: Reader,
  deed: PolicyDeed,
  requireGate: (version: Version) => Promise<void>,
): Promise<void> {
  const at = now();
  const seen = await requireVersion(db, seenBy(reader), deed, 'in-review');
  if (!mayDecide(reader, seen.departmentId, seen.version)) throw new AccessDeniedError('decide-own-policy');
  await requireGate(seen.version);
  await db.$transaction(async (tx) => {
    const { version, departmentId } = await requireVersion(tx, seenBy(reader), deed, 'in-review');
    if (!mayDecide(reader, departmentId, version)) throw new AccessDeniedError('decide-own-policy');
    await tx.policyVersion.update({
      where: { id: version.id },
      data: { state: 'published', publishedAt: at, publishedById: reader.personId },
    });
    await note(tx, reader, 'policy.published', version, at, { effectiveFrom: version.effectiveFrom });
    await announceFacts(tx);
  });
}

/**
 * Takes the newest published version back: the one published before it counts again, from this moment; without one the
 * policy is no longer public. Throws ConflictError when another version was published or is being written since.
 */
export async function rollBackPolicy(
  { db, now }: Deps,
  reader: Reader,
  { policyId, number }: { policyId: string; number: number },
): Promise<void> {
  await db.$transaction(async (tx) => {
    const policy = await tx.policy.findFirst({ where: { id: policyId, ...writtenBy(reader) } });
    if (!policy) throw new NotFoundError('policy', policyId);
    const newest = await tx.policyVersion.findFirst({
      where: { policyId, state: 'published' },
      orderBy: { number: 'desc' },
    });
    if (newest?.number !== number)
      throw new ConflictError('Another version is the newest now', { number: newest?.number });
    await tx.policyVersion.update({ where: { id: newest.id }, data: { state: 'withdrawn' } });
    await note(tx, reader, 'policy.rolled-back', newest, now());
    await announceFacts(tx);
  });
}

function note(
  tx: Tx,
  reader: Reader,
  action: string,
  version: Version,
  at: Date,
  detail: Prisma.InputJsonObject = {},
): Promise<void> {
  const { policyId, number, id } = version;
  return appendAuditEntry(
    tx,
    reader,
    { action, subjectKind: 'policy', subjectId: policyId, detail: { versionId: id, number, ...detail } },
    at,
  );
}
