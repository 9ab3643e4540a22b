import { createForm } from '~/forms/definition/create-form.server';
import { publishForm } from '~/forms/definition/publish-form.server';
import { readFormLibrary, type LibraryForm } from '~/forms/library/read-form-library.server';
import { systemReader } from '~/prisma/access/reader';

import type { StageContext } from './city-stage';

/** The starter forms, made and published as a designer would do it. */
export async function writeForms(context: StageContext): Promise<void> {
  const forms = readFormLibrary();
  for (const [index, form] of forms.entries()) {
    await writeForm(context, form);
    context.step(index + 1, forms.length);
  }
}

async function writeForm({ db, now }: StageContext, form: LibraryForm): Promise<void> {
  const found = await db.form.findUnique({ where: { path: form.path }, include: { versions: true } });
  if (found === null) {
    const { formId, revision } = await createForm({ db, now }, systemReader, { ...form, isSample: true });
    await publishForm({ db, now }, systemReader, { formId, revision });
    return;
  }
  const [draft] = found.versions;
  // Killed between the two: the draft stands and only waits to be published.
  if (found.isSample && found.versions.length === 1 && draft?.state === 'draft') {
    await publishForm({ db, now }, systemReader, { formId: found.id, revision: draft.revision });
  }
}
