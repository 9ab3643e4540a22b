import type { Db, Tx } from '~/prisma/database.server';

import { policyContentSchema } from '../policy-content';
import type { PublishedPolicy } from '../published-policy';

/** The version that a batch was made by; null when it was taken back since. */
export async function findBatchPolicy(
  db: Db | Tx,
  { versionId }: { versionId: string },
): Promise<PublishedPolicy | null> {
  const row = await db.policyVersion.findUnique({
    where: { id: versionId },
    include: { policy: { include: { department: { select: { name: true, nameEn: true } } } } },
  });
  if (row?.state !== 'published') return null;
  const { departmentId, department, isSample } = row.policy;
  return {
    ...{ id: row.policyId, versionId: row.id, title: row.title, titleEn: row.titleEn, departmentId },
    ...{ department: department.name, departmentEn: department.nameEn, region: row.region, isSample },
    ...{ effectiveFrom: row.effectiveFrom, expiresOn: row.expiresOn, formId: row.formId },
    content: policyContentSchema.parse(row.content),
  };
}
