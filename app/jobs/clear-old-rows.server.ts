import type { Services } from '~/app/services.server';
import { clearSessions } from '~/app/session/clear-sessions.server';
import { forgetAttempts } from '~/forms/webhooks/forget-attempts.server';
import { clearImports } from '~/knowledge/enterprises/imports/clear-imports.server';
import { clearRuns } from '~/knowledge/evaluation/runs/clear-runs.server';
import { clearMessages } from '~/knowledge/policies/push/clear-messages.server';
import { clearJobs } from '~/prisma/jobs/clear-jobs.server';

/** How many rows of each sort went. */
export type ClearedRows = Record<'jobs' | 'messages' | 'runs' | 'sessions' | 'imports' | 'attempts', number>;

/**
 * Deletes, some at a time, what the platform wrote for its own work and needs no longer. What people or departments
 * wrote or decided, what firms were told, and the audit log are not among it: docs/decisions/039 lists every table.
 */
export async function clearOldRows(
  services: Pick<Services, 'db' | 'now' | 'log'> & { settings: Pick<Services['settings'], 'dataDir'> },
  signal?: AbortSignal,
): Promise<ClearedRows> {
  const deps = { db: services.db, now: services.now, dataDir: services.settings.dataDir };
  const cleared = {
    jobs: await clearJobs(deps, signal),
    messages: await clearMessages(deps, signal),
    runs: await clearRuns(deps, signal),
    sessions: await clearSessions(deps, signal),
    imports: await clearImports(deps, signal),
    attempts: await forgetAttempts(deps, signal),
  };
  if (Object.values(cleared).some((count) => count > 0))
    services.log.info({ cleared }, 'old rows were cleared');
  return cleared;
}
