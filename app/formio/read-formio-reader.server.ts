import type { AppLoadContext } from '@remix-run/node';

import { readApiKey, readBearerKey } from '~/app/session/read-api-key.server';
import { readSession } from '~/app/session/read-session.server';
import { hashToken } from '~/app/session/secret-token.server';
import { anonymousReader, type Reader } from '~/prisma/access/reader';
import { UnauthenticatedError } from '~/prisma/access/unauthenticated';

import { SessionExpiredError } from './formio-errors';

/** The header that carries the session's token, in requests and answers. */
export const tokenHeader = 'x-jwt-token';

/**
 * Who asks: by x-jwt-token, else by bearer key, else nobody in particular. Cookies don't count here, so that no other
 * site's page can use them. Throws `SessionExpiredError` (440) for a session that has ended, `UnauthenticatedError`
 * (401) for a token or key that is unknown.
 */
export async function readFormioReader(
  request: Request,
  context: Pick<AppLoadContext, 'services'>,
): Promise<Reader> {
  const { db, sql, now } = context.services;
  const deps = { db, sql, now: now() };
  const token = request.headers.get(tokenHeader);
  if (token) {
    const reader = await readSession(deps, token);
    if (reader) return reader;
    if (sql.get('SELECT id FROM Session WHERE id = ?', [hashToken(token)])) throw new SessionExpiredError();
    throw new UnauthenticatedError();
  }
  const key = readBearerKey(request.headers.get('authorization'));
  if (key === null) return anonymousReader;
  const program = await readApiKey(deps, key);
  if (!program) throw new UnauthenticatedError('unknown-key');
  return program;
}

/** A person or program known by name. Throws `UnauthenticatedError`. */
export function requireKnown(reader: Reader): Reader {
  if (reader.kind === 'anonymous') throw new UnauthenticatedError();
  return reader;
}
