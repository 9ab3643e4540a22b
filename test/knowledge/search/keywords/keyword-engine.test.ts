import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';

import { openKeywordEngine, type KeywordEngine } from '~/knowledge/search/keywords/keyword-engine.server';
import { everyDocument } from '~/knowledge/search/passage-filter';
import { queryTokens } from '~/knowledge/search/query-tokens';
import { useDatabase } from '~/test/setup/database';

import { writeDocument } from '../city-documents';

const database = useDatabase();
const log = pino({ level: 'silent' });
let engine: KeywordEngine | null = null;

function open(threadFrom: number): KeywordEngine {
  engine = openKeywordEngine({ sql: database.reader(), databaseFile: database.file, log, threadFrom });
  return engine;
}

async function find(asked: KeywordEngine, q: string): Promise<number[]> {
  const answer = await asked.search({ tokens: queryTokens(q), condition: everyDocument, limit: 10 });
  return answer.ranking.map(({ id }) => id);
}

describe('keyword search in a thread of its own', () => {
  afterEach(async () => {
    await engine?.close();
    engine = null;
  });

  it('answers from the stored index while the thread reads the database', async () => {
    const ids = await writeDocument(database.db, { title: '车船税法' }, ['捕捞渔船免征车船税。']);
    const asked = open(0);
    expect(await find(asked, '捕捞渔船')).toEqual(ids);
    expect(asked.reason()).toBeUndefined();
  });

  it('follows what is written and deleted after it was read', async () => {
    await writeDocument(database.db, { title: '契税法' }, ['土地使用权出让，由承受方缴纳契税。']);
    const asked = open(0);
    await asked.settled();
    const later = await writeDocument(database.db, { title: '印花税法' }, ['证券交易印花税由出让方缴纳。']);
    expect(await find(asked, '证券交易印花税')).toContain(later[0]);
    await database.db.document.deleteMany({ where: { title: '印花税法' } });
    expect(await find(asked, '证券交易印花税')).not.toContain(later[0]);
  });

  it('moves into a thread when the city outgrows the bound, and goes on finding everything', async () => {
    const held = await database.db.passage.count();
    const asked = open(held + 2);
    const first = await writeDocument(database.db, { title: '烟叶税法' }, ['收购烟叶的单位为纳税人。']);
    expect((await find(asked, '收购烟叶'))[0]).toBe(first[0]);
    const second = await writeDocument(database.db, { title: '船舶吨税法' }, [
      '自境外港口进入境内港口的船舶缴纳吨税。',
      '吨税由海关负责征收。',
    ]);
    expect((await find(asked, '境外港口'))[0]).toBe(second[0]);
    expect((await find(asked, '收购烟叶'))[0]).toBe(first[0]);
    await asked.settled();
    expect((await find(asked, '境外港口'))[0]).toBe(second[0]);
    expect((await find(asked, '收购烟叶'))[0]).toBe(first[0]);
  });

  it('answers from the stored index when the thread can not read the database, and says why', async () => {
    const ids = await writeDocument(database.db, { title: '耕地占用税法' }, [
      '占用耕地建设农田水利设施的不缴纳。',
    ]);
    engine = openKeywordEngine({
      sql: database.reader(),
      databaseFile: `${database.dir}/no-such-folder/city.db`,
      log,
      threadFrom: 0,
    });
    await engine.settled();
    expect(await find(engine, '农田水利')).toEqual(ids);
    expect(engine.reason()).toContain('the stored index answers');
  });

  it('answers from the stored index when the thread dies, starts it again and is whole once that has read', async () => {
    const ids = await writeDocument(database.db, { title: '环境保护税法' }, [
      '直接向环境排放应税污染物的为纳税人。',
    ]);
    engine = openKeywordEngine({
      sql: database.reader(),
      databaseFile: database.file,
      log,
      threadFrom: 0,
      worker: new URL('./die-once.worker.ts', import.meta.url),
    });
    await engine.settled();
    expect((await find(engine, '应税污染物'))[0]).toBe(ids[0]);
    expect(engine.reason()).toContain('the thread for keywords failed');
    await engine.settled();
    expect(engine.reason()).toBeUndefined();
    expect((await find(engine, '应税污染物'))[0]).toBe(ids[0]);
    expect(engine.reason()).toBeUndefined();
  });
});
