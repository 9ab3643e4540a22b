import { beforeEach, describe, expect, test } from 'vitest';

import { composeMessage } from '~/app/jobs/compose-message.server';
import { changeNotifications } from '~/app/notices/change-notifications.server';
import { getNotificationPage } from '~/app/notices/get-notification-page.server';
import { unsubscribeToken } from '~/app/notices/unsubscribe-token';
import { action, loader } from '~/app/routes/unsubscribe.$token';
import type { MemberReader, PersonReader } from '~/app/session/require-reader.server';
import { loadChoice } from '~/knowledge/policies/push/load-choice.server';
import { AccessDeniedError } from '~/prisma/access/access-denied';
import { anonymousReader } from '~/prisma/access/reader';
import { makeContext, makeEnterprise, makePerson } from '~/test/app/session/make-context';
import { useDatabase } from '~/test/setup/database';

const database = useDatabase();
const { db } = database;
const key = Buffer.alloc(32, 7);
let clock: ReturnType<typeof makeContext>;
let reader: PersonReader;

beforeEach(async () => {
  await db.outbox.deleteMany();
  clock = makeContext(database, { SMTP_URL: 'smtp://127.0.0.1:9', PUBLIC_URL: 'https://hq.example.cn' });
  Object.assign(clock.services, { signingKey: key });
  const person = await makePerson(database, { now: clock.now() });
  reader = { ...anonymousReader, kind: 'person', personId: person.id };
});

const post = (fields: Record<string, string>, who: PersonReader = reader) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return changeNotifications(clock.services, who, form, 'zh-CN');
};
const mailWay = async () => (await getNotificationPage(clock.services, reader)).ways[0];

/** The code as it lies in the mail. */
async function codeSent(): Promise<string> {
  const row = await db.outbox.findFirstOrThrow({
    orderBy: { createdAt: 'desc' },
    where: { kind: 'contact-code' },
  });
  const { body } = await composeMessage(clock.services, row);
  const code = /\d{6}/.exec(body)?.[0] ?? '';
  expect(code).toHaveLength(6);
  // Whoever copies the database gets no code.
  expect(JSON.stringify([row, await db.contactAddress.findMany()])).not.toContain(`${code}`);
  return code;
}

describe('an address', () => {
  test('is used once its code came back, and no more after it is taken away', async () => {
    expect(await mailWay()).toMatchObject({ open: true, state: 'none' });
    expect(await post({ intent: 'code', channel: 'mail', address: ' Lin@Example.cn ' })).toMatchObject({
      done: 'code',
    });
    expect(await mailWay()).toMatchObject({ state: 'waits', address: 'li***@example.cn' });
    const code = await codeSent();
    expect((await post({ intent: 'confirm', channel: 'mail', code: '000000x' })).contact?.problem).toBe(
      'code-wrong',
    );
    expect((await post({ intent: 'confirm', channel: 'mail', code: ` ${code} ` })).done).toBe('confirm');
    expect(await mailWay()).toMatchObject({ state: 'verified' });
    expect((await post({ intent: 'confirm', channel: 'mail', code })).contact?.problem).toBe('code-expired');
    await post({ intent: 'remove', channel: 'mail' });
    expect(await mailWay()).toMatchObject({ state: 'none', address: null });
  });

  test('is refused when it can’t be one, when the way isn’t open, and when codes come too often', async () => {
    expect((await post({ intent: 'code', channel: 'mail', address: 'lin' })).contact).toEqual({
      ...{ channel: 'mail', problem: 'address-mail', typed: 'lin' },
    });
    const closed = await post({ intent: 'code', channel: 'sms', address: '13800000000' });
    expect(closed.contact?.problem).toBe('not-open');
    const ask = async () =>
      (await post({ intent: 'code', channel: 'mail', address: 'often@example.cn' })).contact?.problem ??
      'sent';
    expect([await ask(), await ask()]).toEqual(['sent', 'too-soon']);
    const later: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      clock.pass(61_000);
      later.push(await ask());
    }
    expect(later).toEqual(['sent', 'sent', 'sent', 'sent', 'too-often']);
  });

  test('isn’t confirmed by guessing, nor by a code that ran out', async () => {
    await post({ intent: 'code', channel: 'mail', address: 'guess@example.cn' });
    const code = await codeSent();
    const wrong = code === '111111' ? '222222' : '111111';
    const tries: (string | undefined | null)[] = [];
    for (let n = 0; n < 6; n += 1)
      tries.push((await post({ intent: 'confirm', channel: 'mail', code: wrong })).contact?.problem);
    expect(tries.slice(-2)).toEqual(['code-tries', 'code-tries']);
    expect((await post({ intent: 'confirm', channel: 'mail', code })).contact?.problem).toBe('code-tries');
    clock.pass(61_000);
    await post({ intent: 'code', channel: 'mail', address: 'guess@example.cn' });
    const second = await codeSent();
    clock.pass(11 * 60_000);
    expect((await post({ intent: 'confirm', channel: 'mail', code: second })).contact?.problem).toBe(
      'code-expired',
    );
  });

  test('whose code didn’t arrive says why', async () => {
    await post({ intent: 'code', channel: 'mail', address: 'gone@example.cn' });
    await db.outbox.updateMany({ data: { state: 'dead', error: 'unknown-recipient: 550' } });
    expect(await mailWay()).toMatchObject({ state: 'waits', lost: 'unknown-recipient' });
  });
});

describe('a firm’s manager', () => {
  test('gives the topics out, but leaves none without a person; others can’t', async () => {
    const { id: enterpriseId } = await makeEnterprise(database);
    const options = { now: clock.now(), enterpriseIds: [enterpriseId] };
    const manager = await makePerson(database, { ...options, isManager: true });
    const clerk = await makePerson(database, options);
    const as = (id: string): MemberReader => ({
      ...{ ...anonymousReader, kind: 'person', personId: id },
      ...{ enterpriseId, enterpriseIds: [enterpriseId] },
    });
    const all = { intent: 'members', [`${manager.id}.opportunity`]: 'on', [`${clerk.id}.case`]: 'on' };
    expect((await post(all, as(manager.id))).lonely).toEqual(['deadline', 'reply']);
    const full = { ...all, [`${clerk.id}.deadline`]: 'on', [`${clerk.id}.reply`]: 'on' };
    expect((await post(full, as(manager.id))).done).toBe('members');
    await expect(post(full, as(clerk.id))).rejects.toThrow(AccessDeniedError);
    const { firm } = await getNotificationPage(clock.services, as(clerk.id));
    expect(firm).toMatchObject({
      isManager: false,
      members: [{ topics: ['opportunity'] }, { topics: ['deadline', 'case', 'reply'] }],
    });
  });
});

describe('the link of a mail', () => {
  const args = (token: string, body?: string) => ({
    request: new Request(`https://hq.example.cn/unsubscribe/${token}`, {
      method: body === undefined ? 'GET' : 'POST',
      ...(body !== undefined && {
        body,
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      }),
    }),
    context: clock.context,
    params: { token },
  });

  test('leaves one topic by one click of the mail program, not by a look, and can be taken back', async () => {
    const token = unsubscribeToken(key, { personId: reader.personId, topic: 'opportunity' });
    expect(await loader(args(token))).toEqual({ topic: 'opportunity', left: false });
    expect((await loadChoice(db, reader.personId)).off).toEqual([]);
    await action(args(token, 'List-Unsubscribe=One-Click'));
    await action(args(token, 'List-Unsubscribe=One-Click'));
    expect((await loadChoice(db, reader.personId)).off).toEqual(['opportunity']);
    await action(args(token, 'intent=back'));
    expect((await loadChoice(db, reader.personId)).off).toEqual([]);
  });

  test('that isn’t ours is not found', async () => {
    const thrown = await loader(args('b3Bwb3J0dW5pdHkueA.forged')).then(
      () => null,
      (error: unknown) => error,
    );
    expect(
      (thrown as { init?: { status?: number }; status?: number } | null)?.status ??
        (thrown as { init?: { status?: number } }).init?.status,
    ).toBe(404);
  });
});

test('what one chose is kept as posted', async () => {
  expect((await post({ intent: 'choice', digest: 'weekly', 'account.mail': 'on' })).done).toBe('choice');
  expect((await loadChoice(db, reader.personId)).digest).toBe('weekly');
  expect((await post({ intent: 'choice', digest: 'weekly', quiet: 'on' })).problem).toBe('times');
  expect((await post({ intent: 'dance' })).problem).toBe('unknown');
});
