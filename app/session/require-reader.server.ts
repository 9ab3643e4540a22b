import { redirect, type AppLoadContext } from '@remix-run/node';

import { AccessDeniedError } from '~/prisma/access/access-denied';
import { anonymousReader, hasRole, type HeldRole, type Reader } from '~/prisma/access/reader';
import { UnauthenticatedError } from '~/prisma/access/unauthenticated';

import { ownPath } from './own-path';
import { readApiKey, readBearerKey } from './read-api-key.server';
import { readSession } from './read-session.server';
import { readSessionToken } from './session-cookie';

/** A signed-in person. */
export type PersonReader = Reader & { kind: 'person'; personId: string };
/** A signed-in person who acts for a firm. */
export type MemberReader = PersonReader & { enterpriseId: string };

type Context = Pick<AppLoadContext, 'services'>;

/**
 * Who sends the request: by bearer key, else by session, else nobody in particular. Throws `UnauthenticatedError`
 * (401) for a key that is unknown or revoked, so that a program never works on as nobody.
 */
export async function getReader(request: Request, context: Context): Promise<Reader> {
  const { db, sql, now } = context.services;
  const deps = { db, sql, now: now() };
  const key = readBearerKey(request.headers.get('authorization'));
  if (key !== null) {
    const reader = await readApiKey(deps, key);
    if (!reader) throw new UnauthenticatedError('unknown-key');
    return reader;
  }
  const token = readSessionToken(request.headers.get('cookie'));
  return (token && (await readSession(deps, token))) || anonymousReader;
}

/** The signed-in person; others are sent to the sign-in page (pages) or get 401 (under /api). Keys get 403. */
export async function requirePerson(request: Request, context: Context): Promise<PersonReader> {
  const reader = await getReader(request, context);
  if (isPerson(reader)) return reader;
  if (reader.kind === 'key') throw new AccessDeniedError('act-as-person');
  return askToSignIn(request);
}

/** The signed-in person acting for a firm; one without a firm is sent to register one (pages) or gets 403. */
export async function requireMember(request: Request, context: Context): Promise<MemberReader> {
  const reader = await requirePerson(request, context);
  if (isMember(reader)) return reader;
  if (isApi(request)) throw new AccessDeniedError('act-for-enterprise');
  const registration: Response = redirect('/register');
  throw registration;
}

/**
 * A person or key holding at least one of the roles (any appointment when none is named). Nobody in particular is
 * asked to sign in; others get `AccessDeniedError` (403). Which department counts, the query decides by
 * `departmentsOf(reader, …)`.
 */
export async function requireStaff(
  request: Request,
  context: Context,
  ...roles: HeldRole['role'][]
): Promise<Reader> {
  const reader = await getReader(request, context);
  if (reader.kind === 'anonymous') return askToSignIn(request);
  const allowed =
    roles.length === 0 ? reader.appointments.length > 0 : roles.some((role) => hasRole(reader, role));
  if (!allowed) throw new AccessDeniedError(roles.length === 0 ? 'desk' : `desk:${roles.join('|')}`);
  return reader;
}

function isPerson(reader: Reader): reader is PersonReader {
  return reader.kind === 'person' && reader.personId !== null;
}

function isMember(reader: PersonReader): reader is MemberReader {
  return reader.enterpriseId !== null;
}

function isApi(request: Request): boolean {
  return /^\/(api|formio)\//.test(new URL(request.url).pathname);
}

/** A form posted after the session ended leads back to the page it was on, which is the Referer's path. */
function askToSignIn(request: Request): never {
  if (isApi(request)) throw new UnauthenticatedError();
  const url = new URL(request.url);
  const referer = request.headers.get('referer');
  const from = request.method === 'GET' ? url : referer && URL.canParse(referer) ? new URL(referer) : null;
  const next = ownPath(from && `${from.pathname}${from.search}`);
  const signIn: Response = redirect(next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`);
  throw signIn;
}
