import { departmentsOf, hasRole, type Reader } from '~/prisma/access/reader';
import type { Prisma } from '~/prisma/generated/client';

/** The runs that a reader may see and steer: one's own, those of one's departments, all for administrators. */
export function ownRuns(reader: Reader): Prisma.ImportRunWhereInput {
  if (reader.kind === 'system' || hasRole(reader, 'administrator')) return {};
  return {
    OR: [
      { departmentId: { in: departmentsOf(reader, 'designer', 'helpdesk') } },
      ...(reader.personId === null ? [] : [{ createdById: reader.personId }]),
    ],
  };
}
