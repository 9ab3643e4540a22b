import { NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import type { Refusal } from '~/knowledge/documents/refusal';

import { ownImports } from './fact-import-rights';
import type { FactMapping } from './fact-mapping';
import type { ImportTally } from './import-tally';
import type { TableLayout } from './read-layout';

/** An import as lists show it. */
export interface FactImportRow {
  id: string;
  title: string;
  origin: string;
  state: string;
  rows: number;
  position: number;
  createdByName: string;
  on: string;
  written: number | null;
}

/** An import with everything that its page needs. */
export interface FactImportView extends FactImportRow {
  departmentId: string;
  layout: TableLayout | null;
  mapping: FactMapping | null;
  preview: ImportTally | null;
  result: ImportTally | null;
  refusal: Refusal | null;
  problems: { row: number; column: string; cell: string; problem: string }[];
  problemCount: number;
  error: string | null;
}

const shownProblems = 100;

/** The import. Throws NotFoundError for those of other departments. */
export async function getFactImport(db: Db, reader: Reader, importId: string): Promise<FactImportView> {
  const row = await db.factImport.findFirst({ where: { id: importId, ...ownImports(reader) } });
  if (!row) throw new NotFoundError('fact-import', importId);
  const problems = await listImportProblems(db, importId, shownProblems);
  const problemCount = await db.factImportProblem.count({ where: { importId } });
  const failed = await db.job.findFirst({
    where: { kind: 'work-fact-import', payload: { path: '$.importId', equals: importId }, state: 'failed' },
    select: { error: true },
    orderBy: { createdAt: 'desc' },
  });
  return {
    ...toRow(row),
    departmentId: row.departmentId,
    layout: row.layout as unknown as TableLayout | null,
    mapping: row.mapping as unknown as FactMapping | null,
    preview: row.preview as unknown as ImportTally | null,
    result: row.result as unknown as ImportTally | null,
    refusal: row.refusal as unknown as Refusal | null,
    problems,
    problemCount,
    error: row.finishedAt ? null : (failed?.error ?? null),
  };
}

/** What was wrong with rows and cells, in the file's order. */
export function listImportProblems(db: Db, importId: string, take: number) {
  return db.factImportProblem.findMany({
    where: { importId },
    orderBy: [{ row: 'asc' }, { column: 'asc' }],
    select: { row: true, column: true, cell: true, problem: true },
    take,
  });
}

/** The latest imports of the reader's departments. */
export async function listFactImports(db: Db, reader: Reader, take = 30): Promise<FactImportRow[]> {
  const rows = await db.factImport.findMany({
    where: ownImports(reader),
    orderBy: { createdAt: 'desc' },
    take,
  });
  return rows.map(toRow);
}

function toRow(row: {
  id: string;
  title: string;
  origin: string;
  state: string;
  rows: number;
  position: number;
  createdByName: string;
  createdAt: Date;
  result: unknown;
}): FactImportRow {
  const { id, title, origin, state, rows, position, createdByName, createdAt } = row;
  const result = row.result as ImportTally | null;
  const written =
    result && result.facts.new + result.facts.changed + result.facts.confirmed + result.facts.older;
  return { id, title, origin, state, rows, position, createdByName, on: cityDate(createdAt), written };
}

/** The mappings that a department kept, by name. */
export async function listFactMappings(
  db: Db,
  departmentId: string,
): Promise<{ name: string; mapping: FactMapping }[]> {
  const rows = await db.factMapping.findMany({ where: { departmentId }, orderBy: { name: 'asc' }, take: 50 });
  return rows.map(({ name, mapping }) => ({ name, mapping: mapping as unknown as FactMapping }));
}
