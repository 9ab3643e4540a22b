import type { HeldRole } from './reader';

/** Roles of the whole city; the others are held in a department. */
export const cityRoles: readonly HeldRole['role'][] = ['administrator', 'auditor'];
export const departmentRoles: readonly HeldRole['role'][] = ['designer', 'reviewer', 'helpdesk'];

/**
 * Whether a person who holds `held` may also hold `role`: administrator and auditor each stand alone, so that nobody
 * manages accounts, does business and reads the log of it in one person (三员分立).
 */
export function rolesGoTogether(held: readonly HeldRole['role'][], role: HeldRole['role']): boolean {
  const all = new Set([...held, role]);
  return all.size === 1 || cityRoles.every((city) => !all.has(city));
}

/** Whether a role waits for a second administrator: one's own always, a city role once there are two administrators. */
export function needsSecondAdministrator(grant: {
  role: HeldRole['role'];
  isForOneself: boolean;
  administrators: number;
}): boolean {
  return grant.isForOneself || (cityRoles.includes(grant.role) && grant.administrators > 1);
}
