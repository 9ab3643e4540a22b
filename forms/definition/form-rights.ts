import { departmentsOf, type Reader } from '~/prisma/access/reader';

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
