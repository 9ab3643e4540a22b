import { departmentsOf, type Reader } from '~/prisma/access/reader';
import type { Prisma } from '~/prisma/generated/client';

/** The imports and sources of a reader's departments. */
export function ownImports(reader: Reader): { departmentId: Prisma.StringFilter } {
  return { departmentId: { in: departmentsOf(reader, 'designer') } };
}
