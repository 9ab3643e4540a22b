import type { AddressInfo } from 'node:net';

import type { ServerBuild } from '@remix-run/node';
import pino from 'pino';

import { openMetrics } from '~/app/metrics/open-metrics.server';
import type { Services } from '~/app/services.server';
import { createServer } from '~/app/start/create-server.server';
import { openFormChecker } from '~/forms/submission/form-checker.server';
import { parseSettings } from '~/prisma/settings.server';
import { key } from '~/test/forms/small-city';
import type { TestDatabase } from '~/test/setup/database';

/** The platform's own server with all its layers, and of its pages the routes under test: address pattern → module. */
export async function openRouteServer(
  database: TestDatabase,
  routes: Record<string, object>,
  start = new Date('2026-11-22T02:00:00Z'),
) {
  const sql = database.reader();
  let at = start;
  const formChecker = openFormChecker();
  const services = {
    settings: parseSettings({ DATA_DIR: database.dir, REQUESTS_PER_MINUTE: '100000' }),
    db: database.db,
    sql,
    metrics: openMetrics({ sql }),
    formChecker,
    signingKey: key,
    now: () => at,
    log: pino({ level: 'silent' }),
    ready: { ready: true },
  } as unknown as Services;
  const server = createServer(services, { build: buildOf(routes) }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    services,
    pass: (ms: number) => (at = new Date(at.valueOf() + ms)),
    now: () => at,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await formChecker.close();
    },
  };
}

function buildOf(routes: Record<string, object>): ServerBuild {
  const own = Object.entries(routes).map(([path, module], n) => {
    const id = `route${String(n)}`;
    return [id, { id, parentId: 'root', path, module }] as const;
  });
  return {
    entry: {
      module: {
        default: () => {
          throw new Error('no page is rendered here');
        },
      },
    },
    routes: { root: { id: 'root', path: '', module: { default: () => null } }, ...Object.fromEntries(own) },
    assets: { entry: { imports: [], module: '' }, routes: {}, url: '', version: '' },
    publicPath: '/',
    assetsBuildDirectory: '',
    mode: 'production',
    isSpaMode: false,
    future: {
      v3_fetcherPersist: true,
      v3_relativeSplatPath: true,
      v3_throwAbortReason: true,
      v3_lazyRouteDiscovery: true,
      v3_singleFetch: true,
      v3_routeConfig: false,
      unstable_optimizeDeps: false,
    },
  } as unknown as ServerBuild;
}
