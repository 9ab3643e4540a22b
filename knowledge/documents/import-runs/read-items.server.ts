import type { DocumentParser } from '~/knowledge/documents/document-parser.server';
import { systemReader, type Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';
import { readStoredFile, storeFile } from '~/prisma/files/store-file.server';
import type { Prisma } from '~/prisma/generated/client';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';
import type { JobContext } from '~/prisma/jobs/work-jobs.server';

import { guideDocument } from '../import/guide-document.server';
import type { GuideItem } from '../import/read-guide-items';
import type { InputFile } from '../parsed-document';
import type { Refusal } from '../refusal';
import { saveDocument, type IngestOptions, type SavedDocument } from '../save-document.server';
import { settleSoon } from './close-import.server';
import { nextChunk, readImportJob } from './import-jobs';
import type { ImportOptions, ItemState } from './import-state';
import { keepTable } from './map-table.server';

export interface ImportDependencies {
  db: Db;
  parser: DocumentParser;
  filesDir: string;
  now: () => Date;
  log: { error(detail: object, message: string): void };
}

/** The numbers that a job reads; `last`: those up to it are read by the jobs that follow. */
export interface ImportChunk {
  runId: string;
  from: number;
  to: number;
  last?: number;
}

/** What became of one item. */
type Outcome =
  | { state: 'refused'; refusal: Refusal }
  | { state: 'unpacked' }
  | ({ state: SavedDocument['outcome'] } & Pick<SavedDocument, 'documentId' | 'passages'>);

type Item = Prisma.ImportItemGetPayload<{ include: { run: true } }>;

/**
 * Reads the items of a run from number to number, one after another. What an earlier attempt left behind (a killed
 * process) is read again: a document's id follows from its text, so nothing is doubled. What can't be read is noted and
 * never stops the others.
 */
export async function readItems(
  deps: ImportDependencies,
  job: Pick<JobContext<ImportChunk>, 'payload' | 'signal' | 'progress'>,
): Promise<void> {
  const { runId, from, to } = job.payload;
  const items = await deps.db.importItem.findMany({
    where: { runId, number: { gte: from, lte: to }, state: { in: ['waiting', 'reading'] } },
    orderBy: { number: 'asc' },
    select: { id: true },
  });
  for (const [done, { id }] of items.entries()) {
    job.signal.throwIfAborted();
    await job.progress(done, items.length);
    await readItem(deps, id);
  }
  const { last } = job.payload;
  if (last !== undefined && to < last) await enqueueJob(deps.db, nextChunk(runId, to + 1, last, deps.now()));
}

async function readItem(deps: ImportDependencies, id: string): Promise<void> {
  const { db, now } = deps;
  const { count } = await db.importItem.updateMany({
    where: { id, state: { in: ['waiting', 'reading'] }, run: { state: { not: 'cancelled' } } },
    data: { state: 'reading' },
  });
  if (count === 0) return;
  const item = await db.importItem.findUniqueOrThrow({ where: { id }, include: { run: true } });
  let found: { state: ItemState } & Prisma.ImportItemUpdateManyMutationInput;
  try {
    const { state, ...rest } = await takeIn(deps, item);
    found = {
      state,
      ...('refusal' in rest && { refusal: rest.refusal as unknown as Prisma.InputJsonObject }),
      ...('documentId' in rest && { documentId: rest.documentId, passages: rest.passages }),
    };
  } catch (error) {
    // A bug of ours or a full disk: this file waits for a person's "try again", the others go on.
    deps.log.error({ err: error, runId: item.runId, itemId: id }, 'a file could not be read');
    found = { state: 'failed', error: error instanceof Error ? error.message.slice(0, 500) : String(error) };
  }
  await db.$transaction(async (tx) => {
    await tx.importItem.updateMany({
      where: { id, state: 'reading' },
      data: { ...found, finishedAt: now() },
    });
    await settleSoon(tx, item.runId, now());
  });
}

async function takeIn(deps: ImportDependencies, item: Item): Promise<Outcome> {
  const options = ingestOptions(item);
  if (item.cells !== null) {
    const guide = item.cells as unknown as GuideItem;
    const bytes = new TextEncoder().encode(JSON.stringify(guide, null, 2));
    const { region, issuer, ...rest } = options;
    const saved = await saveDocument(
      deps,
      { name: `${guide.title}.json`, bytes },
      guideDocument(guide),
      // A region or issuer of the whole run only stands in for what a row does not tell.
      {
        ...rest,
        ...(guide.region === null && region !== undefined && { region }),
        ...(guide.department === null && issuer !== undefined && { issuer }),
      },
    );
    return { state: saved.outcome, documentId: saved.documentId, passages: saved.passages };
  }
  const file = await readFile(deps, item);
  if (item.run.kind === 'table') return takeTable(deps, item, file);
  if (item.parentId === null && deps.parser.isArchive(file)) return unpack(deps, item, file);
  const parsed = await deps.parser.parse(file);
  if (!parsed.ok) return { state: 'refused', refusal: parsed.refusal };
  const saved = await saveDocument(deps, file, parsed.document, options);
  return { state: saved.outcome, documentId: saved.documentId, passages: saved.passages };
}

async function readFile({ db, filesDir }: ImportDependencies, item: Item): Promise<InputFile> {
  const stored = await db.storedFile.findUniqueOrThrow({ where: { id: item.fileId ?? '' } });
  return { name: item.name, bytes: new Uint8Array(await readStoredFile(filesDir, stored.sha256)) };
}

/** A table is kept as read, and waits until a person says what its columns mean. */
async function takeTable(deps: ImportDependencies, item: Item, file: InputFile): Promise<Outcome> {
  const read = await deps.parser.readTable(file);
  if (!read.ok) return { state: 'refused', refusal: read.refusal };
  await keepTable(deps, item.runId, read.table);
  return { state: 'unpacked' };
}

/** Each file of a ZIP becomes an item of its own; those that stand from an earlier attempt are left as they are. */
async function unpack(deps: ImportDependencies, item: Item, file: InputFile): Promise<Outcome> {
  const { db, filesDir, now } = deps;
  const unpacked = await deps.parser.unpack(file);
  if (!unpacked.ok) return { state: 'refused', refusal: unpacked.refusal };
  // The order of a ZIP is its own: what an earlier attempt made stands at the beginning.
  const standing = await db.importItem.count({ where: { parentId: item.id } });
  for (const entry of unpacked.entries.slice(standing)) {
    const name = `${item.name}/${entry.name}`.slice(0, 400);
    const stored =
      'refusal' in entry
        ? null
        : await storeFile(
            { db, filesDir },
            {
              bytes: entry.bytes,
              name: entry.name,
              mediaType: 'application/octet-stream',
              ownerKind: 'import',
              ownerId: item.runId,
              uploadedById: item.run.createdById,
            },
          );
    await db.$transaction(async (tx) => {
      const last = await tx.importItem.aggregate({ where: { runId: item.runId }, _max: { number: true } });
      const number = (last._max.number ?? 0) + 1;
      await tx.importItem.create({
        data: {
          runId: item.runId,
          number,
          name,
          parentId: item.id,
          sizeBytes: 'bytes' in entry ? entry.bytes.length : 0,
          ...(stored
            ? { state: 'waiting', fileId: stored.id }
            : {
                state: 'refused',
                refusal: ('refusal' in entry ? entry.refusal : {}) as Prisma.InputJsonObject,
                finishedAt: now(),
              }),
        },
      });
      if (stored)
        await enqueueJob(tx, {
          kind: readImportJob,
          payload: { runId: item.runId, from: number, to: number },
          runAt: now(),
        });
    });
  }
  return { state: 'unpacked' };
}

function ingestOptions({ run }: Item): IngestOptions {
  const options = run.options as unknown as ImportOptions;
  // The person who brought it in stands in the audit trail, whoever works the queue.
  const reader: Reader = {
    ...systemReader,
    kind: run.createdById === null ? 'system' : 'person',
    personId: run.createdById,
    name: run.createdByName,
  };
  return {
    reader,
    state: options.draft ? 'draft' : 'in-review',
    departmentId: run.departmentId,
    audience: options.audience,
    ...(options.region !== undefined && { region: options.region }),
    ...(options.issuer !== undefined && { issuer: options.issuer }),
  };
}
