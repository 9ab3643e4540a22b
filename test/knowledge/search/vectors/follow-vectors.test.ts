import { FakeEmbeddings } from '@langchain/core/utils/testing';
import { beforeEach, describe, expect, it } from 'vitest';

import { packVectors } from '~/knowledge/search/judging/clause-vectors';
import { indexPassages } from '~/knowledge/search/keyword-index.server';
import { followDocumentIds } from '~/knowledge/search/follow-document-ids.server';
import { everyDocument } from '~/knowledge/search/passage-filter';
import { followVectors } from '~/knowledge/search/vectors/follow-vectors.server';
import { HnswVectorStore } from '~/knowledge/search/vectors/hnsw-vector-store.server';
import { useDatabase } from '~/test/setup/database';

import { writeDocument } from '../city-documents';

const database = useDatabase();
const { db } = database;
const model = 'small@1';
const [east, north] = [Float32Array.of(1, 0), Float32Array.of(0, 1)];

const openStore = () => new HnswVectorStore(new FakeEmbeddings(), { dimension: 2, readPassages: () => [] });

async function writeVector(textHash: string, vector: Float32Array): Promise<void> {
  const bytes = Buffer.from(vector.buffer as ArrayBuffer);
  await db.passageVector.create({ data: { textHash, model, dimension: 2, bytes } });
}

async function writeClauses(textHash: string, vectors: Float32Array[]): Promise<void> {
  const packed = packVectors(vectors);
  await db.clauseVectors.create({ data: { textHash, model, bytes: Buffer.from(packed) } });
}

/** Corrects a passage in place, as the workbench does. */
async function correct(id: number, textHash: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const { path, text } = await tx.passage.update({ where: { id }, data: { textHash } });
    await indexPassages(tx, [{ id, title: '条例', path, text }]);
  });
}

const hashOf = async (id: number) => (await db.passage.findUniqueOrThrow({ where: { id } })).textHash;

describe('the vectors in memory', () => {
  beforeEach(async () => {
    await db.document.deleteMany();
    await db.passageVector.deleteMany();
    await db.clauseVectors.deleteMany();
  });

  it('are those of the words as they stand, also when a correction is taken back', async () => {
    const [id] = (await writeDocument(db, { title: '条例' }, ['甲。'])) as [number];
    const first = await hashOf(id);
    await writeVector(first, east);
    const store = openStore();
    const follower = followVectors(database.reader(), store, model);
    await follower.catchUp();
    expect(store.cosine(id, east)).toBe(1);

    await correct(id, 'corrected');
    await follower.catchUp();
    expect(store.has(id)).toBe(false);

    await writeVector('corrected', north);
    await follower.catchUp();
    expect(store.cosine(id, north)).toBe(1);

    await correct(id, first);
    await follower.catchUp();
    expect(store.cosine(id, east)).toBe(1);
    expect(store.cosine(id, north)).toBe(0);
  });

  it('follow the clauses: those that stand, those that come, and none of a text that is gone', async () => {
    const [one, other] = (await writeDocument(db, { title: '条例' }, ['甲。', '乙。'])) as [number, number];
    await writeVector(await hashOf(one), east);
    await writeVector(await hashOf(other), east);
    await writeClauses(await hashOf(one), [east, north]);
    const store = openStore();
    const follower = followVectors(database.reader(), store, model);
    await follower.catchUp();
    expect(store.clauseCosine(one, north)).toBeCloseTo(1);
    // Without clauses the whole passage stands for them.
    expect(store.clauseCosine(other, north)).toBe(0);

    await writeClauses(await hashOf(other), [north]);
    await follower.catchUp();
    expect(store.clauseCosine(other, north)).toBeCloseTo(1);

    await writeVector('corrected', east);
    await correct(one, 'corrected');
    await follower.catchUp();
    expect(store.clauseCosine(one, north)).toBe(0);

    await db.passage.delete({ where: { id: other } });
    await follower.catchUp();
    expect(store.clauseCosine(other, north)).toBeNull();
  });
});

describe('the documents that take part', () => {
  it('are read once for a condition, and again when the database changed', async () => {
    await db.document.deleteMany();
    const documents = followDocumentIds(database.reader());
    await writeDocument(db, { title: '甲法' }, ['一。']);
    const found = documents(everyDocument);
    expect(found.size).toBe(1);
    expect(documents(everyDocument)).toBe(found);
    expect(documents({ sql: 'd.title = ?', args: ['乙法'] }).size).toBe(0);
    await writeDocument(db, { title: '乙法' }, ['一。']);
    expect(documents(everyDocument).size).toBe(2);
    expect(documents({ sql: 'd.title = ?', args: ['乙法'] }).size).toBe(1);
  });
});
