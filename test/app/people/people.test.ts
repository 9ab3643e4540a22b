import { beforeAll, describe, expect, it } from 'vitest';

import {
  grantAppointment,
  decideAppointmentRequest,
  revokeAppointment,
} from '~/app/people/grant-appointment.server';
import {
  becomeFirstAdministrator,
  createFirstAdministratorLink,
} from '~/app/people/first-administrator.server';
import { listAuditEntries } from '~/app/people/list-audit-entries.server';
import { listPeople } from '~/app/people/list-people.server';
import { createPasswordLink, createPerson, setDisabled } from '~/app/people/manage-person.server';
import { setPasswordByLink } from '~/app/people/set-password.server';
import { getReader } from '~/app/session/require-reader.server';
import { AccessDeniedError } from '~/prisma/access/access-denied';
import { anonymousReader, type HeldRole, type Reader } from '~/prisma/access/reader';
import { checkAuditChain } from '~/prisma/audit/check-audit-chain.server';
import { makeContext, makePerson, request } from '~/test/app/session/make-context';
import { useDatabase } from '~/test/setup/database';

const database = useDatabase();
const { db } = database;
const clock = makeContext(database);
const deps = clock.services;
const good = '秋水共长天一色 1682';

beforeAll(async () => {
  await db.department.create({ data: { id: 'science', name: '市科技局' } });
});

async function readerOf(
  role: HeldRole['role'],
  departmentId?: string,
): Promise<Reader & { personId: string }> {
  const person = await makePerson(database, {
    now: clock.now(),
    roles: [{ role, ...(departmentId && { departmentId }) }],
  });
  return (await getReader(request('/', { token: person.token }), clock.context)) as Reader & {
    personId: string;
  };
}

const typed = (loginName: string) => ({ loginName, name: '王小明', email: '', phone: '' });
const tokenOf = (path: string) => path.split('/').at(-1) ?? '';

describe('the first administrator', () => {
  it('comes in by a link that works once, and of which there is one at a time', async () => {
    const first = await createFirstAdministratorLink(db, clock.now());
    const second = await createFirstAdministratorLink(db, clock.now());
    const person = { ...typed('first-admin'), password: good };
    expect((await becomeFirstAdministrator(deps, tokenOf(first ?? ''), person)).outcome).toBe('link-dead');
    expect(
      (await becomeFirstAdministrator(deps, tokenOf(second ?? ''), { ...person, password: 'short' })).outcome,
    ).toBe('invalid');
    expect((await becomeFirstAdministrator(deps, tokenOf(second ?? ''), person)).outcome).toBe('created');
    expect((await becomeFirstAdministrator(deps, tokenOf(second ?? ''), person)).outcome).toBe('link-dead');
    expect(await createFirstAdministratorLink(db, clock.now())).toBeNull();
  });
});

describe('an administrator', () => {
  it('creates a person who sets the password by a link that works once', async () => {
    const administrator = await readerOf('administrator');
    const created = await createPerson(deps, administrator, typed('newcomer'));
    if (created.outcome !== 'created') throw new Error('not created');
    const token = tokenOf(created.path);
    expect(await setPasswordByLink(deps, token, 'newcomer-2026')).toMatchObject({
      outcome: 'invalid',
      errors: { password: { key: 'people.error.password-login' } },
    });
    expect((await setPasswordByLink(deps, token, good)).outcome).toBe('set');
    expect((await setPasswordByLink(deps, token, good)).outcome).toBe('link-dead');
    expect(await createPerson(deps, administrator, typed('newcomer'))).toMatchObject({
      outcome: 'invalid',
      errors: { loginName: { key: 'people.error.login-taken' } },
    });
  });

  it('gives a department role at once, and never itself any role without a second administrator (abuse 13)', async () => {
    const one = await readerOf('administrator');
    const two = await readerOf('administrator');
    const other = await makePerson(database, { now: clock.now() });
    const designer = { personId: other.id, role: 'designer' as const, departmentId: 'science' };
    expect((await grantAppointment(deps, one, designer)).outcome).toBe('granted');
    expect((await grantAppointment(deps, one, designer)).outcome).toBe('held-already');
    // Its own business role is against the separation of roles; a plain person who is also administrator is the case below.
    const own = { personId: one.personId, role: 'reviewer' as const, departmentId: 'science' };
    expect((await grantAppointment(deps, one, own)).outcome).toBe('not-together');
    const third = await makePerson(database, { now: clock.now() });
    const administrator = { personId: third.id, role: 'administrator' as const, departmentId: null };
    expect((await grantAppointment(deps, one, administrator)).outcome).toBe('waits');
    expect(await db.appointment.count({ where: { personId: third.id } })).toBe(0);
    const waiting = await db.appointmentRequest.findFirstOrThrow({
      where: { personId: third.id, state: 'waiting' },
    });
    expect((await decideAppointmentRequest(deps, one, waiting.id, 'confirm')).outcome).toBe('own');
    expect(await db.appointment.count({ where: { personId: third.id } })).toBe(0);
    expect((await decideAppointmentRequest(deps, two, waiting.id, 'confirm')).outcome).toBe('decided');
    expect(await db.appointment.findFirst({ where: { personId: third.id } })).toMatchObject({
      role: 'administrator',
    });
  });

  it('with a key of that role gives itself nothing and confirms nothing of its own either', async () => {
    const [asker, second] = [await readerOf('administrator'), await readerOf('administrator')];
    const waiting = await db.appointmentRequest.create({
      data: { personId: second.personId, role: 'auditor', requestedById: asker.personId },
    });
    expect((await decideAppointmentRequest(deps, second, waiting.id, 'confirm')).outcome).toBe('own');
    expect((await decideAppointmentRequest(deps, asker, waiting.id, 'refuse')).outcome).toBe('decided');
  });

  it('closes an account with its sessions at once, but not its own nor the last administrator’s', async () => {
    const administrator = await readerOf('administrator');
    const person = await makePerson(database, { now: clock.now() });
    expect((await setDisabled(deps, administrator, person.id, true)).outcome).toBe('changed');
    expect((await getReader(request('/', { token: person.token }), clock.context)).kind).toBe('anonymous');
    expect((await setDisabled(deps, administrator, administrator.personId, true)).outcome).toBe('oneself');
    expect((await createPasswordLink(deps, administrator, administrator.personId)).outcome).toBe('oneself');
    await db.appointment.deleteMany({
      where: { role: 'administrator', personId: { not: administrator.personId } },
    });
    const held = await db.appointment.findFirstOrThrow({ where: { personId: administrator.personId } });
    expect((await revokeAppointment(deps, administrator, held.id)).outcome).toBe('last-administrator');
  });
});

describe('rights over people and the log', () => {
  const roles: (HeldRole['role'] | null)[] = [
    'designer',
    'reviewer',
    'helpdesk',
    'administrator',
    'auditor',
    null,
  ];
  it.each(roles)('are those of %s', async (role) => {
    const reader = role
      ? await readerOf(role, ['designer', 'reviewer', 'helpdesk'].includes(role) ? 'science' : undefined)
      : anonymousReader;
    const may = async (work: () => Promise<unknown>) => {
      try {
        await work();
        return true;
      } catch (error) {
        if (error instanceof AccessDeniedError) return false;
        throw error;
      }
    };
    const filter = { from: '', to: '', action: '', actor: '', subject: '', before: null };
    expect({
      people: await may(() => listPeople(db, reader, { q: '', staff: false, after: null })),
      create: await may(() => createPerson(deps, reader, typed('x'))),
      log: await may(() => listAuditEntries(db, reader, filter)),
    }).toEqual({
      people: role === 'administrator',
      create: role === 'administrator',
      log: role === 'auditor',
    });
  });
});

describe('the log', () => {
  it('lists who did what by day, action and person, newest first', async () => {
    const auditor = await readerOf('auditor');
    const filter = {
      from: '2026-11-22',
      to: '2026-11-22',
      action: 'role.',
      actor: '',
      subject: '',
      before: null,
    };
    const { entries } = await listAuditEntries(db, auditor, filter);
    expect(entries.length).toBeGreaterThan(2);
    expect(entries.every(({ action }) => action.startsWith('role.'))).toBe(true);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map(({ seq }) => seq).sort((a, b) => b - a));
    const empty = await listAuditEntries(db, auditor, { ...filter, from: '2026-11-23', to: '' });
    expect(empty.entries).toEqual([]);
  });

  it('alarms when an entry was changed behind its back (abuse 14)', async () => {
    expect(await checkAuditChain(db)).toMatchObject({ intact: true });
    const entry = await db.auditEntry.findFirstOrThrow({ orderBy: { seq: 'asc' } });
    await db.auditEntry.update({ where: { seq: entry.seq }, data: { action: 'nothing.happened' } });
    expect(await checkAuditChain(db)).toEqual({ intact: false, seq: entry.seq });
    await db.auditEntry.update({ where: { seq: entry.seq }, data: { action: entry.action } });
    expect(await checkAuditChain(db)).toMatchObject({ intact: true });
  });
});
