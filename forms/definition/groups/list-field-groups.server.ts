import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import type { FormComponent } from '../form-definition';
import { designedBy } from '../form-rights';
import { starterGroups, type FieldGroup } from './field-group';

/** The department's groups by name, then the platform's. Only for its designers: others get the platform's alone. */
export async function listFieldGroups(
  deps: { db: Db },
  reader: Reader,
  departmentId: string,
): Promise<FieldGroup[]> {
  const rows = await deps.db.fieldGroup.findMany({
    where: { AND: [{ departmentId }, designedBy(reader)] },
    orderBy: { name: 'asc' },
  });
  const own = rows.map(({ id, name, components }) => ({
    id,
    name,
    nameEn: null,
    components: components as unknown as FormComponent[],
    isStarter: false,
  }));
  return [...own, ...starterGroups];
}
