import { delivered, later, refused, type Channel, type OutgoingMessage, type SendOutcome } from './channel';
import { cutCharacters } from './cut-text';
import { askJson } from './post-json.server';
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
 * apart. It answers before it delivers: what it drops later, it tells nobody who doesn't ask.
 *
 * Sources: open.dingtalk.com/document/orgapp/asynchronous-sending-of-enterprise-session-messages and its limits and codes
 * (143103–143206), developer.alibaba.com/docs/api.htm?apiId=37692 (fields).
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
  const send = async (message: OutgoingMessage, signal: AbortSignal, tries: number): Promise<SendOutcome> => {
    const got = await tokens.get(signal);
    if ('fault' in got) return got.fault;
    const asked = await askJson(
      `${baseUrl}/topapi/message/corpconversation/asyncsend_v2?access_token=${encodeURIComponent(got.token)}`,
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          agent_id: agentId,
          userid_list: message.recipient,
          to_all_user: false,
          msg: dingtalkBody(message),
        }),
      },
      { signal, ...limits },
    );
    if ('fault' in asked) return asked.fault;
    if (tokenCodes.has(codeOf(asked.answer.body)) && tries > 0) {
      tokens.drop(got.token);
      return send(message, signal, tries - 1);
    }
    return readDingtalk(asked.answer.status, asked.answer.body);
  };
  return { send: (message, signal) => send(message, signal, 1) };
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
