import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import { factMappingSchema } from '../imports/fact-mapping';

/** A source that doesn't answer: its name, and the day since when it hasn't. */
export interface FactSourceDown {
  source: string;
  since: string;
}

/** A source that hasn't been reached for so many of its own intervals is as good as down. */
const missedIntervals = 3;

/**
 * The facts, by key, whose source failed when it was last asked or hasn't been asked for long. A fact that another
 * source still brings in isn't among them.
 */
export async function listSourcesDown(db: Db, now: Date): Promise<Map<string, FactSourceDown>> {
  const sources = await db.factSource.findMany({ where: { pausedAt: null } });
  if (sources.length === 0) return new Map();
  const mappings = await db.factMapping.findMany({
    where: { departmentId: { in: sources.map(({ departmentId }) => departmentId) } },
  });
  const down = new Map<string, FactSourceDown>();
  const alive = new Set<string>();
  for (const source of sources) {
    const saved = mappings.find(
      ({ departmentId, name }) => departmentId === source.departmentId && name === source.mappingName,
    );
    const keys = keysOf(saved?.mapping);
    const last = source.lastAt ?? source.createdAt;
    const isLate = now.valueOf() - last.valueOf() > missedIntervals * source.everyHours * 3_600_000;
    const isDown = source.lastError !== null || isLate;
    for (const key of keys) {
      if (isDown) down.set(key, { source: source.name, since: cityDate(last) });
      else alive.add(key);
    }
  }
  for (const key of alive) down.delete(key);
  return down;
}

/** A saved mapping lacks the day on which the register was drawn. */
const savedMapping = factMappingSchema.pick({ columns: true });

function keysOf(mapping: unknown): string[] {
  const read = savedMapping.safeParse({ columns: (mapping as { columns?: unknown } | null)?.columns });
  if (!read.success) return [];
  return Object.values(read.data.columns).flatMap((target) => (target.to === 'fact' ? [target.key] : []));
}
