import { NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';

import { designedBy } from './form-rights';

/**
 * Takes a form back 撤下: nobody can begin to fill it or hand in what was begun, corrections of returned applications
 * excepted. Versions, applications and receipts stay as they are; publishing the form again brings it back. Twice is
 * once. Throws `NotFoundError` for another department's form.
 */
export async function withdrawForm(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  formId: string,
): Promise<{ openDrafts: number }> {
  const at = deps.now();
  return deps.db.$transaction(async (tx) => {
    const found = await tx.form.findFirst({ where: { id: formId, ...designedBy(reader) } });
    if (!found) throw new NotFoundError('form', formId);
    const openDrafts = await tx.draft.count({ where: { formVersion: { formId }, submittedAt: null } });
    if (found.withdrawnAt) return { openDrafts };
    await tx.form.update({ where: { id: formId }, data: { withdrawnAt: at } });
    await tx.formVersion.updateMany({ where: { formId, state: 'published' }, data: { state: 'retired' } });
    const subject = { subjectKind: 'form', subjectId: formId };
    await appendAuditEntry(tx, reader, { action: 'form.withdrawn', ...subject, detail: { openDrafts } }, at);
    return { openDrafts };
  });
}
