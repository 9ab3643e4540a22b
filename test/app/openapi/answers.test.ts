import type { ActionFunctionArgs, AppLoadContext, LoaderFunctionArgs } from '@remix-run/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { buildOpenApiDocument } from '~/app/openapi/build-openapi-document';
import { takeEvents } from '~/app/assistant/read-events';
import { toProblem } from '~/app/errors';
import { action as chat } from '~/app/routes/api.v1.chat';
import { loader as document } from '~/app/routes/api.v1.documents.$id';
import { loader as documents } from '~/app/routes/api.v1.documents._index';
import { loader as facts } from '~/app/routes/api.v1.facts._index';
import { action as derive } from '~/app/routes/api.v1.facts.derive';
import { loader as form } from '~/app/routes/api.v1.forms.$id';
import { loader as forms } from '~/app/routes/api.v1.forms._index';
import { action as match } from '~/app/routes/api.v1.match';
import { loader as openapi } from '~/app/routes/api.v1.openapi[.]json';
import { loader as policy } from '~/app/routes/api.v1.policies.$id';
import { loader as policies } from '~/app/routes/api.v1.policies._index';
import { action as prefill } from '~/app/routes/api.v1.prefill';
import { loader as search } from '~/app/routes/api.v1.search';
import { loader as status } from '~/app/routes/api.v1.status';
import { loader as healthz } from '~/app/routes/healthz';
import { loader as readyz } from '~/app/routes/readyz';
import { createApiKey } from '~/app/session/create-api-key.server';
import { useDatabase } from '~/test/setup/database';

import { openSampleCity } from './open-sample-city';

const database = useDatabase();
const now = () => new Date('2026-11-22T02:00:00Z');
let context: AppLoadContext;
let close: () => Promise<void>;
let key = '';

beforeAll(async () => {
  const city = await openSampleCity(database, now);
  ({ context, close } = city);
  key = await createApiKey(database.db, {
    role: 'member',
    enterpriseId: 'sample-zhizao',
    departmentId: null,
    now: now(),
  });
}, 120_000);
afterAll(() => close());

type Route = (args: never) => unknown;
type Json = Record<string, unknown>;

/** What the route answers; a domain error as the server would put it. */
async function call(
  route: Route,
  address: string,
  options: { body?: unknown; id?: string; headers?: Record<string, string> } = {},
): Promise<Response> {
  const { body, id, headers } = options;
  const request = new Request(`http://localhost${address}`, {
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  const args = { request, context, params: id === undefined ? {} : { id } };
  try {
    return (await route(
      args satisfies Partial<LoaderFunctionArgs & ActionFunctionArgs> as never,
    )) as Response;
  } catch (error) {
    const problem = toProblem(error);
    if (!problem) throw error;
    return Response.json(problem, { status: problem.status });
  }
}

const description = buildOpenApiDocument({ version: '0.1.0', url: 'http://localhost' });
const schemas = description.components?.schemas ?? {};

/** A schema of the OpenAPI document, as a program that generates its client from it reads it. */
function described(schema: unknown): z.ZodType {
  const text = JSON.stringify({ ...(schema as Json), $defs: schemas });
  return z.fromJSONSchema(JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/')) as never);
}

function answerOf(method: 'get' | 'post', path: string): z.ZodType {
  const responses: unknown = description.paths?.[path]?.[method]?.responses;
  const known = responses as Record<string, { content?: Record<string, { schema: unknown }> }> | undefined;
  return described(known?.['200']?.content?.['application/json']?.schema);
}

/** Holds an answer against the OpenAPI document and gives it back. */
async function held(method: 'get' | 'post', path: string, response: Response): Promise<Json> {
  const json = (await response.json()) as Json;
  expect(response.status, JSON.stringify(json)).toBe(200);
  answerOf(method, path).parse(json);
  return json;
}

/** The fields that contracts.md names are there, with the right type. */
const text = z.string().min(1);
const day = z.iso.date().nullable();
const statuses = z.enum(['in-force', 'not-yet', 'superseded', 'expired', 'repealed']);
const textKind = z.enum(['original', 'key-points']);
const condition = z.looseObject({
  id: text,
  label: text,
  result: z.enum(['met', 'not-met', 'unknown', 'declared']),
  facts: z.array(
    z.looseObject({
      key: text,
      value: z.union([z.string(), z.number(), z.boolean()]).optional(),
      source: z.string().optional(),
      observedAt: z.string().optional(),
    }),
  ),
  expected: z.string(),
  get children() {
    return z.array(condition).optional();
  },
});
const verdict = z.looseObject({
  policyId: text,
  title: text,
  verdict: z.enum(['eligible', 'ineligible', 'unknown']),
  shown: z.enum(['eligible', 'one-step', 'to-confirm', 'ineligible', 'expired']),
  conditions: z.array(condition).min(1),
  missing: z.array(text),
  amount: z
    .looseObject({
      kind: z.enum(['exact', 'about', 'up-to']),
      yuan: z.union([z.number().int(), z.string().regex(/^-?\d+(\.\d+)?$/)]),
    })
    .optional(),
});
const question = z.looseObject({ fact: text, question: text, unlocks: z.array(text).min(1) });
const citation = z.looseObject({
  n: z.number().int().min(1),
  passageId: z.number().int(),
  title: text,
  documentNumber: z.string().nullable(),
  path: z.string(),
  quote: text,
  textKind,
  status: statuses,
});
const offer = z.looseObject({
  formId: text,
  title: text,
  prefilled: z.number().int().min(0),
  total: z.number().int().min(1),
  url: z.string().startsWith('/'),
});
const turn = z.looseObject({
  conversationId: text,
  turnId: text,
  mode: z.enum(['extractive', 'model']),
  text,
  citations: z.array(citation),
  verdicts: z.array(verdict),
  nextQuestion: question.optional(),
  form: offer.optional(),
  handover: z.looseObject({ queryCode: text }).optional(),
  outcome: z.enum(['answered', 'not-found', 'refused', 'handed-over']),
});
const problem = z.looseObject({
  type: z.literal('about:blank'),
  status: z.number().int(),
  code: text,
  title: z.string().regex(/\p{Script=Han}/u),
  errors: z.array(z.object({ field: text, message: text })).optional(),
});

const smallFirm = {
  'region.code': '359900',
  'registration.date': '2019-03-01',
  'staff.count': 86,
  'assets.total': 30000000,
  'tax.taxable-income': '1200000',
};

describe('an answer is what the OpenAPI document and the contract say:', () => {
  it('search', async () => {
    const answer = await held(
      'get',
      '/api/v1/search',
      await call(search, '/api/v1/search?q=失业保险稳岗返还&limit=5&region=359900'),
    );
    const results = z
      .array(
        z.looseObject({
          passageId: z.number().int(),
          documentId: text,
          title: text,
          documentNumber: z.string().nullable(),
          issuer: z.string().nullable(),
          path: z.string(),
          text,
          textKind,
          effectiveFrom: day,
          expiresOn: day,
          status: statuses,
          score: z.number(),
          ranks: z.object({ keyword: z.number().int().nullable(), vector: z.number().int().nullable() }),
        }),
      )
      .parse(answer.results);
    expect(results).toHaveLength(5);
    expect(answer.tookMs).toEqual(expect.any(Number));
  });

  it('status', async () => {
    const answer = await held('get', '/api/v1/status', await call(status, '/api/v1/status'));
    expect(answer).toMatchObject({
      passages: expect.any(Number) as number,
      vectorsPending: expect.any(Number) as number,
      jobsPending: expect.any(Number) as number,
      chatModel: null,
      embeddingModel: null,
    });
    expect(answer.passages).toBe(await database.db.passage.count());
  });

  it('health and readiness', async () => {
    expect(await held('get', '/healthz', await call(healthz, '/healthz'))).toEqual({ status: 'ok' });
    expect(await held('get', '/readyz', await call(readyz, '/readyz'))).toEqual({ status: 'ok' });
    const { services } = context;
    const waiting = { ...context, services: { ...services, ready: { ready: false, reason: 'starting' } } };
    const answer = readyz({ context: waiting } as never);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({ status: 'unavailable', reason: 'starting' });
  });

  it('match, for facts as given', async () => {
    const answer = await held(
      'post',
      '/api/v1/match',
      await call(match, '/api/v1/match', { body: { facts: smallFirm } }),
    );
    const verdicts = z.array(verdict).parse(answer.verdicts);
    question.parse(answer.nextQuestion);
    const inForce = await database.db.policyVersion.count({ where: { state: 'published' } });
    expect(verdicts.length).toBeGreaterThan(10);
    expect(verdicts.length).toBeLessThanOrEqual(inForce);
    const nested = verdicts
      .flatMap(({ conditions }) => conditions)
      .filter(({ children }) => children?.length);
    expect(nested.length).toBeGreaterThan(0);
    const keys = new Set((await catalogue()).map(({ key }) => key));
    for (const { missing } of verdicts) for (const one of missing) expect(keys).toContain(one);
  });

  it('match, for a firm: evidence has its source and day, and an amount is exact money', async () => {
    const answer = await held(
      'post',
      '/api/v1/match',
      await call(match, '/api/v1/match', {
        body: { enterpriseId: 'sample-zhizao' },
        headers: { authorization: `Bearer ${key}` },
      }),
    );
    const verdicts = z.array(verdict).parse(answer.verdicts);
    const evidence = verdicts
      .flatMap(({ conditions }) => conditions)
      .flatMap(({ facts: used }) => used)
      .filter(({ value }) => value !== undefined);
    expect(evidence.length).toBeGreaterThan(10);
    for (const { source, observedAt } of evidence) {
      expect(source).toEqual(expect.any(String));
      expect(observedAt).toEqual(expect.any(String));
    }
    expect(verdicts.some(({ amount }) => amount !== undefined)).toBe(true);
  });

  it('match, for a policy that has ended: ineligible, shown expired, only when named', async () => {
    const named = await call(match, '/api/v1/match', { body: { facts: smallFirm, policyIds: ['srdi'] } });
    const answer = await held('post', '/api/v1/match', named);
    expect(answer.verdicts).toMatchObject([{ policyId: 'srdi', verdict: 'ineligible', shown: 'expired' }]);
    const all = (await (await call(match, '/api/v1/match', { body: { facts: smallFirm } })).json()) as {
      verdicts: { policyId: string }[];
    };
    expect(all.verdicts.map(({ policyId }) => policyId)).not.toContain('srdi');
  });

  it('derive', async () => {
    const body = {
      facts: { 'industry.code': 'I6513', 'staff.count': 86, 'revenue.annual': 30000000 },
      keys: ['size'],
    };
    const answer = await held(
      'post',
      '/api/v1/facts/derive',
      await call(derive, '/api/v1/facts/derive', { body }),
    );
    expect(answer.values).toMatchObject({ size: { value: 'small' } });
    const { ['staff.count']: _, ...fewer } = body.facts;
    const unknown = await call(derive, '/api/v1/facts/derive', { body: { ...body, facts: fewer } });
    expect((await held('post', '/api/v1/facts/derive', unknown)).values).toMatchObject({
      size: { unknown: true, missing: ['staff.count'] },
    });
  });

  it('prefill', async () => {
    const [first] = await database.db.formVersion.findMany({ where: { state: 'published' }, take: 1 });
    const answer = await held(
      'post',
      '/api/v1/prefill',
      await call(prefill, '/api/v1/prefill', {
        body: { formId: first?.formId, enterpriseId: 'sample-zhizao' },
        headers: { authorization: `Bearer ${key}` },
      }),
    );
    const provenance = z
      .array(z.looseObject({ path: text, fact: text, source: text, observedAt: text, locked: z.boolean() }))
      .min(1)
      .parse(answer.provenance);
    z.array(text).parse(answer.missing);
    for (const { path } of provenance) expect(reach(answer.data, path)).toBeDefined();
  });

  it('the documents, one document', async () => {
    const list = await held('get', '/api/v1/documents', await call(documents, '/api/v1/documents?limit=3'));
    const [first] = list.items as { id: string }[];
    const one = await held(
      'get',
      '/api/v1/documents/{id}',
      await call(document, `/api/v1/documents/${first?.id ?? ''}`, { id: first?.id ?? '' }),
    );
    expect(one.passages).toMatchObject([{ text: expect.any(String) as string }, ...rest(one.passages)]);
    expect(one).not.toHaveProperty('fileName');
  });

  it('the policies, one policy, also an ended one', async () => {
    await held('get', '/api/v1/policies', await call(policies, '/api/v1/policies'));
    const ids = (await everyItem<{ id: string }>(policies, '/api/v1/policies')).map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining([
        'small-low-profit',
        'small-scale-vat',
        'high-tech',
        'tech-sme',
        'rd-deduction',
      ]),
    );
    expect(ids).not.toContain('srdi');
    for (const [id, state] of [
      ['small-low-profit', 'in-force'],
      ['srdi', 'expired'],
    ] as const) {
      const one = await call(policy, `/api/v1/policies/${id}`, { id });
      expect(await held('get', '/api/v1/policies/{id}', one)).toMatchObject({ id, status: state });
    }
  });

  it('the forms, one form by id and by path', async () => {
    const list = await held('get', '/api/v1/forms', await call(forms, '/api/v1/forms'));
    const [first] = list.items as { id: string; path: string }[];
    for (const id of [first?.id ?? '', first?.path ?? '']) {
      const one = await held('get', '/api/v1/forms/{id}', await call(form, `/api/v1/forms/${id}`, { id }));
      expect(one.id).toBe(first?.id);
    }
  });

  it('the facts: the catalogue begins with the keys of the contract', async () => {
    const list = await held('get', '/api/v1/facts', await call(facts, '/api/v1/facts?limit=100'));
    const keys = (await catalogue()).map(({ key: one }) => one);
    expect(keys).toEqual(expect.arrayContaining(contractKeys));
    expect((list.derived as { key: string }[]).map(({ key: one }) => one)).toContain('size');
  });

  it('the description itself', async () => {
    const answer = await held('get', '/api/v1/openapi.json', await call(openapi, '/api/v1/openapi.json'));
    expect(answer.paths).toEqual(JSON.parse(JSON.stringify(description.paths)));
  });
});

const contractKeys = `credit.code registration.name registration.address registration.legal-representative
  contact.name contact.phone bank.name bank.account registration.date registration.status registration.type
  registration.capital region.code industry.code industry.restricted credit.abnormal credit.dishonest
  tax.credit-grade tax.taxpayer-type tax.taxable-income tax.monthly-sales staff.count staff.technical staff.insured
  staff.layoff-rate revenue.annual sales.annual cost.annual assets.total rd.expense rd.domestic-expense
  hightech.revenue hightech.field ip.class1 ip.class2 ip.core qualification.high-tech qualification.tech-sme
  qualification.srdi prize.national-5y lab.provincial standard.led market.years equity.raised-2y
  insurance.paid-months incident.major-1y`.split(/\s+/);

/** Asks the assistant; the turn as JSON, or the events of its stream. */
const ask = (body: Json) => call(chat, '/api/v1/chat', { body, headers: { accept: 'application/json' } });
async function stream(body: Json) {
  const response = await call(chat, '/api/v1/chat', { body, headers: { accept: 'text/event-stream' } });
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const { events, rest: left } = takeEvents(await response.text());
  expect(left).toBe('');
  for (const event of events) described({ $ref: '#/components/schemas/ChatEvent' }).parse(event);
  return events;
}

describe('a turn of the chat', () => {
  it('is answered whole, with its citations', async () => {
    const answer = turn.parse(
      await held('post', '/api/v1/chat', await ask({ message: '企业研发投入后补助最高多少？' })),
    );
    expect(answer).toMatchObject({ mode: 'extractive', outcome: 'answered' });
    expect(answer).not.toHaveProperty('model');
    expect(answer.citations.length).toBeGreaterThan(0);
    const again = await held(
      'post',
      '/api/v1/chat',
      await ask({ message: '补助比例是多少', conversationId: answer.conversationId }),
    );
    expect(again.conversationId).toBe(answer.conversationId);
  });

  it('is streamed by the names of the contract, and `done` is the whole turn', async () => {
    const events = await stream({ message: '企业研发投入后补助怎么申报？' });
    expect(events[0]?.event).toBe('status');
    const done = events.at(-1);
    if (done?.event !== 'done') throw new Error(`the last event is ${String(done?.event)}`);
    turn.parse(done.data);
    const cited = events.flatMap((event) => (event.event === 'citation' ? [event.data] : []));
    expect(cited.length).toBeGreaterThan(0);
    expect(cited.map(({ n }) => n)).toEqual(done.data.citations.map(({ n }) => n));
    z.array(citation).parse(cited);
    const blocks = new Map<number, string>();
    for (const event of events) {
      if (event.event === 'text')
        blocks.set(event.data.block, (blocks.get(event.data.block) ?? '') + event.data.delta);
    }
    expect([...blocks.values()].join('\n')).toBe(done.data.text);
  });

  it('streams verdicts, the next question and the form as match and the contract have them', async () => {
    const message = '我们有86人，资产总额3000万元，应纳税所得额120万元，能享受小型微利企业所得税优惠吗？';
    const events = await stream({ message });
    const data = (name: string) => events.filter(({ event }) => event === name).map((event) => event.data);
    expect(data('verdict')).toHaveLength(1);
    verdict.parse(data('verdict')[0]);
    question.parse(data('question')[0]);
    const done = turn.parse(data('done')[0]);
    expect(done.verdicts).toEqual(data('verdict'));
    expect(done.nextQuestion).toEqual(data('question')[0]);
    const offered = await stream({ message: '企业研发投入后补助怎么申报？' });
    for (const event of offered) if (event.event === 'form') offer.parse(event.data);
    expect(offered.map(({ event }) => event)).toContain('form');
  });

  it('hands over with a query code', async () => {
    const first = turn.parse(await (await ask({ message: '参加广交会的摊位费能报销多少？' })).json());
    expect(first.outcome).toBe('not-found');
    const events = await stream({ message: '转人工', conversationId: first.conversationId });
    const handed = events.find(({ event }) => event === 'handover');
    const done = turn.parse(events.at(-1)?.data);
    expect(done).toMatchObject({ outcome: 'handed-over', handover: handed?.data });
  });

  it('tells an error by its code and a title, and nothing of its inside', async () => {
    const { services } = context;
    const broken = { search: () => Promise.reject(new Error('secret inside')) };
    const response = await chat({
      request: new Request('http://localhost/api/v1/chat', {
        method: 'POST',
        body: JSON.stringify({ message: '企业研发投入后补助最高多少？' }),
      }),
      context: { ...context, services: { ...services, search: { ...services.search, ...broken } } },
      params: {},
    });
    const { events } = takeEvents(await response.text());
    expect(events.at(-1)).toEqual({
      event: 'error',
      data: { code: 'turn-failed', title: expect.stringMatching(/\p{Script=Han}/u) as string },
    });
    expect(JSON.stringify(events)).not.toContain('secret');
  });
});

const lists: [string, Route, string][] = [
  ['/api/v1/documents', documents, 'a document'],
  ['/api/v1/policies', policies, 'a policy'],
  ['/api/v1/forms', forms, 'a form'],
  ['/api/v1/facts', facts, 'a fact'],
];

describe.each(lists)('the pages of %s', (address, list) => {
  it.each([3, 7])('by cursor and limit %i hold each item once', async (limit) => {
    const whole = (await (await call(list, `${address}?limit=100`)).json()) as { items: { id: string }[] };
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = new URLSearchParams({ limit: String(limit), ...(cursor !== undefined && { cursor }) });
      const page = await held('get', address, await call(list, `${address}?${query.toString()}`));
      const items = page.items as { id: string }[];
      expect(items.length).toBeLessThanOrEqual(limit);
      seen.push(...items.map(({ id }) => id));
      cursor = page.nextCursor as string | undefined;
      if (cursor !== undefined) expect(items).toHaveLength(limit);
    } while (cursor !== undefined && seen.length < 1000);
    expect(seen.slice(0, 100)).toEqual(whole.items.map(({ id }) => id));
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(3);
  });

  it.each(['limit=0', 'limit=101', 'limit=x', 'foo=1'])('are refused by field: %s', async (query) => {
    const response = await call(list, `${address}?${query}`);
    expect(response.status).toBe(422);
    const { code, errors } = problem.parse(await response.json());
    expect(code).toBe('invalid-input');
    expect(errors?.map(({ field }) => field)).toEqual([query.split('=')[0]]);
  });

  it('have their query in the description', () => {
    const names = description.paths?.[address]?.get?.parameters?.map((one) => 'name' in one && one.name);
    expect(names).toEqual(expect.arrayContaining(['cursor', 'limit']));
  });
});

it('describes the filters of the documents’ list', () => {
  const names = description.paths?.['/api/v1/documents']?.get?.parameters?.map(
    (one) => 'name' in one && one.name,
  );
  expect(names).toEqual(
    expect.arrayContaining(['q', 'status', 'kind', 'issuer', 'region', 'asOf', 'cursor', 'limit']),
  );
});

describe('a problem has its code, and its fields by name:', () => {
  const wrong: [string, Route, string, Json | undefined, number, string[] | undefined][] = [
    ['both facts and firm', match, '/api/v1/match', { facts: {}, enterpriseId: 'x' }, 422, ['facts']],
    ['an unknown field', match, '/api/v1/match', { facts: {}, more: 1 }, 422, ['more']],
    [
      'minus three people',
      match,
      '/api/v1/match',
      { facts: { 'staff.count': -3 } },
      422,
      ['facts.staff.count'],
    ],
    ['no such date', match, '/api/v1/match', { facts: {}, asOf: '2026-02-30' }, 422, ['asOf']],
    ['a firm, without a key', match, '/api/v1/match', { enterpriseId: 'sample-qinghe' }, 401, undefined],
    ['no key', prefill, '/api/v1/prefill', { formId: 'x', enterpriseId: 'sample-zhizao' }, 401, undefined],
    ['no message', chat, '/api/v1/chat', {}, 422, ['message']],
    ['no keys', derive, '/api/v1/facts/derive', { facts: {} }, 422, ['keys']],
    ['no words', search, '/api/v1/search', undefined, 422, ['q']],
    ['no such day', documents, '/api/v1/documents?asOf=2026-02-30', undefined, 422, ['asOf']],
  ];
  it.each(wrong)('%s', async (_, route, address, body, expected, fields) => {
    const response = await call(route, address, body === undefined ? {} : { body });
    const answer = problem.parse(await response.json());
    described(schemas.Problem).parse(answer);
    expect(answer).toMatchObject({ status: expected });
    expect(response.status).toBe(expected);
    expect(answer.errors?.map(({ field }) => field)).toEqual(fields);
  });

  it.each([
    ['match', match, '/api/v1/match', {}, 'not-found'],
    ['prefill', prefill, '/api/v1/prefill', { formId: 'rd-subsidy' }, 'not-found'],
    ['chat', chat, '/api/v1/chat', { message: '我们能享受什么政策？' }, 'access-denied'],
  ])('%s for a firm to which the key has no right', async (_, route, address, body, code) => {
    const response = await call(route, address, {
      body: { ...body, enterpriseId: 'sample-qinghe' },
      headers: { authorization: `Bearer ${key}`, accept: 'application/json' },
    });
    expect(problem.parse(await response.json())).toMatchObject({ code });
  });

  it.each([
    ['document', document],
    ['policy', policy],
    ['form', form],
  ])('an unknown %s', async (name, route) => {
    const response = await call(route, `/api/v1/${name}s/none`, { id: 'none' });
    expect(problem.parse(await response.json())).toMatchObject({ status: 404, code: 'not-found' });
  });
});

async function catalogue(): Promise<{ key: string }[]> {
  return everyItem(facts, '/api/v1/facts');
}

/** The items of all pages of a list. */
async function everyItem<Item>(list: Route, address: string): Promise<Item[]> {
  const found: Item[] = [];
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ limit: '100', ...(cursor !== undefined && { cursor }) });
    const page = (await (await call(list, `${address}?${query.toString()}`)).json()) as {
      items: Item[];
      nextCursor?: string;
    };
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found;
}

function rest(items: unknown): unknown[] {
  return (items as unknown[]).slice(1);
}

/** The value at a path of the data, `a.b` and `rows.0.c`. */
function reach(data: unknown, path: string): unknown {
  return path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce<unknown>((at, step) => (at as Json | undefined)?.[step], data);
}
