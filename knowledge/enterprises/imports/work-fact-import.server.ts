import { rm } from 'node:fs/promises';

import { systemReader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';
import { storedFilePath } from '~/prisma/files/store-file.server';
import type { Prisma } from '~/prisma/generated/client';
import type { JobContext } from '~/prisma/jobs/work-jobs.server';

import type { FactCatalogue } from '../fact-catalogue';
import { loadCatalogue } from '../load-catalogue.server';
import { latestYear } from '../period';
import type { FactImportAnswer } from './fact-import-task';
import type { FactImporter } from './fact-importer.server';
import type { FactMapping } from './fact-mapping';
import { guessFactMapping } from './guess-fact-mapping';
import type { TableLayout } from './read-layout';
import { spoolPath } from './row-spool.server';
import { workSoon } from './start-fact-import.server';

export interface FactImportDependencies {
  db: Db;
  now: () => Date;
  factImporter: FactImporter;
  dataDir: string;
  databaseFile: string;
  filesDir: string;
  /** Has the verdicts of firms whose facts changed computed again. */
  onFacts: (tx: Db) => Promise<void>;
}

/** The most rows of one import, and what a workbook may unpack to. */
export const factImportLimits = { rows: 1_000_000, unpackedBytes: 1024 * 1024 * 1024 };

type Import = Prisma.FactImportGetPayload<object>;

/**
 * The handler of `work-fact-import`: reads the table, goes through it for the preview, or takes it in, as the import's
 * state says. Killed at any moment, it goes on where it stood.
 */
export async function workFactImport(
  deps: FactImportDependencies,
  job: Pick<JobContext<{ importId: string }>, 'payload' | 'signal' | 'progress'>,
): Promise<void> {
  const { db } = deps;
  const run = await db.factImport.findUnique({ where: { id: job.payload.importId } });
  const stages = { reading: 'read', previewing: 'preview', applying: 'apply' } as const;
  if (!run || !(run.state in stages)) return;
  const stage = stages[run.state as keyof typeof stages];
  const catalogue = await loadCatalogue(db);
  const answer = await runStage(deps, run, stage, catalogue, job);
  if (answer.ok === 'stopped') {
    job.signal.throwIfAborted();
    // A person cancelled it; what was taken in stays in the history.
    return finish(deps, run, 'cancelled');
  }
  if (!answer.ok) {
    await db.factImport.updateMany({
      where: { id: run.id, state: run.state },
      data: {
        state: 'refused',
        refusal: answer.refusal as unknown as Prisma.InputJsonObject,
        finishedAt: deps.now(),
      },
    });
    return rm(spoolPath(deps.dataDir, run.id), { force: true });
  }
  if (answer.task === 'read') return keepLayout(deps, run, answer, catalogue);
  if (answer.task === 'preview') {
    const preview = answer.tally as unknown as Prisma.InputJsonObject;
    await db.factImport.updateMany({
      where: { id: run.id, state: 'previewing' },
      data: { state: 'previewed', preview, position: 0 },
    });
    return;
  }
  const { rows, facts, added } = answer.tally;
  await finish(deps, run, 'done', { rows, added, ...facts });
}

async function runStage(
  deps: FactImportDependencies,
  run: Import,
  task: 'read' | 'preview' | 'apply',
  catalogue: FactCatalogue,
  job: Pick<JobContext, 'signal' | 'progress'>,
): Promise<FactImportAnswer> {
  const { db, now, dataDir, databaseFile, filesDir } = deps;
  const file = await db.storedFile.findUniqueOrThrow({ where: { id: run.fileId ?? '' } });
  const definitions = [...catalogue.values()];
  const layout = run.layout as unknown as TableLayout | null;
  const cancelled = new AbortController();
  let asked = 0;
  const onProgress = (done: number) => {
    if (Date.now() - asked < 1000) return;
    asked = Date.now();
    void job.progress(done, run.rows).catch(() => undefined);
    void db.factImport
      .findUnique({ where: { id: run.id }, select: { state: true } })
      .then((row) => {
        if (row?.state !== run.state) cancelled.abort();
      })
      .catch(() => undefined);
    if (task !== 'apply')
      void db.factImport
        .updateMany({
          where: { id: run.id, state: run.state },
          data: task === 'read' ? { rows: done } : { position: done },
        })
        .catch(() => undefined);
  };
  return deps.factImporter.run(
    {
      task,
      importId: run.id,
      databaseFile,
      dataDir,
      file: { path: storedFilePath(filesDir, file.sha256), name: file.name },
      limits: factImportLimits,
      ...(layout && { columns: layout.columns }),
      ...(run.mapping !== null && { mapping: run.mapping as unknown as FactMapping }),
      definitions,
      sources: Object.fromEntries(definitions.map(({ key, authority }) => [key, authority.zh])),
      today: cityDate(now()),
      at: now().toISOString(),
      recordedById: run.createdById,
    },
    { signal: AbortSignal.any([job.signal, cancelled.signal]), onProgress },
  );
}

async function keepLayout(
  { db, now }: FactImportDependencies,
  run: Import,
  { columns, samples, rows }: Extract<FactImportAnswer, { task: 'read' }>,
  catalogue: FactCatalogue,
): Promise<void> {
  const guess = guessFactMapping(columns, catalogue, latestYear(cityDate(now())));
  const layout: TableLayout = { columns, samples, guess };
  const state = run.mapping === null ? 'mapping' : 'applying';
  await db.$transaction(async (tx) => {
    const { count } = await tx.factImport.updateMany({
      where: { id: run.id, state: 'reading' },
      data: { state, layout: layout as unknown as Prisma.InputJsonObject, rows, position: 0 },
    });
    if (count === 1 && state === 'applying') await workSoon(tx, run.id, state, now());
  });
}

async function finish(
  { db, now, dataDir, onFacts }: FactImportDependencies,
  run: Import,
  state: 'done' | 'cancelled',
  detail: Prisma.InputJsonObject = {},
): Promise<void> {
  const at = now();
  await db.$transaction(async (tx) => {
    const { count } = await tx.factImport.updateMany({
      where: { id: run.id, finishedAt: null },
      data: { state, finishedAt: at },
    });
    if (count === 0) return;
    await appendAuditEntry(
      tx,
      { ...systemReader, name: run.createdByName },
      { action: `facts.import-${state}`, subjectKind: 'fact-import', subjectId: run.id, detail },
      at,
    );
  });
  await onFacts(db);
  await rm(spoolPath(dataDir, run.id), { force: true });
}
