import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';

import { createRequestHandler } from '@remix-run/express';
import type { ServerBuild } from '@remix-run/node';
import compression from 'compression';
import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { pinoHttp } from 'pino-http';
import type { ViteDevServer } from 'vite';

import { openToOrigins } from '~/app/formio/open-to-origins.server';
import type { Services } from '~/app/services.server';
import { guardOrigin } from '~/app/session/guard-origin.server';
import { limitRequests } from '~/app/session/limit-requests.server';

import { answerDomainErrors } from './answer-domain-errors';
import { answerLastErrors, refuseOddRequests } from './answer-odd-requests.server';
import { limitBodies } from './limit-bodies.server';

const root = path.resolve(import.meta.dirname, '../..');

/** Where Remix's bundle comes from: the build folder, or Vite while developing. */
export type PageSource = { build: ServerBuild } | { vite: ViteDevServer };

/** The HTTP face: headers, logs, assets, then Remix. */
export function createServer(services: Services, source: PageSource): Express {
  const app = express();
  app.disable('x-powered-by');
  const { TRUST_PROXY } = services.settings;
  if (TRUST_PROXY !== undefined) app.set('trust proxy', trustedProxies(TRUST_PROXY));

  app.use((_, response, next) => {
    response.locals.nonce = randomBytes(16).toString('base64');
    response.locals.requestId = randomUUID();
    response.setHeader('X-Request-Id', String(response.locals.requestId));
    next();
  });
  app.use(services.metrics.observe);
  app.use(securityHeaders('vite' in source, services.settings.PUBLIC_URL?.startsWith('https:') ?? false));
  app.use(
    compression({
      filter: (request, response) => !isStream(response) && compression.filter(request, response),
    }),
  );
  app.use(
    pinoHttp({
      logger: services.log,
      genReqId: (_, response) => String((response as express.Response).locals.requestId),
      autoLogging: {
        ignore: (request) => /^\/(assets|healthz|@|node_modules|app\/)/.test(request.url ?? ''),
      },
      customLogLevel: (_, response, error) => (error || response.statusCode >= 500 ? 'error' : 'info'),
      serializers: {
        req: (request: { method: string; url: string }) => ({
          method: request.method,
          path: request.url.split('?')[0],
        }),
        res: (response: { statusCode: number }) => ({ status: response.statusCode }),
      },
    }),
  );

  if ('vite' in source) {
    app.use(source.vite.middlewares);
  } else {
    const client = path.join(root, 'build', 'client');
    app.use('/assets', express.static(path.join(client, 'assets'), { immutable: true, maxAge: '1y' }));
    app.use(express.static(client, { maxAge: '1h' }));
  }

  app.use('/formio', openToOrigins);
  app.use(refuseOddRequests, guardOrigin(services.settings), limitRequests(services));

  const build =
    'vite' in source
      ? async () => {
          const module = await source.vite.ssrLoadModule('virtual:remix/server-build');
          return answerDomainErrors(module as unknown as ServerBuild);
        }
      : answerDomainErrors(source.build);
  const handle = createRequestHandler({
    build,
    mode: 'vite' in source ? 'development' : 'production',
    getLoadContext: (request, response) => ({
      services,
      requestId: String(response.locals.requestId),
      nonce: String(response.locals.nonce),
      ...(request.ip !== undefined && { address: request.ip }),
    }),
  });
  app.use(limitBodies(services.settings), (request, response, next) => {
    handle(request, response, next).catch(next);
  });
  app.use(answerLastErrors(services.log));
  return app;
}

function isStream(response: express.Response): boolean {
  return String(response.getHeader('Content-Type') ?? '').startsWith('text/event-stream');
}

/**
 * No script runs but our own files and those with the response's nonce; nothing is loaded from elsewhere.
 * form.io's templates carry style attributes, hence 'unsafe-inline' for styles alone.
 */
function securityHeaders(development: boolean, https: boolean): RequestHandler {
  return (request, response, next) =>
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'", `'nonce-${String(response.locals.nonce)}'`],
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:', 'blob:'],
          fontSrc: ["'self'", 'data:'],
          connectSrc: ["'self'", ...(development ? ['ws:'] : [])],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
        },
      },
      hsts: https,
      xFrameOptions: { action: 'deny' },
      referrerPolicy: { policy: 'same-origin' },
      crossOriginEmbedderPolicy: false,
    })(request, response, next);
}

/** `TRUST_PROXY` as Express takes it: a number of hops, or addresses. */
function trustedProxies(setting: string): number | string[] {
  return /^\d+$/.test(setting) ? Number(setting) : setting.split(',').map((address) => address.trim());
}
