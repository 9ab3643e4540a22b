import type { FormDefinition } from '~/forms/definition/form-definition';
import type { Provenance } from '~/forms/prefill/field-provenance';
import { signLocks } from '~/forms/submission/open-draft.server';
import { newDraftId } from '~/forms/submission/start-draft.server';
import { ConflictError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { ownedBy, requireCase } from './find-case.server';

/**
 * Opens a draft with the returned submission's data and the reviewer's words (`getDraft().returned`); the open one is
 * reused. Throws `NotFoundError`, `ConflictError` unless the case is returned.
 */
export async function resumeReturnedCase(
  deps: { db: Db; now: () => Date; signingKey: Buffer },
  reader: Reader,
  caseId: string,
): Promise<{ draftId: string }> {
  const found = await requireCase(deps, reader, caseId, ownedBy(reader));
  if (found.state !== 'returned')
    throw new ConflictError('The case is not waiting for a correction', { state: found.state });
  return deps.db.$transaction(async (tx) => {
    const open = await tx.draft.findFirst({ where: { caseId, submittedAt: null }, select: { id: true } });
    if (open) return { draftId: open.id };
    const newest = await tx.submission.findFirstOrThrow({
      where: { caseId },
      orderBy: { submittedAt: 'desc' },
      include: { formVersion: { select: { definition: true } } },
    });
    const { enterpriseId, formVersionId } = newest;
    const id = newDraftId();
    const definition = newest.formVersion.definition as unknown as FormDefinition;
    const provenance = newest.provenance as unknown as Provenance;
    const locks = signLocks(deps, { id, enterpriseId, formVersionId, definition, provenance });
    await tx.draft.create({
      data: {
        id,
        formVersionId,
        enterpriseId,
        personId: reader.personId ?? reader.keyId ?? '',
        policyId: newest.policyId,
        data: newest.data as Prisma.InputJsonObject,
        provenance: provenance as unknown as Prisma.InputJsonObject,
        locks: locks as unknown as Prisma.InputJsonObject,
        caseId,
        createdAt: deps.now(),
      },
    });
    return { draftId: id };
  });
}
