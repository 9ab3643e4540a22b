import type { Request, RequestHandler, Response } from 'express';

import { BadRequestError } from '~/app/bad-request';
import { translator } from '~/app/words/translator';
import type { Settings } from '~/prisma/settings.server';

const megabyte = 1024 * 1024;
/** More than any form, question or set of facts is; what is larger would only be parsed to be refused. */
const mostBytes = 2 * megabyte;
const uploads =
  /^\/(desk\/documents(\/upload)?|desk\/facts(\/_index)?|api\/v1\/facts\/imports|my\/facts|desk\/imports\/[^/]+\/files|drafts\/[^/]+\/(dispute|licence))(\.data)?\/?$/i;

/**
 * Refuses bodies that are too large (413) before anything is parsed: by the announced length, and by the bytes that
 * come, since a client may announce none. Where files are uploaded, the limit is that of the upload and its frame.
 * Must stand directly before the handler that reads the body: counting makes the bytes flow.
 */
export function limitBodies(settings: Pick<Settings, 'UPLOAD_LIMIT_MB'>): RequestHandler {
  return (request, response, next) => {
    const most = uploads.test(request.path) ? (settings.UPLOAD_LIMIT_MB + 1) * megabyte : mostBytes;
    const announced = Number(request.headers['content-length'] ?? 0);
    if (announced > most) {
      refuse(request, response);
      return;
    }
    if (request.headers['transfer-encoding'] !== undefined) {
      let bytes = 0;
      request.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > most && !response.headersSent) refuse(request, response);
      });
    }
    next();
  };
}

/**
 * Answers, and lets the rest of the body flow into nothing, so that the sender comes to read the answer. Whoever reads
 * the body already gets an error: never a part of it as if it were the whole.
 */
function refuse(request: Request, response: Response): void {
  const title = translator('zh-CN')('error.too-large');
  const problem = { type: 'about:blank', status: 413, code: 'too-large', title };
  response.status(413).type('application/problem+json').send(JSON.stringify(problem));
  if (request.listenerCount('error') > 0) request.emit('error', new BadRequestError('the body is too large'));
}
