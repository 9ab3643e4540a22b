import type { TestProject } from 'vitest/node';

import { findBrowser } from './find-browser';
import { startServer } from './running-server';

declare module 'vitest' {
  export interface ProvidedContext {
    serverUrl: string;
    browserPath: string;
  }
}

/**
 * One server with a fresh sample city for all journeys, which begin when its passages have their vectors, and its clauses and
 * words theirs: these come by the same job, afterwards.
 */
export default async function setup(project: TestProject) {
  project.provide('browserPath', findBrowser());
  const server = await startServer();
  await vectorsReady(server.url);
  project.provide('serverUrl', server.url);
  return () => server.stop();
}

async function vectorsReady(url: string): Promise<void> {
  for (const until = Date.now() + 600_000; Date.now() < until;) {
    // A kept connection may be closed by a busy server just as it is used again.
    const response = await fetch(`${url}/api/v1/status`).catch((error: unknown) => {
      if (error instanceof TypeError) return null;
      throw error;
    });
    if (!response) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      continue;
    }
    const status = (await response.json()) as {
      embeddingModel: string | null;
      vectorsPending: number;
      jobsPending: number;
    };
    const { embeddingModel, vectorsPending, jobsPending } = status;
    if (embeddingModel !== null && vectorsPending === 0 && jobsPending === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('The sample city had no vectors after ten minutes');
}
