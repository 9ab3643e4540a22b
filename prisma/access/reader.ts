/** A role: `member` acts for an enterprise; the others are appointments in a department or in the city. */
export type Role = 'member' | 'designer' | 'reviewer' | 'helpdesk' | 'administrator' | 'auditor';
export const roles: readonly Role[] = [
  'member',
  'designer',
  'reviewer',
  'helpdesk',
  'administrator',
  'auditor',
];

/** A role held; `departmentId` null means the whole city (administrators, auditors). */
export interface HeldRole {
  role: Exclude<Role, 'member'>;
  departmentId: string | null;
}

/**
 * Who reads: a person with a session, a program with a key, or nobody in particular. Every query that touches an
 * enterprise's or a department's data takes a Reader and puts its rights into the `where`.
 */
export interface Reader {
  kind: 'person' | 'key' | 'anonymous' | 'system';
  personId: string | null;
  keyId: string | null;
  name: string | null;
  /** The enterprise that the reader acts for now, always one of `enterpriseIds`. */
  enterpriseId: string | null;
  enterpriseIds: readonly string[];
  appointments: readonly HeldRole[];
}

export const anonymousReader: Reader = {
  kind: 'anonymous',
  personId: null,
  keyId: null,
  name: null,
  enterpriseId: null,
  enterpriseIds: [],
  appointments: [],
};

/** The platform's own work: jobs and commands. Never made from a request. */
export const systemReader: Reader = { ...anonymousReader, kind: 'system', name: 'system' };

/** Whether the reader holds the role, in any department or in the one given. */
export function hasRole(reader: Reader, role: HeldRole['role'], departmentId?: string): boolean {
  return reader.appointments.some(
    (held) => held.role === role && (departmentId === undefined || held.departmentId === departmentId),
  );
}

/** The departments in which the reader holds one of the roles: goes into a `where` as `departmentId: {in: …}`. */
export function departmentsOf(reader: Reader, ...wanted: HeldRole['role'][]): string[] {
  const ids = reader.appointments
    .filter((held) => held.departmentId !== null && (wanted.length === 0 || wanted.includes(held.role)))
    .map((held) => held.departmentId as string);
  return [...new Set(ids)];
}

/** Whether the reader works at the desk at all. */
export function isStaff(reader: Reader): boolean {
  return reader.appointments.length > 0;
}

/** Whether the reader may act for the enterprise. */
export function canActFor(reader: Reader, enterpriseId: string): boolean {
  return reader.enterpriseIds.includes(enterpriseId);
}
