import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { requestPasswordReset } from '~/app/people/request-password-reset.server';
import { mostAttempts } from '~/prisma/outbox/retry-delay';
import { sendDue } from '~/test/setup/send-due';
import { setPasswordByLink } from '~/app/people/set-password.server';
import { sendDependencies } from '~/app/jobs/send-messages.server';
import { hashToken } from '~/app/session/secret-token.server';
import { makeContext, makePerson } from '~/test/app/session/make-context';
import { useDatabase } from '~/test/setup/database';

const database = useDatabase();
const { db } = database;

/** A mail server of few words; `refuses` makes it say no to every mail. */
function mailServer() {
  const mails: string[] = [];
  const state = { refuses: false };
  const server = createServer((socket: Socket) => {
    let data: string | null = null;
    let rest = '';
    socket.write('220 test\r\n');
    socket.on('data', (chunk) => {
      rest += chunk.toString('utf8');
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (data !== null) {
          if (line === '.') {
            mails.push(data);
            data = null;
            socket.write('250 taken\r\n');
          } else data += `${line}\n`;
        } else if (/^DATA/i.test(line)) {
          data = '';
          socket.write('354 go on\r\n');
        } else if (/^RCPT/i.test(line) && state.refuses) socket.write('451 not now\r\n');
        else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
        else socket.write('250 ok\r\n');
      }
    });
  });
  return { mails, state, server };
}

const smtp = mailServer();
let url = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => smtp.server.listen(0, '127.0.0.1', resolve));
  url = `smtp://127.0.0.1:${String((smtp.server.address() as AddressInfo).port)}`;
});
afterAll(() => {
  smtp.server.close();
});

const idOf = async (recipient: string) =>
  (await db.outbox.findFirstOrThrow({ where: { recipient }, orderBy: { createdAt: 'desc' } })).id;

/** What is due is what stands in the outbox, whichever clock wrote it. */
async function send(clock: ReturnType<typeof makeContext>, id: string) {
  await db.outbox.updateMany({ where: { id: { not: id } }, data: { state: 'sent' } });
  await db.outbox.update({ where: { id }, data: { nextAt: clock.now() } });
  await sendDue(sendDependencies(clock.services), new AbortController().signal);
}

describe('resetting a password by mail', () => {
  it('answers alike whether or not the account exists, and mails only the one that does', async () => {
    const clock = makeContext(database, { SMTP_URL: url });
    await makePerson(database, { now: clock.now(), email: 'known@example.com' });
    const ask = (login: string) => requestPasswordReset(clock.services, { login, address: '203.0.113.9' });
    expect(await ask('known@example.com')).toEqual(await ask('unknown@example.com'));
    expect(await db.outbox.count({ where: { recipient: 'unknown@example.com' } })).toBe(0);
    expect(await db.outbox.count({ where: { recipient: 'known@example.com' } })).toBe(1);
  });

  it('says so where no mail is set up', async () => {
    const clock = makeContext(database);
    expect(await requestPasswordReset(clock.services, { login: 'x', address: 'y' })).toEqual({
      outcome: 'no-mail',
    });
  });

  it('mails nobody more than three times an hour', async () => {
    const clock = makeContext(database, { SMTP_URL: url });
    await makePerson(database, { now: clock.now(), email: 'often@example.com' });
    const outcomes: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      const asked = await requestPasswordReset(clock.services, {
        login: 'often@example.com',
        address: `198.51.100.${String(i)}`,
      });
      outcomes.push(asked.outcome);
    }
    expect(outcomes).toEqual(['asked', 'asked', 'asked', 'blocked', 'blocked']);
  });

  it('sends a link that sets the password once, and keeps no token that opens anything in the database', async () => {
    const clock = makeContext(database, { SMTP_URL: url, PUBLIC_URL: 'https://hq.example.cn' });
    const person = await makePerson(database, { now: clock.now(), email: 'reset@example.com' });
    await requestPasswordReset(clock.services, { login: person.loginName, address: '203.0.113.10' });
    const id = await idOf('reset@example.com');
    await send(clock, id);
    await send(clock, id);
    const mine = smtp.mails.filter((mail) => mail.includes('reset@example.com'));
    expect(mine).toHaveLength(1);
    expect(mine[0]).toContain(`Message-ID: <${id}@huiqitong>`);
    const body = /base64/i.test(mine[0] ?? '')
      ? Buffer.from((mine[0] ?? '').split('\n\n').slice(1).join('').replace(/\s/g, ''), 'base64').toString(
          'utf8',
        )
      : (mine[0] ?? '').replace(/=\n/g, '');
    const token = /https:\/\/hq\.example\.cn\/links\/([\w-]{43})/.exec(body)?.[1] ?? '';
    expect(token).toHaveLength(43);
    expect(JSON.stringify(await db.outbox.findMany())).not.toContain(token);
    expect(await db.oneTimeLink.count({ where: { tokenHash: hashToken(token) } })).toBe(1);
    clock.pass(30 * 60_000);
    expect((await setPasswordByLink(clock.services, token, '秋水共长天一色 1682')).outcome).toBe('set');
    expect(await db.session.count({ where: { personId: person.id } })).toBe(0);
  });

  it('expires after an hour', async () => {
    const clock = makeContext(database, { SMTP_URL: url });
    const person = await makePerson(database, { now: clock.now(), email: 'late@example.com' });
    await requestPasswordReset(clock.services, { login: person.loginName, address: '203.0.113.11' });
    const link = await db.oneTimeLink.findFirstOrThrow({ where: { personId: person.id } });
    expect(link.expiresAt.valueOf() - clock.now().valueOf()).toBe(3_600_000);
  });

  it('is tried again when the server refuses, and laid aside with its error after the last try', async () => {
    const clock = makeContext(database, { SMTP_URL: url });
    const person = await makePerson(database, { now: clock.now(), email: 'refused@example.com' });
    await requestPasswordReset(clock.services, { login: person.loginName, address: '203.0.113.12' });
    const id = await idOf('refused@example.com');
    smtp.state.refuses = true;
    await send(clock, id);
    expect(await db.outbox.findUniqueOrThrow({ where: { id } })).toMatchObject({
      state: 'waiting',
      attempts: 1,
    });
    for (let n = 1; n < mostAttempts; n += 1) await send(clock, id);
    expect(await db.outbox.findUniqueOrThrow({ where: { id } })).toMatchObject({
      state: 'dead',
      attempts: mostAttempts,
    });
    smtp.state.refuses = false;
  });
});
