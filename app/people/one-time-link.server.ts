import { hashToken, newToken } from '~/app/session/secret-token.server';
import type { Db, Tx } from '~/prisma/database.server';

const hour = 3_600_000;

/** How long each kind of link opens something. Mailed resets are short-lived; one handed over by a person takes longer. */
export const linkLifetimesMs = {
  'reset-password': hour,
  'handed-over': 24 * hour,
  invitation: 7 * 24 * hour,
  'first-administrator': 24 * hour,
} as const;

export type LinkPurpose = 'reset-password' | 'invitation' | 'first-administrator';

export interface LinkRequest {
  purpose: LinkPurpose;
  personId?: string;
  enterpriseId?: string;
  email?: string;
  createdById?: string;
  lifetimeMs: number;
  now: Date;
}

/** Makes a link that opens once; only its hash is kept. Returns the token: whoever holds it may follow the link. */
export async function createOneTimeLink(tx: Tx | Db, request: LinkRequest): Promise<string> {
  const { lifetimeMs, now, ...rest } = request;
  const token = newToken();
  await tx.oneTimeLink.create({
    data: {
      ...rest,
      tokenHash: hashToken(token),
      createdAt: now,
      expiresAt: new Date(now.valueOf() + lifetimeMs),
    },
  });
  return token;
}

/** The path to hand over. */
export function linkPath(token: string): string {
  return `/links/${token}`;
}

/** The link of a token while it opens something; null when unknown, used or expired. Looking doesn't use it up. */
export async function findOneTimeLink(db: Db | Tx, token: string, now: Date) {
  const link = await db.oneTimeLink.findUnique({ where: { tokenHash: hashToken(token) } });
  return link && link.usedAt === null && link.expiresAt > now ? link : null;
}

/** Uses the link up, inside the transaction of what it opens. False when somebody was first or it expired. */
export async function useUpOneTimeLink(tx: Tx, token: string, now: Date): Promise<boolean> {
  const { count } = await tx.oneTimeLink.updateMany({
    where: { tokenHash: hashToken(token), usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  return count === 1;
}
