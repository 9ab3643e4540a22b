import { anonymousReader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';

import {
  accountSubject,
  forgetAttempts,
  giveBackAttempt,
  takeAttempt,
  type AttemptKey,
} from './count-attempts.server';
import { verifyPassword } from './hash-password.server';
import { normalLogin } from './normal-login';
import { startSession } from './start-session.server';

export interface SignInRequest {
  /** Login name or mail address, as typed. */
  login: string;
  password: string;
  /** The address that the request came from. */
  address: string;
  /** The token that the browser already carried. */
  formerToken: string | null;
}

/** `refused`: name or password is wrong, or the account may not be used; never said which. */
export type SignInOutcome =
  | { outcome: 'signed-in'; token: string; personId: string; isStaff: boolean }
  | { outcome: 'refused' }
  | { outcome: 'blocked'; until: Date };

/**
 * Signs a person in by password. Unknown names take the same time, get the same words and are slowed in the same way
 * as known ones; tries are counted before the password is looked at.
 */
export async function signIn(deps: { db: Db; now: Date }, request: SignInRequest): Promise<SignInOutcome> {
  const { db, now } = deps;
  const login = normalLogin(request.login);
  const person = await db.person.findFirst({
    where: { OR: [{ loginName: login }, { email: login }] },
    select: { id: true, passwordHash: true, disabledAt: true, appointments: { select: { id: true } } },
  });
  const account: AttemptKey = {
    purpose: 'sign-in:account',
    subject: accountSubject(person?.id ?? null, login),
  };
  const address: AttemptKey = { purpose: 'sign-in:address', subject: request.address };
  const attempt = await takeAttempt(db, [account, address], now);
  if (!attempt.admitted) return { outcome: 'blocked', until: attempt.until };
  const isRight = await verifyPassword(person?.passwordHash ?? null, request.password);
  if (!person || !isRight || person.disabledAt) return { outcome: 'refused' };
  return db.$transaction(async (tx) => {
    await forgetAttempts(tx, account);
    await giveBackAttempt(tx, address);
    const token = await startSession(tx, { personId: person.id, now, formerToken: request.formerToken });
    const reader = { ...anonymousReader, kind: 'person' as const, personId: person.id };
    await appendAuditEntry(
      tx,
      reader,
      { action: 'sign-in', subjectKind: 'person', subjectId: person.id },
      now,
    );
    return { outcome: 'signed-in', token, personId: person.id, isStaff: person.appointments.length > 0 };
  });
}
