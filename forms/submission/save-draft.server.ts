import { isDeepStrictEqual } from 'node:util';

import { sealPaths } from '~/forms/handover/handover-purpose';
import { isAskedToSeal } from '~/forms/handover/is-asked-to-seal.server';
import { ConflictError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { keepAside, keepVersion, listChanged } from './draft-versions.server';
import { keepClosed } from './keep-closed';
import { lockedPaths, requireDraft, serverValuesOf } from './open-draft.server';
import { putOwnValues } from './own-values';
import { pruneData } from './prune-data';
import { readCorrection } from './read-correction.server';
import { requirePlainData } from './require-plain-data';

/** `revision` is the one that the page was loaded or last saved with. */
export interface DraftToSave {
  draftId: string;
  revision: number;
  data: Record<string, unknown>;
  /** What it was typed on, as `nameDevice` says. */
  device?: string;
  /** The version set aside (`asideId` of a conflict) whose changes are all in these data. */
  settles?: string;
}

/**
 * Saves what was typed, wrong as it may still be; locked fields and unknown keys are left as the server has them.
 * Throws `NotFoundError`, `MalformedDataError`, and `ConflictError` (current: {revision, data, updatedAt,
 * receiptNumber, asideId, changed}) when another device saved or submitted in between: nothing is overwritten, and
 * what was sent is set aside among the draft's versions.
 */
export async function saveDraft(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  draft: DraftToSave,
): Promise<{ revision: number; savedAt: Date }> {
  const found = await requireDraft(deps, reader, draft.draftId);
  const { components } = found.definition;
  const { data } = pruneData(components, requirePlainData(draft.data), { keepWrong: true });
  putOwnValues(components, data, serverValuesOf(found.provenance));
  const correction = await readCorrection(deps.db, found.caseId);
  const locked = lockedPaths(found.provenance);
  if (correction) keepClosed(components, data, correction, locked);
  // Whoever was asked to seal it changes nothing else.
  if (await isAskedToSeal(deps.db, reader, found.id)) {
    const open = sealPaths(components, correction?.open ?? []);
    keepClosed(components, data, { open, before: found.data }, locked);
  }
  const savedAt = deps.now();
  const { personId } = reader;
  const saving = { draftId: found.id, personId, device: draft.device ?? '', data, at: savedAt };
  const isSaved = await deps.db.$transaction(async (tx) => {
    const { count } = await tx.draft.updateMany({
      where: { id: found.id, revision: draft.revision, submittedAt: null },
      data: { data: data as Prisma.InputJsonObject, revision: draft.revision + 1, updatedAt: savedAt },
    });
    if (count === 0) return false;
    await keepVersion(tx, found, { ...saving, revision: draft.revision + 1 });
    if (draft.settles)
      await tx.draftVersion.deleteMany({
        where: { id: draft.settles, draftId: found.id, kind: 'aside', personId },
      });
    return true;
  });
  if (!isSaved) {
    const standing = await requireDraft(deps, reader, draft.draftId);
    // The same again, whose answer was lost on the way (a broken line, a server that died): nobody else was first.
    if (!standing.submittedAt && isDeepStrictEqual(standing.data, jsonOf(data)))
      return { revision: standing.revision, savedAt: standing.updatedAt };
    const asideId = standing.submittedAt
      ? null
      : await keepAside(deps.db, { ...saving, revision: draft.revision });
    throw await draftConflict(deps, reader, draft.draftId, { revision: draft.revision, asideId });
  }
  return { revision: draft.revision + 1, savedAt };
}

/** As the database gives it back. */
const jsonOf = (data: object): unknown => JSON.parse(JSON.stringify(data));

/**
 * What stands now, for the page that lost the race: who changed which field since the revision that it knew, and where
 * its own version was set aside.
 */
export async function draftConflict(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  draftId: string,
  late?: { revision: number; asideId: string | null },
): Promise<ConflictError> {
  const { revision, data, updatedAt, submission } = await requireDraft(deps, reader, draftId);
  const receiptNumber = submission?.receipt?.number ?? null;
  return new ConflictError('The draft was saved on another device', {
    revision,
    data,
    updatedAt,
    receiptNumber,
    asideId: late?.asideId ?? null,
    changed: late ? await listChanged(deps.db, draftId, late.revision) : {},
  });
}
