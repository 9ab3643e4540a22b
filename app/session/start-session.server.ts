import type { Db, Tx } from '~/prisma/database.server';
import type { Settings } from '~/prisma/settings.server';

import { hashToken, newToken } from './secret-token.server';
import { clearSessionCookie, writeSessionCookie } from './session-cookie';
import { sessionLimits } from './session-limits';

/** Opens a session under a fresh token and ends the one that the browser came with (session fixation, CWE-384). */
export async function startSession(
  tx: Tx | Db,
  options: { personId: string; now: Date; formerToken?: string | null; enterpriseId?: string | null },
): Promise<string> {
  const { personId, now } = options;
  const token = newToken();
  if (options.formerToken) await tx.session.deleteMany({ where: { id: hashToken(options.formerToken) } });
  await tx.session.deleteMany({ where: { personId, expiresAt: { lt: now } } });
  await tx.session.create({
    data: {
      id: hashToken(token),
      personId,
      enterpriseId: options.enterpriseId ?? null,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.valueOf() + sessionLimits.member.absoluteMs),
    },
  });
  return token;
}

/** Ends one session; an unknown token ends nothing. */
export async function endSession(db: Db, token: string): Promise<void> {
  await db.session.deleteMany({ where: { id: hashToken(token) } });
}

/** Ends all of a person's sessions, but for the one of `exceptToken`. */
export async function endAllSessions(
  db: Db | Tx,
  personId: string,
  exceptToken?: string | null,
): Promise<void> {
  await db.session.deleteMany({
    where: { personId, ...(exceptToken && { id: { not: hashToken(exceptToken) } }) },
  });
}

/** The Set-Cookie header for a session's token. */
export function sessionCookie(settings: Pick<Settings, 'PUBLIC_URL'>, token: string): string {
  return writeSessionCookie(token, {
    secure: isHttps(settings),
    maxAgeSeconds: sessionLimits.member.absoluteMs / 1_000,
  });
}

/** The Set-Cookie header after signing out. */
export function endedSessionCookie(settings: Pick<Settings, 'PUBLIC_URL'>): string {
  return clearSessionCookie({ secure: isHttps(settings) });
}

function isHttps({ PUBLIC_URL }: Pick<Settings, 'PUBLIC_URL'>): boolean {
  return PUBLIC_URL?.startsWith('https:') ?? false;
}
