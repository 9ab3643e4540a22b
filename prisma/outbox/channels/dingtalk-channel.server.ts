import {
  delivered,
  later,
  refused,
  type Channel,
  type OutgoingMessage,
  type Receipt,
  type SendOutcome,
} from './channel';
import { cutCharacters } from './cut-text';
import { askJson, type JsonAnswer } from './post-json.server';
import { tokenSource } from './token-source.server';

/** An application of 钉钉 in whose name work notices go to members. */
export interface DingtalkApplication {
  appKey: string;
  agentId: string;
  secret: string;
  /** Default: the platform's own address. */
  baseUrl?: string;
  timeoutMs?: number;
}

export const dingtalkBaseUrl = 'https://oapi.dingtalk.com';

/** Codes that say: this access token isn't taken (any more). */
const tokenCodes = new Set([40014, 42001]);

/**
 * Work notices 工作通知 of 钉钉 to one member (corpconversation/asyncsend_v2), as an `oa` message with a link, or as text.
 * Its limits: 500 notices a day to one member, and the same content to the same member once a day. The latter is what
 * makes a repeated try harmless; the link, which belongs to one matter alone, keeps two matters with the same words
 * apart. It answers before it delivers: what became of a notice is asked later (corpconversation/getsendresult), within
 * 24 hours, after which it no longer tells.
 *
 * Sources: open.dingtalk.com/document/orgapp/asynchronous-sending-of-enterprise-session-messages and its limits and codes
 * (143103–143206), developer.alibaba.com/docs/api.htm?apiId=37692 (fields) and ?apiId=37024 (fields of the result).
 */
export function dingtalkChannel(application: DingtalkApplication, now: () => Date): Channel {
  const { appKey, agentId, secret, baseUrl = dingtalkBaseUrl, timeoutMs } = application;
  const limits = timeoutMs === undefined ? {} : { timeoutMs };
  const tokens = tokenSource(async (signal) => {
    const query = new URLSearchParams({ appkey: appKey, appsecret: secret });
    const asked = await askJson(
      `${baseUrl}/gettoken?${query.toString()}`,
      { method: 'GET' },
      { signal, ...limits },
    );
    if ('fault' in asked) return asked;
    const { access_token: token, expires_in: seconds } = asked.answer.body;
    if (asked.answer.status === 200 && typeof token === 'string' && token !== '')
      return { token, lifeMs: (typeof seconds === 'number' ? seconds : 7200) * 1000 };
    return { fault: readDingtalk(asked.answer.status, asked.answer.body) };
  }, now);
  const call = async (name: string, body: object, signal: AbortSignal, tries = 1): Promise<Called> => {
    const got = await tokens.get(signal);
    if ('fault' in got) return got;
    const asked = await askJson(
      `${baseUrl}/topapi/message/corpconversation/${name}?access_token=${encodeURIComponent(got.token)}`,
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ agent_id: agentId, ...body }),
      },
      { signal, ...limits },
    );
    if ('fault' in asked || !tokenCodes.has(codeOf(asked.answer.body)) || tries === 0) return asked;
    tokens.drop(got.token);
    return call(name, body, signal, tries - 1);
  };
  return {
    async send(message, signal) {
      const body = { userid_list: message.recipient, to_all_user: false, msg: dingtalkBody(message) };
      const called = await call('asyncsend_v2', body, signal);
      return 'fault' in called ? called.fault : readDingtalk(called.answer.status, called.answer.body);
    },
    async askReceipt({ reference, recipient }, signal) {
      const called = await call('getsendresult', { task_id: taskId(reference) }, signal);
      return 'fault' in called ? { receipt: 'open' } : readSendResult(called.answer.body, recipient);
    },
  };
}

type Called = { answer: JsonAnswer } | { fault: SendOutcome };

/** A number, as it asks for; as it stands where a number of JavaScript would lose digits. */
function taskId(reference: string): number | string {
  const n = Number(reference);
  return Number.isSafeInteger(n) ? n : reference;
}

/** The notice as 钉钉 takes it; the same for the same message. */
export function dingtalkBody({ title, body, url }: OutgoingMessage): Record<string, unknown> {
  if (url === null) return { msgtype: 'text', text: { content: cutCharacters(`${title}\n${body}`, 500) } };
  return {
    msgtype: 'oa',
    oa: {
      message_url: url,
      pc_message_url: url,
      head: { bgcolor: 'FF0F6E78', text: '惠企通' },
      body: { title: cutCharacters(title, 50), content: cutCharacters(body, 500) },
    },
  };
}

/** The code: `errcode`, or the finer `sub_code` of a refusal (88). */
function codeOf({ errcode, sub_code: sub }: Record<string, unknown>): number {
  const fine = typeof sub === 'string' || typeof sub === 'number' ? Number(sub) : NaN;
  return Number.isNaN(fine) ? Number(errcode) : fine;
}

/** What an answer of 钉钉 means, by its code alone. */
export function readDingtalk(status: number, body: Record<string, unknown>): SendOutcome {
  if (status >= 500) return later('server-fault', String(status));
  if (typeof body.errcode !== 'number') return later('unclear-answer', String(status));
  const code = codeOf(body);
  const words = body.sub_msg ?? body.errmsg;
  const said = `${code} ${typeof words === 'string' ? words.slice(0, 200) : ''}`.trim();
  if (code === 0) {
    const task = body.task_id;
    return delivered(typeof task === 'number' || typeof task === 'string' ? String(task) : undefined);
  }
  if (code === -1) return later('server-fault', said);
  if ([143103, 143104, 143203, 143204, 90018, 90006, 1430003].includes(code))
    return later('rate-limited', said, 60_000);
  // A day's share for this member is used up: tomorrow is another day.
  if (code === 143105 || code === 143205) return later('rate-limited', said, 12 * 3_600_000);
  // The same content on the same day: the member has it.
  if (code === 143106 || code === 143206) return delivered();
  if ([40001, 40014, 40089, 40101, 41001, 42001, 60011, 60020, 71006].includes(code))
    return later('bad-credentials', said);
  if ([33012, 34022, 40031, 60121, 1430000].includes(code)) return refused('unknown-recipient', said);
  return refused('content-refused', said);
}

/** Code of a notice that was dropped because the member has the same one of that day already. */
const hasItAlready = new Set(['143106', '143206']);

/**
 * What a task of one receiver came to, by the lists of `send_result`; a list that is empty may be missing. A receiver in
 * none of them is still on the way. The reason for a forbidden one stands in `forbidden_list`, where it is given.
 */
export function readSendResult(body: Record<string, unknown>, recipient: string): Receipt {
  if (body.errcode !== 0 || typeof body.send_result !== 'object' || body.send_result === null)
    return { receipt: 'open' };
  const result = body.send_result as Record<string, unknown>;
  const isIn = (name: string) => {
    const list = result[name];
    return Array.isArray(list) && list.some((one) => String(one) === recipient);
  };
  if (isIn('read_user_id_list')) return { receipt: 'read' };
  if (isIn('unread_user_id_list')) return { receipt: 'reached' };
  if (isIn('invalid_user_id_list')) return lost('unknown-recipient', 'invalid_user_id_list');
  const reasons = Array.isArray(result.forbidden_list) ? (result.forbidden_list as unknown[]) : [];
  const reason = reasons
    .filter((one) => typeof one === 'object' && one !== null)
    .map((one) => one as { userid?: unknown; code?: unknown })
    .find(({ userid }) => String(userid) === recipient);
  if (reason || isIn('forbidden_user_id_list')) {
    const code =
      typeof reason?.code === 'string' || typeof reason?.code === 'number' ? String(reason.code) : '';
    if (hasItAlready.has(code)) return { receipt: 'reached' };
    return lost('rate-limited', `forbidden ${code}`.trim());
  }
  return isIn('failed_user_id_list') ? lost('not-reached', 'failed_user_id_list') : { receipt: 'open' };
}

function lost(code: 'unknown-recipient' | 'rate-limited' | 'not-reached', detail: string): Receipt {
  return { receipt: 'lost', fault: { code, detail } };
}
