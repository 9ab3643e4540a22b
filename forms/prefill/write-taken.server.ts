import { requireFiller } from '~/forms/handover/is-asked-to-seal.server';
import { keepVersion } from '~/forms/submission/draft-versions.server';
import type { OpenDraft } from '~/forms/submission/open-draft.server';
import { draftConflict } from '~/forms/submission/save-draft.server';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import type { FilledData } from './refresh-prefill';

/** Values that a person took into a draft, with where they come from. */
export interface TakenValues extends FilledData {
  /** The revision that the person's page holds. */
  revision: number;
  /** What it was done on, as `nameDevice` says. */
  device?: string;
  /** For the audit: `draft.licence-taken`. */
  action: string;
  paths: readonly string[];
}

/** Writes what a person took into the draft, as its newest version. Throws `ConflictError` as saving does. */
export async function writeTaken(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  draft: OpenDraft,
  taken: TakenValues,
): Promise<{ revision: number }> {
  await requireFiller(deps.db, reader, draft.id);
  // The values were put into the draft as it was read: what was saved since isn't in them.
  if (draft.revision !== taken.revision) throw await draftConflict(deps, reader, draft.id);
  const at = deps.now();
  const { data, provenance, paths, action } = taken;
  const revision = taken.revision + 1;
  const isSaved = await deps.db.$transaction(async (tx) => {
    const { count } = await tx.draft.updateMany({
      where: { id: draft.id, revision: taken.revision, submittedAt: null },
      data: {
        data: data as Prisma.InputJsonObject,
        provenance: provenance as unknown as Prisma.InputJsonObject,
        ...{ revision, updatedAt: at },
      },
    });
    if (count === 0) return false;
    const by = { draftId: draft.id, personId: reader.personId, device: taken.device ?? '' };
    await keepVersion(tx, draft, { ...by, data, revision, at });
    const subject = { subjectKind: 'draft', subjectId: draft.id, enterpriseId: draft.enterpriseId };
    await appendAuditEntry(tx, reader, { action, ...subject, detail: { paths: [...paths] } }, at);
    return true;
  });
  if (!isSaved) throw await draftConflict(deps, reader, draft.id);
  return { revision };
}
