import http from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { appendCaseEvent } from '~/forms/cases/append-case-event.server';
import { composeWebhook } from '~/forms/webhooks/compose-webhook.server';
import { forgetAttempts } from '~/forms/webhooks/forget-attempts.server';
import { listWebhooks } from '~/forms/webhooks/list-webhooks.server';
import { addWebhook, retryDeliveries, steerWebhook } from '~/forms/webhooks/manage-webhooks.server';
import { isSignedWebhook } from '~/forms/webhooks/sign-webhook';
import { testWebhook } from '~/forms/webhooks/test-webhook.server';
import { webhookChannel } from '~/forms/webhooks/webhook-channel.server';
import { mostAttempts } from '~/prisma/outbox/retry-delay';
import type { SendDependencies } from '~/prisma/outbox/send-row.server';
import { sendDue } from '~/test/setup/send-due';
import type { Reader } from '~/prisma/access/reader';

import { useDatabase } from '../../setup/database';
import { fileApplication } from '../exports/write-application-table';
import {
  buildCity,
  designer,
  key,
  member,
  noon,
  otherDesigner,
  otherReviewer,
  publish,
  reviewer,
} from '../small-city';

interface Taken {
  headers: http.IncomingHttpHeaders;
  body: string;
}

const { db } = useDatabase();
let at = noon;
const deps = {
  ...{ db, now: () => at, sealingKey: key, allowPrivate: true, locale: 'zh-CN' as const, timeoutMs: 300 },
};
const taken: Taken[] = [];
/** What the receiver does with the next requests: a status, or nothing at all. */
let plan: (number | 'hang' | 'drop' | 'drop-after')[] = [];
let receiver: http.Server;
let url: string;
let form: { formId: string; versionId: string };

beforeAll(async () => {
  await buildCity(db);
  form = await publish(db, 'rd');
  receiver = http.createServer((request, response) => {
    const next = plan.shift() ?? 200;
    if (next === 'drop') return void request.socket.destroy();
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      if (next === 200 || next === 'drop-after') taken.push({ headers: request.headers, body });
      if (next === 'drop-after') request.socket.destroy();
      else if (next !== 'hang')
        response.writeHead(next, next === 302 ? { Location: '/other' } : {}).end('said');
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks`;
});
afterAll(() => {
  receiver.closeAllConnections();
  receiver.close();
});
beforeEach(async () => {
  at = noon;
  plan = [];
  taken.splice(0);
  await db.formWebhook.deleteMany();
  await db.outbox.deleteMany();
});

const all = ['submitted', 'resubmitted', 'returned', 'approved', 'refused', 'withdrawn'];
const add = (more: Partial<Parameters<typeof addWebhook>[2]> = {}, who: Reader = reviewer) =>
  addWebhook(deps, who, { formId: form.formId, url, events: all, withContent: false, ...more });

const outbox = (
  more: Partial<typeof deps> & object = {},
): SendDependencies & { channels: readonly ['webhook'] } => ({
  ...{ db, now: () => at, chance: () => 0, inOrder: true, channels: ['webhook'] as const },
  openChannel: () => Promise.resolve(webhookChannel({ ...deps, ...more })),
  compose: (row) => composeWebhook({ db, now: () => at }, row),
});

/** Works the outbox, half an hour after the other, until nothing waits. */
async function workOff(given = outbox()) {
  for (let round = 0; round < 20; round += 1) {
    await sendDue(given, new AbortController().signal);
    if ((await db.outbox.count({ where: { state: 'waiting' } })) === 0) return;
    at = new Date(at.valueOf() + 3_600_000);
  }
}

async function decide(kind: 'returned' | 'approved', caseId: string, from: 'submitted' | 'returned') {
  const step = { caseId, enterpriseId: 'zhizao', kind, from: [from], to: kind, reason: '意见' };
  await db.$transaction((tx) => appendCaseEvent(tx, reviewer, step, at));
}

test('what is decided reaches the department’s system, signed, with numbers and states alone', async () => {
  const { secret } = await add();
  const { caseId, receiptNumber } = await fileApplication(db, { ...form, data: { name: '秘密' }, at: noon });
  await decide('returned', caseId, 'submitted');
  await workOff();
  expect(taken).toHaveLength(1);
  const [{ headers, body }] = taken as [Taken];
  expect(isSignedWebhook(secret, headers as Record<string, string>, body, at)).toBe(true);
  expect(JSON.parse(body)).toMatchObject({
    type: 'application.returned',
    timestamp: noon.toISOString(),
    data: { sequence: 1, receiptNumber, form: { path: 'rd', version: 1 } },
  });
  expect(body).not.toMatch(/秘密|云江|意见/);
});

test('content goes along where a reviewer allowed it; a designer can’t', async () => {
  await expect(add({ withContent: true }, designer)).rejects.toMatchObject({
    fields: { withContent: /审核人员/ },
  });
  const { id } = await add({ withContent: true });
  const { caseId } = await fileApplication(db, { ...form, data: { name: '所填' }, at: noon });
  const provenance = { name: { fact: 'registration.name' }, phone: { fact: null } };
  await db.submission.updateMany({ where: { caseId }, data: { provenance } });
  await decide('approved', caseId, 'submitted');
  await workOff();
  expect(JSON.parse(taken[0]?.body ?? '')).toMatchObject({
    data: {
      content: { data: { name: '所填' }, reason: '意见', enterprise: { creditCode: '91359900MA0000008K' } },
    },
  });
  // The firm can read that its facts left, once however often it is sent.
  const left = await db.factAccess.findMany({ where: { purpose: 'webhook' } });
  expect(left).toMatchObject([
    { enterpriseId: 'zhizao', departmentId: 'science', keys: ['registration.name'] },
  ]);
  const steer = { formId: form.formId, id, deed: 'disable' as const };
  await expect(steerWebhook(deps, designer, steer)).rejects.toMatchObject({ code: 'access-denied' });
});

test('a receiver that fails, hangs, drops, repeats and reorders ends with each event once, in order', async () => {
  await add();
  const { caseId } = await fileApplication(db, { ...form, data: {}, at: noon });
  plan = ['drop', 'drop-after', 500, 'hang', 429, 'drop-after', 503];
  await decide('returned', caseId, 'submitted');
  await db.case.update({ where: { id: caseId }, data: { state: 'submitted' } });
  await decide('approved', caseId, 'submitted');
  await workOff();
  // Taken, but the answer was lost: they came again, with the same id and the same words.
  expect(taken.length).toBeGreaterThan(2);
  const byId = new Map(taken.map(({ headers, body }) => [headers['webhook-id'], body]));
  for (const { headers, body } of taken) expect(byId.get(headers['webhook-id'])).toBe(body);
  // As each first came, not as their numbers say.
  const types = [...byId.values()].map((body) => (JSON.parse(body) as { type: string }).type);
  expect(types).toEqual(['application.returned', 'application.approved']);
  expect(await db.outbox.count({ where: { state: 'sent' } })).toBe(2);
});

test('one that never answers rightly is laid aside after eight tries, each in the log, and can be sent again', async () => {
  const { id } = await add();
  const { caseId } = await fileApplication(db, { ...form, data: {}, at: noon });
  plan = Array.from({ length: mostAttempts }, (_, n) => (n === 0 ? 302 : 500));
  await decide('approved', caseId, 'submitted');
  await workOff();
  const page = await listWebhooks({ db }, reviewer, form.formId);
  expect(page.hooks).toMatchObject([{ dead: 1, waiting: 0 }]);
  expect(page.log).toHaveLength(mostAttempts);
  expect(page.log[0]).toMatchObject({ status: 500, outcome: 'later', detail: 'server-fault: 500 said' });
  expect(page.log.at(-1)).toMatchObject({ status: 302 });
  expect(taken).toEqual([]);
  expect(await retryDeliveries(deps, reviewer, { formId: form.formId, id })).toBe(1);
  await workOff();
  expect(taken).toHaveLength(1);
});

test('410 switches it off', async () => {
  const { id } = await add();
  plan = [410];
  expect(await testWebhook(deps, reviewer, { formId: form.formId, id })).toMatchObject({
    outcome: 'refused',
  });
  expect(await db.formWebhook.findUniqueOrThrow({ where: { id } })).toMatchObject({ enabled: false });
});

test('only events that it was asked to hear of are sent, and none after it was removed', async () => {
  const { id } = await add({ events: ['approved'] });
  const { caseId } = await fileApplication(db, { ...form, data: {}, at: noon });
  await decide('returned', caseId, 'submitted');
  expect(await db.outbox.count()).toBe(0);
  await steerWebhook(deps, designer, { formId: form.formId, id, deed: 'remove' });
  await db.case.update({ where: { id: caseId }, data: { state: 'submitted' } });
  await decide('approved', caseId, 'submitted');
  expect(await db.outbox.count()).toBe(0);
});

test('a name that leads into a private network is refused when it is resolved, whatever it said before', async () => {
  const { id } = await add({ url: 'https://rebinding.example.cn/hooks' });
  const resolved: string[] = [];
  const guarded = {
    ...deps,
    allowPrivate: false,
    resolve: (name: string, done: (error: null, found: { address: string; family: number }[]) => void) => {
      resolved.push(name);
      done(null, [
        { address: '93.184.216.34', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    },
  };
  expect(await testWebhook(guarded, reviewer, { formId: form.formId, id })).toEqual({
    outcome: 'refused',
    fault: { code: 'address-forbidden', detail: 'rebinding.example.cn' },
  });
  expect(resolved).toEqual(['rebinding.example.cn']);
  // One that was entered while private networks were allowed isn't reached after that was taken back.
  const { id: old } = await add();
  expect(
    await testWebhook({ ...deps, allowPrivate: false }, reviewer, { formId: form.formId, id: old }),
  ).toMatchObject({
    fault: { code: 'address-forbidden' },
  });
  expect(taken).toEqual([]);
});

test.each([
  ['nonsense', /完整的网址/],
  ['http://example.cn/', /https/],
  ['https://user:pw@example.cn/', /用户名/],
  ['https://127.0.0.1/', /内网/],
  ['https://[::1]/', /内网/],
  ['https://0x7f000001/', /内网/],
  ['https://localhost/', /内网/],
])('%s is no address to send to', async (wrong, why) => {
  const strict = { ...deps, allowPrivate: false };
  const asked = { formId: form.formId, url: wrong, events: all, withContent: false };
  await expect(addWebhook(strict, reviewer, asked)).rejects.toMatchObject({ fields: { url: why } });
});

test('a changed secret and the old one both sign for a day', async () => {
  const { id, secret: old } = await add();
  const { secret } = await steerWebhook(deps, reviewer, { formId: form.formId, id, deed: 'renew' });
  const send = async () => {
    await testWebhook(deps, reviewer, { formId: form.formId, id });
    const { headers, body } = taken.at(-1) as Taken;
    return [old, secret ?? ''].map((one) =>
      isSignedWebhook(one, headers as Record<string, string>, body, at),
    );
  };
  expect(await send()).toEqual([true, true]);
  at = new Date(noon.valueOf() + 25 * 3_600_000);
  expect(await send()).toEqual([false, true]);
  const row = await db.formWebhook.findUniqueOrThrow({ where: { id } });
  expect(JSON.stringify(row)).not.toContain(secret);
});

test('another department’s people and firms see nothing and change nothing; each deed is audited', async () => {
  const { id } = await add();
  const { formId } = form;
  for (const who of [otherReviewer, otherDesigner, member]) {
    await expect(listWebhooks({ db }, who, formId)).rejects.toMatchObject({ code: 'not-found' });
    await expect(add({}, who)).rejects.toMatchObject({ code: 'not-found' });
    await expect(steerWebhook(deps, who, { formId, id, deed: 'remove' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(testWebhook(deps, who, { formId, id })).rejects.toMatchObject({ code: 'not-found' });
    await expect(retryDeliveries(deps, who, { formId, id })).rejects.toMatchObject({ code: 'not-found' });
  }
  await testWebhook(deps, designer, { formId, id });
  await steerWebhook(deps, designer, { formId, id, deed: 'disable' });
  const audit = await db.auditEntry.findMany({ where: { subjectId: id }, orderBy: { seq: 'asc' } });
  expect(audit.map(({ action, actorId }) => [action, actorId])).toEqual([
    ['webhook.added', 'shen'],
    ['webhook.tested', 'ding'],
    ['webhook.disable', 'ding'],
  ]);
});

test('tries are forgotten after a month, and what a receiver answered isn’t shown to who may not read content', async () => {
  await add();
  const { caseId } = await fileApplication(db, { ...form, data: {}, at: noon });
  plan = [400];
  await decide('returned', caseId, 'submitted');
  await sendDue(outbox(), new AbortController().signal);
  const shown = async (who: Reader) => (await listWebhooks({ db }, who, form.formId)).log[0]?.detail;
  expect(await shown(reviewer)).toContain('said');
  expect(await shown(designer)).not.toContain('said');
  expect(await forgetAttempts({ db, now: () => noon })).toBe(0);
  at = new Date(noon.valueOf() + 40 * 86_400_000);
  expect(await forgetAttempts({ db, now: () => at })).toBeGreaterThan(0);
  expect(await db.webhookAttempt.count()).toBe(0);
});
