import { Document } from '@langchain/core/documents';
import { FakeEmbeddings } from '@langchain/core/utils/testing';
import { beforeEach, describe, expect, it } from 'vitest';

import { wrapGraph } from '~/knowledge/search/vectors/hnsw-graph.server';
import { HnswVectorStore } from '~/knowledge/search/vectors/hnsw-vector-store.server';

import { hasHnsw, hnswlib } from './hnswlib';
import { makeVectors } from './statute-vectors';

const dimension = 32;
const count = 600;
const vectors = makeVectors(count, dimension);
const questions = makeVectors(20, dimension, 99);
const documentOf = (id: number) => `document-${String(id % 6)}`;

const passage = (id: number) =>
  new Document({ pageContent: `第${String(id)}条`, metadata: { passageId: id, documentId: documentOf(id) } });

function openStore(scanUpTo?: number) {
  const readPassages = (ids: readonly number[]) => ids.filter((id) => id !== 13).map(passage);
  const store = new HnswVectorStore(new FakeEmbeddings(), {
    dimension,
    readPassages,
    ...(scanUpTo !== undefined && { scanUpTo }),
  });
  vectors.forEach((vector, id) => store.put({ passageId: id, documentId: documentOf(id) }, vector, id));
  return store;
}

function buildGraph(ids: readonly number[], version: number) {
  const index = new hnswlib.HierarchicalNSW('ip', dimension);
  index.initIndex(count, 16, 100, 42);
  for (const id of ids) index.addPoint([...(vectors[id] as Float32Array)], id);
  return wrapGraph(index, version);
}

const everyId = vectors.map((_, id) => id);
const idsOf = (found: { id: number }[]) => found.map(({ id }) => id);
const recall = (found: { id: number }[], exact: { id: number }[]) =>
  exact.filter(({ id }) => idsOf(found).includes(id)).length / exact.length;

describe.skipIf(!hasHnsw)('HnswVectorStore', () => {
  let exact: HnswVectorStore;
  let store: HnswVectorStore;
  beforeEach(() => {
    exact = openStore();
    store = openStore(0);
  });

  it('names the passages of documents as long as they are few', () => {
    const two = new Set(['document-2', 'document-3', 'unknown']);
    expect(store.idsOf(two, 200)?.sort((a, b) => a - b)).toEqual(
      everyId.filter((id) => id % 6 === 2 || id % 6 === 3),
    );
    expect(store.idsOf(two, 199)).toBeNull();
    store.remove(2);
    expect(store.idsOf(two, 199)).toHaveLength(199);
    expect(store.idsOf(new Set(), 0)).toEqual([]);
  });

  it('finds through the graph what a scan finds, nearly all', () => {
    store.adoptGraph(buildGraph(everyId, count));
    expect(store.kind).toBe('hnsw');
    expect(store.newerThanGraph).toBe(0);
    const shares = questions.map((q) => recall(store.nearest(q, 10), exact.nearest(q, 10)));
    expect(shares.reduce((a, b) => a + b, 0) / shares.length).toBeGreaterThan(0.95);
    const [first] = store.nearest(questions[0] as Float32Array, 1);
    expect(first?.score).toBeCloseTo(exact.nearest(questions[0] as Float32Array, 1)[0]?.score as number, 5);
  });

  it('gives every passage of the documents asked for, through the graph too', () => {
    store.adoptGraph(buildGraph(everyId, count));
    for (const q of questions) {
      const found = store.nearest(q, 50, new Set(['document-2', 'unknown']));
      expect(found).toHaveLength(50);
      expect(idsOf(found).every((id) => id % 6 === 2)).toBe(true);
    }
    expect(store.nearest(questions[0] as Float32Array, 500, new Set(['document-2']))).toHaveLength(100);
    expect(store.nearest(questions[0] as Float32Array, 10, new Set())).toEqual([]);
  });

  it('searches what came after the graph beside it', () => {
    store.adoptGraph(buildGraph(everyId.slice(0, 500), 499));
    expect(store.newerThanGraph).toBe(100);
    const target = vectors[550] as Float32Array;
    expect(idsOf(store.nearest(target, 1))).toEqual([550]);
    store.put({ passageId: 4, documentId: 'document-4' }, target, count + 1);
    expect(new Set(idsOf(store.nearest(target, 2)))).toEqual(new Set([4, 550]));
    expect(store.newerThanGraph).toBe(101);
  });

  it('never finds a deleted passage again', async () => {
    store.adoptGraph(buildGraph(everyId, count));
    const target = vectors[42] as Float32Array;
    expect(idsOf(store.nearest(target, 1))).toEqual([42]);
    await store.delete({ ids: ['42'] });
    expect(idsOf(store.nearest(target, 600))).toHaveLength(599);
    expect(idsOf(store.nearest(target, 600))).not.toContain(42);
  });

  it('goes back to exact search without a graph', () => {
    store.adoptGraph(buildGraph(everyId, count));
    store.adoptGraph(null);
    expect(store.kind).toBe('exact');
    expect(store.newerThanGraph).toBe(count);
  });

  it('is a vector store of LangChain: adds, searches with scores, filters and reads the words', async () => {
    const own = new HnswVectorStore(new FakeEmbeddings(), {
      dimension: 2,
      readPassages: (ids) => ids.map(passage),
    });
    await own.addVectors(
      [
        [1, 0],
        [0, 1],
      ],
      [passage(1), passage(2)],
    );
    const found = await own.similaritySearchVectorWithScore([0, 1], 2);
    expect(found.map(([{ pageContent }, score]) => [pageContent, score])).toEqual([
      ['第2条', 1],
      ['第1条', 0],
    ]);
    const filtered = await own.similaritySearchVectorWithScore([0, 1], 2, new Set(['document-1']));
    expect(filtered.map(([{ id }]) => id)).toEqual(['1']);
    expect(own._vectorstoreType()).toBe('hnsw');
  });

  it('embeds what it is asked for, and passes over words that are gone', async () => {
    const own = new HnswVectorStore(new FakeEmbeddings(), {
      dimension: 4,
      readPassages: (ids) => ids.filter((id) => id !== 13).map(passage),
    });
    await own.addDocuments([passage(12), passage(13)]);
    expect((await own.similaritySearch('税', 2)).map(({ pageContent }) => pageContent)).toEqual(['第12条']);
    expect((await own.asRetriever(2).invoke('税')).map(({ id }) => id)).toEqual(['12']);
  });
});
