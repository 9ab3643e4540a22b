import { mkdirSync } from 'node:fs';
import path from 'node:path';

import { openDatabase, type Db } from '~/prisma/database.server';
import { migrateDatabase } from '~/prisma/migrate.server';

/** Vectors kept between runs, by content and model: the second run of an evaluation embeds nothing. */
export interface VectorCache {
  /** Copies what is known of the passages' vectors into a run's database; returns how many. */
  fill(run: Db, model: string): Promise<number>;
  /** Keeps what a run has embedded. */
  keep(run: Db, model: string): Promise<void>;
  close(): Promise<void>;
}

const rowsAtOnce = 500;

/** Opens the cache, a database of its own in the folder, made when missing. Safe to delete. */
export function openVectorCache(folder: string): VectorCache {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'vectors.db');
  migrateDatabase(file);
  const cache = openDatabase(file);
  return {
    fill: (run, model) => copyVectors(cache, run, run, model),
    keep: async (run, model) => {
      await copyVectors(run, cache, run, model);
    },
    close: () => cache.$disconnect(),
  };
}

/** Copies the vectors of a run's passages from one database to the other, as far as the other lacks them. */
async function copyVectors(from: Db, to: Db, run: Db, model: string): Promise<number> {
  const passages = await run.passage.findMany({ select: { textHash: true }, distinct: ['textHash'] });
  let copied = 0;
  for (let at = 0; at < passages.length; at += rowsAtOnce) {
    const where = {
      model,
      textHash: { in: passages.slice(at, at + rowsAtOnce).map(({ textHash }) => textHash) },
    };
    const standing = await to.passageVector.findMany({ where, select: { textHash: true } });
    const known = new Set(standing.map(({ textHash }) => textHash));
    const missing = (await from.passageVector.findMany({ where })).filter(
      ({ textHash }) => !known.has(textHash),
    );
    if (missing.length > 0) await to.passageVector.createMany({ data: missing });
    await copyClauses(from, to, where);
    await copyWords(from, to, where);
    copied += missing.length;
  }
  return copied;
}

async function copyClauses(
  from: Db,
  to: Db,
  where: { model: string; textHash: { in: string[] } },
): Promise<void> {
  const standing = await to.clauseVectors.findMany({ where, select: { textHash: true } });
  const known = new Set(standing.map(({ textHash }) => textHash));
  const missing = (await from.clauseVectors.findMany({ where })).filter(
    ({ textHash }) => !known.has(textHash),
  );
  if (missing.length > 0) await to.clauseVectors.createMany({ data: missing });
}

async function copyWords(
  from: Db,
  to: Db,
  where: { model: string; textHash: { in: string[] } },
): Promise<void> {
  const standing = await to.wordSigns.findMany({ where, select: { textHash: true } });
  const known = new Set(standing.map(({ textHash }) => textHash));
  const missing = (await from.wordSigns.findMany({ where })).filter(({ textHash }) => !known.has(textHash));
  if (missing.length > 0) await to.wordSigns.createMany({ data: missing });
}
