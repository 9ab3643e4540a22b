import type { Db, Tx } from '~/prisma/database.server';

import { attemptPolicies, waitAfter, type AttemptPolicy, type AttemptPurpose } from './attempt-policies';
import { hashToken } from './secret-token.server';

/** One thing that is counted: a purpose and whom or what it is counted for. */
export interface AttemptKey {
  purpose: AttemptPurpose;
  subject: string;
}

export type AttemptOutcome = { admitted: true } | { admitted: false; until: Date };

/**
 * Admits a try and counts it before its result is known, so that a thousand tries sent at once are a thousand, or
 * says until when to wait. All keys must admit it; a refused try counts for none.
 */
export async function takeAttempt(db: Db, keys: readonly AttemptKey[], now: Date): Promise<AttemptOutcome> {
  return db.$transaction(async (tx) => {
    const rows = await tx.attemptLimit.findMany({ where: { key: { in: keys.map(rowKey) } } });
    const blocks = rows.flatMap(({ blockedUntil }) =>
      blockedUntil && blockedUntil > now ? [blockedUntil] : [],
    );
    const until = blocks.sort((a, b) => b.valueOf() - a.valueOf())[0];
    if (until) return { admitted: false, until };
    for (const key of keys) {
      const policy: AttemptPolicy = attemptPolicies[key.purpose];
      const row = rows.find((one) => one.key === rowKey(key));
      const isFresh = !row || now.valueOf() - row.lastAt.valueOf() > policy.forgetAfterMs;
      const count = isFresh ? 1 : row.count + 1;
      const waitMs = waitAfter(policy, count);
      const data = { count, lastAt: now, blockedUntil: waitMs > 0 ? new Date(now.valueOf() + waitMs) : null };
      await tx.attemptLimit.upsert({
        where: { key: rowKey(key) },
        create: { key: rowKey(key), ...data },
        update: data,
      });
    }
    return { admitted: true };
  });
}

/** The tries of this account led to success: its count starts anew. */
export async function forgetAttempts(db: Db | Tx, key: AttemptKey): Promise<void> {
  await db.attemptLimit.deleteMany({ where: { key: rowKey(key) } });
}

/** This one try was no failure; earlier ones from the same address still count. */
export async function giveBackAttempt(db: Db | Tx, key: AttemptKey): Promise<void> {
  await db.attemptLimit.updateMany({
    where: { key: rowKey(key), count: { gt: 0 } },
    data: { count: { decrement: 1 }, blockedUntil: null },
  });
}

/** Until when an account is locked, or null. */
export async function lockedUntil(db: Db, key: AttemptKey, now: Date): Promise<Date | null> {
  const row = await db.attemptLimit.findUnique({ where: { key: rowKey(key) } });
  return row?.blockedUntil && row.blockedUntil > now ? row.blockedUntil : null;
}

/** The account that a name stands for: a known person whichever name was typed, else the name itself. */
export function accountSubject(personId: string | null, login: string): string {
  return personId ?? `name-${hashToken(login).slice(0, 32)}`;
}

function rowKey({ purpose, subject }: AttemptKey): string {
  return `${purpose}:${subject}`;
}
