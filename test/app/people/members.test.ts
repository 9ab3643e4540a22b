import { beforeAll, describe, expect, it } from 'vitest';

import { acceptInvitation } from '~/app/people/accept-invitation.server';
import { decideMembership } from '~/app/people/decide-membership.server';
import { listRegistrations } from '~/app/people/list-registrations.server';
import { inviteMember, removeMember, setManager } from '~/app/people/manage-members.server';
import { registerMember } from '~/app/people/register-member.server';
import { action as registerAction } from '~/app/routes/register';
import { getReader, requireMember, type MemberReader } from '~/app/session/require-reader.server';
import { startSession } from '~/app/session/start-session.server';
import { creditCodeCheck } from '~/knowledge/enterprises/credit-code';
import {
  AccessDeniedError,
  ConflictError,
  InvalidInputError,
  NotFoundError,
} from '~/prisma/access/access-denied';
import { anonymousReader, type Reader } from '~/prisma/access/reader';
import { makeContext, makeEnterprise, makePerson, request } from '~/test/app/session/make-context';
import { useDatabase } from '~/test/setup/database';

const database = useDatabase();
const { db } = database;
const clock = makeContext(database);
const deps = clock.services;
const good = '秋水共长天一色 1682';
let helpdesk: Reader;

beforeAll(async () => {
  await db.department.create({ data: { id: 'data', name: '市数据局' } });
  const { token } = await makePerson(database, {
    now: clock.now(),
    roles: [{ role: 'helpdesk', departmentId: 'data' }],
  });
  helpdesk = await getReader(request('/', { token }), clock.context);
});

let serial = 0;
function newRegistration(overrides: Partial<{ creditCode: string; loginName: string }> = {}) {
  serial += 1;
  const first17 = `91359900MA7H${String(serial).padStart(5, '0')}`;
  return {
    creditCode: overrides.creditCode ?? first17 + creditCodeCheck(first17),
    enterpriseName: '云江新注册有限公司',
    newPerson: {
      loginName: overrides.loginName ?? `newcomer-${String(serial)}`,
      name: '张三',
      email: `newcomer-${String(serial)}@example.com`,
      phone: '13800000000',
      password: good,
    },
  };
}

async function memberOf(enterpriseId: string, isManager: boolean): Promise<MemberReader> {
  const { token } = await makePerson(database, {
    now: clock.now(),
    enterpriseIds: [enterpriseId],
    isManager,
  });
  return requireMember(request('/', { token }), clock.context);
}

async function register(registration = newRegistration()) {
  const done = await registerMember(deps, anonymousReader, registration);
  if (done.outcome !== 'registered') throw new Error(JSON.stringify(done));
  return done;
}

describe('registering', () => {
  it('waits for the desk for a new firm; once confirmed the first member is its manager and is told', async () => {
    const done = await register();
    expect(done.waitsFor).toBe('desk');
    const listed = await listRegistrations(db, helpdesk, 'pending');
    const mine = listed.find(({ enterprise }) => enterprise.id === done.enterpriseId);
    expect(mine?.registered).toBeNull();
    await decideMembership(deps, helpdesk, { membershipId: mine?.id ?? '', decision: 'confirm', reason: '' });
    expect(await db.membership.findUniqueOrThrow({ where: { id: mine?.id ?? '' } })).toMatchObject({
      state: 'active',
      isManager: true,
      decidedById: helpdesk.personId,
    });
    expect(await db.notice.count({ where: { personId: done.personId, kind: 'membership-confirmed' } })).toBe(
      1,
    );
    const again = { membershipId: mine?.id ?? '', decision: 'refuse' as const, reason: '重复' };
    await expect(decideMembership(deps, helpdesk, again)).rejects.toThrow(NotFoundError);
  });

  it('sees nothing of the firm until confirmed', async () => {
    const done = await register();
    const token = await startSession(db, { personId: done.personId, now: clock.now() });
    const reader = await getReader(request('/', { token }), clock.context);
    expect(reader).toMatchObject({ kind: 'person', enterpriseId: null, enterpriseIds: [] });
    expect(await db.membership.count({ where: { personId: done.personId, state: 'active' } })).toBe(0);
  });

  it('goes to the firm’s manager once it has one; the desk has no more say', async () => {
    const { id: enterpriseId, creditCode } = await makeEnterprise(database);
    const manager = await memberOf(enterpriseId, true);
    const first17 = '91359900MA7HK0000';
    const real = first17 + creditCodeCheck(first17);
    await db.enterprise.update({ where: { creditCode }, data: { creditCode: real } });
    const done = await register(newRegistration({ creditCode: real }));
    expect(done).toMatchObject({ waitsFor: 'manager', enterpriseId });
    expect(
      await db.notice.count({ where: { personId: manager.personId, kind: 'membership-requested' } }),
    ).toBe(1);
    const { id } = await db.membership.findFirstOrThrow({ where: { personId: done.personId } });
    const confirm = { membershipId: id, decision: 'confirm' as const, reason: '' };
    await expect(decideMembership(deps, helpdesk, confirm)).rejects.toThrow(NotFoundError);
    const stranger = await memberOf((await makeEnterprise(database)).id, true);
    await expect(decideMembership(deps, stranger, confirm)).rejects.toThrow(NotFoundError);
    await decideMembership(deps, manager, confirm);
    expect(await db.membership.findUniqueOrThrow({ where: { id } })).toMatchObject({
      state: 'active',
      isManager: false,
    });
    await expect(decideMembership(deps, manager, confirm)).rejects.toThrow(ConflictError);
  });

  it('needs a reason to be refused, which the person reads, and may be asked for again', async () => {
    const registration = newRegistration();
    const done = await register(registration);
    const { id } = await db.membership.findFirstOrThrow({ where: { personId: done.personId } });
    const refuse = (reason: string) =>
      decideMembership(deps, helpdesk, { membershipId: id, decision: 'refuse', reason });
    await expect(refuse(' ')).rejects.toThrow(InvalidInputError);
    await refuse('营业执照与所填名称不符');
    const notice = await db.notice.findFirstOrThrow({ where: { personId: done.personId } });
    expect(notice.body).toContain('营业执照与所填名称不符');
    const reader = { ...anonymousReader, kind: 'person' as const, personId: done.personId };
    const again = await registerMember(deps, reader, { ...registration, newPerson: null });
    expect(again).toMatchObject({ outcome: 'registered', enterpriseId: done.enterpriseId });
  });

  it('names each wrong field, keeps what was typed but the password, and writes nothing', async () => {
    const before = await db.person.count();
    const form = {
      creditCode: '91359900MA7H6K2R65',
      enterpriseName: '云',
      name: '张',
      loginName: 'A',
      phone: '1380000',
      email: 'x',
      password: '1234567890',
    };
    const answer = await registerAction({
      request: request('/register', { form }),
      context: clock.context,
      params: {},
    });
    const { init, data } = answer as unknown as {
      init: { status: number };
      data: { errors: object; typed: object };
    };
    expect(init.status).toBe(422);
    expect(Object.keys(data.errors).sort()).toEqual([
      'creditCode',
      'email',
      'enterpriseName',
      'loginName',
      'name',
      'password',
      'phone',
    ]);
    expect(data.typed).toMatchObject({ creditCode: form.creditCode, phone: '1380000' });
    expect(JSON.stringify(answer)).not.toContain('1234567890');
    expect(await db.person.count()).toBe(before);
  });

  it('refuses a login name or mail address that is somebody’s', async () => {
    const registration = newRegistration();
    await register(registration);
    const { creditCode } = newRegistration();
    const outcome = await registerMember(deps, anonymousReader, { ...registration, creditCode });
    expect(outcome).toMatchObject({
      outcome: 'invalid',
      errors: { loginName: { key: 'people.error.login-taken' }, email: { key: 'people.error.email-taken' } },
    });
  });
});

describe('a firm’s manager', () => {
  it('invites by a link that works once, and only while being manager', async () => {
    const { id: enterpriseId } = await makeEnterprise(database);
    const manager = await memberOf(enterpriseId, true);
    const invite = async () => {
      const invited = await inviteMember(deps, manager, 'New@Example.com');
      return invited.outcome === 'link' ? (invited.path.split('/').at(-1) ?? '') : '';
    };
    const [first, second] = [await invite(), await invite()];
    const { newPerson } = newRegistration();
    expect((await acceptInvitation(deps, anonymousReader, first, newPerson)).outcome).toBe('link-dead');
    const accepted = await acceptInvitation(deps, anonymousReader, second, newPerson);
    expect(accepted).toMatchObject({ outcome: 'accepted', enterpriseId });
    expect((await acceptInvitation(deps, anonymousReader, second, newRegistration().newPerson)).outcome).toBe(
      'link-dead',
    );
    const third = await invite();
    await db.membership.updateMany({ where: { personId: manager.personId }, data: { isManager: false } });
    expect((await acceptInvitation(deps, anonymousReader, third, newRegistration().newPerson)).outcome).toBe(
      'link-dead',
    );
    await expect(inviteMember(deps, manager, 'x@example.com')).rejects.toThrow(AccessDeniedError);
  });

  it('removes a member, whose next request sees nothing of the firm (abuse 12)', async () => {
    const { id: enterpriseId } = await makeEnterprise(database);
    const manager = await memberOf(enterpriseId, true);
    const { token, id: personId } = await makePerson(database, {
      now: clock.now(),
      enterpriseIds: [enterpriseId],
    });
    const { id } = await db.membership.findFirstOrThrow({ where: { personId } });
    expect((await getReader(request('/', { token }), clock.context)).enterpriseId).toBe(enterpriseId);
    expect((await removeMember(deps, manager, id)).outcome).toBe('changed');
    expect(await getReader(request('/', { token }), clock.context)).toMatchObject({
      enterpriseId: null,
      enterpriseIds: [],
    });
  });

  it('of another firm finds no such member (404), and the log shows the try (abuse 6)', async () => {
    const manager = await memberOf((await makeEnterprise(database)).id, true);
    const foreign = await memberOf((await makeEnterprise(database)).id, true);
    const { id } = await db.membership.findFirstOrThrow({ where: { personId: foreign.personId } });
    await expect(removeMember(deps, manager, id)).rejects.toThrow(NotFoundError);
    expect(await db.membership.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'active' });
    const entry = await db.auditEntry.findFirstOrThrow({ where: { action: 'access.denied', subjectId: id } });
    expect(entry).toMatchObject({ actorId: manager.personId, detail: { tried: 'membership.remove' } });
  });

  it('is never the last to go; after a transfer it may', async () => {
    const { id: enterpriseId } = await makeEnterprise(database);
    const manager = await memberOf(enterpriseId, true);
    const member = await memberOf(enterpriseId, false);
    const idOf = async (reader: MemberReader) =>
      (await db.membership.findFirstOrThrow({ where: { personId: reader.personId } })).id;
    expect((await removeMember(deps, manager, await idOf(manager))).outcome).toBe('last-manager');
    expect((await setManager(deps, manager, await idOf(manager), false)).outcome).toBe('last-manager');
    await expect(setManager(deps, member, await idOf(member), true)).rejects.toThrow(AccessDeniedError);
    expect((await setManager(deps, manager, await idOf(member), true)).outcome).toBe('changed');
    expect((await removeMember(deps, manager, await idOf(manager))).outcome).toBe('changed');
  });
});
