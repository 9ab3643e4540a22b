import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

import type { SqlReader } from '~/prisma/database.server';
import type { JobContext, JobHandler } from '~/prisma/jobs/work-jobs.server';

import type { EmbeddingDependencies } from '../choice/follow-embedding-choice.server';
import { graphFolder } from '../choice/open-index-of-model.server';

const rowsPerRound = 500;
const tables = ['PassageVector', 'ClauseVectors', 'WordSigns'] as const;

/** The handler that deletes the vectors of a model that is no longer used, little by little, and its graph's file. */
export function removeVectorsHandler({ db, sql, settings }: EmbeddingDependencies): JobHandler {
  return async (job: JobContext<{ key: string }>) => {
    const { key } = job.payload;
    const build = await db.embeddingBuild.findUnique({ where: { key } });
    if (build?.state !== 'removing') return;
    const total = tables.reduce((sum, table) => sum + countRows(sql, table, key), 0);
    let done = 0;
    for (const table of tables) {
      for (;;) {
        job.signal.throwIfAborted();
        const deleted = await db.$executeRawUnsafe(
          `DELETE FROM "${table}" WHERE rowid IN
             (SELECT rowid FROM "${table}" WHERE model = ? LIMIT ${String(rowsPerRound)})`,
          key,
        );
        if (deleted === 0) break;
        done += deleted;
        await job.progress(Math.min(done, total), total);
        // Others write, too.
        await pause(20, undefined, { signal: job.signal });
      }
    }
    const folder = graphFolder(settings.indexDir, key);
    if (folder !== settings.indexDir) await rm(folder, { recursive: true, force: true });
    await db.embeddingBuild.deleteMany({ where: { key, state: 'removing' } });
  };
}

function countRows(sql: SqlReader, table: (typeof tables)[number], model: string): number {
  return sql.get<{ n: number }>(`SELECT count(*) AS n FROM "${table}" WHERE model = ?`, [model])?.n ?? 0;
}
