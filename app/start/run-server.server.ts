import type { Server } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import type { ServerBuild } from '@remix-run/node';
import pino from 'pino';

import { startHandlers } from '~/app/jobs/start-handlers.server';
import { createFirstAdministratorLink } from '~/app/people/first-administrator.server';
import type { Services } from '~/app/services.server';
import type { Settings } from '~/prisma/settings.server';

import { createServer, type PageSource } from './create-server.server';
import { listen } from './listen.server';
import { openServices } from './open-services.server';

const root = path.resolve(import.meta.dirname, '../..');

/** Where it listens, what to say to the operator, and what is less than whole. */
export interface Running {
  url: string;
  notes: string[];
}

/** Opens the services, serves pages, works the queue, and stops gracefully on SIGTERM or SIGINT. Resolves when ready. */
export async function runServer(settings: Settings, { dev = false } = {}): Promise<Running> {
  const log = pino({ level: settings.LOG_LEVEL }, pino.destination(2));
  const services = openServices(settings, log);
  const source = dev ? await openVite(settings) : { build: await loadBuild() };
  const { server, url } = await listen(createServer(services, source), settings);
  const worker = settings.WORKER_IN_PROCESS ? startHandlers(services) : undefined;

  services.ready = { ready: true };

  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    services.ready = { ready: false, reason: 'stopping' };
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), 15_000).unref();
    await closeServer(server);
    await worker?.stop();
    if ('vite' in source) await source.vite.close();
    await services.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
  process.on('disconnect', () => void stop('disconnect'));
  return { url, notes: await startNotes(services, url) };
}

async function loadBuild(): Promise<ServerBuild> {
  const file = path.join(root, 'build', 'server', 'index.js');
  return (await import(pathToFileURL(file).href)) as ServerBuild;
}

async function openVite(settings: Settings): Promise<PageSource> {
  const vite = await import('vite');
  return {
    vite: await vite.createServer({
      server: { middlewareMode: true, hmr: process.env.HMR === 'off' ? false : { port: 0 } },
      // A cache for each port: two servers under development don't disturb each other.
      cacheDir: path.join('node_modules', `.vite-${settings.PORT}`),
    }),
  };
}

/** Lets requests under way finish; idle connections are closed at once. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 8_000).unref();
  });
}

/** What the operator should know at the start: what this machine can't do, and how the first administrator signs in. */
async function startNotes(services: Services, url: string): Promise<string[]> {
  const notes: string[] = [];
  await Promise.race([
    services.search.settled(),
    new Promise((resolve) => setTimeout(resolve, 2_000).unref()),
  ]);
  const { reason } = services.search.status();
  if (reason !== undefined) notes.push(`Search: ${reason}`);
  if (!services.settings.HUIQITONG_SAMPLE_CITY) {
    const path = await createFirstAdministratorLink(services.db, services.now());
    if (path !== null) notes.push(`First administrator, once: ${services.settings.PUBLIC_URL ?? url}${path}`);
  }
  return notes;
}
