import { ConflictError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db, Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import type { FactCatalogue } from '../fact-catalogue';
import { loadCatalogue } from '../load-catalogue.server';
import { mayBringIn } from '../owner-department';
import { ownImports } from './fact-import-rights';
import { mappingProblems, type FactMapping } from './fact-mapping';
import { workSoon } from './start-fact-import.server';

interface Dependencies {
  db: Db;
  now: () => Date;
}

/** Whether a department may bring in a fact, by key. */
export async function bringInRule(
  db: Db | Tx,
  departmentId: string,
  catalogue: FactCatalogue,
): Promise<(key: string) => boolean> {
  const departments = await db.department.findMany({ select: { id: true, name: true } });
  const mine = departments.find(({ id }) => id === departmentId);
  return (key) => {
    const definition = catalogue.get(key);
    return definition !== undefined && mine !== undefined && mayBringIn(definition, mine, departments);
  };
}

/** Checks a mapping for a department. Throws InvalidInputError with a sentence a field. */
export async function requireMapping(
  deps: { db: Db | Tx; now: () => Date },
  departmentId: string,
  mapping: FactMapping,
): Promise<void> {
  const catalogue = await loadCatalogue(deps.db);
  const may = await bringInRule(deps.db, departmentId, catalogue);
  const problems = mappingProblems(mapping, catalogue, may, cityDate(deps.now()));
  if (Object.keys(problems).length > 0) throw new InvalidInputError(problems);
}

/**
 * Has the table gone through under a mapping, without writing a fact; kept under a name, it serves the next table too.
 * Throws NotFoundError, ConflictError (it is being taken in already), InvalidInputError.
 */
export async function previewFactImport(
  deps: Dependencies,
  reader: Reader,
  input: { importId: string; mapping: FactMapping; saveAs?: string | undefined },
): Promise<void> {
  const { importId, mapping } = input;
  const run = await requireOwnImport(deps.db, reader, importId);
  if (!['mapping', 'previewed', 'previewing'].includes(run.state))
    throw new ConflictError('The import has left this stage', { state: run.state });
  await requireMapping(deps, run.departmentId, mapping);
  const at = deps.now();
  await deps.db.$transaction(async (tx) => {
    const json = mapping as unknown as Prisma.InputJsonObject;
    await tx.factImport.update({
      where: { id: importId },
      data: { state: 'previewing', mapping: json, position: 0 },
    });
    await tx.factImportProblem.deleteMany({ where: { importId } });
    const saveAs = input.saveAs?.trim().slice(0, 60);
    if (saveAs)
      await saveFactMapping(tx, reader, { departmentId: run.departmentId, name: saveAs, mapping, at });
    await workSoon(tx, importId, `previewing:${at.valueOf()}`, at);
  });
}

/** Keeps a mapping by name; the newest of a name counts. */
export async function saveFactMapping(
  tx: Tx,
  reader: Reader,
  input: { departmentId: string; name: string; mapping: FactMapping; at: Date },
): Promise<void> {
  const { departmentId, name, at } = input;
  const mapping = input.mapping as unknown as Prisma.InputJsonObject;
  await tx.factMapping.upsert({
    where: { departmentId_name: { departmentId, name } },
    create: { departmentId, name, mapping, createdById: reader.personId, updatedAt: at },
    update: { mapping, updatedAt: at },
  });
  await appendAuditEntry(
    tx,
    reader,
    { action: 'facts.mapping-saved', subjectKind: 'fact-mapping', subjectId: name, detail: { departmentId } },
    at,
  );
}

/** Takes a previewed table in. Doing it twice is once. Throws NotFoundError, ConflictError. */
export async function applyFactImport(deps: Dependencies, reader: Reader, importId: string): Promise<void> {
  const run = await requireOwnImport(deps.db, reader, importId);
  if (['applying', 'done'].includes(run.state)) return;
  if (run.state !== 'previewed') throw new ConflictError('The import has no preview', { state: run.state });
  const at = deps.now();
  await deps.db.$transaction(async (tx) => {
    const { count } = await tx.factImport.updateMany({
      where: { id: importId, state: 'previewed' },
      data: { state: 'applying', position: 0 },
    });
    if (count === 0) return;
    await tx.factImportProblem.deleteMany({ where: { importId } });
    await workSoon(tx, importId, 'applying', at);
    await appendAuditEntry(
      tx,
      reader,
      {
        action: 'facts.import-apply',
        subjectKind: 'fact-import',
        subjectId: importId,
        detail: { title: run.title },
      },
      at,
    );
  });
}

/** Back to the columns, to read them otherwise. Throws NotFoundError, ConflictError. */
export async function remapFactImport({ db }: Dependencies, reader: Reader, importId: string): Promise<void> {
  await requireOwnImport(db, reader, importId);
  const { count } = await db.factImport.updateMany({
    where: { id: importId, state: { in: ['previewed', 'previewing', 'mapping'] } },
    data: { state: 'mapping' },
  });
  if (count === 0) throw new ConflictError('The import has left this stage');
}

/** Gives an import up. What was taken in before stays: facts are history. Throws NotFoundError, ConflictError. */
export async function cancelFactImport(deps: Dependencies, reader: Reader, importId: string): Promise<void> {
  const run = await requireOwnImport(deps.db, reader, importId);
  if (run.state === 'cancelled') return;
  const at = deps.now();
  await deps.db.$transaction(async (tx) => {
    const { count } = await tx.factImport.updateMany({
      where: { id: importId, state: { notIn: ['done', 'refused', 'cancelled'] } },
      data: { state: 'cancelled', ...(run.state !== 'applying' && { finishedAt: at }) },
    });
    if (count === 0) throw new ConflictError('The import has ended', { state: run.state });
    await appendAuditEntry(
      tx,
      reader,
      {
        action: 'facts.import-cancel',
        subjectKind: 'fact-import',
        subjectId: importId,
        detail: { from: run.state },
      },
      at,
    );
  });
}

async function requireOwnImport(db: Db, reader: Reader, importId: string) {
  const run = await db.factImport.findFirst({ where: { id: importId, ...ownImports(reader) } });
  if (!run) throw new NotFoundError('fact-import', importId);
  return run;
}
