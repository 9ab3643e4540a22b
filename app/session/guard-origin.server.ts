import type { RequestHandler } from 'express';

import { translator } from '~/app/words/translator';
import type { Settings } from '~/prisma/settings.server';

import { isOwnOrigin } from './check-origin';
import { readBearerKey } from './read-api-key.server';
import { readSessionToken } from './session-cookie';

/** Refuses requests that another site makes a reader's browser send (403), before any route sees them. */
export function guardOrigin(settings: Pick<Settings, 'PUBLIC_URL'>): RequestHandler {
  return (request, response, next) => {
    // Its addresses take no cookie, so another site's page has nothing to misuse.
    if (isFormio(request.originalUrl)) {
      next();
      return;
    }
    const isOwn = isOwnOrigin(
      {
        method: request.method,
        host: request.headers.host,
        origin: request.headers.origin,
        secFetchSite: request.get('sec-fetch-site'),
        hasSessionCookie: readSessionToken(request.headers.cookie ?? null) !== null,
        hasBearerKey: readBearerKey(request.headers.authorization ?? null) !== null,
      },
      settings.PUBLIC_URL,
    );
    if (isOwn) {
      next();
      return;
    }
    const title = translator('zh-CN')('error.cross-site');
    const problem = { type: 'about:blank', status: 403, code: 'cross-site', title };
    response.status(403).type('application/problem+json').send(JSON.stringify(problem));
  };
}

/** As the router reads the address: `/formio/../x` is `/x`. */
function isFormio(address: string): boolean {
  return new URL(address, 'http://host').pathname.startsWith('/formio/');
}
