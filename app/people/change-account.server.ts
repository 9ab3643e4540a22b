import { cityRoles, departmentRoles } from '~/prisma/access/role-rules';
import type { Reader } from '~/prisma/access/reader';

import { grantAppointment, revokeAppointment, type GrantOutcome } from './grant-appointment.server';
import {
  createPasswordLink,
  endPersonsSessions,
  setDisabled,
  unlockPerson,
  type PersonChange,
} from './manage-person.server';
import type { PeopleDeps } from './people-deps.server';

export type AccountChange =
  PersonChange | GrantOutcome | { outcome: 'revoked' | 'unknown' | 'no-department' };

/** Does what a button on a person's page says; `unknown` when no such button exists. */
export async function changeAccount(
  deps: PeopleDeps,
  reader: Reader,
  personId: string,
  typed: Partial<Record<string, string>>,
): Promise<AccountChange> {
  switch (typed.intent) {
    case 'password-link':
      return createPasswordLink(deps, reader, personId);
    case 'unlock':
      return unlockPerson(deps, reader, personId);
    case 'end-sessions':
      return endPersonsSessions(deps, reader, personId);
    case 'disable':
    case 'enable':
      return setDisabled(deps, reader, personId, typed.intent === 'disable');
    case 'revoke':
      return revokeAppointment(deps, reader, typed.appointmentId ?? '');
    case 'grant': {
      const role = [...departmentRoles, ...cityRoles].find((one) => one === typed.role);
      if (!role) return { outcome: 'unknown' };
      const departmentId = cityRoles.includes(role) ? null : typed.departmentId || null;
      if (departmentId === null && departmentRoles.includes(role)) return { outcome: 'no-department' };
      return grantAppointment(deps, reader, { personId, role, departmentId });
    }
    default:
      return { outcome: 'unknown' };
  }
}
