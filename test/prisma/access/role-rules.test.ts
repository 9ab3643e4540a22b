import { describe, expect, it } from 'vitest';

import { AccessDeniedError } from '~/prisma/access/access-denied';
import {
  anonymousReader,
  canActFor,
  departmentsOf,
  hasRole,
  isStaff,
  type HeldRole,
} from '~/prisma/access/reader';
import { hasRight, requireRight, rights, type Right } from '~/prisma/access/rights';
import { needsSecondAdministrator, rolesGoTogether } from '~/prisma/access/role-rules';

const roles: HeldRole['role'][] = ['designer', 'reviewer', 'helpdesk', 'administrator', 'auditor'];
const holding = (...held: HeldRole['role'][]) => ({
  ...anonymousReader,
  appointments: held.map((role) => ({
    role,
    departmentId: role === 'administrator' || role === 'auditor' ? null : 'science',
  })),
});

describe('rights', () => {
  const table: Record<Right, HeldRole['role'][]> = {
    'people:manage': ['administrator'],
    'registrations:decide': ['administrator', 'helpdesk'],
    'audit:read': ['auditor'],
    'metrics:read': ['administrator'],
  };
  it.each(Object.keys(rights) as Right[])('%s belongs to its roles and nobody else', (right) => {
    expect(roles.filter((role) => hasRight(holding(role), right))).toEqual(
      roles.filter((role) => table[right].includes(role)),
    );
    expect(hasRight(anonymousReader, right)).toBe(false);
    expect(() => requireRight(anonymousReader, right)).toThrow(AccessDeniedError);
  });
});

describe('roles of one person', () => {
  it('leave administrator and auditor alone (三员分立)', () => {
    for (const held of roles) {
      for (const role of roles.filter((one) => one !== held)) {
        const isCity = [held, role].some((one) => one === 'administrator' || one === 'auditor');
        expect(rolesGoTogether([held], role)).toBe(!isCity);
      }
      expect(rolesGoTogether([], held)).toBe(true);
      expect(rolesGoTogether([held], held)).toBe(true);
    }
  });
  it('need a second administrator for oneself always, for city roles from the second administrator on', () => {
    const base = { isForOneself: false, administrators: 2 };
    expect(needsSecondAdministrator({ ...base, role: 'designer' })).toBe(false);
    expect(needsSecondAdministrator({ ...base, role: 'designer', isForOneself: true })).toBe(true);
    expect(needsSecondAdministrator({ ...base, role: 'auditor' })).toBe(true);
    expect(needsSecondAdministrator({ ...base, role: 'administrator', administrators: 1 })).toBe(false);
  });
});

describe('a reader', () => {
  it('holds roles by department', () => {
    const reader = holding('reviewer', 'designer');
    expect(hasRole(reader, 'reviewer', 'science')).toBe(true);
    expect(hasRole(reader, 'reviewer', 'industry')).toBe(false);
    expect(departmentsOf(reader)).toEqual(['science']);
    expect(departmentsOf(reader, 'helpdesk')).toEqual([]);
    expect(isStaff(reader)).toBe(true);
    expect(canActFor({ ...anonymousReader, enterpriseIds: ['a'] }, 'a')).toBe(true);
    expect(canActFor(anonymousReader, 'a')).toBe(false);
  });
});
