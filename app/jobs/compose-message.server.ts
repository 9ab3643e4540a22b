import { linkPath } from '~/app/people/one-time-link.server';
import { unsubscribeToken } from '~/app/notices/unsubscribe-token';
import type { Services } from '~/app/services.server';
import { hashToken, newToken } from '~/app/session/secret-token.server';
import { leavableTopics } from '~/knowledge/policies/push/delivery-choice';
import { contactCode } from '~/knowledge/policies/push/contact-code';
import type { OutboxContent } from '~/prisma/outbox/append-message.server';
import type { OutgoingMessage } from '~/prisma/outbox/channels/channel';
import type { OutboxRow } from '~/prisma/outbox/claim-due.server';

type ComposeDependencies = Pick<Services, 'db' | 'settings' | 'signingKey'>;

/** What a row holds; mails written before the outbox was one for all channels name their parts otherwise. */
type StoredContent = OutboxContent & { subject?: string; text?: string };

/** Makes of a row of the outbox what leaves: whole addresses, the link to leave the topic, and what opens something. */
export async function composeMessage(deps: ComposeDependencies, row: OutboxRow): Promise<OutgoingMessage> {
  const content = row.payload as unknown as StoredContent;
  const { settings, signingKey } = deps;
  const base = (settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`).replace(/\/$/, '');
  const topic = leavableTopics.find((one) => one === row.topic);
  const unsubscribe =
    topic && row.personId !== null
      ? `${base}/unsubscribe/${unsubscribeToken(signingKey, { personId: row.personId, topic })}`
      : null;
  const code =
    content.codeNonce === undefined ? '' : contactCode(signingKey, content.codeNonce, row.recipient);
  const oneTime = content.linkHash === undefined ? '' : await freshLink(deps, row.id, content, base);
  const fill = (text: string) =>
    text
      .replaceAll('{base}', base)
      .replaceAll('{unsubscribe}', unsubscribe ?? `${base}/my/notifications`)
      .replaceAll('{link}', oneTime)
      .replaceAll('{code}', code);
  return {
    key: row.id,
    recipient: row.recipient,
    title: fill(content.title ?? content.subject ?? ''),
    body: fill(content.body ?? content.text ?? ''),
    url: content.link === undefined ? null : `${base}${content.link}`,
    // RFC 8058 asks for https; without it the link in the text serves.
    unsubscribeUrl: unsubscribe?.startsWith('https:') ? unsubscribe : null,
  };
}

/**
 * The link gets a fresh token at the moment of sending, so that no token that opens anything ever lies in the
 * database. A second sending makes the first mail's link useless, never the other way round.
 */
async function freshLink(
  { db }: ComposeDependencies,
  id: string,
  content: StoredContent,
  base: string,
): Promise<string> {
  const token = newToken();
  const linkHash = hashToken(token);
  await db.$transaction([
    db.oneTimeLink.update({ where: { tokenHash: content.linkHash ?? '' }, data: { tokenHash: linkHash } }),
    db.outbox.update({ where: { id }, data: { payload: { ...content, linkHash } } }),
  ]);
  return new URL(linkPath(token), base).href;
}
