import { z } from 'zod';

import { systemReader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import type { CityStage } from './sample-city/city-stage';
import { writeDepartments } from './sample-city/write-departments.server';
import { writeDictionary } from './sample-city/write-dictionary.server';
import { writeDocuments } from './sample-city/write-documents.server';
import { writeEnterprises } from './sample-city/write-enterprises.server';
import { writeForms } from './sample-city/write-forms.server';
import { writePeople } from './sample-city/write-people.server';
import { writePolicies } from './sample-city/write-policies.server';
import { writeQuestions } from './sample-city/write-questions.server';

export interface SeedDependencies {
  db: Db;
  filesDir: string;
  now: () => Date;
  /** Called after each step; what it throws stops the seeding there. Default: silent. */
  progress?: (message: string, done: number, total: number) => void;
}

/** In the order in which they need each other. */
const stages: readonly CityStage[] = [
  { name: 'departments', message: 'Sample city: departments', run: writeDepartments },
  { name: 'forms', message: 'Sample city: forms', run: writeForms },
  { name: 'policies', message: 'Sample city: policies', run: writePolicies },
  { name: 'enterprises', message: 'Sample city: enterprises', run: writeEnterprises },
  { name: 'people', message: 'Sample city: people', run: writePeople },
  { name: 'dictionary', message: 'Sample city: dictionary', run: writeDictionary },
  { name: 'documents', message: 'Sample city: documents', run: writeDocuments },
  { name: 'questions', message: 'Sample city: evaluation questions', run: writeQuestions },
];

const settingKey = 'sample-city';
const marker = z.object({
  /** The city's day on which the seeding began. */
  seededOn: z.string(),
  done: z.array(z.string()),
  completedAt: z.string().optional(),
});
type Marker = z.infer<typeof marker>;

/** Whether the starter city stands complete. */
export async function isSampleCitySeeded(db: Db): Promise<boolean> {
  return (await readMarker(db))?.completedAt !== undefined;
}

/**
 * Writes the starter city 云江市 where it isn't complete. Killed at any moment, the next run goes on where this one
 * stood, with the same dates, and doubles nothing. Vectors follow by a job. Says whether anything was left to do.
 */
export async function seedSampleCity(deps: SeedDependencies): Promise<'seeded' | 'complete'> {
  const { db, filesDir, now, progress } = deps;
  const known = await readMarker(db);
  if (known?.completedAt !== undefined) return 'complete';
  const state: Marker = known ?? { seededOn: cityDate(now()), done: [] };
  if (known === null) await writeMarker(db, state);
  for (const stage of stages) {
    if (state.done.includes(stage.name)) continue;
    await stage.run({
      db,
      filesDir,
      now,
      today: state.seededOn,
      step: (done, total) => progress?.(stage.message, done, total),
    });
    state.done.push(stage.name);
    await writeMarker(db, state);
  }
  await complete(db, state, now());
  return 'seeded';
}

async function complete(db: Db, state: Marker, at: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    const value = { ...state, completedAt: at.toISOString() };
    await tx.setting.update({ where: { key: settingKey }, data: { value } });
    await appendAuditEntry(
      tx,
      systemReader,
      {
        action: 'sample-city.seeded',
        subjectKind: 'setting',
        subjectId: settingKey,
        detail: { seededOn: state.seededOn },
      },
      at,
    );
  });
}

async function readMarker(db: Db): Promise<Marker | null> {
  const row = await db.setting.findUnique({ where: { key: settingKey } });
  return row === null ? null : marker.parse(row.value);
}

async function writeMarker(db: Db, value: Marker): Promise<void> {
  await db.setting.upsert({
    where: { key: settingKey },
    create: { key: settingKey, value },
    update: { value },
  });
}
