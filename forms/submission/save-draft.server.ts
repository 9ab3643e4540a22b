import { isDeepStrictEqual } from 'node:util';

import { ConflictError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

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
}

/**
 * Saves what was typed, wrong as it may still be; locked fields and unknown keys are left as the server has them.
 * Throws `NotFoundError`, `MalformedDataError`, and `ConflictError` (current: {revision, data, updatedAt,
 * receiptNumber}) when another device saved or submitted in between: nothing is overwritten.
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
  if (correction) keepClosed(components, data, correction, lockedPaths(found.provenance));
  const savedAt = deps.now();
  const { count } = await deps.db.draft.updateMany({
    where: { id: found.id, revision: draft.revision, submittedAt: null },
    data: { data: data as Prisma.InputJsonObject, revision: draft.revision + 1, updatedAt: savedAt },
  });
  if (count === 0) {
    const standing = await requireDraft(deps, reader, draft.draftId);
    // The same again, whose answer was lost on the way (a broken line, a server that died): nobody else was first.
    if (!standing.submittedAt && isDeepStrictEqual(standing.data, jsonOf(data)))
      return { revision: standing.revision, savedAt: standing.updatedAt };
    throw await draftConflict(deps, reader, draft.draftId);
  }
  return { revision: draft.revision + 1, savedAt };
}

/** As the database gives it back. */
const jsonOf = (data: object): unknown => JSON.parse(JSON.stringify(data));

/** What stands now, for the page that lost the race. */
export async function draftConflict(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  draftId: string,
): Promise<ConflictError> {
  const { revision, data, updatedAt, submission } = await requireDraft(deps, reader, draftId);
  const receiptNumber = submission?.receipt?.number ?? null;
  return new ConflictError('The draft was saved on another device', {
    revision,
    data,
    updatedAt,
    receiptNumber,
  });
}
