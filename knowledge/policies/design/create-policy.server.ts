import { AccessDeniedError, InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { emptyPolicyDraft, tidyPolicyDraft, type PolicyDraft } from './policy-draft';
import { mayWrite } from './policy-rights';
import type { PolicyTest } from './policy-test';

/** What a new policy begins with, where it isn't empty. */
export interface FirstDraft {
  content: PolicyDraft;
  tests: readonly PolicyTest[];
  effectiveFrom: string;
  expiresOn: string | null;
}

/** Opens a policy with an empty draft, or the one given. Throws AccessDeniedError, or InvalidInputError by field. */
export async function createPolicy(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
  input: { id: string; title: string; departmentId: string; region: string; draft?: FirstDraft },
): Promise<{ policyId: string }> {
  const { id, departmentId, region, draft } = input;
  const title = input.title.trim();
  if (!mayWrite(reader, departmentId)) throw new AccessDeniedError('design-policy');
  const fields: Record<string, string> = {};
  if (title === '') fields.title = '请填写政策名称';
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || id.length > 60)
    fields.id = '标识由小写字母、数字和连字符组成，例如 tech-sme，最长 60 个字符';
  else if ((await db.policy.count({ where: { id } })) > 0) fields.id = '这个标识已被使用，请换一个';
  if (Object.keys(fields).length > 0) throw new InvalidInputError(fields);
  const at = now();
  await db.$transaction(async (tx) => {
    await tx.policy.create({ data: { id, departmentId, createdAt: at } });
    await tx.policyVersion.create({
      data: {
        policyId: id,
        number: 1,
        title,
        content: tidyPolicyDraft(draft?.content ?? emptyPolicyDraft()) as unknown as Prisma.InputJsonObject,
        tests: (draft?.tests ?? []) as unknown as Prisma.InputJsonArray,
        region,
        effectiveFrom: draft?.effectiveFrom ?? cityDate(at),
        expiresOn: draft?.expiresOn ?? null,
        createdById: reader.personId,
        createdAt: at,
        updatedAt: at,
        updatedById: reader.personId,
      },
    });
    const event = { action: 'policy.created', subjectKind: 'policy', subjectId: id, detail: { title } };
    await appendAuditEntry(tx, reader, event, at);
  });
  return { policyId: id };
}
