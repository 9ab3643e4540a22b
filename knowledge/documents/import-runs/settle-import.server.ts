import { systemReader, type Reader } from '~/prisma/access/reader';
import type { Db, Tx } from '~/prisma/database.server';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';

import { proposePublishing } from '../changes/publish-documents.server';
import { embedJob } from '../save-document.server';
import { settleImportJob } from './import-jobs';

const lookAgainMs = 1_500;
/** Beyond this a document is checked by its keywords alone: a machine without vectors must publish too. */
const longestWaitMs = 30 * 60_000;

/**
 * Settles a run when everything was read: waits for the vectors of what came in, then sends the documents to the gate,
 * all of the run in one change. Runs twice without harm: what is in a change already isn't proposed again.
 */
export async function settleImport(
  { db, now }: { db: Db; now: () => Date },
  runId: string,
): Promise<'open' | 'waiting' | 'settled'> {
  return db.$transaction(async (tx) => {
    const run = await tx.importRun.findUnique({ where: { id: runId } });
    if (!run || run.settledAt !== null || run.state === 'open' || run.state === 'mapping') return 'open';
    const unread = await tx.importItem.count({
      where: { runId, state: { in: ['sending', 'waiting', 'reading'] } },
    });
    if (unread > 0) return 'open';
    const documents = await tx.$queryRawUnsafe<{ id: string }[]>(
      `SELECT id FROM "Document" WHERE state = 'in-review' AND changeId IS NULL AND id IN
        (SELECT documentId FROM "ImportItem" WHERE runId = ? AND state IN ('added', 'new-version'))
        ORDER BY createdAt, id`,
      runId,
    );
    const last = await tx.importItem.aggregate({ where: { runId }, _max: { finishedAt: true } });
    const ids = documents.map(({ id }) => id);
    const at = now();
    const since = last._max.finishedAt?.valueOf() ?? 0;
    if (at.valueOf() - since < longestWaitMs && (await lacksVectors(tx, ids))) {
      await enqueueJob(tx, {
        kind: settleImportJob,
        payload: { runId },
        runAt: new Date(at.valueOf() + lookAgainMs),
      });
      return 'waiting';
    }
    let changeId: string | null = null;
    if (ids.length > 0) {
      const reader: Reader = {
        ...systemReader,
        personId: run.createdById,
        name: run.createdByName,
      };
      const change = await proposePublishing(tx, {
        reader,
        documentIds: ids,
        departmentId: run.departmentId,
        now: at,
      });
      changeId = change?.changeId ?? null;
    }
    await tx.importRun.update({
      where: { id: runId },
      data: { settledAt: at, ...(changeId !== null && { changeId }) },
    });
    return 'settled';
  });
}

/** Whether a passage of these documents still waits for its vector, and somebody is to give it one. */
async function lacksVectors(tx: Tx, documentIds: readonly string[]): Promise<boolean> {
  if (documentIds.length === 0) return false;
  const embedding = await tx.job.count({
    where: { kind: embedJob.kind, state: { in: ['waiting', 'running'] } },
  });
  if (embedding === 0) return false;
  const [row] = await tx.$queryRawUnsafe<{ n: number | bigint }[]>(
    `SELECT count(*) AS n FROM (SELECT 1 FROM "Passage" p
      WHERE p.documentId IN (SELECT value FROM json_each(?))
        AND NOT EXISTS (SELECT 1 FROM "PassageVector" v WHERE v.textHash = p.textHash) LIMIT 1)`,
    JSON.stringify(documentIds),
  );
  return Number(row?.n ?? 0) > 0;
}
