import type { FormLocale } from '~/forms/words/say';
import { AccessDeniedError, ConflictError, NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import type { FormDefinition } from './form-definition';
import { knownFactKeys } from './known-facts.server';
import { lintForm, stopsPublishing } from './lint-form';
import { putVersionLive, type PublishedVersion } from './put-version-live.server';
import { refuseFindings } from './require-safe-form';

/**
 * Publishes a draft without a second person: only the platform itself does so, for the sample city's forms. People go
 * through `proposeForm` and `approveForm`. Throws `AccessDeniedError` for anybody else, `ConflictError` when the draft
 * was saved since `revision` or there is none, `InvalidInputError` (place → sentence) while errors stand.
 */
export async function publishForm(
  deps: { db: Db; now: () => Date; locale?: FormLocale },
  reader: Reader,
  form: { formId: string; revision: number },
): Promise<PublishedVersion> {
  if (reader.kind !== 'system') throw new AccessDeniedError('publish-form-alone');
  const at = deps.now();
  const knownFacts = await knownFactKeys(deps.db);
  return deps.db.$transaction(async (tx) => {
    const found = await tx.form.findUnique({ where: { id: form.formId } });
    if (!found) throw new NotFoundError('form', form.formId);
    const draft = await tx.formVersion.findFirst({ where: { formId: form.formId, state: 'draft' } });
    if (draft?.revision !== form.revision)
      throw new ConflictError('There is no draft of this revision', { revision: draft?.revision });
    const definition = draft.definition as unknown as FormDefinition;
    refuseFindings(lintForm(definition, { knownFacts }), stopsPublishing, deps.locale);
    return putVersionLive(tx, reader, { version: draft, action: 'form.published' }, at);
  });
}
