import { indexPassages } from '~/knowledge/search/keyword-index.server';
import { passageTextHash } from '~/knowledge/search/passage-text-hash.server';
import type { Tx } from '~/prisma/database.server';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';

import type { PassageKind } from '../passage';
import { embedJob } from '../save-document.server';
import { isCorrected, isSame, type PassageState } from './edit-passages';

/** A document's passages as corrections see them, in order. */
export async function readLayout(tx: Tx, documentId: string): Promise<PassageState[]> {
  const rows = await tx.passage.findMany({
    where: { documentId },
    orderBy: { number: 'asc' },
    select: { path: true, heading: true, text: true, start: true, end: true, kind: true },
  });
  return rows.map((row) => ({ ...row, kind: row.kind as PassageKind }));
}

/**
 * Makes the document's passages be these: a passage that begins where one began keeps its id, so that citations and
 * links go on to it; the keyword index follows in this transaction, vectors by their job.
 */
export async function writeLayout(
  tx: Tx,
  document: { id: string; title: string; text: string },
  next: readonly PassageState[],
  { now, where }: { now: Date; where: 'shadow' | 'live' },
): Promise<void> {
  const rows = await tx.passage.findMany({ where: { documentId: document.id } });
  const standing = new Map(rows.map((row) => [row.start, row]));
  const kept = new Set(next.map(({ start }) => start));
  const gone = rows.filter(({ start }) => !kept.has(start)).map(({ id }) => id);
  await tx.passage.deleteMany({ where: { id: { in: gone } } });
  // Numbers are given anew below; the negative ones are out of their way.
  await tx.$executeRawUnsafe('UPDATE "Passage" SET "number" = -"number" WHERE "documentId" = ?', document.id);
  const changed: { id: number; title: string; path: string; text: string }[] = [];
  const hashes: string[] = [];
  let free = Math.min(0, ...rows.map(({ number }) => -number)) - 1;
  for (const passage of next) {
    const row = standing.get(passage.start);
    if (row && isSame({ ...row, kind: row.kind as PassageKind }, passage)) continue;
    const { path, text } = passage;
    const textHash = passageTextHash({ title: document.title, path, text });
    const corrected = isCorrected(passage, document.text);
    const data = {
      ...passage,
      textHash,
      correctedAt: corrected ? (row?.text === text && row.correctedAt ? row.correctedAt : now) : null,
    };
    const { id } = row
      ? await tx.passage.update({ where: { id: row.id }, data, select: { id: true } })
      : await tx.passage.create({
          data: { ...data, documentId: document.id, number: free-- },
          select: { id: true },
        });
    changed.push({ id, title: document.title, path, text });
    if (row && row.textHash !== textHash) hashes.push(textHash);
  }
  await tx.$executeRawUnsafe(
    `UPDATE "Passage" SET "number" = (SELECT count(*) FROM "Passage" AS q
        WHERE q."documentId" = "Passage"."documentId" AND q."start" <= "Passage"."start")
      WHERE "documentId" = ?`,
    document.id,
  );
  await indexPassages(tx, changed);
  if (where === 'shadow' || changed.length === 0) return;
  await showVectorsAgain(tx, hashes);
  await enqueueJob(tx, embedJob);
}

/** Searching processes take new vectors over by their row's place: one that is cached from before is put at the end. */
async function showVectorsAgain(tx: Tx, hashes: readonly string[]): Promise<void> {
  const rows = await tx.$queryRawUnsafe<{ place: number | bigint }[]>(
    `SELECT rowid AS place FROM "PassageVector" WHERE "textHash" IN (SELECT value FROM json_each(?))`,
    JSON.stringify(hashes),
  );
  for (const { place } of rows) {
    await tx.$executeRawUnsafe(
      `UPDATE "PassageVector" SET rowid = (SELECT max(rowid) FROM "PassageVector") + 1 WHERE rowid = ?`,
      Number(place),
    );
  }
}
