import { beforeEach, describe, expect, it } from 'vitest';

import {
  countPending,
  embedPendingPassages,
} from '~/knowledge/search/embedding/embed-pending-passages.server';
import { countWordsPending } from '~/knowledge/search/embedding/embed-pending-words.server';
import type { EmbeddingModel } from '~/knowledge/search/embedding/embedding-model.server';
import { useDatabase } from '~/test/setup/database';

import { writeDocument } from '../city-documents';

const database = useDatabase();
const { db } = database;
const sql = database.reader();
const id = 'counting@1';

/** A model that notes what it is asked and can be made to die: the real one is tried in the index's own test. */
function countingModel(diesAfter = Infinity) {
  const texts: string[] = [];
  let rounds = 0;
  const model: EmbeddingModel = {
    name: 'counting',
    id,
    dimension: 2,
    embedQuery: () => Promise.resolve(Float32Array.of(1, 0)),
    embedPassages: (asked) => {
      rounds += 1;
      if (rounds > diesAfter) return Promise.reject(new Error('killed'));
      texts.push(...asked);
      return Promise.resolve(asked.map((text) => Float32Array.of(text.length, 1)));
    },
    close: () => Promise.resolve(),
  };
  return { model, texts };
}

function job(signal = new AbortController().signal) {
  const told: [number, number][] = [];
  return {
    told,
    signal,
    progress: (done: number, total: number) => Promise.resolve(void told.push([done, total])),
  };
}

const clauses = (count: number, word: string) =>
  Array.from({ length: count }, (_, at) => `${word}${String(at)}。`);

describe('embedPendingPassages', () => {
  beforeEach(async () => {
    await db.document.deleteMany();
    await db.passageVector.deleteMany();
    await db.wordSigns.deleteMany();
  });

  it('embeds all, the newest first, with title and path before the words', async () => {
    await writeDocument(db, { title: '旧法' }, clauses(100, '旧'));
    await writeDocument(db, { title: '新法' }, clauses(30, '新'));
    const { model, texts } = countingModel();
    const { told, ...context } = job();
    await embedPendingPassages({ db, sql, model }, context);
    expect(texts[0]).toBe('新法 第30条\n新29。');
    expect(texts).toHaveLength(130);
    expect(countPending(sql, id)).toBe(0);
    // The clauses follow, once every passage has its vector.
    expect(told.slice(0, 3)).toEqual([
      [64, 130],
      [128, 130],
      [130, 130],
    ]);
    const stored = await db.passageVector.findFirstOrThrow({ where: { model: id } });
    expect(stored.dimension).toBe(2);
    expect(stored.bytes).toHaveLength(8);
  });

  it('embeds the same words once, and nothing on a second run', async () => {
    await writeDocument(db, { title: '同法' }, ['甲。']);
    await writeDocument(db, { title: '同法', titleKey: '又一部' }, ['甲。']);
    const { model, texts } = countingModel();
    await embedPendingPassages({ db, sql, model }, job());
    await embedPendingPassages({ db, sql, model }, job());
    expect(texts).toEqual(['同法 第1条\n甲。']);
    expect(countPending(sql, id)).toBe(0);
    expect(countPending(sql, 'another@1')).toBe(2);
  });

  it('goes on where a killed run stood', async () => {
    await writeDocument(db, { title: '长法' }, clauses(150, '条'));
    const first = countingModel(1);
    await expect(embedPendingPassages({ db, sql, model: first.model }, job())).rejects.toThrow('killed');
    expect(countPending(sql, id)).toBe(86);
    const second = countingModel();
    await embedPendingPassages({ db, sql, model: second.model }, job());
    expect(second.texts).toHaveLength(86);
    expect(new Set([...first.texts, ...second.texts]).size).toBe(150);
  });

  it('takes what arrives meanwhile before the backlog', async () => {
    await writeDocument(db, { title: '长法' }, clauses(130, '条'));
    const { model, texts } = countingModel();
    const { progress: _, ...context } = job();
    let arrived = false;
    const progress = async () => {
      if (!arrived) await writeDocument(db, { title: '急件' }, ['今天生效。']);
      arrived = true;
    };
    await embedPendingPassages({ db, sql, model }, { ...context, progress });
    expect(texts[64]).toBe('急件 第1条\n今天生效。');
    expect(texts).toHaveLength(131);
  });

  it('keeps the words of new passages with their vectors, and reads those of older ones once', async () => {
    await writeDocument(db, { title: '旧法' }, ['甲。', '乙。']);
    await embedPendingPassages({ db, sql, model: countingModel().model }, job());
    expect(countWordsPending(sql, id)).toBe(2);
    await writeDocument(db, { title: '新法' }, ['丙。']);
    const read: string[] = [];
    const model: EmbeddingModel = {
      ...countingModel().model,
      embedPassagesWithWords: (texts) => {
        read.push(...texts);
        return Promise.resolve({
          vectors: texts.map((text) => Float32Array.of(text.length, 1)),
          words: texts.map((text) => Uint8Array.of(text.length)),
        });
      },
    };
    await embedPendingPassages({ db, sql, model }, job());
    await embedPendingPassages({ db, sql, model }, job());
    expect(read).toEqual(['新法 第1条\n丙。', '旧法 第2条\n乙。', '旧法 第1条\n甲。']);
    expect(countWordsPending(sql, id)).toBe(0);
    expect(await db.wordSigns.count({ where: { model: id } })).toBe(3);
  });

  it('stops when told to', async () => {
    await writeDocument(db, { title: '长法' }, clauses(3, '条'));
    const stopping = new AbortController();
    stopping.abort(new Error('stopping'));
    await expect(
      embedPendingPassages({ db, sql, model: countingModel().model }, job(stopping.signal)),
    ).rejects.toThrow('stopping');
  });
});
