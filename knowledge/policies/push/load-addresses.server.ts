import type { Tx } from '~/prisma/database.server';

import type { PersonalChannel } from './delivery-choice';

/** Where a person can be reached now. */
export interface Addresses {
  of: Map<PersonalChannel, string>;
  /** The account's own address: used, unverified, for what concerns the account and the desk alone. */
  accountMail: string | undefined;
  reachable: PersonalChannel[];
}

/** The person's verified addresses on channels that are set up; none of a closed account. */
export async function loadAddresses(
  tx: Tx,
  { settings }: { settings: { SMTP_URL?: string | undefined } },
  personId: string,
): Promise<Addresses> {
  const [person, verified, channels] = [
    await tx.person.findUnique({ where: { id: personId }, select: { email: true, disabledAt: true } }),
    await tx.contactAddress.findMany({ where: { personId, verifiedAt: { not: null } } }),
    await tx.deliveryChannel.findMany({ where: { enabled: true }, select: { channel: true } }),
  ];
  const open = new Set([...channels.map(({ channel }) => channel), ...(settings.SMTP_URL ? ['mail'] : [])]);
  const isOpen = person?.disabledAt === null;
  const of = new Map(
    verified
      .filter(({ channel }) => isOpen && open.has(channel))
      .map(({ channel, address }) => [channel as PersonalChannel, address]),
  );
  const accountMail = isOpen && open.has('mail') ? (person.email ?? undefined) : undefined;
  return { of, accountMail, reachable: [...of.keys()] };
}
