import type { Request, RequestHandler } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

import type { Services } from '~/app/services.server';
import { translator } from '~/app/words/translator';

import { addressBlock } from './address-block';
import { readApiKey, readBearerKey } from './read-api-key.server';

type LimitDeps = Pick<Services, 'db' | 'sql' | 'now'> & {
  settings: Pick<Services['settings'], 'REQUESTS_PER_MINUTE'>;
};

/** What programs ask, and what strangers may send: a question to the assistant, the code of a reply. */
function isLimited(request: Pick<Request, 'method' | 'path'>): boolean {
  const path = decodedPath(request.path);
  if (/^\/(api\/v1|formio)(\/|$)/i.test(path)) return true;
  return request.method === 'POST' && /^\/(assistant|replies)([/.]|$)/i.test(path);
}

/** As Remix reads it: `/%61pi` is `/api`. */
function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // Not decodable: no route's address.
    return path;
  }
}

/**
 * Lets each address send so many requests a minute (REQUESTS_PER_MINUTE); a known key lifts the limit. Answers 429
 * with Retry-After beyond it. Counted in this process alone: with n web processes behind a balancer an address has
 * up to n times as much, which is still a limit; sign-ins are counted in the database instead.
 * `request.ip` is the sender, or what TRUST_PROXY lets a proxy say of it.
 */
export function limitRequests(deps: LimitDeps): RequestHandler {
  const points = deps.settings.REQUESTS_PER_MINUTE;
  const limiter = new RateLimiterMemory({ points, duration: 60 });
  const title = translator('zh-CN')('error.too-many-requests');
  return (request, response, next) => {
    if (!isLimited(request)) {
      next();
      return;
    }
    const admit = async () => {
      const key = readBearerKey(request.headers.authorization ?? null);
      if (key !== null && (await readApiKey({ ...deps, now: deps.now() }, key))) return null;
      return limiter.consume(addressBlock(request.ip ?? ''));
    };
    admit().then(
      (left) => {
        if (left) {
          response.setHeader('RateLimit-Limit', points);
          response.setHeader('RateLimit-Remaining', left.remainingPoints);
        }
        next();
      },
      (refusal: unknown) => {
        if (!(refusal instanceof RateLimiterRes)) {
          next(refusal);
          return;
        }
        response.setHeader('Retry-After', Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000)));
        const problem = { type: 'about:blank', status: 429, code: 'too-many-requests', title };
        response.status(429).type('application/problem+json').send(JSON.stringify(problem));
      },
    );
  };
}
