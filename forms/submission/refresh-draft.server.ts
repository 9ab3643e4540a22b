import { requireFiller } from '~/forms/handover/is-asked-to-seal.server';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { readSources, requireDraft, signLocks } from './open-draft.server';
import { draftConflict } from './save-draft.server';

/**
 * Takes over the values that changed at their source, all or those of `paths`, and signs their locks anew. Throws
 * `NotFoundError`, `ConflictError`.
 */
export async function refreshDraft(
  deps: { db: Db; now: () => Date; signingKey: Buffer },
  reader: Reader,
  draft: { draftId: string; revision: number; paths?: readonly string[] | undefined },
): Promise<{ revision: number; changes: number }> {
  const found = await requireDraft(deps, reader, draft.draftId);
  await requireFiller(deps.db, reader, found.id);
  const { paths } = draft;
  const accepts = paths && ((path: string) => paths.includes(path));
  const { data, provenance, changes } = await readSources(deps, found, accepts);
  const locks = signLocks(deps, { ...found, provenance });
  const { count } = await deps.db.draft.updateMany({
    where: { id: found.id, revision: draft.revision, submittedAt: null },
    data: {
      data: data as Prisma.InputJsonObject,
      provenance: provenance as unknown as Prisma.InputJsonObject,
      locks: locks as unknown as Prisma.InputJsonObject,
      revision: draft.revision + 1,
      updatedAt: deps.now(),
    },
  });
  if (count === 0) throw await draftConflict(deps, reader, draft.draftId);
  return { revision: draft.revision + 1, changes: changes.length };
}
