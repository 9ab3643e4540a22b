import { z } from 'zod';

import { generatedFirms, generateFirm } from '~/knowledge/library/firms/generate-firm';
import { placeObservations } from '~/knowledge/library/place-observations';
import { systemReader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db, Tx } from '~/prisma/database.server';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';
import { storedInstant } from '~/prisma/stored-instant';
import type { JobHandler } from '~/prisma/jobs/work-jobs.server';

import { sampleId } from './city-stage';

export const writeFirmsJob = 'write-sample-firms';
const settingKey = 'sample-firms';
/** Firms in one transaction: small enough that nobody who uses the platform meanwhile notices. */
const chunkSize = 40;
const marker = z.object({
  /** The city's day from which the facts are dated: the same after a kill. */
  seededOn: z.string(),
  done: z.number().int(),
  completedAt: z.string().optional(),
});

/** The first start's own work (vectors, figures) goes before. */
const delayMs = 5 * 60_000;

/** Asks for the generated firms where they don't all stand yet; they are written while the platform is already used. */
export async function requestFirms(db: Db, now: Date): Promise<void> {
  const known = await readMarker(db);
  if (known?.completedAt !== undefined) return;
  const runAt = new Date(now.valueOf() + delayMs);
  await enqueueJob(db, { kind: writeFirmsJob, payload: {}, openKey: writeFirmsJob, runAt });
}

/** Writes the generated firms of the sample city with their facts; goes on where a run that was killed stood. */
export function writeFirmsHandler(
  { db, now }: { db: Db; now: () => Date },
  total = generatedFirms,
): JobHandler {
  return async (job) => {
    const known = await readMarker(db);
    if (known?.completedAt !== undefined) return;
    const seededOn = known?.seededOn ?? cityDate(now());
    for (let from = known?.done ?? 0; from < total; from += chunkSize) {
      if (job.signal.aborted) return;
      const to = Math.min(from + chunkSize, total);
      await db.$transaction(async (tx) => {
        await writeChunk(tx, from, to, { today: seededOn, at: now() });
        await writeMarker(tx, { seededOn, done: to });
      });
      await job.progress(to, total);
    }
    await complete(db, seededOn, total, now());
  };
}

/** Rows under ids that follow from the firm's number, each kind in one statement. */
async function writeChunk(
  tx: Tx,
  from: number,
  to: number,
  { today, at }: { today: string; at: Date },
): Promise<void> {
  const firms = Array.from({ length: to - from }, (_, index) => generateFirm(from + index, today));
  const written = storedInstant(at);
  await tx.$executeRawUnsafe(
    `INSERT OR IGNORE INTO "Enterprise" ("id", "creditCode", "name", "region", "industry", "isSample", "createdAt")
     SELECT value->>'id', value->>'creditCode', value->>'name', value->>'region', value->>'industry', true, ?
     FROM json_each(?) WHERE true`,
    written,
    JSON.stringify(firms.map(({ slug, observations, ...firm }) => ({ ...firm, id: sampleId(slug) }))),
  );
  const facts = firms.flatMap((firm) =>
    placeObservations(firm, today).map(({ observedOn, value, ...fact }) => ({
      ...fact,
      value: JSON.stringify(value),
      id: sampleId(firm.slug, fact.key, ...(fact.period === '' ? [] : [fact.period])),
      enterpriseId: sampleId(firm.slug),
      observedAt: storedInstant(new Date(Math.min(Date.parse(`${observedOn}T09:00:00+08:00`), at.valueOf()))),
    })),
  );
  await tx.$executeRawUnsafe(
    `INSERT OR IGNORE INTO "Fact" ("id", "enterpriseId", "key", "period", "value", "source", "sourceKind",
                                   "observedAt", "reference", "recordedAt", "isSample")
     SELECT value->>'id', value->>'enterpriseId', value->>'key', value->>'period', value->>'value', value->>'source',
            value->>'sourceKind', value->>'observedAt', value->>'reference', value->>'observedAt', true
     FROM json_each(?) WHERE true`,
    JSON.stringify(facts),
  );
}

async function complete(db: Db, seededOn: string, total: number, at: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    await writeMarker(tx, { seededOn, done: total, completedAt: at.toISOString() });
    await appendAuditEntry(
      tx,
      systemReader,
      {
        action: 'sample-city.firms-written',
        subjectKind: 'setting',
        subjectId: settingKey,
        detail: { firms: total },
      },
      at,
    );
  });
}

async function readMarker(db: Db): Promise<z.infer<typeof marker> | null> {
  const row = await db.setting.findUnique({ where: { key: settingKey } });
  return row === null ? null : marker.parse(row.value);
}

async function writeMarker(tx: Tx, value: z.infer<typeof marker>): Promise<void> {
  await tx.setting.upsert({
    where: { key: settingKey },
    create: { key: settingKey, value },
    update: { value },
  });
}
