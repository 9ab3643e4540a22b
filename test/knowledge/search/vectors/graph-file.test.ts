import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { readGraphFile, writeGraphFile } from '~/knowledge/search/vectors/graph-file.server';

import { hasHnsw, hnswlib } from './hnswlib';
import { makeVectors } from './statute-vectors';

const dimension = 16;
const expected = { model: 'small@1', dimension };
const vectors = makeVectors(200, dimension);
const everything = { accepts: () => true, share: 1 };

function buildIndex(size = 200) {
  const index = new hnswlib.HierarchicalNSW('ip', size === 0 ? 8 : dimension);
  index.initIndex(Math.max(1, size), 16, 100, 42);
  vectors.slice(0, size).forEach((vector, id) => index.addPoint([...vector], id));
  return index;
}

describe.skipIf(!hasHnsw)('the graph on disk', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'huiqitong-graph-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (size = 200) =>
    writeGraphFile(folder, buildIndex(size), { ...expected, count: size, version: 9 });
  const read = (wanted = expected) => readGraphFile(folder, hnswlib, wanted);
  const graphFile = () =>
    path.join(folder, readdirSync(folder).find((name) => name.endsWith('.hnsw')) as string);

  it('comes back whole', async () => {
    await write();
    const result = await read();
    if (!('graph' in result)) throw new Error(result.reason);
    expect(result.graph.version).toBe(9);
    expect(result.graph.size).toBe(200);
    expect(result.graph.has(199)).toBe(true);
    expect(result.graph.has(200)).toBe(false);
    const [nearest] = result.graph.nearest(vectors[5] as Float32Array, 3, everything);
    expect(nearest?.id).toBe(5);
    expect(nearest?.score).toBeCloseTo(1, 5);
  });

  it('replaces the one before and leaves nothing else behind', async () => {
    await write(50);
    await write(200);
    expect(readdirSync(folder)).toHaveLength(2);
    expect(await read()).toMatchObject({ graph: { size: 200 } });
  });

  it('is refused when none was built', async () => {
    expect(await read()).toEqual({ reason: 'none was built yet' });
  });

  it('is refused with one flipped byte', async () => {
    await write();
    const bytes = readFileSync(graphFile());
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] as number) ^ 1;
    writeFileSync(graphFile(), bytes);
    expect(await read()).toEqual({ reason: 'its checksum is wrong' });
  });

  it('is refused when cut short, and when gone', async () => {
    await write();
    truncateSync(graphFile(), 1000);
    expect(await read()).toEqual({ reason: 'its checksum is wrong' });
    rmSync(graphFile());
    expect(await read()).toMatchObject({ reason: expect.stringContaining('ENOENT') as string });
  });

  it('is refused for another model or another dimension', async () => {
    await write();
    expect(await read({ ...expected, model: 'small@2' })).toEqual({ reason: 'it is of the model small@1' });
    expect(await read({ ...expected, dimension: 32 })).toEqual({ reason: 'its vectors have 16 dimensions' });
  });

  it('is refused with a damaged manifest, or one that says another count', async () => {
    await write();
    const manifest = path.join(folder, 'passages.json');
    const right = JSON.parse(readFileSync(manifest, 'utf8')) as object;
    writeFileSync(manifest, JSON.stringify({ ...right, count: 7 }));
    expect(await read()).toEqual({ reason: 'it does not hold what its manifest says' });
    writeFileSync(manifest, JSON.stringify({ ...right, file: '../../elsewhere.hnsw' }));
    expect(await read()).toEqual({ reason: 'its manifest is damaged' });
    writeFileSync(manifest, '{"file":');
    expect(await read()).toEqual({ reason: 'its manifest is damaged' });
  });

  it('answers nothing for an empty graph', async () => {
    await writeGraphFile(folder, buildIndex(0), { model: 'small@1', dimension: 8, count: 0, version: 0 });
    const result = await read({ model: 'small@1', dimension: 8 });
    if (!('graph' in result)) throw new Error(result.reason);
    expect(result.graph.nearest(new Float32Array(8), 3, everything)).toEqual([]);
  });
});
