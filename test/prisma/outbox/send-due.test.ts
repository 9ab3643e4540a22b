import { afterEach, describe, expect, test } from 'vitest';

import { appendMessage } from '~/prisma/outbox/append-message.server';
import type { Channel, OutgoingChannel } from '~/prisma/outbox/channels/channel';
import { dingtalkChannel } from '~/prisma/outbox/channels/dingtalk-channel.server';
import { mailChannel } from '~/prisma/outbox/channels/mail-channel.server';
import { dingtalkRobot, signDingtalk, wecomRobot } from '~/prisma/outbox/channels/robot-channels.server';
import { signSms, smsChannel } from '~/prisma/outbox/channels/sms-channel.server';
import { wecomChannel } from '~/prisma/outbox/channels/wecom-channel.server';
import { mostAttempts } from '~/prisma/outbox/retry-delay';
import type { SendDependencies } from '~/prisma/outbox/send-row.server';
import { sendDue } from '~/test/setup/send-due';
import { useDatabase } from '~/test/setup/database';

import { faultyMailServer, faultyReceiver, type Mishap, type Taken } from './faulty-receiver';

const { db } = useDatabase();
let at = new Date('2026-11-22T02:00:00Z');
const now = () => at;
const limits = { timeoutMs: 150 };
const lateMs = 400;
const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await db.outbox.deleteMany();
});

function depsFor(channel: Channel | null, more: Partial<SendDependencies> = {}): SendDependencies {
  return {
    db,
    now,
    openChannel: () => Promise.resolve(channel),
    compose: (row) => {
      const { title, body, link } = row.payload as { title: string; body: string; link?: string };
      return Promise.resolve({
        ...{ key: row.id, recipient: row.recipient, title, body },
        url: link ? `https://hq.example.cn${link}` : null,
        unsubscribeUrl: null,
      });
    },
    ...more,
  };
}

const texts = (channel: OutgoingChannel, n: number) =>
  channel === 'sms' ? `第${'甲乙丙丁戊己庚辛'[n] ?? ''}项待查看。拒收请回复R` : `第 ${n} 项`;

async function queue(channel: OutgoingChannel, count: number) {
  for (let n = 0; n < count; n += 1)
    await appendMessage(db, {
      ...{
        channel,
        recipient: channel === 'mail' ? 'u1@example.cn' : 'u1',
        kind: 'deadline',
        dedupeKey: `${channel}:${n}`,
        at,
      },
      content: { title: `标题 ${n}`, body: texts(channel, n), link: `/my/${n}` },
    });
}

/** Works the outbox, hour by hour, until nothing waits. */
async function workOff(deps: SendDependencies, settled: () => Promise<unknown>) {
  for (let round = 0; round < 40; round += 1) {
    await sendDue(deps, new AbortController().signal, 3);
    await settled();
    if ((await db.outbox.count({ where: { state: 'waiting' } })) === 0) return;
    at = new Date(at.valueOf() + 3_600_000);
  }
}

const mishaps: Mishap[] = [
  ...(['late', 'drop', 'fault-after', 'repeat', 'drop-answer', 'fault', 'none', 'late'] as const),
  ...(['drop-answer', 'none', 'fault', 'repeat', 'late', 'none', 'fault-after', 'drop'] as const),
];
const count = 8;

async function receive(take: (request: Taken) => { status?: number; body: unknown }, some = [...mishaps]) {
  const receiver = await faultyReceiver(take, some, lateMs);
  closing.push(receiver.close);
  return receiver;
}

describe('a receiver that drops, delays, repeats and reorders', () => {
  test('sees each short message once, by its key, signed', async () => {
    const seen = new Map<string, string>();
    let arrived = 0;
    const receiver = await receive(({ headers, body }) => {
      arrived += 1;
      const [key, time] = [String(headers['idempotency-key']), String(headers['x-huiqitong-timestamp'])];
      expect(headers['x-huiqitong-signature']).toBe(signSms('a secret of the gateway', time, body));
      if (seen.has(key)) return { status: 409, body: {} };
      seen.set(key, (JSON.parse(body) as { text: string }).text);
      return { body: { reference: key } };
    });
    await queue('sms', count);
    const gateway = { url: receiver.url, keyId: 'hq', secret: 'a secret of the gateway', ...limits };
    await workOff(depsFor(smsChannel(gateway, now)), receiver.settled);
    expect(await db.outbox.count({ where: { state: 'sent' } })).toBe(count);
    expect([...seen.values()].sort()).toEqual(
      Array.from({ length: count }, (_, n) => texts('sms', n)).sort(),
    );
    expect(arrived).toBeGreaterThan(count);
  });

  test.each(['wecom', 'dingtalk'] as const)(
    'sees each message of %s once, since every try is the same to the letter',
    async (name) => {
      const seen = new Set<string>();
      let [arrived, fetched] = [0, 0];
      const receiver = await receive(({ path, body }) => {
        if (path.includes('gettoken')) {
          fetched += 1;
          return { body: { errcode: 0, access_token: `t${fetched}`, expires_in: 7200 } };
        }
        // The second hour has come: the first token has run out before its time.
        if (arrived === 3 && path.includes('t1'))
          return { body: { errcode: 42001, errmsg: 'access_token expired' } };
        arrived += 1;
        seen.add(body);
        return { body: { errcode: 0, errmsg: 'ok', msgid: 'm', task_id: 7 } };
      });
      await queue(name, count);
      const baseUrl = receiver.url;
      const channel =
        name === 'wecom'
          ? wecomChannel({ corpId: 'c', agentId: 1, secret: 's', baseUrl, ...limits }, now)
          : dingtalkChannel({ appKey: 'c', agentId: '1', secret: 's', baseUrl, ...limits }, now);
      await workOff(depsFor(channel), receiver.settled);
      expect(await db.outbox.count({ where: { state: 'sent' } })).toBe(count);
      expect(seen.size).toBe(count);
      expect(arrived).toBeGreaterThan(count);
    },
  );

  test('takes each mail at least once, always with the same Message-ID', async () => {
    const seen = new Set<string>();
    let arrived = 0;
    const receiver = await faultyMailServer(
      (mail) => {
        arrived += 1;
        seen.add(/^Message-ID: (.*)$/m.exec(mail)?.[1] ?? '');
      },
      [...mishaps],
      lateMs,
    );
    closing.push(receiver.close);
    await queue('mail', count);
    const url = `smtp://127.0.0.1:${String(receiver.port)}`;
    await workOff(depsFor(mailChannel({ url, from: 'a@b.cn', ...limits })), receiver.settled);
    expect(await db.outbox.count({ where: { state: 'sent' } })).toBe(count);
    const rows = await db.outbox.findMany();
    expect([...seen].sort()).toEqual(rows.map(({ id }) => `<${id}@huiqitong>`).sort());
    expect(arrived).toBeGreaterThan(count);
  });

  test('a group’s robot of 钉钉 gets a signed address, one of 企业微信 its key', async () => {
    const paths: URL[] = [];
    const receiver = await receive(({ path }) => {
      paths.push(new URL(path, 'http://x'));
      return { body: { errcode: 0 } };
    }, []);
    await queue('dingtalk-robot', 1);
    const url = `${receiver.url}/robot/send?access_token=k`;
    await workOff(depsFor(dingtalkRobot({ url, secret: 'SEC1234567890' }, now)), receiver.settled);
    const [first] = paths;
    expect(first?.searchParams.get('sign')).toBe(
      signDingtalk('SEC1234567890', first?.searchParams.get('timestamp') ?? ''),
    );
    await queue('wecom-robot', 1);
    await workOff(depsFor(wecomRobot({ url: `${receiver.url}/webhook/send?key=k` })), receiver.settled);
    expect(paths[1]?.searchParams.get('key')).toBe('k');
    expect(await db.outbox.count({ where: { state: 'sent' } })).toBe(2);
  });
});

describe('the outbox', () => {
  const failing: Channel = {
    send: () => Promise.resolve({ outcome: 'later', fault: { code: 'server-fault', detail: '500' } }),
  };

  test('lays a message aside after the last try, with its reason, and says so once', async () => {
    await queue('sms', 1);
    const dead: string[] = [];
    const onDead: SendDependencies['onDead'] = (_tx, row, fault) => {
      dead.push(`${row.kind} ${fault.code}`);
      return Promise.resolve();
    };
    await workOff(depsFor(failing, { onDead }), () => Promise.resolve());
    expect(await db.outbox.findFirstOrThrow()).toMatchObject({
      state: 'dead',
      attempts: mostAttempts,
      error: 'server-fault: 500',
      leaseOwner: null,
    });
    expect(dead).toEqual(['deadline server-fault']);
  });

  test('waits longer after each try, and as long as the other side asks', async () => {
    await queue('sms', 1);
    const waits: number[] = [];
    for (let n = 0; n < 4; n += 1) {
      await sendDue(depsFor(failing, { chance: () => 0 }), new AbortController().signal);
      const { nextAt } = await db.outbox.findFirstOrThrow();
      waits.push((nextAt.valueOf() - at.valueOf()) / 1000);
      at = nextAt;
    }
    expect(waits).toEqual([5, 20, 80, 320]);
    const asking: Channel = {
      send: () =>
        Promise.resolve({
          outcome: 'later',
          fault: { code: 'rate-limited', detail: '429' },
          afterMs: 7_200_000,
        }),
    };
    await sendDue(depsFor(asking, { chance: () => 0 }), new AbortController().signal);
    const { nextAt } = await db.outbox.findFirstOrThrow();
    expect(nextAt.valueOf() - at.valueOf()).toBe(7_200_000);
  });

  test('what is refused for good is not tried again', async () => {
    await queue('sms', 1);
    let tries = 0;
    const refusing: Channel = {
      send: () => {
        tries += 1;
        return Promise.resolve({
          outcome: 'refused',
          fault: { code: 'unknown-recipient', detail: '81013' },
        });
      },
    };
    await workOff(depsFor(refusing), () => Promise.resolve());
    expect(tries).toBe(1);
    expect((await db.outbox.findFirstOrThrow()).state).toBe('dead');
  });

  test('of two processes one sends a message; the other takes it over when the first died', async () => {
    await queue('mail', 1);
    const sent: string[] = [];
    let release = () => {};
    const slow: Channel = {
      send: ({ key }) => {
        sent.push(key);
        return new Promise((resolve) => {
          release = () => resolve({ outcome: 'delivered' });
        });
      },
    };
    const first = sendDue(depsFor(slow), new AbortController().signal);
    await expect.poll(() => sent.length).toBe(1);
    expect(await sendDue(depsFor(failing), new AbortController().signal)).toBe(0);
    // The first says nothing for longer than its lease.
    at = new Date(at.valueOf() + 91_000);
    const taking: Channel = {
      send: ({ key }) => {
        sent.push(key);
        return Promise.resolve({ outcome: 'delivered' });
      },
    };
    expect(await sendDue(depsFor(taking), new AbortController().signal)).toBe(1);
    release();
    await first;
    expect(new Set(sent).size).toBe(1);
    expect(await db.outbox.findFirstOrThrow()).toMatchObject({ state: 'sent', attempts: 2 });
  });

  test('gives back what it couldn’t end before it stops, and the try doesn’t count', async () => {
    await queue('mail', 1);
    const stopping = new AbortController();
    const broken: Channel = {
      send: () => {
        stopping.abort();
        return Promise.reject(new Error('stopped'));
      },
    };
    await sendDue(depsFor(broken), stopping.signal);
    expect(await db.outbox.findFirstOrThrow()).toMatchObject({ state: 'waiting', attempts: 0 });
  });

  test('lays a message aside that no process outlived, without another try', async () => {
    await queue('mail', 1);
    // The last try was counted, and its process died under the lease.
    await db.outbox.updateMany({
      data: { attempts: mostAttempts, leaseOwner: 'dead', leaseUntil: new Date(at.valueOf() - 1) },
    });
    const tried: string[] = [];
    const told: string[] = [];
    const killer: Channel = {
      send: ({ key }) => {
        tried.push(key);
        return Promise.resolve({ outcome: 'delivered' });
      },
    };
    const onDead: SendDependencies['onDead'] = (_tx, row) => {
      told.push(row.id);
      return Promise.resolve();
    };
    await sendDue(depsFor(killer, { onDead }), new AbortController().signal);
    expect([tried.length, told.length]).toEqual([0, 1]);
    expect(await db.outbox.findFirstOrThrow()).toMatchObject({ state: 'dead' });
  });

  test('is laid aside with what follows from it, or not at all', async () => {
    await queue('mail', 1);
    const refusing: Channel = {
      send: () =>
        Promise.resolve({ outcome: 'refused', fault: { code: 'unknown-recipient', detail: '550' } }),
    };
    const errors: unknown[] = [];
    const dying: SendDependencies['onDead'] = () => Promise.reject(new Error('the power went off'));
    await sendDue(
      depsFor(refusing, { onDead: dying, onError: (error) => errors.push(error) }),
      new AbortController().signal,
    );
    expect(errors).toHaveLength(1);
    expect(await db.outbox.findFirstOrThrow()).toMatchObject({ state: 'waiting' });
    at = new Date(at.valueOf() + 3_600_000);
    const told: string[] = [];
    const onDead: SendDependencies['onDead'] = (_tx, row) => {
      told.push(row.id);
      return Promise.resolve();
    };
    await sendDue(depsFor(refusing, { onDead }), new AbortController().signal);
    expect(told).toHaveLength(1);
    expect(await db.outbox.findFirstOrThrow()).toMatchObject({ state: 'dead' });
  });

  test('keeps a message for a channel that isn’t set up, unsent', async () => {
    await queue('sms', 1);
    await sendDue(depsFor(null), new AbortController().signal);
    expect((await db.outbox.findFirstOrThrow()).state).toBe('unsent');
  });

  test('a fault of our own is reported and tried again', async () => {
    await queue('sms', 1);
    const errors: unknown[] = [];
    const broken: Channel = { send: () => Promise.reject(new Error('a bug')) };
    await sendDue(depsFor(broken, { onError: (error) => errors.push(error) }), new AbortController().signal);
    expect(errors).toHaveLength(1);
    expect((await db.outbox.findFirstOrThrow()).error).toBe('unclear-answer: a bug');
  });
});
