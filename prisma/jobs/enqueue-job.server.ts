import type { Prisma } from '../generated/client';
import type { Db, Tx } from '../database.server';

/** A job to be worked: `openKey` allows one unfinished job of that key; a second is the same job. */
export interface JobRequest {
  kind: string;
  payload: Prisma.InputJsonValue;
  openKey?: string;
  runAt?: Date;
  maxAttempts?: number;
}

/** Puts a job in the queue, in the caller's transaction if one is given. Returns its id. */
export async function enqueueJob(db: Db | Tx, request: JobRequest): Promise<string> {
  const data = {
    kind: request.kind,
    payload: request.payload,
    openKey: request.openKey ?? null,
    ...(request.runAt && { runAt: request.runAt }),
    ...(request.maxAttempts && { maxAttempts: request.maxAttempts }),
  };
  if (request.openKey === undefined) return (await db.job.create({ data, select: { id: true } })).id;
  const job = await db.job.upsert({
    where: { openKey: request.openKey },
    create: data,
    update: {},
    select: { id: true },
  });
  return job.id;
}
