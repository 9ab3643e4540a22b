import { Piscina } from 'piscina';

import { askPool, surviveIdleDeaths } from '~/prisma/threads/ask-pool.server';

import type { Finding, JudgeRequest } from './finding';

/** Judges firms over policies in a thread of its own, beside the requests. */
export interface OpportunityJudge {
  judge(request: JudgeRequest): Promise<Finding[]>;
  close(): Promise<void>;
}

/** Opens the judge: in the process entry or a test, never inside a route. The caller closes it. */
export function openOpportunityJudge(): OpportunityJudge {
  const pool = new Piscina<JudgeRequest, Finding[]>({
    filename: new URL('./judge-firms.worker.ts', import.meta.url).href,
    execArgv: ['--import', 'tsx'],
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 10_000,
    resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32 },
  });
  surviveIdleDeaths(pool);
  return {
    judge: (request) => askPool(pool, request),
    close: () => pool.close(),
  };
}
