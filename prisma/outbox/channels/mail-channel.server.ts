import { createTransport } from 'nodemailer';

import { delivered, later, refused, type Channel, type SendOutcome } from './channel';

/** The mail server, as nodemailer takes it: `smtp(s)://name:password@host:port`. */
export interface MailServer {
  url: string;
  from: string;
  timeoutMs?: number;
}

/**
 * Mail by SMTP, in plain text. SMTP has no key: a mail whose acceptance got lost on the way is sent again, always with
 * the same Message-ID, by which most mailboxes show it once; at least once is guaranteed. A refusal of the address or
 * the content (5xx) is for good, everything else is tried again.
 */
export function mailChannel({ url, from, timeoutMs = 30_000 }: MailServer): Channel {
  return {
    async send({ key, recipient, title, body, url: link, unsubscribeUrl }, signal) {
      signal.throwIfAborted();
      const transport = createTransport({ url, connectionTimeout: 15_000, socketTimeout: timeoutMs });
      try {
        await transport.sendMail({
          from,
          to: recipient,
          subject: title,
          text: [body, link].filter(Boolean).join('\n\n'),
          messageId: `<${key}@huiqitong>`,
          ...(unsubscribeUrl !== null && {
            // RFC 8058: the mail program posts to it, once its reader clicks; a mere look does nothing.
            headers: {
              'List-Unsubscribe': `<${unsubscribeUrl}>`,
              'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
            },
          }),
        });
        return delivered();
      } catch (error) {
        return readFault(error);
      } finally {
        transport.close();
      }
    },
  };
}

function readFault(error: unknown): SendOutcome {
  if (!(error instanceof Error)) throw error;
  const { code, responseCode } = error as Error & { code?: string; responseCode?: number };
  const said = error.message.slice(0, 300);
  if (code === 'EAUTH') return later('bad-credentials', said);
  if (responseCode !== undefined && responseCode >= 500)
    return refused(code === 'EENVELOPE' ? 'unknown-recipient' : 'content-refused', said);
  if (responseCode !== undefined) return later('server-fault', said);
  if (code === 'ETIMEDOUT') return later('timeout', said);
  if (code === 'EENVELOPE') return refused('unknown-recipient', said);
  return later('unreachable', said);
}
