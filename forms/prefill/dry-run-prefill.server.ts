import type { FormComponent } from '~/forms/definition/form-definition';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import { loadPrefillFacts } from './load-prefill-facts.server';
import { summarizeDryRun, type DryRun } from './summarize-dry-run';

/** So many firms tell what a form does; more only take time. */
const mostFirms = 16;

/**
 * Tries a form on the sample firms, never on real ones: a designer has no right to a firm's data. Without a sample city
 * there are none, and `firms` is empty.
 */
export async function dryRunPrefill(
  deps: { db: Db; now: () => Date },
  components: readonly FormComponent[],
): Promise<DryRun> {
  const today = cityDate(deps.now());
  const rows = await deps.db.enterprise.findMany({
    where: { isSample: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: mostFirms,
    select: { id: true, name: true },
  });
  const firms = await Promise.all(
    rows.map(async ({ id, name }) => ({ name, facts: await loadPrefillFacts(deps.db, id, today) })),
  );
  return summarizeDryRun(components, firms, today);
}
