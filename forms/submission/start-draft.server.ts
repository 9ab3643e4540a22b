import { randomBytes } from 'node:crypto';

import { getPublishedForm } from '~/forms/definition/get-form.server';
import { prefillVersion } from '~/forms/prefill/load-prefill-facts.server';
import { NotFoundError } from '~/prisma/access/access-denied';
import { canActFor, type Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { requireOpenForm } from './form-opening.server';
import { signLocks } from './open-draft.server';

/** `form` is a form's path or id; `fresh` starts a new draft although one is open. */
export interface DraftToStart {
  form: string;
  enterpriseId: string;
  policyId?: string | null;
  fresh?: boolean;
}

/**
 * Opens a draft of the published form, filled in advance; the open one of the enterprise is reused. Throws
 * `NotFoundError` for an unpublished form or an enterprise that the reader doesn't act for, `FormNotOpenError` outside the
 * form's time or places; an open draft can always be read.
 */
export async function startDraft(
  deps: { db: Db; now: () => Date; signingKey: Buffer },
  reader: Reader,
  wanted: DraftToStart,
): Promise<{ draftId: string; reused: boolean }> {
  const { enterpriseId } = wanted;
  if (!canActFor(reader, enterpriseId)) throw new NotFoundError('enterprise', enterpriseId);
  const form = await getPublishedForm(deps.db, wanted.form);
  if (!form) throw new NotFoundError('form', wanted.form);
  const open = { enterpriseId, submittedAt: null, caseId: null, formVersion: { formId: form.formId } };
  const filled = await prefillVersion(deps, {
    formId: form.formId,
    enterpriseId,
    components: form.definition.components,
  });
  const id = newDraftId();
  const { provenance } = filled;
  const locks = signLocks(deps, {
    id,
    enterpriseId,
    formVersionId: form.versionId,
    definition: form.definition,
    provenance,
  });
  // Found and made in one transaction: two clicks at once end in one draft.
  return deps.db.$transaction(async (tx) => {
    const found = wanted.fresh
      ? null
      : await tx.draft.findFirst({ where: open, orderBy: { updatedAt: 'desc' }, select: { id: true } });
    if (found) return { draftId: found.id, reused: true };
    await requireOpenForm(tx, { formId: form.formId, enterpriseId }, deps.now());
    await tx.draft.create({
      data: {
        id,
        formVersionId: form.versionId,
        enterpriseId,
        personId: reader.personId ?? reader.keyId ?? '',
        policyId: wanted.policyId ?? null,
        data: filled.data as Prisma.InputJsonObject,
        provenance: provenance as unknown as Prisma.InputJsonObject,
        locks: locks as unknown as Prisma.InputJsonObject,
        createdAt: deps.now(),
      },
    });
    return { draftId: id, reused: false };
  });
}

/** An id that can't be guessed; made before the row, since the locks are bound to it. */
export function newDraftId(): string {
  return randomBytes(12).toString('hex');
}
