import { randomUUID } from 'node:crypto';

import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

/** An application as a reviewer finds it, written past the form's rules: what matters here is what is read of it. */
export async function fileApplication(
  db: Db,
  application: {
    formId: string;
    versionId: string;
    data: Prisma.InputJsonObject;
    at: Date;
    state?: string;
    departmentId?: string;
    caseId?: string;
    enterpriseId?: string;
  },
): Promise<{ submissionId: string; caseId: string; receiptNumber: string }> {
  const { formId, versionId, data, at, state = 'submitted', departmentId = 'science' } = application;
  const { enterpriseId = 'zhizao' } = application;
  const n = randomUUID().slice(0, 8);
  const caseId =
    application.caseId ??
    (
      await db.case.create({
        data: {
          number: `BJ${n}`,
          ...{
            departmentId,
            enterpriseId,
            formId,
            state,
            title: '申请表',
            dueOn: '2026-12-01',
            createdAt: at,
          },
        },
      })
    ).id;
  const { id } = await db.submission.create({
    data: {
      formVersionId: versionId,
      ...{ enterpriseId, personId: 'lin', data, provenance: {}, dropped: [], submittedAt: at, caseId },
    },
  });
  const receiptNumber = `HZ${n}`;
  await db.receipt.create({ data: { number: receiptNumber, submissionId: id, issuedAt: at, digest: 'x' } });
  return { submissionId: id, caseId, receiptNumber };
}
