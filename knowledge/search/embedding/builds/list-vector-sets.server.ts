import type { Db, SqlReader } from '~/prisma/database.server';

import { bundledServer, embeddingChoiceSchema } from '../choice/embedding-choice';
import { countPending } from '../embed-pending-passages.server';
import { modelName } from '../model-files.server';
import { buildStateSchema, buildVectorsJob, removeVectorsJob, type BuildState } from './build-state';

/** The vectors of one model, as the administrator's page shows them. */
export interface VectorSet {
  key: string;
  serverId: string;
  model: string;
  isInUse: boolean;
  /** `kept`: of an earlier model, no longer kept up. */
  state: BuildState | 'kept';
  /** Passages with a vector, of all passages. */
  done: number;
  total: number;
  /** What the vectors take in the database. */
  bytes: number;
  minutesLeft: number | null;
  error: string | null;
  /** Of its job, which also embeds the clauses of long passages; null when none is at work. */
  job: { done: number; total: number } | null;
}

interface StoredVectors {
  model: string;
  bytes: number;
}

/** Lists the sets of vectors that there are, that in use first. `inUse` is its key, null when there is no model. */
export async function listVectorSets(
  { db, sql }: { db: Db; sql: SqlReader },
  inUse: string | null,
): Promise<VectorSet[]> {
  // A byte a number for clauses, whose blobs' lengths are read without them.
  const stored = sql.all<StoredVectors>(
    `SELECT model, sum(bytes) AS bytes FROM
       (SELECT model, sum(dimension) * 4 AS bytes FROM "PassageVector" GROUP BY model UNION ALL
        SELECT model, sum(length(bytes)) AS bytes FROM "ClauseVectors" GROUP BY model UNION ALL
        SELECT model, sum(length(bytes)) AS bytes FROM "WordSigns" GROUP BY model)
      GROUP BY model`,
  );
  const total = sql.get<{ n: number }>('SELECT count(*) AS n FROM "Passage"')?.n ?? 0;
  const builds = await db.embeddingBuild.findMany();
  const jobs = await db.job.findMany({
    where: { kind: { in: [buildVectorsJob, removeVectorsJob] }, state: 'running' },
    select: { openKey: true, progress: true, total: true },
  });
  const keys = new Set([
    ...(inUse === null ? [] : [inUse]),
    ...builds.map(({ key }) => key),
    ...stored.map(({ model }) => model),
  ]);
  return [...keys].map((key): VectorSet => {
    const build = builds.find((one) => one.key === key);
    const pending = countPending(sql, key);
    const job = jobs.find(({ openKey }) => openKey?.endsWith(`:${key}`));
    const rate = build?.state === 'building' ? (build.perMinute ?? 0) : 0;
    const left = job ? job.total - job.progress : pending;
    return {
      ...{ key, total, done: total - pending, isInUse: key === inUse },
      ...nameOf(key, build ?? null),
      state: build ? buildStateSchema.parse(build.state) : 'kept',
      bytes: stored.find(({ model }) => model === key)?.bytes ?? 0,
      minutesLeft: rate > 0 && left > 0 ? left / rate : null,
      error: build?.error ?? null,
      job: job ? { done: job.progress, total: job.total } : null,
    };
  });
}

/** Without a build (its row was never there) the key tells: `model@server/…`, or the bundled model's name. */
function nameOf(
  key: string,
  build: { serverId: string; model: string; choice: unknown } | null,
): Pick<VectorSet, 'serverId' | 'model'> {
  if (key.startsWith(`${modelName}@`)) return { serverId: bundledServer, model: modelName };
  const choice = embeddingChoiceSchema.safeParse(build?.choice);
  if (choice.success) return { serverId: choice.data.serverId, model: choice.data.model };
  const [model = key, rest = ''] = key.split('@');
  return { serverId: rest.split('/')[0] ?? '', model };
}
