import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';

import type { HierarchicalNSW } from 'hnswlib-node';
import { z } from 'zod';

import { wrapGraph, type HnswGraph, type HnswModule } from './hnsw-graph.server';

/** What the graph's file can't say of itself: hnswlib takes flipped bytes and a wrong dimension without a word. */
const manifestSchema = z.object({
  file: z.string().regex(/^passages-[\w-]+\.hnsw$/),
  sha256: z.string(),
  model: z.string(),
  dimension: z.number().int().positive(),
  count: z.number().int().nonnegative(),
  version: z.number().int().nonnegative(),
});
export type GraphManifest = z.infer<typeof manifestSchema>;

const manifestName = 'passages.json';

/** What a graph must be of, to be of use. */
export interface ExpectedGraph {
  model: string;
  dimension: number;
}

/**
 * Writes a graph beside the one in use and then names it in the manifest, by rename: at every moment the manifest
 * names a whole file. Files that no manifest names any more are removed.
 */
export async function writeGraphFile(
  folder: string,
  index: HierarchicalNSW,
  about: Omit<GraphManifest, 'file' | 'sha256'>,
): Promise<GraphManifest> {
  await mkdir(folder, { recursive: true });
  const file = `passages-${randomUUID()}.hnsw`;
  await index.writeIndex(path.join(folder, file));
  await flush(path.join(folder, file));
  const manifest = { ...about, file, sha256: await checksum(path.join(folder, file)) };
  const draft = path.join(folder, `${file}.json`);
  const handle = await open(draft, 'w');
  await handle.writeFile(JSON.stringify(manifest));
  await handle.sync();
  await handle.close();
  await rename(draft, path.join(folder, manifestName));
  for (const name of await readdir(folder)) {
    const isLeftOver = name !== file && name !== manifestName && name.startsWith('passages-');
    if (isLeftOver) await rm(path.join(folder, name), { force: true });
  }
  return manifest;
}

/**
 * Reads the graph back, off the event loop. Anything but a whole file of the expected model and dimension is refused
 * with the reason: the caller builds it anew from the vectors in the database.
 */
export async function readGraphFile(
  folder: string,
  hnsw: HnswModule,
  expected: ExpectedGraph,
): Promise<{ graph: HnswGraph } | { reason: string }> {
  const manifest = await readManifest(folder);
  if ('reason' in manifest) return manifest;
  if (manifest.model !== expected.model) return { reason: `it is of the model ${manifest.model}` };
  if (manifest.dimension !== expected.dimension) {
    return { reason: `its vectors have ${String(manifest.dimension)} dimensions` };
  }
  const file = path.join(folder, manifest.file);
  try {
    if ((await checksum(file)) !== manifest.sha256) return { reason: 'its checksum is wrong' };
    const index = new hnsw.HierarchicalNSW('ip', expected.dimension);
    await index.readIndex(file);
    if (index.getCurrentCount() !== manifest.count)
      return { reason: 'it does not hold what its manifest says' };
    return { graph: wrapGraph(index, manifest.version) };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

async function readManifest(folder: string): Promise<GraphManifest | { reason: string }> {
  let text: string;
  try {
    text = await readFile(path.join(folder, manifestName), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { reason: 'none was built yet' };
    return { reason: String(error) };
  }
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch {
    return { reason: 'its manifest is damaged' };
  }
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync();
  await handle.close();
}

async function checksum(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
