import type { Db, SqlReader } from '~/prisma/database.server';
import type { JobContext } from '~/prisma/jobs/work-jobs.server';

import { embeddedText } from '../passage-text';
import { embedPendingClauses } from './embed-pending-clauses.server';
import { embedPendingWords, writeWords } from './embed-pending-words.server';
import type { EmbeddingModel } from './embedding-model.server';

/** The kind of the job that gives vectors to the passages that lack them. */
export const embedPassagesJob = 'embed-passages';

export interface EmbedPendingDependencies {
  db: Db;
  sql: SqlReader;
  model: EmbeddingModel;
}

interface PendingPassage {
  id: number;
  textHash: string;
  title: string;
  path: string;
  text: string;
}

const passagesPerRound = 64;

/**
 * Embeds every passage that has no vector under the model, the newest first, so that what was just uploaded need not
 * wait for a backlog; then the clauses of those that have several, and the words of those embedded before words were
 * kept. Each round is written at once: after a crash the job
 * goes on where it stood, and what two processes embed twice is written once. Reports how many of the pending passages are done.
 */
export async function embedPendingPassages(
  deps: EmbedPendingDependencies,
  job: Pick<JobContext, 'signal' | 'progress'>,
): Promise<void> {
  const done = await embedWholePassages(deps, job, 0);
  let more = done;
  const clauses = await embedPendingClauses(deps, job, {
    doneBefore: done,
    embedArrived: async () => {
      const before = more;
      more = await embedWholePassages(deps, job, more);
      return more - before;
    },
  });
  await embedPendingWords(deps, job, clauses);
}

/** Returns how many are done, with those of before. */
async function embedWholePassages(
  { db, sql, model }: EmbedPendingDependencies,
  job: Pick<JobContext, 'signal' | 'progress'>,
  doneBefore: number,
): Promise<number> {
  let done = doneBefore;
  let remaining = 0;
  let highest = 0;
  let lowest = Number.MAX_SAFE_INTEGER;
  for (;;) {
    job.signal.throwIfAborted();
    // What came in since the last round stands above the highest id; the backlog is worked downwards.
    let round = readPending(sql, model.id, {
      above: highest === 0 ? Number.MAX_SAFE_INTEGER : highest,
      below: lowest,
    });
    if (round.length === 0) {
      round = readPending(sql, model.id, { above: 0, below: Number.MAX_SAFE_INTEGER });
      if (round.length === 0) break;
    }
    const distinct = [...new Map(round.map((passage) => [passage.textHash, passage])).values()];
    await embedAndWrite({ db, model }, distinct, job.signal);
    done += round.length;
    const ids = round.map(({ id }) => id);
    highest = Math.max(highest, ...ids);
    lowest = Math.min(lowest, ...ids);
    remaining -= round.length;
    // Counting costs 50 ms of the process's time at 50,000 passages: now and then is enough.
    if (remaining <= 0 || (done / passagesPerRound) % 10 < 1) remaining = countPending(sql, model.id);
    await job.progress(done, done + remaining);
  }
  return done;
}

/** Writes the vectors of passages, with their words where the model shows them: both come of one reading. */
async function embedAndWrite(
  { db, model }: Pick<EmbedPendingDependencies, 'db' | 'model'>,
  passages: readonly PendingPassage[],
  signal: AbortSignal,
): Promise<void> {
  const texts = passages.map(embeddedText);
  if (model.embedPassagesWithWords) {
    const { vectors, words } = await model.embedPassagesWithWords(texts, signal);
    await writeWords(db, model.id, passages, words);
    await writeVectors(db, model, passages, vectors);
  } else {
    await writeVectors(db, model, passages, await model.embedPassages(texts, signal));
  }
}

/** How many passages have no vector under the model. A scan by index: 50 ms for 50,000. */
export function countPending(sql: SqlReader, model: string): number {
  const counted = sql.get<{ n: number }>(
    `SELECT count(*) AS n FROM "Passage" p
      WHERE NOT EXISTS (SELECT 1 FROM "PassageVector" v WHERE v.textHash = p.textHash AND v.model = ?)`,
    [model],
  );
  return counted?.n ?? 0;
}

function readPending(
  sql: SqlReader,
  model: string,
  range: { above: number; below: number },
): PendingPassage[] {
  const read = (condition: string, bound: number) =>
    sql.all<PendingPassage>(
      `SELECT p.id AS id, p.textHash AS textHash, d.title AS title, p.path AS path, p.text AS text
         FROM "Passage" p CROSS JOIN "Document" d ON d.id = p.documentId
        WHERE ${condition} AND NOT EXISTS
          (SELECT 1 FROM "PassageVector" v WHERE v.textHash = p.textHash AND v.model = ?)
        ORDER BY p.id DESC LIMIT ${String(passagesPerRound)}`,
      [bound, model],
    );
  const arrived = read('p.id > ?', range.above);
  return arrived.length > 0 ? arrived : read('p.id < ?', range.below);
}

async function writeVectors(
  db: Db,
  model: EmbeddingModel,
  passages: readonly PendingPassage[],
  vectors: readonly Float32Array[],
): Promise<void> {
  const values = passages.flatMap(({ textHash }, at) => {
    const vector = vectors[at] as Float32Array;
    return [
      textHash,
      model.id,
      model.dimension,
      Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength),
    ];
  });
  await db.$executeRawUnsafe(
    `INSERT INTO "PassageVector" (textHash, model, dimension, bytes, createdAt)
     VALUES ${passages.map(() => '(?, ?, ?, ?, CURRENT_TIMESTAMP)').join(', ')} ON CONFLICT DO NOTHING`,
    ...values,
  );
}
