import { getPublishedForm } from '~/forms/definition/get-form.server';
import { noteProgramRead } from '~/knowledge/enterprises/note-access.server';
import { NotFoundError } from '~/prisma/access/access-denied';
import { canActFor, type Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import { prefillVersion } from './load-prefill-facts.server';
import type { PrefillResult } from './prefill-form';

/**
 * Prefills the published form (by id or path) for an enterprise that the reader acts for. Throws `NotFoundError` for
 * any other.
 */
export async function prefillForEnterprise(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  wanted: { formId: string; enterpriseId: string },
): Promise<PrefillResult & { formId: string; versionId: string }> {
  if (!canActFor(reader, wanted.enterpriseId)) throw new NotFoundError('enterprise', wanted.enterpriseId);
  const form = await getPublishedForm(deps.db, wanted.formId);
  if (!form) throw new NotFoundError('form', wanted.formId);
  const { enterpriseId } = wanted;
  const filled = await prefillVersion(deps, {
    formId: form.formId,
    enterpriseId,
    components: form.definition.components,
  });
  const keys = Object.values(filled.provenance).flatMap(({ fact }) => fact ?? []);
  await noteProgramRead(deps, reader, { enterpriseId, subjectId: form.formId, keys });
  return { ...filled, formId: form.formId, versionId: form.versionId };
}
