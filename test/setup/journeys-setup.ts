import type { TestProject } from 'vitest/node';

import { findBrowser } from './find-browser';
import { startServer } from './running-server';
import { searchReady } from './search-ready';

declare module 'vitest' {
  export interface ProvidedContext {
    serverUrl: string;
    browserPath: string;
  }
}

/**
 * One server with a fresh sample city for all journeys, which begin when its
 * passages have their vectors.
 */
export default async function setup(project: TestProject) {
  project.provide('browserPath', findBrowser());
  const server = await startServer();
  await searchReady(server.url);
  project.provide('serverUrl', server.url);
  return () => server.stop();
}
