import { createTransport } from 'nodemailer';

import { linkPath } from '~/app/people/one-time-link.server';
import { mailAttempts, type MailContent } from '~/prisma/outbox/queue-mail.server';
import { hashToken, newToken } from '~/app/session/secret-token.server';
import type { Db } from '~/prisma/database.server';
import type { JobContext, JobHandler } from '~/prisma/jobs/work-jobs.server';
import type { Settings } from '~/prisma/settings.server';

type MailSettings = Pick<Settings, 'SMTP_URL' | 'MAIL_FROM' | 'PUBLIC_URL' | 'PORT'>;

/**
 * The handler of `send-mail`: sends one mail of the outbox, at least once, always with the same Message-ID. A failure
 * is noted and tried again by the queue; after the last try the mail is laid aside as `dead` with its error.
 */
export function sendMailHandler(deps: { db: Db; settings: MailSettings; now: () => Date }): JobHandler {
  return async ({ payload, attempt }: JobContext<{ outboxId: string }>) => {
    const { db, settings, now } = deps;
    const mail = await db.outbox.findUnique({ where: { id: payload.outboxId } });
    if (!mail || mail.state !== 'waiting') return;
    const where = { id: mail.id };
    if (settings.SMTP_URL === undefined) {
      // Nothing to try again: the person has the notice in the platform.
      await db.outbox.update({ where, data: { state: 'unsent', error: 'SMTP_URL is not set' } });
      return;
    }
    try {
      const content = mail.payload as unknown as MailContent;
      const text = await fillLink(deps, mail.id, content);
      const transport = createTransport({
        url: settings.SMTP_URL,
        connectionTimeout: 15_000,
        socketTimeout: 30_000,
      });
      try {
        await transport.sendMail({
          from: settings.MAIL_FROM,
          to: mail.recipient,
          subject: content.subject,
          text,
          messageId: `<${mail.id}@huiqitong>`,
        });
      } finally {
        transport.close();
      }
      await db.outbox.update({
        where,
        data: { state: 'sent', sentAt: now(), error: null, attempts: attempt },
      });
    } catch (error) {
      const state = attempt >= mailAttempts ? 'dead' : 'waiting';
      await db.outbox.update({
        where,
        data: { state, attempts: attempt, error: String(error).slice(0, 500) },
      });
      throw error;
    }
  };
}

/**
 * The link gets a fresh token at the moment of sending, so that no token that opens something ever lies in the
 * database. A second sending makes the first mail's link useless, never the other way round.
 */
async function fillLink(
  deps: { db: Db; settings: MailSettings },
  id: string,
  content: MailContent,
): Promise<string> {
  if (content.linkHash === undefined) return content.text;
  const token = newToken();
  const linkHash = hashToken(token);
  await deps.db.$transaction([
    deps.db.oneTimeLink.update({ where: { tokenHash: content.linkHash }, data: { tokenHash: linkHash } }),
    deps.db.outbox.update({ where: { id }, data: { payload: { ...content, linkHash } } }),
  ]);
  const base = deps.settings.PUBLIC_URL ?? `http://localhost:${deps.settings.PORT}`;
  return content.text.replace('{link}', new URL(linkPath(token), base).href);
}
