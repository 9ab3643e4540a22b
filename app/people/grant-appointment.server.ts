import { InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import type { HeldRole, Reader } from '~/prisma/access/reader';
import { requireRight } from '~/prisma/access/rights';
import {
  cityRoles,
  departmentRoles,
  needsSecondAdministrator,
  rolesGoTogether,
} from '~/prisma/access/role-rules';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Tx } from '~/prisma/database.server';

import { isLastAdministrator } from './manage-person.server';
import type { PeopleDeps } from './people-deps.server';

export interface Grant {
  personId: string;
  role: HeldRole['role'];
  /** Null for roles of the whole city. */
  departmentId: string | null;
}

/** `waits`: a second administrator must confirm it first. `not-together`: the roles held forbid it (三员分立). */
export type GrantOutcome =
  { outcome: 'granted' } | { outcome: 'waits' } | { outcome: 'held-already' } | { outcome: 'not-together' };

/** Gives a person a role. One's own role, and a further administrator or auditor, waits for a second administrator. */
export async function grantAppointment(
  deps: PeopleDeps,
  reader: Reader,
  grant: Grant,
): Promise<GrantOutcome> {
  requireRight(reader, 'people:manage');
  const now = deps.now();
  return deps.db.$transaction(async (tx) => {
    await checkGrant(tx, grant);
    const hindrance = await hindranceOf(tx, grant);
    if (hindrance) return { outcome: hindrance };
    const administrators = await tx.appointment.count({
      where: { role: 'administrator', person: { disabledAt: null } },
    });
    const isForOneself = grant.personId === reader.personId;
    const event = { subjectKind: 'person', subjectId: grant.personId };
    const detail = { role: grant.role, departmentId: grant.departmentId };
    if (needsSecondAdministrator({ role: grant.role, isForOneself, administrators })) {
      if ((await tx.appointmentRequest.count({ where: { ...grant, state: 'waiting' } })) > 0)
        return { outcome: 'waits' };
      await tx.appointmentRequest.create({
        data: { ...grant, requestedById: reader.personId ?? '', createdAt: now },
      });
      await appendAuditEntry(tx, reader, { ...event, action: 'role.request', detail }, now);
      return { outcome: 'waits' };
    }
    await tx.appointment.create({ data: { ...grant, grantedById: reader.personId, createdAt: now } });
    await appendAuditEntry(tx, reader, { ...event, action: 'role.grant', detail }, now);
    return { outcome: 'granted' };
  });
}

/** `own`: neither who asked for the role nor who would get it may confirm it. */
export type RequestDecision =
  { outcome: 'decided' } | { outcome: 'own' } | { outcome: 'held-already' | 'not-together' };

/** A second administrator confirms or refuses a role that waits. Throws `NotFoundError` when it waits no longer. */
export async function decideAppointmentRequest(
  deps: PeopleDeps,
  reader: Reader,
  id: string,
  decision: 'confirm' | 'refuse',
): Promise<RequestDecision> {
  requireRight(reader, 'people:manage');
  const now = deps.now();
  return deps.db.$transaction(async (tx) => {
    const request = await tx.appointmentRequest.findFirst({ where: { id, state: 'waiting' } });
    if (!request) throw new NotFoundError('appointment request', id);
    if (request.personId === reader.personId) return { outcome: 'own' };
    if (decision === 'confirm' && request.requestedById === reader.personId) return { outcome: 'own' };
    const { personId, departmentId } = request;
    const grant = { personId, departmentId, role: request.role as HeldRole['role'] };
    if (decision === 'confirm') {
      const hindrance = await hindranceOf(tx, grant);
      if (hindrance) return { outcome: hindrance };
      await tx.appointment.create({ data: { ...grant, grantedById: request.requestedById, createdAt: now } });
    }
    const state = decision === 'confirm' ? 'confirmed' : 'refused';
    await tx.appointmentRequest.update({
      where: { id },
      data: { state, decidedById: reader.personId, decidedAt: now },
    });
    const detail = { role: grant.role, departmentId, requestedById: request.requestedById };
    await appendAuditEntry(
      tx,
      reader,
      { action: `role.${decision}`, subjectKind: 'person', subjectId: personId, detail },
      now,
    );
    return { outcome: 'decided' };
  });
}

/** Takes a role away; it counts from the person's next request on. The last administrator stays one. */
export async function revokeAppointment(
  deps: PeopleDeps,
  reader: Reader,
  appointmentId: string,
): Promise<{ outcome: 'revoked' } | { outcome: 'last-administrator' }> {
  requireRight(reader, 'people:manage');
  const now = deps.now();
  return deps.db.$transaction(async (tx) => {
    const held = await tx.appointment.findUnique({ where: { id: appointmentId } });
    if (!held) throw new NotFoundError('appointment', appointmentId);
    if (held.role === 'administrator' && (await isLastAdministrator(tx, held.personId)))
      return { outcome: 'last-administrator' };
    await tx.appointment.delete({ where: { id: appointmentId } });
    const detail = { role: held.role, departmentId: held.departmentId };
    await appendAuditEntry(
      tx,
      reader,
      { action: 'role.revoke', subjectKind: 'person', subjectId: held.personId, detail },
      now,
    );
    return { outcome: 'revoked' };
  });
}

async function checkGrant(tx: Tx, { personId, role, departmentId }: Grant): Promise<void> {
  if ((await tx.person.count({ where: { id: personId } })) === 0) throw new NotFoundError('person', personId);
  if (
    departmentRoles.includes(role)
      ? departmentId === null
      : departmentId !== null || !cityRoles.includes(role)
  ) {
    throw new InvalidInputError({
      departmentId: '表单设计、审核、咨询角色须选择部门；管理员和审计员不属于部门。',
    });
  }
  if (departmentId !== null && (await tx.department.count({ where: { id: departmentId } })) === 0) {
    throw new InvalidInputError({ departmentId: '没有这个部门，请从列表中选择。' });
  }
}

async function hindranceOf(tx: Tx, grant: Grant): Promise<'held-already' | 'not-together' | null> {
  const held = await tx.appointment.findMany({ where: { personId: grant.personId } });
  if (held.some((one) => one.role === grant.role && one.departmentId === grant.departmentId))
    return 'held-already';
  const roles = held.map(({ role }) => role as HeldRole['role']);
  return rolesGoTogether(roles, grant.role) ? null : 'not-together';
}
