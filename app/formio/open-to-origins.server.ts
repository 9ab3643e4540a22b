import type { RequestHandler } from 'express';

import { tokenHeader } from './read-formio-reader.server';

/**
 * Lets pages of any origin use form.io's REST (CORS): no cookie counts there and none is sent along, so a page can do
 * no more than its reader's own token allows. Stands before every refusal, so that a browser may read that too.
 */
export const openToOrigins: RequestHandler = (request, response, next) => {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Access-Control-Expose-Headers', `${tokenHeader}, Content-Range, Retry-After`);
  if (request.method !== 'OPTIONS') {
    next();
    return;
  }
  response.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE, OPTIONS');
  response.setHeader('Access-Control-Allow-Headers', `${tokenHeader}, Authorization, Content-Type, Accept`);
  response.setHeader('Access-Control-Max-Age', '600');
  response.status(204).end();
};
