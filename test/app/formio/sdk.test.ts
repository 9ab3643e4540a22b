import * as sdk from '@formio/js/sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { decideCase } from '~/forms/cases/decide-case.server';
import { answers, buildCity, components, publish, reviewer } from '~/test/forms/small-city';
import { useDatabase } from '~/test/setup/database';

import { givePasswords, openFormioServer, password } from './formio-server';

/** What form.io's SDK gives back. */
type Json = Record<string, unknown> & {
  _id: string;
  data: Record<string, unknown>;
  metadata: Record<string, unknown>;
};
interface Client {
  loadForms(query?: object): Promise<Listed>;
  loadForm(query?: object): Promise<Json>;
  saveForm(form: object): Promise<Json>;
  deleteForm(): Promise<unknown>;
  loadSubmissions(query?: object): Promise<Listed>;
  loadSubmission(): Promise<Json>;
  saveSubmission(submission: object): Promise<Json>;
  deleteSubmission(): Promise<unknown>;
}
type Listed = Json[] & { serverCount: number; skip: number; limit: number };

/** The SDK comes without types of its own. */
interface Sdk {
  new (address: string): Client;
  setBaseUrl(url: string): void;
  setProjectUrl(url: string): void;
  setToken(token: string): Promise<unknown>;
  getToken(): string;
  clearCache(): void;
  makeStaticRequest(url: string, method: string, body?: object): Promise<unknown>;
}
const { Formio } = sdk as unknown as { Formio: Sdk };

const database = useDatabase();
let server: Awaited<ReturnType<typeof openFormioServer>>;
let client: (address: string) => Client;
let formId = '';

/** Where the SDK keeps its token: Node has no such thing. */
const kept = new Map<string, string>();
vi.stubGlobal('localStorage', {
  getItem: (name: string) => kept.get(name) ?? null,
  setItem: (name: string, value: string) => kept.set(name, value),
  removeItem: (name: string) => kept.delete(name),
});
vi.stubGlobal('document', { cookie: '' });

beforeAll(async () => {
  await buildCity(database.db);
  await givePasswords(database);
  ({ formId } = await publish(database.db, 'rd-subsidy'));
  server = await openFormioServer(database);
  Formio.setBaseUrl(server.url);
  Formio.setProjectUrl(server.url);
  client = (address) => new Formio(`${server.url}${address}`);
});
afterAll(() => server.close());
beforeEach(() => {
  Formio.clearCache();
});

/** Signs in as form.io's own login form does. */
async function signIn(login: string): Promise<Json> {
  await Formio.setToken('');
  Formio.clearCache();
  return await client('/user/login').saveSubmission({ data: { email: login, password } });
}

const rejected = (work: Promise<unknown>) =>
  work.then(
    () => {
      throw new Error('it was taken');
    },
    (error: unknown) => error as Json & { details: { message: string; path: string[]; context: Json }[] },
  );

describe('signing in', () => {
  it('gives a token that opens what the person may see, until it is given back', async () => {
    const user = await signIn('lin');
    expect(user).toMatchObject({ _id: 'lin', data: { name: '林经办' }, roles: ['member'] });
    expect(await Formio.makeStaticRequest(`${server.url}/current`, 'GET')).toMatchObject({ _id: 'lin' });
    const token = Formio.getToken();
    expect(token).toHaveLength(43);
    await Formio.makeStaticRequest(`${server.url}/logout`, 'GET');
    const after = await fetch(`${server.url}/current`, { headers: { 'x-jwt-token': token } });
    expect(after.status).toBe(401);
  });

  it('says 401 for a wrong password, a stranger and a token that is none, 440 for a session that has ended', async () => {
    await Formio.setToken('');
    expect(
      await rejected(client('/user/login').saveSubmission({ data: { email: 'lin', password: 'no' } })),
    ).toBe('User or password was incorrect');
    expect((await fetch(`${server.url}/current`)).status).toBe(401);
    const headers = { 'x-jwt-token': 'a'.repeat(43) };
    expect((await fetch(`${server.url}/form`, { headers })).status).toBe(401);
    const signedIn = await fetch(`${server.url}/user/login`, {
      method: 'POST',
      body: JSON.stringify({ data: { email: 'ding', password } }),
    });
    const token = signedIn.headers.get('x-jwt-token') ?? '';
    server.pass(31 * 60_000);
    const ended = await fetch(`${server.url}/current`, { headers: { 'x-jwt-token': token } });
    expect(ended.status).toBe(440);
  });

  it('locks an account that is guessed at', async () => {
    const guess = () =>
      fetch(`${server.url}/user/login`, {
        method: 'POST',
        body: JSON.stringify({ data: { email: 'jin', password: 'guess' } }),
      });
    const seen: number[] = [];
    for (let i = 0; i < 5; i += 1) seen.push((await guess()).status);
    expect(seen).toEqual([401, 401, 401, 401, 429]);
    expect(Number((await guess()).headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('is open to pages of other origins by token, never by cookie', async () => {
    const preflight = await fetch(`${server.url}/form/${formId}/submission`, { method: 'OPTIONS' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('x-jwt-token');
    await signIn('lin');
    const token = Formio.getToken();
    const origin = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' };
    const cookie = await fetch(`${server.url}/current`, {
      headers: { ...origin, cookie: `hq_session=${token}` },
    });
    expect(cookie.status).toBe(401);
    const own = await fetch(`${server.url}/current`, { headers: { ...origin, 'x-jwt-token': token } });
    expect(own.status).toBe(200);
    expect(own.headers.get('access-control-allow-origin')).toBe('*');
    expect(own.headers.get('access-control-allow-credentials')).toBeNull();
    expect(own.headers.get('access-control-expose-headers')).toContain('x-jwt-token');
    // Its neighbours stay closed, however the address is written.
    const elsewhere = await fetch(`${server.url}/../drafts/x/submit`, {
      method: 'POST',
      headers: { ...origin, cookie: `hq_session=${token}` },
    });
    expect(elsewhere.status).toBe(403);
  });
});

describe('forms', () => {
  const draft = {
    title: '技术改造补助',
    name: 'techUpgrade',
    path: 'tech-upgrade',
    type: 'form',
    display: 'form',
    tags: ['common'],
    components: [
      { type: 'textfield', key: 'project', label: '项目名称', input: true, validate: { required: true } },
      { type: 'button', key: 'submit', label: '提交', action: 'submit', input: true },
    ],
  };

  it('are made, loaded, saved, published and withdrawn by their department', async () => {
    // Sign-ins of one address are counted by the quarter of an hour.
    server.pass(16 * 60_000);
    await signIn('ding');
    const made = await client('/form').saveForm(draft);
    expect(made).toMatchObject({
      path: 'tech-upgrade',
      state: 'draft',
      departmentId: 'science',
      revision: 1,
    });
    const loaded = await client(`/form/${made._id}`).loadForm();
    expect((await client('/tech-upgrade').loadForm())._id).toBe(made._id);
    const saved = await client(`/form/${made._id}`).saveForm({ ...loaded, title: '技改补助' });
    expect(saved).toMatchObject({ title: '技改补助', revision: 2 });
    const stale = await rejected(client(`/form/${made._id}`).saveForm(loaded));
    expect(stale).toMatchObject({ name: 'ConflictError', status: 409, current: { revision: 2 } });

    await signIn('dong');
    expect(await rejected(client(`/form/${made._id}`).loadForm())).toMatchObject({ status: 404 });
    expect(await rejected(client(`/form/${made._id}`).saveForm(loaded))).toMatchObject({ status: 404 });
    await signIn('lin');
    expect(await rejected(client('/form').saveForm({ ...draft, path: 'mine' }))).toMatchObject({
      status: 403,
    });

    await signIn('ding');
    const publishAddress = `${server.url}/form/${made._id}/publish`;
    const unsaid = await rejected(Formio.makeStaticRequest(publishAddress, 'POST', { revision: 2 }));
    expect(unsaid).toMatchObject({ name: 'ValidationError' });
    const proposal = { revision: 2, reasons: { 'translation-missing': '只有本地企业申报' } };
    expect(await Formio.makeStaticRequest(publishAddress, 'POST', proposal)).toMatchObject({
      state: 'in-review',
    });
    // Nobody approves their own form, and nobody of another department sees it.
    expect(await rejected(Formio.makeStaticRequest(publishAddress, 'POST', { revision: 2 }))).toMatchObject({
      status: 403,
    });
    await signIn('jin');
    expect(await rejected(Formio.makeStaticRequest(publishAddress, 'POST', { revision: 2 }))).toMatchObject({
      status: 404,
    });
    await signIn('shen');
    const sentBack = { revision: 2, sendBack: '请补充填写说明' };
    expect(await Formio.makeStaticRequest(publishAddress, 'POST', sentBack)).toMatchObject({
      state: 'draft',
    });
    await signIn('ding');
    await Formio.makeStaticRequest(publishAddress, 'POST', proposal);
    await signIn('shen');
    expect(await Formio.makeStaticRequest(publishAddress, 'POST', { revision: 2 })).toMatchObject({
      state: 'published',
    });
    await signIn('lin');
    const filled = await client('/tech-upgrade').saveSubmission({ data: { project: '智能产线' } });
    const begun = await client('/tech-upgrade').saveSubmission({
      state: 'draft',
      data: { project: '智能仓储' },
    });
    await signIn('ding');
    await client(`/form/${made._id}`).deleteForm();
    expect(await rejected(client(`/form/${made._id}`).loadForm())).toMatchObject({ status: 404 });
    await signIn('lin');
    expect(
      await rejected(client('/tech-upgrade').saveSubmission({ data: { project: '又一条' } })),
    ).toMatchObject({
      status: 404,
    });
    const late = await rejected(
      client(`/form/${made._id}/submission/${begun._id}`).saveSubmission({ data: begun.data }),
    );
    expect(late).toMatchObject({ status: 409, code: 'form-closed' });
    const kept = await client(`/form/${made._id}/submission/${filled._id}`).loadSubmission();
    expect(kept).toMatchObject({ data: { project: '智能产线' }, state: 'submitted' });
    expect(await database.db.receipt.count({ where: { number: String(kept.metadata.receiptNumber) } })).toBe(
      1,
    );
  });

  it('are refused with scripts, sources and storage of others, each named with its component', async () => {
    await signIn('ding');
    const refused = await rejected(
      client('/form').saveForm({
        ...draft,
        path: 'unsafe',
        components: [
          { type: 'textfield', key: 'a', label: '名称', input: true, validate: { custom: 'valid = true' } },
          {
            type: 'select',
            key: 'b',
            label: '街道',
            input: true,
            dataSrc: 'url',
            data: { url: 'https://x.cn' },
          },
          { type: 'file', key: 'c', label: '附件', input: true, storage: 's3' },
        ],
      }),
    );
    expect(refused.name).toBe('ValidationError');
    expect(refused.details.map(({ message }) => message).join('\n')).toMatch(/“名称”.*“街道”.*“附件”/s);
    expect(refused.details[0]?.path).toEqual(['components', 0, 'validate', 'custom']);
  });

  it('are listed a part at a time, in the order and with the properties asked for', async () => {
    for (const n of [1, 2, 3]) await publish(database.db, `list-${String(n)}`);
    await Formio.setToken('');
    const params = { limit: 2, skip: 1, sort: 'path', select: 'path,title', path__regex: '/^list-/' };
    const page = await client('/form').loadForms({ params });
    expect(page.map(({ path }) => path)).toEqual(['list-2', 'list-3']);
    expect(page).toMatchObject({ serverCount: 3, skip: 1, limit: 2 });
    expect(Object.keys(page[0] ?? {}).sort()).toEqual(['_id', 'path', 'title']);
    const all = await client('/form').loadForms({ params: { path__in: 'list-1,list-3', sort: '-path' } });
    expect(all.map(({ path }) => path)).toEqual(['list-3', 'list-1']);
    const none = await client('/form').loadForms({ params: { title: '没有' } });
    expect([none.length, none.serverCount]).toEqual([0, 0]);
    const slow = await rejected(client('/form').loadForms({ params: { title__regex: '(a+)+b' } }));
    expect(slow).toMatchObject({ name: 'ValidationError' });
  });
});

describe('submissions', () => {
  const data = { ...answers, contact: '林晓' };
  let first: Json;

  it('are handed in with the platform’s values, a receipt and a case', async () => {
    await signIn('lin');
    const form = await client('/rd-subsidy').loadForm();
    expect(form.components).toHaveLength(components.length);
    first = await client(`/form/${formId}`).saveSubmission({
      data: { ...data, name: '冒名有限公司', subsidy: 1, unknown: 'x' },
    });
    expect(first.state).toBe('submitted');
    expect(first.data).toMatchObject({ name: '云江智造科技有限公司', staff: 86, subsidy: 248_000.05 });
    expect(first.data).not.toHaveProperty('unknown');
    expect(first.metadata.receiptNumber).toMatch(/\d/);
    expect(first.metadata.caseState).toBe('submitted');
    expect(first.metadata.provenance).toContainEqual(
      expect.objectContaining({ path: 'name', source: '市市场监管局', locked: true }),
    );
  });

  it('are refused field by field, and leave nothing behind', async () => {
    await signIn('lin');
    const before = await database.db.draft.count();
    const refused = await rejected(
      client(`/form/${formId}`).saveSubmission({ data: { ...data, phone: '123', spent: undefined } }),
    );
    expect(refused.name).toBe('ValidationError');
    expect(refused.details.map(({ context }) => [context.key, context.validator])).toEqual([
      ['phone', 'pattern'],
      ['spent', 'required'],
    ]);
    expect(refused.details[1]?.message).toBe('请填写研发费用。');
    expect(await database.db.draft.count()).toBe(before);
    const english = await fetch(`${server.url}/form/${formId}/submission`, {
      method: 'POST',
      headers: { 'x-jwt-token': Formio.getToken(), 'accept-language': 'en-GB' },
      body: JSON.stringify({ data: { ...data, spent: undefined } }),
    });
    expect(english.status).toBe(400);
    expect(JSON.stringify(await english.json())).toMatch(/is required\./);
  });

  it('begin as a draft, are saved, and handed in under the same id, twice the same receipt', async () => {
    await signIn('lin');
    const draft = await client(`/form/${formId}`).saveSubmission({ state: 'draft', data: { phone: '13' } });
    expect(draft).toMatchObject({ state: 'draft', revision: 1, data: { phone: '13', staff: 86 } });
    const address = `/form/${formId}/submission/${draft._id}`;
    const saved = await client(address).saveSubmission({
      ...draft,
      data: { ...draft.data, kind: 'process' },
    });
    expect(saved).toMatchObject({ revision: 2, data: { kind: 'process' } });
    const stale = await rejected(client(address).saveSubmission({ ...draft, data: {} }));
    expect(stale).toMatchObject({ status: 409 });
    const whole = {
      state: 'submitted',
      revision: 2,
      data: { ...saved.data, ...data, kind: 'process', process: '五轴加工工艺' },
    };
    const sent = await client(address).saveSubmission(whole);
    expect(sent).toMatchObject({ _id: draft._id, state: 'submitted' });
    const again = await client(address).saveSubmission(whole);
    expect(again.metadata.receiptNumber).toBe(sent.metadata.receiptNumber);
    const changed = await rejected(
      client(address).saveSubmission({ ...whole, data: { ...whole.data, spent: 1 } }),
    );
    expect(changed).toMatchObject({ status: 409 });
  });

  it('are found by what was filled in, by figures and by lists of values', async () => {
    await signIn('lin');
    await client(`/form/${formId}`).saveSubmission({ data: { ...data, spent: 100 } });
    const list = (params: object) => client(`/form/${formId}`).loadSubmissions({ params });
    const bySpent = await list({ 'data.spent__gt': 1000, sort: 'data.spent', select: 'data.spent' });
    expect(bySpent.map((one) => one.data)).toEqual([{ spent: 2_480_000.5 }, { spent: 2_480_000.5 }]);
    expect((await list({ 'data.kind__in': 'process,other' })).serverCount).toBe(1);
    expect((await list({ 'data.process__exists': false, state: 'submitted' })).serverCount).toBe(2);
    expect((await list({ 'data.phone__regex': '/^138/', limit: 1 })).serverCount).toBe(3);
    expect((await list({ 'data.kind__ne': 'new' })).serverCount).toBe(1);
    const part = await fetch(`${server.url}/form/${formId}/submission?limit=2`, {
      headers: { 'x-jwt-token': Formio.getToken() },
    });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, '0-1/3']);
  });

  it('are seen by their firm and by the department that reviews them, by nobody else', async () => {
    for (const login of ['wu', 'ding', 'dong']) {
      await signIn(login);
      expect((await client('/rd-subsidy').loadSubmissions()).length, login).toBe(0);
      const stranger = await rejected(client(`/form/${formId}/submission/${first._id}`).loadSubmission());
      expect(stranger, login).toMatchObject({ status: 404 });
    }
    expect(await database.db.auditEntry.count({ where: { action: 'access.refused' } })).toBe(3);
    await Formio.setToken('');
    Formio.clearCache();
    expect(await rejected(client('/rd-subsidy').loadSubmissions())).toMatchObject({ status: 401 });
    await signIn('shen');
    expect((await client('/rd-subsidy').loadSubmissions()).serverCount).toBe(3);
    expect(await database.db.factAccess.count({ where: { enterpriseId: 'zhizao', actorId: 'shen' } })).toBe(
      3,
    );
  });

  it('are corrected when they were returned, and withdrawn but never deleted', async () => {
    const caseId = String(first.metadata.caseId);
    const deps = { db: database.db, now: server.now };
    await decideCase(deps, reviewer, {
      caseId,
      decision: 'return',
      reason: '请核对',
      fields: { phone: '号码停机' },
    });
    await signIn('lin');
    const address = `/form/${formId}/submission/${first._id}`;
    const corrected = await client(address).saveSubmission({ data: { ...first.data, phone: '13900139000' } });
    expect(corrected.metadata).toMatchObject({ caseId, caseState: 'submitted' });
    expect(corrected.data.phone).toBe('13900139000');
    expect((await client(address).loadSubmission()).data.phone).toBe(answers.phone);
    await client(`/form/${formId}/submission/${corrected._id}`).deleteSubmission();
    Formio.clearCache();
    expect((await client(address).loadSubmission()).metadata.caseState).toBe('withdrawn');
    const draft = await client(`/form/${formId}`).saveSubmission({ state: 'draft', data: {} });
    await client(`/form/${formId}/submission/${draft._id}`).deleteSubmission();
    expect(await database.db.draft.findUnique({ where: { id: draft._id } })).toBeNull();
  });

  it('leave as CSV without formulas and as JSON, and who took them is written down', async () => {
    await signIn('lin');
    await client(`/form/${formId}`).saveSubmission({
      data: { ...data, kind: 'process', contact: '=HYPERLINK("https://x")', process: '+SUM(A1:A9)+1' },
    });
    await signIn('shen');
    const csv = (await Formio.makeStaticRequest(
      `${server.url}/form/${formId}/export?format=csv`,
      'GET',
    )) as string;
    const lines = csv.trimEnd().split('\r\n');
    expect(lines[0]).toContain('"receiptNumber"');
    expect(lines).toHaveLength(6);
    expect(csv).toContain(`"'=HYPERLINK(""https://x"")"`);
    expect(csv).toContain(`"'+SUM(A1:A9)+1"`);
    expect(csv).not.toMatch(/,"?[=+@]/);
    const json = (await Formio.makeStaticRequest(
      `${server.url}/rd-subsidy/export?format=json`,
      'GET',
    )) as Json[];
    expect(json).toHaveLength(5);
    expect(await database.db.auditEntry.count({ where: { action: 'submissions.exported' } })).toBe(2);
    await signIn('wu');
    const foreign = await fetch(`${server.url}/form/${formId}/export`, {
      headers: { 'x-jwt-token': Formio.getToken() },
    });
    expect(await foreign.json()).toEqual([]);
  });
});
