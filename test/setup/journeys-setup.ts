import type { TestProject } from 'vitest/node';

import { findBrowser } from './find-browser';
import { startServer } from './running-server';

declare module 'vitest' {
  export interface ProvidedContext {
    serverUrl: string;
    browserPath: string;
  }
}

/** One server with a fresh sample city for all journeys. */
export default async function setup(project: TestProject) {
  project.provide('browserPath', findBrowser());
  const server = await startServer();
  project.provide('serverUrl', server.url);
  return () => server.stop();
}
