import { departmentsOf, hasRole, type Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

interface Named {
  id: string;
  name: string;
}

/** The departments to filter by, and those to which the reader may give a document. */
export async function listDeskDepartments(
  db: Db,
  reader: Reader,
): Promise<{ departments: Named[]; own: Named[] }> {
  const departments = await db.department.findMany({
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  });
  const mine = departmentsOf(reader, 'designer', 'helpdesk');
  const own = hasRole(reader, 'administrator')
    ? departments
    : departments.filter(({ id }) => mine.includes(id));
  return { departments, own };
}
