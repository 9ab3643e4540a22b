import { departmentsOf, hasRole, type Reader } from '~/prisma/access/reader';

/** Goes into a `where`: the departments whose forms the reader designs or whose applications the reader reviews. */
export function hooksOf(reader: Reader): { departmentId: { in: string[] } } {
  return { departmentId: { in: departmentsOf(reader, 'designer', 'reviewer') } };
}

/** Whether the reader may let the applications' content leave: only who may read it. */
export function maySendContent(reader: Reader, departmentId: string): boolean {
  return hasRole(reader, 'reviewer', departmentId);
}
