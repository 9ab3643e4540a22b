import type { FormLocale } from '~/forms/words/say';
import { ConflictError, NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { compileConditionals } from './compile-conditionals';
import type { FormDefinition } from './form-definition';
import { designedBy } from './form-rights';
import { knownFactKeys } from './known-facts.server';
import { lintForm, stopsPublishing } from './lint-form';
import { refuseFindings } from './require-safe-form';

/** What came of publishing. */
export interface PublishedVersion {
  versionId: string;
  number: number;
  /** The version that was retired. */
  retiredVersionId: string | null;
  /** Drafts that applicants opened on earlier versions: they keep the version they were filled on. */
  openDrafts: number;
}

/**
 * Publishes the form's draft and retires the version before. Throws `ConflictError` when the draft was saved since
 * `revision` or there is none, `InvalidInputError` (place → sentence) while findings of severity error stand.
 */
export async function publishForm(
  deps: { db: Db; now: () => Date; locale?: FormLocale },
  reader: Reader,
  form: { formId: string; revision: number },
): Promise<PublishedVersion> {
  const where = { id: form.formId, ...designedBy(reader) };
  const at = deps.now();
  const knownFacts = await knownFactKeys(deps.db);
  return deps.db.$transaction(async (tx) => {
    const found = await tx.form.findFirst({ where, include: { versions: { orderBy: { number: 'desc' } } } });
    if (!found) throw new NotFoundError('form', form.formId);
    const draft = found.versions.find((version) => version.state === 'draft');
    if (!draft || draft.revision !== form.revision) {
      const newest = found.versions[0];
      throw new ConflictError('There is no draft of this revision', {
        revision: newest?.revision,
        state: newest?.state,
      });
    }
    const definition = draft.definition as unknown as FormDefinition;
    refuseFindings(lintForm(definition, { knownFacts }), stopsPublishing, deps.locale);
    const live = found.versions.find((version) => version.state === 'published');
    if (live) await tx.formVersion.update({ where: { id: live.id }, data: { state: 'retired' } });
    await tx.formVersion.update({
      where: { id: draft.id },
      data: {
        state: 'published',
        publishedAt: at,
        publishedById: reader.personId,
        definition: compileConditionals(definition) as unknown as Prisma.InputJsonObject,
      },
    });
    if (found.withdrawnAt) await tx.form.update({ where: { id: found.id }, data: { withdrawnAt: null } });
    const openDrafts = await tx.draft.count({
      where: { formVersion: { formId: form.formId }, submittedAt: null },
    });
    const detail = { versionId: draft.id, number: draft.number };
    await appendAuditEntry(
      tx,
      reader,
      { action: 'form.published', subjectKind: 'form', subjectId: form.formId, detail },
      at,
    );
    return { versionId: draft.id, number: draft.number, retiredVersionId: live?.id ?? null, openDrafts };
  });
}
