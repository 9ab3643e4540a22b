import { departmentsOf, hasRole, type Reader } from '~/prisma/access/reader';

import { policyDeskRoles } from '../../design/policy-rights';

/** Into the `where` of a campaign that the reader may see. */
export function seenBy(reader: Reader) {
  return { policy: { departmentId: { in: departmentsOf(reader, ...policyDeskRoles) } } };
}

/** Into the `where` of a campaign that the reader may write. */
export function writtenBy(reader: Reader) {
  return { policy: { departmentId: { in: departmentsOf(reader, 'designer') } } };
}

/** The second person: of the policy's department, and not the one who proposed the campaign or wrote it. */
export function mayApprove(
  reader: Reader,
  departmentId: string,
  campaign: { createdById: string; proposedById: string | null },
): boolean {
  return (
    policyDeskRoles.some((role) => hasRole(reader, role, departmentId)) &&
    reader.personId !== null &&
    reader.personId !== campaign.createdById &&
    reader.personId !== campaign.proposedById
  );
}
