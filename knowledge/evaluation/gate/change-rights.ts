import { departmentsOf, hasRole, type HeldRole, type Reader } from '~/prisma/access/reader';
import type { Prisma } from '~/prisma/generated/client';

/** The roles that see the gate and decide there. */
export const gateRoles = [
  'designer',
  'helpdesk',
  'administrator',
] as const satisfies readonly HeldRole['role'][];

/**
 * The changes that a reader sees and may decide: administrators all; designers and the help desk those of their own
 * departments and those of the whole city.
 */
export function managedChanges(reader: Reader): Prisma.KnowledgeChangeWhereInput {
  if (reader.kind === 'system' || hasRole(reader, 'administrator')) return {};
  return {
    OR: [{ departmentId: { in: departmentsOf(reader, 'designer', 'helpdesk') } }, { departmentId: null }],
  };
}

/** Who else could decide a change: people with an appointment that sees it, the proposer left out. */
export function otherDeciders(change: {
  departmentId: string | null;
  proposedById: string | null;
}): Prisma.AppointmentWhereInput {
  const { departmentId, proposedById } = change;
  return {
    ...(proposedById !== null && { personId: { not: proposedById } }),
    person: { disabledAt: null },
    OR: [
      { role: 'administrator' },
      { role: { in: ['designer', 'helpdesk'] }, ...(departmentId !== null && { departmentId }) },
    ],
  };
}
