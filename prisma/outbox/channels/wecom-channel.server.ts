import { delivered, later, refused, type Channel, type OutgoingMessage, type SendOutcome } from './channel';
import { cutBytes } from './cut-text';
import { askJson } from './post-json.server';
import { tokenSource } from './token-source.server';

/** An application of 企业微信 in whose name messages go to members. */
export interface WecomApplication {
  corpId: string;
  agentId: number;
  secret: string;
  /** Default: the platform's own address. */
  baseUrl?: string;
  timeoutMs?: number;
}

export const wecomBaseUrl = 'https://qyapi.weixin.qq.com';

/** The longest interval that 企业微信 takes for its check of duplicates: four hours, in seconds. */
const duplicateSeconds = 4 * 3600;

/** Codes that say: this access token isn't taken (any more). */
const tokenCodes = new Set([40014, 41001, 42001]);

/**
 * Application messages of 企业微信 to one member, as text cards (title 128, description 512 bytes) or, without a link, as
 * text (2,048 bytes). Its limits: 30 a minute and 1,000 an hour to one member, beyond which it drops silently; so ours
 * stay far below by the weekly cap. It has no key: with `enable_duplicate_check` it drops a message whose JSON is the
 * same within four hours, and our JSON is the same at every try; so within four hours of the first try a member sees a
 * message once, later tries (only of a server that was down so long) could repeat it.
 *
 * Sources: developer.work.weixin.qq.com/document/path/90236 (sending), 90454 (limits), 90455 (codes), 91039 (token).
 */
export function wecomChannel(application: WecomApplication, now: () => Date): Channel {
  const { corpId, agentId, secret, baseUrl = wecomBaseUrl, timeoutMs } = application;
  const limits = timeoutMs === undefined ? {} : { timeoutMs };
  const tokens = tokenSource(async (signal) => {
    const query = new URLSearchParams({ corpid: corpId, corpsecret: secret });
    const asked = await askJson(
      `${baseUrl}/cgi-bin/gettoken?${query.toString()}`,
      { method: 'GET' },
      { signal, ...limits },
    );
    if ('fault' in asked) return asked;
    const { access_token: token, expires_in: seconds } = asked.answer.body;
    if (asked.answer.status === 200 && typeof token === 'string' && token !== '')
      return { token, lifeMs: (typeof seconds === 'number' ? seconds : 7200) * 1000 };
    return { fault: readWecom(asked.answer.status, asked.answer.body) };
  }, now);
  const send = async (message: OutgoingMessage, signal: AbortSignal, tries: number): Promise<SendOutcome> => {
    const got = await tokens.get(signal);
    if ('fault' in got) return got.fault;
    const asked = await askJson(
      `${baseUrl}/cgi-bin/message/send?access_token=${encodeURIComponent(got.token)}`,
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(wecomBody(message, agentId)),
      },
      { signal, ...limits },
    );
    if ('fault' in asked) return asked.fault;
    if (tokenCodes.has(Number(asked.answer.body.errcode)) && tries > 0) {
      tokens.drop(got.token);
      return send(message, signal, tries - 1);
    }
    return readWecom(asked.answer.status, asked.answer.body);
  };
  return { send: (message, signal) => send(message, signal, 1) };
}

/** The message as 企业微信 takes it; the same for the same message, as its check of duplicates needs. */
export function wecomBody(message: OutgoingMessage, agentId: number): Record<string, unknown> {
  const common = {
    touser: message.recipient,
    agentid: agentId,
    enable_duplicate_check: 1,
    duplicate_check_interval: duplicateSeconds,
  };
  if (message.url === null)
    return {
      ...common,
      msgtype: 'text',
      text: { content: cutBytes(`${message.title}\n${message.body}`, 2048) },
    };
  return {
    ...common,
    msgtype: 'textcard',
    textcard: {
      title: cutBytes(plain(message.title), 128),
      description: cutBytes(plain(message.body), 512),
      url: message.url,
      btntxt: '打开',
    },
  };
}

/** A card understands some HTML; ours is words only. */
function plain(text: string): string {
  return text.replace(/</g, '〈').replace(/>/g, '〉').replace(/&/g, '＆');
}

/** What an answer of 企业微信 means, by its code alone: its words may change. */
export function readWecom(status: number, body: Record<string, unknown>): SendOutcome {
  const { errcode, errmsg, invaliduser } = body;
  if (status >= 500) return later('server-fault', String(status));
  if (typeof errcode !== 'number') return later('unclear-answer', String(status));
  const said = `${errcode} ${typeof errmsg === 'string' ? errmsg.slice(0, 200) : ''}`.trim();
  if (errcode === 0) {
    if (typeof invaliduser === 'string' && invaliduser !== '') return refused('unknown-recipient', said);
    return delivered(typeof body.msgid === 'string' ? body.msgid : undefined);
  }
  if (errcode === -1 || errcode === 6000) return later('server-fault', said);
  // Blocked for a minute or an hour, as the limit was; asking sooner prolongs nothing and helps nothing.
  if (errcode === 45009) return later('rate-limited', said, 3_600_000);
  if (errcode === 45033) return later('rate-limited', said, 60_000);
  if ([40001, 40013, 40014, 40056, 40091, 41001, 41004, 42001, 48002, 60020, 301002].includes(errcode))
    return later('bad-credentials', said);
  if ([40003, 40031, 60111, 81013].includes(errcode)) return refused('unknown-recipient', said);
  return refused('content-refused', said);
}
