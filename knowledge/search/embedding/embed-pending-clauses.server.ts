import type { JobContext } from '~/prisma/jobs/work-jobs.server';
import type { SqlReader } from '~/prisma/database.server';

import { packVectors } from '../judging/clause-vectors';
import { splitClauses } from '../judging/split-clauses';
import { embeddedText, type PassageText } from '../passage-text';
import type { EmbedPendingDependencies } from './embed-pending-passages.server';

interface PendingPassage extends PassageText {
  id: number;
  textHash: string;
}

const passagesPerRound = 16;

/**
 * Embeds the clauses of every passage that lacks their vectors, each with the passage's title and path before it, and
 * packs them into one row. A passage of one clause gets an empty row: its own vector says the same. Passages that come in
 * meanwhile and have no vector of their own go first, since those are missed more. Returns how many are done in all.
 */
export async function embedPendingClauses(
  { db, sql, model }: EmbedPendingDependencies,
  job: Pick<JobContext, 'signal' | 'progress'>,
  { doneBefore, embedArrived }: { doneBefore: number; embedArrived: () => Promise<number> },
): Promise<number> {
  let done = doneBefore;
  let remaining = 0;
  let lowest = Number.MAX_SAFE_INTEGER;
  for (let rounds = 0; ; rounds += 1) {
    job.signal.throwIfAborted();
    done += await embedArrived();
    let round = readPending(sql, model.id, lowest);
    // What came in meanwhile stands above: looked for once the backlog is worked off.
    if (round.length === 0) round = readPending(sql, model.id, Number.MAX_SAFE_INTEGER);
    if (round.length === 0) return done;
    lowest = Math.min(...round.map(({ id }) => id));
    const clauses = round.map((passage) => {
      const texts = splitClauses(passage.text);
      return texts.length < 2 ? [] : texts.map((text) => embeddedText({ ...passage, text }));
    });
    const vectors = await model.embedPassages(clauses.flat(), job.signal);
    let from = 0;
    const rows = round.flatMap(({ textHash }, at) => {
      const count = (clauses[at] as string[]).length;
      const packed = packVectors(vectors.slice(from, (from += count)));
      return [textHash, model.id, Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength)];
    });
    await db.$executeRawUnsafe(
      `INSERT INTO "ClauseVectors" (textHash, model, bytes)
       VALUES ${round.map(() => '(?, ?, ?)').join(', ')} ON CONFLICT DO NOTHING`,
      ...rows,
    );
    done += round.length;
    remaining =
      rounds % 20 === 0 ? countClausesPending(sql, model.id) : Math.max(0, remaining - round.length);
    await job.progress(done, done + remaining);
  }
}

/** How many passages lack the vectors of their clauses. */
export function countClausesPending(sql: SqlReader, model: string): number {
  const counted = sql.get<{ n: number }>(
    `SELECT count(*) AS n FROM "Passage" p
      WHERE NOT EXISTS (SELECT 1 FROM "ClauseVectors" c WHERE c.textHash = p.textHash AND c.model = ?)`,
    [model],
  );
  return counted?.n ?? 0;
}

/** One passage for each text, the newest first. */
function readPending(sql: SqlReader, model: string, below: number): PendingPassage[] {
  const rows = sql.all<PendingPassage>(
    `SELECT p.id AS id, p.textHash AS textHash, d.title AS title, p.path AS path, p.text AS text
       FROM "Passage" p CROSS JOIN "Document" d ON d.id = p.documentId
      WHERE p.id < ? AND NOT EXISTS
        (SELECT 1 FROM "ClauseVectors" c WHERE c.textHash = p.textHash AND c.model = ?)
      ORDER BY p.id DESC LIMIT ${String(passagesPerRound)}`,
    [below, model],
  );
  return [...new Map(rows.map((row) => [row.textHash, row])).values()];
}
