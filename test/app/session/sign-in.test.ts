import { beforeAll, describe, expect, it } from 'vitest';

import { hashPassword } from '~/app/session/hash-password.server';
import { getReader } from '~/app/session/require-reader.server';
import { hashToken } from '~/app/session/secret-token.server';
import { signIn } from '~/app/session/sign-in.server';
import { endAllSessions } from '~/app/session/start-session.server';
import { action } from '~/app/routes/sign-in';
import { useDatabase } from '~/test/setup/database';

import { makeContext, makePerson, request } from './make-context';

const database = useDatabase();
const password = '秋水共长天一色';
let passwordHash = '';
beforeAll(async () => {
  passwordHash = await hashPassword(password);
});

function attempt(
  clock: ReturnType<typeof makeContext>,
  login: string,
  typed: string,
  address = '203.0.113.7',
) {
  return signIn(
    { db: database.db, now: clock.now() },
    { login, password: typed, address, formerToken: null },
  );
}

describe('signing in', () => {
  it('opens a session for the right password, by login name or mail address in any case', async () => {
    const clock = makeContext(database);
    const person = await makePerson(database, { now: clock.now(), passwordHash, email: 'lin@example.com' });
    for (const login of [person.loginName, ` ${person.loginName.toUpperCase()} `, 'LIN@example.com']) {
      const done = await attempt(clock, login, password);
      expect(done.outcome).toBe('signed-in');
      const token = done.outcome === 'signed-in' ? done.token : '';
      const reader = await getReader(request('/', { token }), clock.context);
      expect(reader).toMatchObject({ kind: 'person', personId: person.id });
      expect(await database.db.session.count({ where: { id: token } })).toBe(0);
    }
  });

  it('ends the session that the browser came with (a fixed session id gains nothing)', async () => {
    const clock = makeContext(database);
    const person = await makePerson(database, { now: clock.now(), passwordHash });
    const planted = person.token;
    await signIn(
      { db: database.db, now: clock.now() },
      { login: person.loginName, password, address: '203.0.113.8', formerToken: planted },
    );
    expect((await getReader(request('/', { token: planted }), clock.context)).kind).toBe('anonymous');
  });

  it('answers known and unknown names alike and does the same work for both (abuse 11)', async () => {
    const clock = makeContext(database);
    const person = await makePerson(database, { now: clock.now(), passwordHash });
    const outcomes = async (login: string) => {
      const seen: string[] = [];
      for (let i = 0; i < 6; i += 1) {
        const response = await action({
          request: request('/sign-in', { form: { login, password: 'wrong password' } }),
          context: clock.context,
          params: {},
        });
        const { init, data } = response as unknown as { init: object; data: object };
        seen.push(JSON.stringify({ ...init, data: { ...data, login: '' } }));
      }
      return seen;
    };
    const known = await outcomes(person.loginName);
    const unknown = await outcomes('nobody-at-all');
    expect(unknown).toEqual(known);
    expect(known[0]).toContain('401');
    expect(known[5]).toContain('429');
    expect(known[5]).toContain('Retry-After');
  });

  it('waits longer after each failure, locks for 15 minutes after the eighth, and refuses even the right password then', async () => {
    const clock = makeContext(database);
    const person = await makePerson(database, { now: clock.now(), passwordHash });
    let failures = 0;
    while (failures < 8) {
      const done = await attempt(clock, person.loginName, 'wrong');
      if (done.outcome === 'blocked') clock.pass(done.until.valueOf() - clock.now().valueOf());
      else failures += 1;
    }
    const locked = await attempt(clock, person.loginName, password);
    expect(locked).toMatchObject({ outcome: 'blocked' });
    const waitMs = locked.outcome === 'blocked' ? locked.until.valueOf() - clock.now().valueOf() : 0;
    expect(waitMs).toBe(15 * 60_000);
    clock.pass(waitMs);
    expect((await attempt(clock, person.loginName, password)).outcome).toBe('signed-in');
    expect((await attempt(clock, person.loginName, 'wrong')).outcome).toBe('refused');
  });

  it('counts tries that arrive at once each by itself', async () => {
    const clock = makeContext(database);
    const person = await makePerson(database, { now: clock.now(), passwordHash });
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, () => attempt(clock, person.loginName, 'wrong')),
    );
    expect(outcomes.filter(({ outcome }) => outcome === 'refused')).toHaveLength(4);
  });

  it('stops an address that tries many names, not the others', async () => {
    const clock = makeContext(database);
    const key = 'sign-in:address:198.51.100.1';
    await database.db.attemptLimit.create({ data: { key, count: 58, lastAt: clock.now() } });
    for (let i = 0; i < 3; i += 1) await attempt(clock, `stuffed-${String(i)}`, 'wrong', '198.51.100.1');
    expect((await attempt(clock, 'stuffed-99', 'wrong', '198.51.100.1')).outcome).toBe('blocked');
    expect((await attempt(clock, 'stuffed-99', 'wrong', '198.51.100.2')).outcome).toBe('refused');
  });

  it('refuses a closed account like a wrong password', async () => {
    const clock = makeContext(database);
    const person = await makePerson(database, { now: clock.now(), passwordHash });
    await database.db.person.update({ where: { id: person.id }, data: { disabledAt: clock.now() } });
    expect((await attempt(clock, person.loginName, password)).outcome).toBe('refused');
    expect((await getReader(request('/', { token: person.token }), clock.context)).kind).toBe('anonymous');
  });

  it('goes on only to a path of its own (abuse 21)', async () => {
    const clock = makeContext(database);
    const person = await makePerson(database, { now: clock.now(), passwordHash });
    for (const [next, target] of [
      ['/my/benefits?x=1', '/my/benefits?x=1'],
      ['https://evil.example/', '/'],
      ['//evil.example', '/'],
      ['/\\evil.example', '/'],
    ]) {
      const form = { login: person.loginName, password, next: next ?? '' };
      const response = await action({
        request: request('/sign-in', { form }),
        context: clock.context,
        params: {},
      });
      expect(response).toBeInstanceOf(Response);
      const headers = (response as Response).headers;
      expect(headers.get('location')).toBe(target);
      expect(headers.get('set-cookie')).toMatch(
        /^hq_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/,
      );
    }
  });

  it('marks the cookie Secure where people come by https', async () => {
    const clock = makeContext(database, { PUBLIC_URL: 'https://hq.example.cn' });
    const person = await makePerson(database, { now: clock.now(), passwordHash });
    const form = { login: person.loginName, password };
    const response = await action({
      request: request('/sign-in', { form }),
      context: clock.context,
      params: {},
    });
    expect((response as Response).headers.get('set-cookie')).toContain('; Secure');
  });
});

describe('a session', () => {
  it('of a member lives 7 idle days, of staff 30 idle minutes', async () => {
    const clock = makeContext(database);
    const member = await makePerson(database, { now: clock.now() });
    const staff = await makePerson(database, { now: clock.now(), roles: [{ role: 'administrator' }] });
    const isAlive = async (token: string) =>
      (await getReader(request('/', { token }), clock.context)).kind === 'person';
    clock.pass(29 * 60_000);
    expect(await isAlive(staff.token)).toBe(true);
    clock.pass(29 * 60_000);
    expect(await isAlive(staff.token)).toBe(true);
    clock.pass(31 * 60_000);
    expect(await isAlive(staff.token)).toBe(false);
    clock.pass(6 * 86_400_000);
    expect(await isAlive(member.token)).toBe(true);
    clock.pass(7 * 86_400_000);
    expect(await isAlive(member.token)).toBe(false);
  });

  it('ends absolutely, however busy: 12 hours for staff, 30 days for members', async () => {
    const clock = makeContext(database);
    const staff = await makePerson(database, { now: clock.now(), roles: [{ role: 'auditor' }] });
    let alive = 0;
    for (let minutes = 0; minutes < 13 * 60; minutes += 20) {
      clock.pass(20 * 60_000);
      if ((await getReader(request('/', { token: staff.token }), clock.context)).kind === 'person')
        alive += 1;
    }
    expect(alive).toBe((12 * 60) / 20 - 1);
  });

  it('loses a role and a firm with the next request (abuse 12)', async () => {
    const clock = makeContext(database);
    const staff = await makePerson(database, { now: clock.now(), roles: [{ role: 'administrator' }] });
    expect((await getReader(request('/', { token: staff.token }), clock.context)).appointments).toHaveLength(
      1,
    );
    await database.db.appointment.deleteMany({ where: { personId: staff.id } });
    expect((await getReader(request('/', { token: staff.token }), clock.context)).appointments).toEqual([]);
  });

  it('ends everywhere at once', async () => {
    const clock = makeContext(database);
    const person = await makePerson(database, { now: clock.now() });
    await endAllSessions(database.db, person.id);
    expect((await getReader(request('/', { token: person.token }), clock.context)).kind).toBe('anonymous');
    expect(await database.db.session.count({ where: { id: hashToken(person.token) } })).toBe(0);
  });
});
