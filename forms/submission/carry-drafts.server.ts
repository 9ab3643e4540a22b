import { carryDraftsJob } from '~/forms/definition/put-version-live.server';
import type { Db } from '~/prisma/database.server';
import type { JobHandler } from '~/prisma/jobs/work-jobs.server';
import { z } from 'zod';

import { carryWhereSafe } from './carry-draft.server';
import { openDraftOf, withVersion } from './open-draft.server';

const payload = z.object({ formId: z.string() });
/** Drafts that are read at a time. */
const pageSize = 50;

type Deps = { db: Db; now: () => Date; signingKey: Buffer };

/** The job that follows a form's publication. */
export function carryJobHandlers(deps: Deps): Record<string, JobHandler> {
  return {
    [carryDraftsJob]: async (job) => {
      await carryDrafts(deps, payload.parse(job.payload).formId);
    },
  };
}

/** Takes all open drafts of a form's earlier versions over to the live one where that is safe; corrections stay. */
export async function carryDrafts(deps: Deps, formId: string): Promise<{ carried: number; waiting: number }> {
  const tally = { carried: 0, waiting: 0 };
  const live = await deps.db.formVersion.findFirst({ where: { formId, state: 'published' } });
  if (!live) return tally;
  for (let after = ''; ;) {
    const rows = await deps.db.draft.findMany({
      where: {
        id: { gt: after },
        ...{ submittedAt: null, caseId: null, formVersionId: { not: live.id }, formVersion: { formId } },
      },
      include: withVersion,
      orderBy: { id: 'asc' },
      take: pageSize,
    });
    for (const row of rows) tally[await carryWhereSafe(deps, openDraftOf(row), live)] += 1;
    after = rows.at(-1)?.id ?? '';
    if (rows.length < pageSize) return tally;
  }
}
