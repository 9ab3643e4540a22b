import type { Db } from '~/prisma/database.server';

import { checkChangeJob } from './propose-change.server';

/** Where a change stands before its check is done. */
export interface CheckProgress {
  state: 'waiting' | 'running';
  /** Checks before it: those that go through one replay with it aren't counted. */
  ahead: number;
  /** While it is checked: questions asked, and all of them over both replays; total 0 while the copy is made. */
  done: number;
  total: number;
  /** How long it will take until it is checked, by how long the last checks took. */
  expectedMs: number;
}

const firstGuessMs = 20_000;
const looksBack = 7;

/** The changes that wait or are checked now, by id. A handful of rows, whatever the history. */
export async function readCheckProgress(db: Db): Promise<Map<string, CheckProgress>> {
  const open = await db.knowledgeChange.findMany({
    where: { state: { in: ['waiting', 'running'] } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, kind: true, state: true, checkedWithId: true, checksAlone: true },
  });
  const found = new Map<string, CheckProgress>();
  if (open.length === 0) return found;
  const typicalMs = await typicalCheckMs(db);
  let remainingMs = 0;
  const running = open.filter(({ state }) => state === 'running');
  const jobs = await db.job.findMany({
    where: { openKey: { in: running.map(({ id }) => `${checkChangeJob}:${id}`) } },
  });
  for (const { id, checkedWithId } of running) {
    const job = jobs.find(({ openKey }) => openKey === `${checkChangeJob}:${checkedWithId ?? id}`);
    const [done, total] = [job?.progress ?? 0, job?.total ?? 0];
    const leftMs = Math.max(1_000, typicalMs * (total === 0 ? 1 : 1 - done / total));
    remainingMs = Math.max(remainingMs, leftMs);
    found.set(id, { state: 'running', ahead: 0, done, total, expectedMs: leftMs });
  }
  let ahead = running.length > 0 ? 1 : 0;
  let upload: CheckProgress | null = null;
  for (const { id, kind, state, checksAlone } of open) {
    if (state !== 'waiting') continue;
    // Uploads go along with the first that waits.
    const goesAlong = kind === 'publish-documents' && !checksAlone;
    const mine: CheckProgress = (goesAlong && upload) || {
      ...{ state: 'waiting', ahead, done: 0, total: 0 },
      expectedMs: remainingMs + typicalMs * (ahead - (running.length > 0 ? 1 : 0) + 1),
    };
    found.set(id, mine);
    if (mine === upload) continue;
    if (goesAlong) upload = mine;
    ahead += 1;
  }
  return found;
}

/** The middle of the last checks' times. */
async function typicalCheckMs(db: Db): Promise<number> {
  const rows = await db.$queryRawUnsafe<{ ms: number | bigint }[]>(
    `SELECT json_extract(finding, '$.tookMs') AS ms FROM "KnowledgeChange"
      WHERE state IN ('published', 'failed') AND json_extract(finding, '$.questions') > 0
      ORDER BY updatedAt DESC LIMIT ?`,
    looksBack,
  );
  const times = rows.map(({ ms }) => Number(ms)).sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? firstGuessMs;
}
