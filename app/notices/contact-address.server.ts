import { randomUUID, timingSafeEqual } from 'node:crypto';

import type { Services } from '~/app/services.server';
import { takeAttempt } from '~/app/session/count-attempts.server';
import type { PersonReader } from '~/app/session/require-reader.server';
import { isAddress } from '~/knowledge/policies/push/contact-address';
import { codeLifeMs, codePauseMs, contactCode, mostCodeTries } from '~/knowledge/policies/push/contact-code';
import { personalChannels, type PersonalChannel } from '~/knowledge/policies/push/delivery-choice';
import { renderMessage } from '~/knowledge/policies/push/render-message';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { appendMessage } from '~/prisma/outbox/append-message.server';

type Dependencies = Pick<Services, 'db' | 'now' | 'settings' | 'signingKey'>;

/** What is wrong, as a word of `notify.problem.`. */
export type ContactProblem =
  | 'address-mail'
  | 'address-sms'
  | 'address-wecom'
  | 'address-dingtalk'
  | 'not-open'
  | 'too-soon'
  | 'too-often'
  | 'code-wrong'
  | 'code-expired'
  | 'code-tries';
export type ContactOutcome = { outcome: 'done' } | { outcome: 'problem'; problem: ContactProblem };

const problem = (word: ContactProblem): ContactOutcome => ({ outcome: 'problem', problem: word });
const done: ContactOutcome = { outcome: 'done' };

/** The ways that the city has set up. */
export async function openWays({
  db,
  settings,
}: Pick<Dependencies, 'db' | 'settings'>): Promise<PersonalChannel[]> {
  const rows = await db.deliveryChannel.findMany({ where: { enabled: true }, select: { channel: true } });
  const open = new Set([...rows.map(({ channel }) => channel), ...(settings.SMTP_URL ? ['mail'] : [])]);
  return personalChannels.filter((channel) => open.has(channel));
}

/** Sends a code to an address of one's own; it confirms that the address is. */
export async function sendContactCode(
  deps: Dependencies,
  reader: PersonReader,
  input: { channel: PersonalChannel; address: string; locale: 'zh-CN' | 'en' },
): Promise<ContactOutcome> {
  const { channel } = input;
  const { personId } = reader;
  const address = channel === 'mail' ? input.address.trim().toLowerCase() : input.address.trim();
  if (!isAddress(channel, address)) return problem(`address-${channel}`);
  if (!(await openWays(deps)).includes(channel)) return problem('not-open');
  const now = deps.now();
  const row = await deps.db.contactAddress.findUnique({
    where: { personId_channel: { personId, channel } },
  });
  if (row?.codeSentAt && now.valueOf() - row.codeSentAt.valueOf() < codePauseMs) return problem('too-soon');
  const attempt = await takeAttempt(
    deps.db,
    [
      { purpose: 'contact:person', subject: personId },
      { purpose: 'contact:address', subject: `${channel}:${address}` },
    ],
    now,
  );
  if (!attempt.admitted) return problem('too-often');
  const nonce = randomUUID();
  const fresh = {
    ...{ address, verifiedAt: null, codeNonce: nonce, codeTries: 0, codeSentAt: now },
    codeExpiresAt: new Date(now.valueOf() + codeLifeMs),
  };
  await deps.db.$transaction(async (tx) => {
    await tx.contactAddress.upsert({
      where: { personId_channel: { personId, channel } },
      create: { personId, channel, ...fresh },
      update: fresh,
    });
    await appendMessage(tx, {
      ...{ channel, recipient: address, kind: 'contact-code', dedupeKey: `contact-code:${nonce}` },
      content: {
        ...renderMessage('contact-code', channel, input.locale, { code: '{code}' }),
        codeNonce: nonce,
      },
      personId,
      at: now,
    });
  });
  return done;
}

/** Takes the code that came back; from then on messages go to the address. */
export async function confirmContact(
  deps: Dependencies,
  reader: PersonReader,
  input: { channel: PersonalChannel; code: string },
): Promise<ContactOutcome> {
  const { personId } = reader;
  const now = deps.now();
  const where = { personId_channel: { personId, channel: input.channel } };
  return deps.db.$transaction(async (tx) => {
    const row = await tx.contactAddress.findUnique({ where });
    if (!row?.codeNonce || !row.codeExpiresAt || row.codeExpiresAt < now) return problem('code-expired');
    if (row.codeTries >= mostCodeTries) return problem('code-tries');
    const expected = Buffer.from(contactCode(deps.signingKey, row.codeNonce, row.address));
    const given = Buffer.from(input.code.replace(/\s/g, ''));
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      await tx.contactAddress.update({ where, data: { codeTries: { increment: 1 } } });
      return problem(row.codeTries + 1 >= mostCodeTries ? 'code-tries' : 'code-wrong');
    }
    await tx.contactAddress.update({
      where,
      data: { verifiedAt: now, codeNonce: null, codeExpiresAt: null, codeTries: 0 },
    });
    await audit(tx, reader, 'contact.verified', input.channel, now);
    return done;
  });
}

/** Nothing goes to the address any more. */
export async function removeContact(
  { db, now }: Dependencies,
  reader: PersonReader,
  channel: PersonalChannel,
): Promise<ContactOutcome> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.contactAddress.deleteMany({ where: { personId: reader.personId, channel } });
    if (count > 0) await audit(tx, reader, 'contact.removed', channel, now());
  });
  return done;
}

function audit(
  tx: Parameters<typeof appendAuditEntry>[0],
  reader: PersonReader,
  action: string,
  channel: string,
  at: Date,
) {
  const subject = { subjectKind: 'person', subjectId: reader.personId };
  return appendAuditEntry(tx, reader, { action, ...subject, detail: { channel } }, at);
}
