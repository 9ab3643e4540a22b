import type { FormDefinition } from '~/forms/definition/form-definition';
import { walkFields } from '~/forms/definition/walk-fields';
import type { Db } from '~/prisma/database.server';

import type { EarlierField } from './suggest-less';

/**
 * The fields that firms type into the department's other published forms: what they answered there need not be asked
 * again. The right to the department is the caller's to check.
 */
export async function listEarlierFields(
  db: Db,
  { departmentId, formId }: { departmentId: string; formId: string },
): Promise<EarlierField[]> {
  const versions = await db.formVersion.findMany({
    where: { state: 'published', form: { departmentId, id: { not: formId } } },
    select: { title: true, definition: true, form: { select: { path: true } } },
    orderBy: { publishedAt: 'desc' },
  });
  return versions.flatMap(({ title, definition, form }) =>
    walkFields((definition as unknown as FormDefinition).components)
      .filter(({ component, inGrid }) => !inGrid && !component.prefill?.fact && !component.calculateValue)
      .map(({ path, label, component }) => ({
        form: form.path,
        title,
        field: path,
        label,
        type: component.type,
      })),
  );
}
