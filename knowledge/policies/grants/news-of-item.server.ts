import type { Tx } from '~/prisma/database.server';

import type { GrantReason } from './grant-batch';
import type { GrantNews } from './grant-news';

/** Gathers what a firm is told of its place in a batch. */
export async function newsOf(
  tx: Tx,
  item: { id: string; batchId: string; enterpriseId: string; yuan: string | null },
  kind: GrantNews['kind'],
  more: { words?: string; reason?: GrantReason | null; yuan?: string | null } = {},
): Promise<GrantNews> {
  const { versionId, departmentId, closesOn } = await tx.grantBatch.findUniqueOrThrow({
    where: { id: item.batchId },
  });
  const version = await tx.policyVersion.findUniqueOrThrow({
    where: { id: versionId },
    select: { title: true, titleEn: true, policy: { select: { department: { select: { name: true } } } } },
  });
  const { name } = await tx.enterprise.findUniqueOrThrow({
    where: { id: item.enterpriseId },
    select: { name: true },
  });
  return {
    ...{ kind, itemId: item.id, enterpriseId: item.enterpriseId, enterprise: name, closesOn },
    ...{ policyTitle: version.title, policyTitleEn: version.titleEn },
    department: version.policy.department.name,
    departmentId,
    yuan: more.yuan === undefined ? item.yuan : more.yuan,
    reason: more.reason ?? null,
    words: more.words ?? '',
    dedupeKey: `grant:${item.id}:${kind}`,
  };
}
