import { ConflictError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { tidyPolicyDraft, type PolicyDraft } from './policy-draft';
import { writtenBy } from './policy-rights';
import type { PolicyTest } from './policy-test';

/** The editor's state; `revision` is the one it was opened with. */
export interface PolicyDraftToSave {
  policyId: string;
  revision: number;
  title: string;
  titleEn: string;
  region: string;
  effectiveFrom: string;
  expiresOn: string | null;
  formId: string | null;
  content: PolicyDraft;
  tests: PolicyTest[];
}

/**
 * Saves the policy's draft; a published policy gets a new version. What was looked at before (whose verdict changes)
 * counts no longer when rule or facts differ. Throws NotFoundError for another department's policy, ConflictError
 * (current: {revision, updatedAt}) when someone saved in between or the version waits for approval.
 */
export async function savePolicyDraft(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
  draft: PolicyDraftToSave,
): Promise<{ number: number; revision: number }> {
  const { policyId, revision } = draft;
  if (draft.title.trim() === '') throw new InvalidInputError({ title: '请填写政策名称' });
  const at = now();
  const fields = {
    title: draft.title.trim(),
    titleEn: draft.titleEn.trim() || null,
    region: draft.region,
    effectiveFrom: draft.effectiveFrom,
    expiresOn: draft.expiresOn,
    formId: draft.formId,
    content: tidyPolicyDraft(draft.content) as unknown as Prisma.InputJsonObject,
    tests: draft.tests as unknown as Prisma.InputJsonArray,
    revision: revision + 1,
    updatedAt: at,
    updatedById: reader.personId,
  };
  return db.$transaction(async (tx) => {
    const policy = await tx.policy.findFirst({
      where: { id: policyId, ...writtenBy(reader) },
      include: { versions: { orderBy: { number: 'desc' } } },
    });
    const newest = policy?.versions.find(({ state }) => state !== 'withdrawn') ?? policy?.versions[0];
    if (!policy || !newest) throw new NotFoundError('policy', policyId);
    if (newest.revision !== revision || newest.state === 'in-review') {
      throw new ConflictError('The policy was saved by someone else or waits for approval', {
        revision: newest.revision,
        updatedAt: newest.updatedAt,
        state: newest.state,
      });
    }
    if (newest.state === 'draft') {
      const saved = await tx.policyVersion.update({
        where: { id: newest.id },
        data: {
          ...fields,
          ...(changesVerdicts(newest, fields) && { impactSeenAt: null, impactSeenById: null }),
        },
      });
      return { number: saved.number, revision: saved.revision };
    }
    const number = Math.max(...policy.versions.map((version) => version.number)) + 1;
    await tx.policyVersion.create({
      data: { ...fields, policyId, number, createdById: reader.personId, createdAt: at },
    });
    const event = {
      action: 'policy.draft-opened',
      subjectKind: 'policy',
      subjectId: policyId,
      detail: { number },
    };
    await appendAuditEntry(tx, reader, event, at);
    return { number, revision: fields.revision };
  });
}

function changesVerdicts(
  before: { content: unknown; effectiveFrom: string },
  after: { content: unknown; effectiveFrom: string },
): boolean {
  const decisive = ({ content, effectiveFrom }: typeof before) => {
    const { rule, derived, benefit } = content as PolicyDraft;
    return JSON.stringify({ rule, derived, amount: benefit.amount, effectiveFrom });
  };
  return decisive(before) !== decisive(after);
}
