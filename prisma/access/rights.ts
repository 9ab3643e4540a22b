import { AccessDeniedError } from './access-denied';
import { hasRole, type HeldRole, type Reader } from './reader';

/**
 * Who may do what with people and the platform itself. Administrators manage accounts and read no business data,
 * auditors read the log and change nothing (三员分立); business rights are bound to a department in each query.
 */
export const rights = {
  'people:manage': ['administrator'],
  'registrations:decide': ['administrator', 'helpdesk'],
  'audit:read': ['auditor'],
  'metrics:read': ['administrator'],
} as const satisfies Record<string, readonly HeldRole['role'][]>;

export type Right = keyof typeof rights;

/** Whether the reader has the right by a role held in any department. */
export function hasRight(reader: Reader, right: Right): boolean {
  return rights[right].some((role) => hasRole(reader, role));
}

/** Throws `AccessDeniedError` (403) unless the reader has the right. */
export function requireRight(reader: Reader, right: Right): void {
  if (!hasRight(reader, right)) throw new AccessDeniedError(right);
}
