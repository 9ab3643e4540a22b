import type { Tx } from '~/prisma/database.server';

import type { PassageKind } from '../passage';
import type { PassageState } from './edit-passages';
import type { Stretch } from './workbench-borders';
import { readLayout } from './write-layout.server';

/** From so many stretches on, all passages are read at once. */
const mostQueries = 100;

/** The live passages that begin in one of the stretches (or more of them), in order. */
export async function readStretches(
  tx: Tx,
  documentId: string,
  stretches: readonly Stretch[],
): Promise<PassageState[]> {
  if (stretches.length > mostQueries) return readLayout(tx, documentId);
  const found = new Map<number, PassageState>();
  for (const { start, end } of stretches) {
    const rows = await tx.passage.findMany({
      where: { documentId, start: { gte: start, lt: end } },
      select: { path: true, heading: true, text: true, start: true, end: true, kind: true },
    });
    for (const row of rows) found.set(row.start, { ...row, kind: row.kind as PassageKind });
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}
