import { departmentsOf, type Reader } from '~/prisma/access/reader';

/** Goes into a `where`: the departments whose applications the reader reviews, and so may take along. */
export function exportedBy(reader: Reader): { departmentId: { in: string[] } } {
  return { departmentId: { in: departmentsOf(reader, 'reviewer') } };
}
