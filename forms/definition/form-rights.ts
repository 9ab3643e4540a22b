import { departmentsOf, hasRole, type Reader } from '~/prisma/access/reader';

/** Goes into a form's `where`: the departments in which the reader designs; the platform's own work sees all. */
export function designedBy(reader: Reader): { departmentId?: { in: string[] } } {
  return reader.kind === 'system' ? {} : { departmentId: { in: departmentsOf(reader, 'designer') } };
}

/** The departments whose forms, drafts of forms included, the reader may look at: designers and reviewers. */
export function visibleTo(reader: Reader): { departmentId?: { in: string[] } } {
  return reader.kind === 'system'
    ? {}
    : { departmentId: { in: departmentsOf(reader, 'designer', 'reviewer') } };
}

/** Who had a hand in a version. */
export interface VersionHands {
  proposedById: string | null;
  updatedById: string | null;
  createdById: string | null;
}

/**
 * The second person: a designer or reviewer of the same department, neither the one who proposed the version nor the
 * last who wrote in it. A program has no second pair of eyes, so it never decides.
 */
export function mayDecideForm(reader: Reader, departmentId: string, version: VersionHands): boolean {
  const holds = (['designer', 'reviewer'] as const).some((role) => hasRole(reader, role, departmentId));
  const wrote = version.updatedById ?? version.createdById;
  return (
    holds && reader.personId !== null && reader.personId !== version.proposedById && reader.personId !== wrote
  );
}
