import { describe, expect, it } from 'vitest';

import { action as switchEnterprise } from '~/app/routes/session.enterprise';
import { ApiKeyError, createApiKey } from '~/app/session/create-api-key.server';
import { getReader, requireMember, requirePerson, requireStaff } from '~/app/session/require-reader.server';
import type { HeldRole } from '~/prisma/access/reader';
import { useDatabase } from '~/test/setup/database';

import { makeContext, makeEnterprise, makePerson, request } from './make-context';

const database = useDatabase();

async function refusalOf(
  work: Promise<unknown>,
): Promise<{ code?: string; status?: number; to?: string | null }> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Response) return { status: error.status, to: error.headers.get('location') };
    return { code: (error as { code: string }).code };
  }
  return {};
}

describe('who must sign in', () => {
  it('sends nobody in particular to the sign-in page and back to where they were', async () => {
    const { context } = makeContext(database);
    expect(await refusalOf(requirePerson(request('/my/benefits?a=1'), context))).toEqual({
      status: 302,
      to: '/sign-in?next=%2Fmy%2Fbenefits%3Fa%3D1',
    });
    const posted = request('/drafts/1/submit', {
      form: {},
      headers: { referer: 'http://localhost/drafts/1' },
    });
    expect((await refusalOf(requirePerson(posted, context))).to).toBe('/sign-in?next=%2Fdrafts%2F1');
    expect(await refusalOf(requirePerson(request('/api/v1/prefill'), context))).toEqual({
      code: 'sign-in-required',
    });
  });

  it('sends a person without a firm to register one', async () => {
    const { context, now } = makeContext(database);
    const { token } = await makePerson(database, { now: now() });
    expect((await refusalOf(requireMember(request('/my/facts', { token }), context))).to).toBe('/register');
    expect(await refusalOf(requireMember(request('/api/v1/x', { token }), context))).toEqual({
      code: 'access-denied',
    });
  });

  it('is no bearer key that nobody made, and none that was revoked', async () => {
    const { context, now } = makeContext(database);
    const key = await createApiKey(database.db, {
      role: 'auditor',
      enterpriseId: null,
      departmentId: null,
      now: now(),
    });
    const withKey = (value: string) =>
      request('/api/v1/search', { headers: { authorization: `Bearer ${value}` } });
    expect(await getReader(withKey(key), context)).toMatchObject({
      kind: 'key',
      appointments: [{ role: 'auditor' }],
    });
    expect(await refusalOf(getReader(withKey('hq_nonsense'), context))).toEqual({ code: 'sign-in-required' });
    await database.db.apiKey.updateMany({ data: { revokedAt: now() } });
    expect(await refusalOf(getReader(withKey(key), context))).toEqual({ code: 'sign-in-required' });
  });
});

describe('a key', () => {
  it('of a member acts for its one firm, of a department for that department', async () => {
    const { context, now } = makeContext(database);
    const { id: enterpriseId, creditCode } = await makeEnterprise(database);
    await database.db.department.create({ data: { id: 'science', name: '市科技局' } });
    const base = { enterpriseId: null, departmentId: null, now: now() };
    const member = await createApiKey(database.db, { ...base, role: 'member', enterpriseId: creditCode });
    const reviewer = await createApiKey(database.db, { ...base, role: 'reviewer', departmentId: 'science' });
    const read = (key: string) =>
      getReader(request('/', { headers: { authorization: `Bearer ${key}` } }), context);
    expect(await read(member)).toMatchObject({
      enterpriseId,
      enterpriseIds: [enterpriseId],
      appointments: [],
    });
    expect(await read(reviewer)).toMatchObject({
      enterpriseId: null,
      appointments: [{ role: 'reviewer', departmentId: 'science' }],
    });
    expect(await database.db.apiKey.count({ where: { keyHash: member } })).toBe(0);
  });

  it.each([
    [{ role: 'king', enterpriseId: null, departmentId: null }],
    [{ role: 'member', enterpriseId: null, departmentId: null }],
    [{ role: 'member', enterpriseId: 'no-such-firm', departmentId: null }],
    [{ role: 'reviewer', enterpriseId: null, departmentId: null }],
    [{ role: 'reviewer', enterpriseId: null, departmentId: 'no-such-department' }],
    [{ role: 'auditor', enterpriseId: null, departmentId: 'science' }],
  ])('is refused for %o', async (wrong) => {
    await expect(createApiKey(database.db, { ...wrong, now: new Date() })).rejects.toThrow(ApiKeyError);
  });
});

describe('roles at the desk', () => {
  const roles: HeldRole['role'][] = ['designer', 'reviewer', 'helpdesk', 'administrator', 'auditor'];
  it.each(roles.flatMap((held) => roles.map((wanted) => [held, wanted] as const)))(
    '%s asks for a page of %s',
    async (held, wanted) => {
      const { context, now } = makeContext(database);
      const { token } = await makePerson(database, { now: now(), roles: [{ role: held }] });
      const refusal = await refusalOf(requireStaff(request('/desk/x', { token }), context, wanted));
      expect(refusal).toEqual(held === wanted ? {} : { code: 'access-denied' });
    },
  );
});

describe('the switch between firms', () => {
  it('acts for the firm chosen, and for none that is another’s (404)', async () => {
    const clock = makeContext(database);
    const [first, second, foreign] = [
      await makeEnterprise(database),
      await makeEnterprise(database),
      await makeEnterprise(database),
    ];
    const { token } = await makePerson(database, { now: clock.now(), enterpriseIds: [first.id, second.id] });
    const choose = (enterpriseId: string) =>
      switchEnterprise({
        request: request('/session/enterprise', { token, form: { enterpriseId, next: '/my/benefits' } }),
        context: clock.context,
        params: {},
      });
    expect((await choose(second.id)).headers.get('location')).toBe('/my/benefits');
    expect((await getReader(request('/', { token }), clock.context)).enterpriseId).toBe(second.id);
    expect(await refusalOf(choose(foreign.id))).toMatchObject({ status: 404 });
    await database.db.membership.updateMany({
      where: { enterpriseId: second.id },
      data: { state: 'removed' },
    });
    expect(await getReader(request('/', { token }), clock.context)).toMatchObject({
      enterpriseId: first.id,
      enterpriseIds: [first.id],
    });
  });
});
