import { departmentsOf, hasRole, type HeldRole, type Reader } from '~/prisma/access/reader';
import type { Prisma } from '~/prisma/generated/client';

/** The roles that take documents in and look after them. */
export const documentRoles = [
  'designer',
  'helpdesk',
  'administrator',
] as const satisfies readonly HeldRole['role'][];

/** What a reader may read: published and public documents, and those kept for the reader's own departments. */
export function readableDocuments(reader: Reader): Prisma.DocumentWhereInput {
  const departments = departmentsOf(reader);
  return {
    state: 'published',
    OR: [{ audience: 'public' }, { audience: 'department', departmentId: { in: departments } }],
  };
}

/**
 * What a reader may look after at the desk: everything for administrators; for designers and the help desk the
 * documents of their departments and those of no department in particular.
 */
export function managedDocuments(reader: Reader): Prisma.DocumentWhereInput {
  if (reader.kind === 'system' || hasRole(reader, 'administrator')) return {};
  const departments = departmentsOf(reader, 'designer', 'helpdesk');
  return { OR: [{ departmentId: { in: departments } }, { departmentId: null }] };
}

/** What a reader sees at the desk: one's own documents in every state, those of others once they are published. */
export function deskDocuments(reader: Reader): Prisma.DocumentWhereInput {
  return { OR: [managedDocuments(reader), readableDocuments(reader)] };
}

/** Whether the reader looks after documents at all. */
export function managesDocuments(reader: Reader): boolean {
  return reader.kind === 'system' || documentRoles.some((role) => hasRole(reader, role));
}
