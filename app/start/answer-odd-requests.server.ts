import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';

import { translator } from '~/app/words/translator';

const methods = new Set(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** Refuses what no address can be made of and methods that fetch's Request doesn't know, which would be errors of ours. */
export const refuseOddRequests: RequestHandler = (request, response, next) => {
  if (!methods.has(request.method)) {
    response.set('Allow', [...methods].join(', '));
    response.status(405).type('application/problem+json').send(problem(405, 'method-not-allowed'));
    return;
  }
  if (!URL.canParse(`http://${request.headers.host ?? ''}${request.originalUrl}`)) {
    response.status(400).type('application/problem+json').send(problem(400, 'bad-request'));
    return;
  }
  next();
};

/**
 * The last answer when something threw outside Remix: a problem without the error's text or stack, whatever NODE_ENV
 * is (Express's own shows the stack unless it is production).
 */
export function answerLastErrors(log: Pick<Logger, 'error'>): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    // Refused already (a body too large): what its reader says comes too late.
    if (response.writableEnded) return;
    // The answer is under way: Express's own handler closes the connection.
    if (response.headersSent) {
      next(error);
      return;
    }
    const isTheirs = error instanceof URIError;
    if (!isTheirs)
      log.error({ err: error, requestId: String(response.locals.requestId) }, 'a request failed');
    const [status, code] = isTheirs ? ([400, 'bad-request'] as const) : ([500, 'internal'] as const);
    response.status(status).type('application/problem+json').send(problem(status, code));
  };
}

function problem(status: number, code: 'bad-request' | 'method-not-allowed' | 'internal'): string {
  return JSON.stringify({ type: 'about:blank', status, code, title: translator('zh-CN')(`error.${code}`) });
}
