import type { JobContext, JobHandler } from '~/prisma/jobs/work-jobs.server';

import { buildGraphFile } from '../../vectors/build-graph.server';
import { graphFrom } from '../../vectors/keep-graph.server';
import { embeddingChoiceSchema } from '../choice/embedding-choice';
import { openChosenModel, type EmbeddingDependencies } from '../choice/follow-embedding-choice.server';
import { graphFolder } from '../choice/open-index-of-model.server';
import { countClausesPending } from '../embed-pending-clauses.server';
import { countPending, embedPendingPassages } from '../embed-pending-passages.server';
import type { EmbeddingModel } from '../embedding-model.server';

/** How often the build looks whether it was cancelled, and says how fast it is. */
const noteEveryMs = 1_000;

/**
 * The handler that gives every passage a vector of another model, beside those in use. Each round is written at once:
 * killed at any moment, it goes on where it stood. Ends when none is left, or when it was cancelled.
 */
export function buildVectorsHandler(
  deps: EmbeddingDependencies,
  modelInUse: () => Promise<EmbeddingModel | null>,
): JobHandler {
  return async (job: JobContext<{ key: string }>) => {
    const { key } = job.payload;
    const build = await deps.db.embeddingBuild.findUnique({ where: { key } });
    if (!build || !['building', 'built'].includes(build.state)) return;
    const isComplete = countPending(deps.sql, key) === 0 && countClausesPending(deps.sql, key) === 0;
    if (build.state === 'built' && isComplete) return;
    // The vectors in use are kept up by the job of every upload.
    if ((await modelInUse())?.id === key) return markBuilt(deps, key);
    const model = await openChosenModel(deps, embeddingChoiceSchema.nullable().parse(build.choice));
    try {
      // The bundled model may have come with another release since.
      if (model.id !== key) throw new Error(`the model of ${key} is ${model.id} now`);
      await embedAndNote(deps, job, model);
    } catch (error) {
      if (!job.signal.aborted) {
        const said = error instanceof Error ? error.message : String(error);
        await deps.db.embeddingBuild.updateMany({ where: { key }, data: { error: said.slice(0, 500) } });
      }
      throw error;
    } finally {
      await model.close();
    }
  };
}

async function embedAndNote(
  deps: EmbeddingDependencies,
  job: JobContext<{ key: string }>,
  model: EmbeddingModel,
): Promise<void> {
  const { db, sql } = deps;
  const { key } = job.payload;
  const cancelled = new AbortController();
  const signal = AbortSignal.any([job.signal, cancelled.signal]);
  const began = performance.now();
  let notedAt = began;
  const progress = async (done: number, total: number) => {
    await job.progress(done, total);
    const at = performance.now();
    if (at - notedAt < noteEveryMs) return;
    notedAt = at;
    const { count } = await db.embeddingBuild.updateMany({
      where: { key, state: { in: ['building', 'built'] } },
      data: { perMinute: (done / (at - began)) * 60_000, error: null },
    });
    if (count === 0) cancelled.abort(new Error('cancelled'));
  };
  try {
    await embedPendingPassages({ db, sql, model }, { signal, progress });
    await buildGraph(deps, model, signal);
  } catch (error) {
    if (cancelled.signal.aborted) return;
    throw error;
  }
  await markBuilt(deps, key);
}

async function markBuilt({ db, now }: EmbeddingDependencies, key: string): Promise<void> {
  await db.embeddingBuild.updateMany({
    where: { key, state: 'building' },
    data: { state: 'built', builtAt: now(), error: null },
  });
}

/** With many vectors, search through them would be slow in the first minutes after the swap: the graph is built before. */
async function buildGraph(
  deps: EmbeddingDependencies,
  model: EmbeddingModel,
  signal: AbortSignal,
): Promise<void> {
  const { sql, settings, tending } = deps;
  const counted = sql.get<{ n: number }>('SELECT count(*) AS n FROM "PassageVector" WHERE model = ?', [
    model.id,
  ]);
  if ((counted?.n ?? 0) < (tending?.graphFrom ?? graphFrom)) return;
  const isBuilt = sql.get(`SELECT 1 FROM "EmbeddingBuild" WHERE key = ? AND state = 'built'`, [model.id]);
  if (isBuilt !== undefined) return;
  await buildGraphFile(
    {
      databaseFile: settings.databaseFile,
      folder: graphFolder(settings.indexDir, model.id),
      model: model.id,
      dimension: model.dimension,
    },
    signal,
  );
}
