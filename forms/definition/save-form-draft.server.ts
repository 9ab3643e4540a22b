import { say, type FormLocale } from '~/forms/words/say';
import { ConflictError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { findForGate } from './check-form-gate.server';
import type { FormDefinition } from './form-definition';
import { designedBy } from './form-rights';
import type { FormFinding } from './form-finding';
import { isUnsafe, lintForm } from './lint-form';
import { refuseFindings } from './require-safe-form';

/** The builder's state; `revision` is the one it was opened with (a published form opens with its revision too). */
export interface FormDraftToSave {
  formId: string;
  revision: number;
  title: string;
  titleEn?: string | null;
  definition: FormDefinition;
}

/** The draft as saved, with what would stop its publication or wants a reason. */
export interface SavedFormDraft {
  versionId: string;
  number: number;
  revision: number;
  findings: FormFinding[];
}

/**
 * Saves the form's draft; a published form gets a new draft version. Throws `NotFoundError` for another department's
 * form, `ConflictError` (current: {revision, updatedAt}) when someone saved in between, and `InvalidInputError` (place →
 * sentence) for anything unsafe.
 */
export async function saveFormDraft(
  deps: { db: Db; now: () => Date; locale?: FormLocale },
  reader: Reader,
  draft: FormDraftToSave,
): Promise<SavedFormDraft> {
  const where = { id: draft.formId, ...designedBy(reader) };
  if ((await deps.db.form.count({ where })) === 0) throw new NotFoundError('form', draft.formId);
  if (draft.title.trim() === '')
    throw new InvalidInputError({ title: say(deps.locale ?? 'zh-CN', 'forms.define.title-missing') });
  refuseFindings(lintForm(draft.definition), isUnsafe, deps.locale);
  const findings = await findForGate(deps.db, draft.definition);
  const content = {
    title: draft.title.trim(),
    titleEn: draft.titleEn?.trim() || null,
    definition: draft.definition as unknown as Prisma.InputJsonObject,
    revision: draft.revision + 1,
    updatedById: reader.personId,
  };
  return deps.db.$transaction(async (tx) => {
    const form = await tx.form.findFirst({
      where,
      include: { versions: { orderBy: { number: 'desc' }, take: 1 } },
    });
    const newest = form?.versions[0];
    if (!newest) throw new NotFoundError('form', draft.formId);
    // What the second person looks at doesn't change under their eyes.
    if (newest.revision !== draft.revision || newest.state === 'in-review') {
      throw new ConflictError('The form was saved by someone else, or is with the second person', {
        revision: newest.revision,
        updatedAt: newest.updatedAt,
        state: newest.state,
      });
    }
    const saved =
      newest.state === 'draft'
        ? await tx.formVersion.update({ where: { id: newest.id }, data: content })
        : await tx.formVersion.create({
            data: {
              ...content,
              formId: draft.formId,
              number: newest.number + 1,
              createdById: reader.personId,
              createdAt: deps.now(),
              // A new version is open when the one before was.
              terms: newest.terms as Prisma.InputJsonObject,
            },
          });
    return { versionId: saved.id, number: saved.number, revision: saved.revision, findings };
  });
}
