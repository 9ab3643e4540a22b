import { accountSubject, takeAttempt } from '~/app/session/count-attempts.server';
import { normalLogin } from '~/app/session/normal-login';
import { hashToken } from '~/app/session/secret-token.server';
import { translator } from '~/app/words/translator';

import { createOneTimeLink, linkLifetimesMs } from './one-time-link.server';
import type { PeopleDeps } from './people-deps.server';
import { queueMail } from '~/prisma/outbox/queue-mail.server';

/** `asked` says nothing of whether the account exists; `no-mail`: this platform can't send any. */
export type ResetRequestOutcome =
  { outcome: 'asked' } | { outcome: 'no-mail' } | { outcome: 'blocked'; until: Date };

/** Mails a link to set a new password, if the name or address is an account's that has a mail address. */
export async function requestPasswordReset(
  deps: PeopleDeps,
  request: { login: string; address: string },
): Promise<ResetRequestOutcome> {
  if (deps.settings.SMTP_URL === undefined) return { outcome: 'no-mail' };
  const login = normalLogin(request.login);
  const now = deps.now();
  const person = await deps.db.person.findFirst({
    where: { OR: [{ loginName: login }, { email: login }], disabledAt: null, email: { not: null } },
    select: { id: true, email: true, name: true, locale: true },
  });
  const attempt = await takeAttempt(
    deps.db,
    [
      { purpose: 'reset:account', subject: accountSubject(person?.id ?? null, login) },
      { purpose: 'reset:address', subject: request.address },
    ],
    now,
  );
  if (!attempt.admitted) return { outcome: 'blocked', until: attempt.until };
  if (!person?.email) return { outcome: 'asked' };
  const { id: personId, email: recipient, name } = person;
  const t = translator(person.locale === 'en' ? 'en' : 'zh-CN');
  await deps.db.$transaction(async (tx) => {
    const lifetimeMs = linkLifetimesMs['reset-password'];
    const linkHash = hashToken(
      await createOneTimeLink(tx, { purpose: 'reset-password', personId, lifetimeMs, now }),
    );
    await queueMail(tx, {
      recipient,
      kind: 'reset-password',
      dedupeKey: `reset-password:${linkHash}`,
      content: { subject: t('mail.reset.subject'), text: t('mail.reset.text', { name }), linkHash },
    });
  });
  return { outcome: 'asked' };
}
