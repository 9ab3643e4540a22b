import { createHmac } from 'node:crypto';

import { delivered, later, refused, type Channel, type SendOutcome } from './channel';
import { cutBytes } from './cut-text';
import { askJson } from './post-json.server';
import { readWecom } from './wecom-channel.server';

/** A group's robot: its address with its key, and for 钉钉 the secret by which it checks who writes. */
export interface GroupRobot {
  url: string;
  secret?: string;
  timeoutMs?: number;
}

/**
 * The robot of a 企业微信 group, for the desk's own alerts: text of at most 2,048 bytes, 20 messages a minute. It knows no
 * key and checks no duplicates: a try whose answer was lost may show an alert twice.
 *
 * Source: developer.work.weixin.qq.com/document/path/91770.
 */
export function wecomRobot({ url, timeoutMs }: GroupRobot): Channel {
  return {
    async send({ title, body, url: link }, signal) {
      const content = cutBytes([title, body, link].filter(Boolean).join('\n'), 2048);
      const asked = await postText(url, content, signal, timeoutMs);
      if ('fault' in asked) return asked.fault;
      // 93000: there is no such robot (any more); 45009: more than 20 a minute.
      const code = asked.body.errcode;
      if (code === 93000) return later('bad-credentials', '93000');
      if (code === 45009) return later('rate-limited', '45009', 60_000);
      return readWecom(asked.status, asked.body);
    },
  };
}

/**
 * The robot of a 钉钉 group, signed (加签): `sign` is the Base64 of HMAC-SHA-256 over `timestamp\nsecret`, and holds for an
 * hour. 20 messages a minute, beyond which it keeps silent for ten. It knows no key either.
 *
 * Source: open.dingtalk.com/document/orgapp/customize-robot-security-settings (as copied at apifox.com doc-3550006).
 */
export function dingtalkRobot({ url, secret, timeoutMs }: GroupRobot, now: () => Date): Channel {
  return {
    async send({ title, body, url: link }, signal) {
      const address = new URL(url);
      if (secret !== undefined) {
        const timestamp = String(now().valueOf());
        address.searchParams.set('timestamp', timestamp);
        address.searchParams.set('sign', signDingtalk(secret, timestamp));
      }
      const content = cutBytes([title, body, link].filter(Boolean).join('\n'), 2048);
      const asked = await postText(address.href, content, signal, timeoutMs);
      return 'fault' in asked ? asked.fault : readRobot(asked.status, asked.body);
    },
  };
}

/** The signature of a request to a 钉钉 robot. */
export function signDingtalk(secret: string, timestamp: string): string {
  return createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
}

async function postText(url: string, content: string, signal: AbortSignal, timeoutMs: number | undefined) {
  const asked = await askJson(
    url,
    {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ msgtype: 'text', text: { content } }),
    },
    { signal, ...(timeoutMs !== undefined && { timeoutMs }) },
  );
  return 'fault' in asked ? asked : asked.answer;
}

function readRobot(status: number, { errcode, errmsg }: Record<string, unknown>): SendOutcome {
  if (status >= 500) return later('server-fault', String(status));
  if (typeof errcode !== 'number') return later('unclear-answer', String(status));
  const said = `${errcode} ${typeof errmsg === 'string' ? errmsg.slice(0, 200) : ''}`.trim();
  if (errcode === 0) return delivered();
  if (errcode === -1) return later('server-fault', said);
  if (errcode === 130101 || errcode === 660026) return later('rate-limited', said, 600_000);
  if (errcode === 310000 || errcode === 300001) return later('bad-credentials', said);
  return refused('content-refused', said);
}
