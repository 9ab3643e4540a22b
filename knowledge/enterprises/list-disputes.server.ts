import type { Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import { chooseFact } from './choose-fact';
import { ownDisputes } from './decide-dispute.server';
import type { FactDefinition } from './fact-definition';
import type { FactValue } from './fact-value';
import { loadCatalogue } from './load-catalogue.server';
import { loadFactRows } from './load-facts.server';
import { parseFactValue } from './parse-fact-value';
import { granularity } from './period';
import { noteAccess } from './note-access.server';

/** A dispute as the department reads it: what the firm says beside what stands. */
export interface DisputeView {
  id: string;
  enterprise: { id: string; name: string; creditCode: string };
  definition: FactDefinition;
  period: string;
  /** Null where the claim doesn't fit the fact's type any more. */
  claimed: FactValue | null;
  current: { value: FactValue; source: string; observedOn: string } | null;
  reason: string;
  raisedOn: string;
  proofFileId: string | null;
  state: string;
  decision: string | null;
  decidedOn: string | null;
}

/** The disputes that the reader decides, oldest first, or the last that were decided. The firm sees that they were read. */
export async function listDisputes(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
  show: 'open' | 'decided',
): Promise<DisputeView[]> {
  const rows = await db.factDispute.findMany({
    where: {
      AND: [ownDisputes(reader), { state: show === 'open' ? 'open' : { in: ['upheld', 'refused'] } }],
    },
    include: { enterprise: { select: { id: true, name: true, creditCode: true } } },
    orderBy: show === 'open' ? { createdAt: 'asc' } : { decidedAt: 'desc' },
    take: 50,
  });
  const catalogue = await loadCatalogue(db);
  const at = cityDate(now());
  const views: DisputeView[] = [];
  for (const row of rows) {
    const definition = catalogue.get(row.key);
    if (!definition) continue;
    const history = (await loadFactRows(db, row.enterpriseId, catalogue)).filter(
      ({ key, period }) => key === row.key && period === row.period,
    );
    const fact = chooseFact(history, at);
    const parsed = parseFactValue(definition, row.claimedValue, granularity(row.period) === 'quarter');
    views.push({
      ...{ id: row.id, enterprise: row.enterprise, definition, period: row.period },
      ...{ reason: row.reason, state: row.state, decision: row.decision, proofFileId: row.proofFileId },
      claimed: parsed.ok ? parsed.value : null,
      current: fact && { value: fact.value, source: fact.source ?? '', observedOn: fact.observedAt },
      raisedOn: cityDate(row.createdAt),
      decidedOn: row.decidedAt && cityDate(row.decidedAt),
    });
    await noteAccess(db, reader, {
      enterpriseId: row.enterpriseId,
      purpose: 'dispute',
      subjectId: row.id,
      keys: [row.key],
      at: now(),
    });
  }
  return views;
}
