import { departmentsOf, type Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

/** The departments in which the reader designs forms. */
export function listOwnDepartments(db: Db, reader: Reader): Promise<{ id: string; name: string }[]> {
  return db.department.findMany({
    where: { id: { in: departmentsOf(reader, 'designer') } },
    select: { id: true, name: true },
    orderBy: { id: 'asc' },
  });
}
