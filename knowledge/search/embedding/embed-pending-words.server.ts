import type { JobContext } from '~/prisma/jobs/work-jobs.server';
import type { Db, SqlReader } from '~/prisma/database.server';

import { embeddedText, type PassageText } from '../passage-text';
import type { EmbedPendingDependencies } from './embed-pending-passages.server';

interface PendingPassage extends PassageText {
  textHash: string;
}

const passagesPerRound = 32;

/**
 * Reads the words of the passages that have a vector from before words were kept, where the model shows its words at all.
 * New passages have theirs along with their vector.
 */
export async function embedPendingWords(
  { db, sql, model }: EmbedPendingDependencies,
  job: Pick<JobContext, 'signal' | 'progress'>,
  doneBefore: number,
): Promise<void> {
  if (!model.embedPassagesWithWords) return;
  let remaining = countWordsPending(sql, model.id);
  for (let done = doneBefore; ;) {
    job.signal.throwIfAborted();
    const round = readPending(sql, model.id);
    if (round.length === 0) return;
    const { words } = await model.embedPassagesWithWords(round.map(embeddedText), job.signal);
    await writeWords(db, model.id, round, words);
    done += round.length;
    remaining = Math.max(0, remaining - round.length);
    await job.progress(done, done + remaining);
  }
}

/** How many passages' words are not kept under the model. */
export function countWordsPending(sql: SqlReader, model: string): number {
  const counted = sql.get<{ n: number }>(
    `SELECT count(*) AS n FROM "Passage" p
      WHERE NOT EXISTS (SELECT 1 FROM "WordSigns" w WHERE w.textHash = p.textHash AND w.model = ?)`,
    [model],
  );
  return counted?.n ?? 0;
}

/** Writes the packed words of passages; what another process wrote meanwhile stays. */
export async function writeWords(
  db: Db,
  model: string,
  passages: readonly { textHash: string }[],
  words: readonly Uint8Array[],
): Promise<void> {
  await db.$executeRawUnsafe(
    `INSERT INTO "WordSigns" (textHash, model, bytes)
     VALUES ${passages.map(() => '(?, ?, ?)').join(', ')} ON CONFLICT DO NOTHING`,
    ...passages.flatMap(({ textHash }, at) => [textHash, model, Buffer.from(words[at] ?? [])]),
  );
}

/** One passage for each text. */
function readPending(sql: SqlReader, model: string): PendingPassage[] {
  const rows = sql.all<PendingPassage>(
    `SELECT p.textHash AS textHash, d.title AS title, p.path AS path, p.text AS text
       FROM "Passage" p CROSS JOIN "Document" d ON d.id = p.documentId
      WHERE NOT EXISTS (SELECT 1 FROM "WordSigns" w WHERE w.textHash = p.textHash AND w.model = ?)
      ORDER BY p.id DESC LIMIT ${String(passagesPerRound)}`,
    [model],
  );
  return [...new Map(rows.map((row) => [row.textHash, row])).values()];
}
