import { InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';
import { readStoredFile, storeFile } from '~/prisma/files/store-file.server';
import type { Prisma } from '~/prisma/generated/client';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';
import type { JobContext } from '~/prisma/jobs/work-jobs.server';

import type { GuideMapping } from '../import/guide-field';
import { guessGuideMapping } from '../import/guess-guide-mapping';
import type { ImportTable } from '../import/import-table';
import { readGuideItems, type GuideItem } from '../import/read-guide-items';
import type { Refusal } from '../refusal';
import { settleSoon } from './close-import.server';
import { nextChunk, splitTableJob } from './import-jobs';
import { ownRuns } from './import-rights';

interface Dependencies {
  db: Db;
  filesDir: string;
  now: () => Date;
}

/** `ImportRun.mapping` of a table: what was read, what was guessed, what a person chose. */
export interface TableMapping {
  columns: string[];
  rows: number;
  guess: GuideMapping;
  chosen: GuideMapping | null;
}

/** What a mapping makes of a table, before anything is written. */
export interface TablePreview {
  /** The first items as they would stand. */
  items: GuideItem[];
  total: number;
  errors: { row: number; reason: Refusal }[];
  errorCount: number;
}

const shownItems = 5;
const shownErrors = 50;
const rowsAStatement = 200;

/** Keeps a table as it was read and guesses its columns; the run waits for a person's mapping. */
export async function keepTable(
  { db, filesDir, now }: Dependencies,
  runId: string,
  table: ImportTable,
): Promise<void> {
  const { id: fileId } = await storeFile(
    { db, filesDir },
    {
      bytes: new TextEncoder().encode(JSON.stringify(table)),
      name: 'table.json',
      mediaType: 'application/json',
      ownerKind: 'import',
      ownerId: runId,
    },
  );
  const mapping: TableMapping = {
    columns: table.columns,
    rows: table.rows.length,
    guess: guessGuideMapping(table.columns),
    chosen: null,
  };
  await db.importRun.updateMany({
    where: { id: runId, state: 'open' },
    data: {
      state: 'mapping',
      fileId,
      mapping: mapping as unknown as Prisma.InputJsonObject,
      closedAt: now(),
    },
  });
}

/** What the table would become under a mapping. Throws NotFoundError. */
export async function previewTable(
  deps: Dependencies,
  reader: Reader,
  runId: string,
  mapping: GuideMapping,
): Promise<TablePreview> {
  const table = await requireTable(deps, reader, runId);
  const { items, errors } = readGuideItems(table.rows, mapping);
  const all = [...errors, ...table.unreadable].sort((a, b) => a.row - b.row);
  return {
    items: items.slice(0, shownItems),
    total: items.length,
    errors: all.slice(0, shownErrors),
    errorCount: all.length,
  };
}

/**
 * Takes the table in under a mapping: its items are made and read by jobs. Doing it twice is once.
 * Throws NotFoundError, InvalidInputError (no column for the title, none for the content).
 */
export async function importTable(
  deps: Dependencies,
  reader: Reader,
  runId: string,
  mapping: GuideMapping,
  saveAs?: string,
): Promise<void> {
  const targets = new Set(Object.values(mapping));
  if (!targets.has('title')) throw new InvalidInputError({ mapping: '请指定哪一列是事项名称' });
  if ([...targets].every((target) => target === 'title' || target === 'skip'))
    throw new InvalidInputError({ mapping: '请至少指定一列内容，如受理条件、申请材料或咨询电话' });
  await requireTable(deps, reader, runId);
  const at = deps.now();
  await deps.db.$transaction(async (tx) => {
    const run = await tx.importRun.findUniqueOrThrow({ where: { id: runId } });
    if (run.state !== 'mapping') return;
    const kept = { ...(run.mapping as unknown as TableMapping), chosen: mapping };
    await tx.importRun.update({
      where: { id: runId },
      data: { state: 'closed', mapping: kept },
    });
    await tx.importItem.updateMany({ where: { runId, number: 1 }, data: { state: 'reading' } });
    if (saveAs) {
      const departmentId = run.departmentId ?? '';
      const columns = mapping as Prisma.InputJsonObject;
      await tx.importMapping.upsert({
        where: { departmentId_name: { departmentId, name: saveAs } },
        create: { departmentId, name: saveAs, columns, createdById: reader.personId },
        update: { columns },
      });
    }
    await enqueueJob(tx, { kind: splitTableJob, payload: { runId }, runAt: at });
    await appendAuditEntry(
      tx,
      reader,
      { action: 'import.table', subjectKind: 'import', subjectId: runId, detail: { rows: kept.rows } },
      at,
    );
  });
}

/** The first value of each column, cut short: what a person tells a column by. Throws NotFoundError. */
export async function sampleCells(
  deps: Dependencies,
  reader: Reader,
  runId: string,
): Promise<Record<string, string>> {
  const { columns, rows } = await requireTable(deps, reader, runId);
  return Object.fromEntries(
    columns.map((column) => {
      const row = rows.slice(0, 100).find(({ values }) => (values[column]?.length ?? 0) > 0);
      return [column, (row?.values[column] ?? []).join('；').slice(0, 60)];
    }),
  );
}

/** The mappings that the reader's departments saved, by name. */
export async function listMappings(
  db: Db,
  departmentId: string | null,
): Promise<{ name: string; columns: GuideMapping }[]> {
  const rows = await db.importMapping.findMany({
    where: { departmentId: departmentId ?? '' },
    orderBy: { name: 'asc' },
    take: 50,
  });
  return rows.map(({ name, columns }) => ({ name, columns: columns as unknown as GuideMapping }));
}

/**
 * Makes an item of each row, then has them read a few at a time. A row's number in the run follows from its place in the
 * table, so that a second attempt writes nothing twice.
 */
export async function splitTable(
  deps: Dependencies,
  job: Pick<JobContext<{ runId: string }>, 'payload' | 'signal' | 'progress'>,
): Promise<void> {
  const { db, now } = deps;
  const { runId } = job.payload;
  const run = await db.importRun.findUnique({ where: { id: runId } });
  if (run?.state !== 'closed' || run.fileId === null) return;
  const { chosen } = run.mapping as unknown as TableMapping;
  const table = await readTable(deps, run.fileId);
  const { items, errors } = readGuideItems(table.rows, chosen ?? {});
  const rows = [
    ...items.map((item) => ({ row: item.row, name: item.title, cells: item, reason: null })),
    ...[...errors, ...table.unreadable].map(({ row, reason }) => ({
      row,
      name: `${run.title} #${row}`,
      cells: null,
      reason,
    })),
  ].sort((a, b) => a.row - b.row);
  for (let from = 0; from < rows.length; from += rowsAStatement) {
    job.signal.throwIfAborted();
    await job.progress(from, rows.length);
    const values = rows.slice(from, from + rowsAStatement).map(({ row, name, cells, reason }, i) => ({
      id: `${runId}-${from + i + 2}`,
      number: from + i + 2,
      name: name.slice(0, 400),
      row,
      cells,
      state: reason ? 'refused' : 'waiting',
      refusal: reason,
    }));
    await db.$executeRawUnsafe(
      `INSERT OR IGNORE INTO "ImportItem" ("id", "runId", "number", "name", "row", "cells", "state", "refusal")
       SELECT value->>'id', ?, value->>'number', value->>'name', value->>'row',
              CASE WHEN json_type(value, '$.cells') = 'null' THEN NULL ELSE value->'cells' END, value->>'state',
              CASE WHEN json_type(value, '$.refusal') = 'null' THEN NULL ELSE value->'refusal' END
         FROM json_each(?)`,
      runId,
      JSON.stringify(values),
    );
  }
  await db.$transaction(async (tx) => {
    await tx.importItem.updateMany({ where: { runId, number: 1 }, data: { state: 'unpacked' } });
    // One chunk enqueues the next, so that other work gets its turn in between.
    await enqueueJob(tx, nextChunk(runId, 2, rows.length + 1, now()));
    await settleSoon(tx, runId, now());
  });
}

async function requireTable(deps: Dependencies, reader: Reader, runId: string): Promise<ImportTable> {
  const run = await deps.db.importRun.findFirst({
    where: { AND: [{ id: runId, kind: 'table' }, ownRuns(reader)] },
    select: { fileId: true },
  });
  if (!run?.fileId) throw new NotFoundError('import', runId);
  return readTable(deps, run.fileId);
}

async function readTable({ db, filesDir }: Dependencies, fileId: string): Promise<ImportTable> {
  const { sha256 } = await db.storedFile.findUniqueOrThrow({ where: { id: fileId } });
  return JSON.parse(new TextDecoder().decode(await readStoredFile(filesDir, sha256))) as ImportTable;
}
