import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

import { openDocumentParser } from '~/knowledge/documents/document-parser.server';
import { ingestPaths, listFiles } from '~/knowledge/documents/ingest-folder.server';
import { indexPassages } from '~/knowledge/search/keyword-index.server';
import { systemReader } from '~/prisma/access/reader';
import { openDatabase, openReader, type Db } from '~/prisma/database.server';
import { migrateDatabase } from '~/prisma/migrate.server';

/** The regions that documents are dealt out to: a filter by one of them keeps about a quarter. */
export const benchRegions = ['000000', '310000', '330000', '359900'] as const;

export interface CorpusOptions {
  /** Where databases are kept between runs. */
  folder: string;
  /** The documents that are ingested. */
  source: string;
  passages: number;
  say: (line: string) => void;
}

/**
 * A database with exactly so many passages: the documents of the source by the real ingest path, then whole copies of them
 * under other titles, or the first of them where fewer are asked for. Kept by its size: a second run finds it there.
 */
export async function makeCorpus(options: CorpusOptions): Promise<string> {
  const { folder, passages, say } = options;
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `corpus-${String(passages)}.db`);
  if (existsSync(file)) {
    // Kept from a run before: tables may have come since.
    migrateDatabase(file);
    return file;
  }
  const originals = await ingestOriginals(options);
  const unfinished = `${file}.unfinished`;
  for (const end of ['', '-wal', '-shm']) rmSync(`${unfinished}${end}`, { force: true });
  copyFileSync(originals, unfinished);
  const db = openDatabase(unfinished);
  try {
    await trimTo(db, passages);
    await copyUntil(db, unfinished, passages, say);
    await dealOut(db);
    await fold(db);
  } finally {
    await db.$disconnect();
  }
  renameSync(unfinished, file);
  return file;
}

async function ingestOriginals({ folder, source, say }: CorpusOptions): Promise<string> {
  const name = createHash('sha256').update(path.resolve(source)).digest('hex').slice(0, 8);
  const file = path.join(folder, `originals-${name}.db`);
  if (existsSync(file)) {
    migrateDatabase(file);
    // It is copied as a file: nothing may be left in its journal.
    const kept = openDatabase(file);
    await fold(kept);
    await kept.$disconnect();
    return file;
  }
  const unfinished = `${file}.unfinished`;
  for (const end of ['', '-wal', '-shm']) rmSync(`${unfinished}${end}`, { force: true });
  const filesDir = path.join(folder, 'files');
  mkdirSync(filesDir, { recursive: true });
  migrateDatabase(unfinished);
  const db = openDatabase(unfinished);
  const parser = openDocumentParser({ limits: { fileBytes: 50 * 1024 * 1024 } });
  try {
    const files = (await listFiles([source])).filter((each) => /\.(md|txt|html|docx|pdf)$/u.test(each));
    const began = performance.now();
    let refused = 0;
    const deps = { db, parser, filesDir, now: () => new Date() };
    for await (const { outcome } of ingestPaths(deps, files, { reader: systemReader }))
      refused += Number(outcome === 'refused');
    const seconds = Math.round((performance.now() - began) / 1000);
    say(`${String(files.length)} files ingested in ${String(seconds)} s, ${String(refused)} refused`);
    await fold(db);
  } finally {
    await parser.close();
    await db.$disconnect();
  }
  renameSync(unfinished, file);
  return file;
}

/** Takes out what stands beyond the size asked for. */
async function trimTo(db: Db, passages: number): Promise<void> {
  const last = await db.passage.findMany({ orderBy: { id: 'asc' }, skip: passages, select: { id: true } });
  for (let from = 0; from < last.length; from += 500)
    await db.passage.deleteMany({ where: { id: { in: last.slice(from, from + 500).map(({ id }) => id) } } });
}

/** Copies document after document, in rounds over all of them, until the size is reached. */
async function copyUntil(db: Db, file: string, passages: number, say: (line: string) => void) {
  const sql = openReader(file);
  let standing = await db.passage.count();
  const documents = sql.all<{ id: string }>(
    `SELECT d.id AS id FROM "Document" d WHERE EXISTS (SELECT 1 FROM "Passage" p WHERE p.documentId = d.id)`,
  );
  if (documents.length === 0) throw new Error('the source holds no document that could be ingested');
  say(`${String(standing)} passages in ${String(documents.length)} documents; copied to ${String(passages)}`);
  for (let round = 1; standing < passages; round += 1) {
    for (const { id } of documents) {
      if (standing >= passages) break;
      standing += await copyDocument(db, id, round, passages - standing);
    }
  }
  sql.close();
}

async function copyDocument(db: Db, id: string, round: number, atMost: number): Promise<number> {
  const { metadata, ...document } = await db.document.findUniqueOrThrow({ where: { id } });
  const passages = await db.passage.findMany({
    where: { documentId: id },
    orderBy: { number: 'asc' },
    take: atMost,
  });
  const copy = `${id}-${String(round)}`;
  const title = `${document.title}（副本${String(round)}）`;
  await db.$transaction(async (tx) => {
    await tx.document.create({
      data: {
        ...document,
        id: copy,
        title,
        titleKey: `${document.titleKey}#${String(round)}`,
        metadata: metadata ?? {},
      },
    });
    const rows = await tx.passage.createManyAndReturn({
      data: passages.map(({ id: _, textHash, ...passage }) => ({
        ...passage,
        documentId: copy,
        // The original's hash stays readable: the copy's vector is the original's with noise.
        textHash: `${textHash.slice(0, 64)}#${String(round)}`,
      })),
    });
    await indexPassages(
      tx,
      rows.map((row) => ({ ...row, title })),
    );
  });
  return passages.length;
}

/** Regions by turns; every twentieth document is for its department only, so that the reader's rights sort out some. */
async function dealOut(db: Db): Promise<void> {
  const documents = await db.document.findMany({ orderBy: { id: 'asc' }, select: { id: true } });
  for (const [region, code] of benchRegions.entries()) {
    const ids = documents.filter((_, at) => at % benchRegions.length === region).map(({ id }) => id);
    for (let from = 0; from < ids.length; from += 500)
      await db.document.updateMany({
        where: { id: { in: ids.slice(from, from + 500) } },
        data: { region: code },
      });
  }
  const inner = documents.filter((_, at) => at % 20 === 7).map(({ id }) => id);
  for (let from = 0; from < inner.length; from += 500)
    await db.document.updateMany({
      where: { id: { in: inner.slice(from, from + 500) } },
      data: { audience: 'department', departmentId: 'elsewhere' },
    });
}

/** Puts everything into the one file, so that it can be copied. */
async function fold(db: Db): Promise<void> {
  await db.$queryRawUnsafe('PRAGMA wal_checkpoint(TRUNCATE)');
}
