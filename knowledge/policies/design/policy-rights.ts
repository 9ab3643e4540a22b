import { departmentsOf, hasRole, type Reader } from '~/prisma/access/reader';

/** Who may see the departments' policies as they are written: their designers, and the reviewers who approve them. */
export const policyDeskRoles = ['designer', 'reviewer'] as const;

/** Into the `where` of a policy that the reader may see at the desk. */
export function seenBy(reader: Reader): { departmentId: { in: string[] } } {
  return { departmentId: { in: departmentsOf(reader, ...policyDeskRoles) } };
}

/** Into the `where` of a policy that the reader may write. */
export function writtenBy(reader: Reader): { departmentId: { in: string[] } } {
  return { departmentId: { in: departmentsOf(reader, 'designer') } };
}

/** Whether the reader may write policies of the department. */
export function mayWrite(reader: Reader, departmentId: string): boolean {
  return hasRole(reader, 'designer', departmentId);
}

/** The second person: of the same department, neither the one who proposed the version nor the last who wrote in it. */
export function mayDecide(
  reader: Reader,
  departmentId: string,
  version: { proposedById: string | null; updatedById: string | null },
): boolean {
  const holds = policyDeskRoles.some((role) => hasRole(reader, role, departmentId));
  return (
    holds &&
    reader.personId !== null &&
    reader.personId !== version.proposedById &&
    reader.personId !== version.updatedById
  );
}
