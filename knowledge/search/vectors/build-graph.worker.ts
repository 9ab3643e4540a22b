import { setPriority } from 'node:os';

import { openReader } from '~/prisma/database.server';

import { writeGraphFile, type GraphManifest } from './graph-file.server';
import { loadHnsw } from './hnsw-graph.server';
import { readVectorsOfPassages } from './read-vectors.server';

/** What a graph is built from and where it goes. */
export interface GraphOrder {
  databaseFile: string;
  folder: string;
  model: string;
  dimension: number;
}

const passagesPerRead = 2_000;

/**
 * Builds the graph of all vectors from the database and writes its file: a minute of work for 50,000 vectors, hence in
 * a thread. Parameters as measured in docs/decisions/005: 16 links, 100 candidates while building.
 */
export default async function buildGraph({
  databaseFile,
  folder,
  model,
  dimension,
}: GraphOrder): Promise<GraphManifest> {
  // On Linux 0 is the calling thread; elsewhere it would be the whole process.
  if (process.platform === 'linux') setPriority(0, 10);
  const loaded = await loadHnsw();
  if ('reason' in loaded) throw new Error(loaded.reason);
  const sql = openReader(databaseFile);
  try {
    const { last, version } = sql.get<{ last: number; version: number }>(
      `SELECT coalesce((SELECT max(id) FROM "Passage"), 0) AS last,
              coalesce((SELECT max(rowid) FROM "PassageVector"), 0) AS version`,
    ) as { last: number; version: number };
    const index = new loaded.hnsw.HierarchicalNSW('ip', dimension);
    let capacity = passagesPerRead;
    index.initIndex(capacity, 16, 100, 42);
    for (let after = 0; after < last; after += passagesPerRead) {
      const vectors = readVectorsOfPassages(sql, model, after, Math.min(last, after + passagesPerRead));
      const needed = index.getCurrentCount() + vectors.length;
      if (needed > capacity) index.resizeIndex((capacity = needed * 2));
      for (const { id, vector } of vectors) index.addPoint([...vector], id);
    }
    return await writeGraphFile(folder, index, { model, dimension, count: index.getCurrentCount(), version });
  } finally {
    sql.close();
  }
}
