import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { listVectorSets } from '~/knowledge/search/embedding/builds/list-vector-sets.server';
import {
  cancelBuild,
  proposeSwap,
  removeVectors,
  startBuild,
} from '~/knowledge/search/embedding/builds/manage-builds.server';
import { chooseEmbeddingModel } from '~/knowledge/search/embedding/choice/choose-embedding-model.server';
import { embeddingChoiceSchema } from '~/knowledge/search/embedding/choice/embedding-choice';
import { modelName } from '~/knowledge/search/embedding/model-files.server';
import {
  readEmbeddingTrials,
  startEmbeddingTrial,
  tryEmbeddingJob,
} from '~/knowledge/search/embedding/trial/try-embedding-model.server';
import { openSearchIndex, type SearchIndex } from '~/knowledge/search/search-index.server';
import { anonymousReader, systemReader } from '~/prisma/access/reader';
import { startJobWorker, type JobHandler } from '~/prisma/jobs/work-jobs.server';
import { useDatabase } from '~/test/setup/database';
import { startOllamaServer, type OllamaServer } from '~/test/setup/ollama-server';

import { writeDocument } from '../../city-documents';

const database = useDatabase();
const { db } = database;
const sql = database.reader();
const log = pino({ level: 'silent' });
const now = () => new Date('2026-11-22T02:00:00Z');
const remote = { serverId: 'near', model: 'bge-m3:latest' };
const clauses = [
  '不裁员的参保单位，可以申请返还上年度缴纳的失业保险费。',
  '小型微利企业按百分之二十的税率缴纳企业所得税。',
  '承租国有房屋的小微企业免收三个月租金。',
];
const question = '小微企业承租国有房屋免收租金';

let server: OllamaServer;
let web: SearchIndex;
let worker: SearchIndex;

function open(serves: boolean): SearchIndex {
  return openSearchIndex({
    ...{ db, log, now, serves },
    sql: database.reader(),
    settings: {
      databaseFile: database.file,
      indexDir: path.join(database.dir, 'index'),
      EMBEDDING_WORKERS: 1,
    },
    servers: () => [{ id: 'near', kind: 'ollama', name: 'Near', url: server.url }],
    remoteLimits: { probeMs: 50, questionMs: 2_000 },
    tending: { everyMs: 50, graphFrom: 20 },
  });
}

const until = async (holds: () => boolean | Promise<boolean>) => {
  while (!(await holds())) await pause(20);
};

/** Works the queue until the condition holds. */
async function work(
  holds: () => boolean | Promise<boolean>,
  handlers: Record<string, JobHandler> = worker.jobHandlers(),
) {
  const jobs = startJobWorker({ db, handlers, pollMs: 20 });
  await until(holds);
  await jobs.stop();
}

const nearest = async () =>
  (await web.search({ q: question, reader: anonymousReader, retriever: 'vector' })).results[0];
const keyOf = async () => (await db.embeddingBuild.findFirstOrThrow({ where: { serverId: 'near' } })).key;
const context = {
  ...{ where: 'live' as const, changeId: 'c', proposedById: null, departmentId: null },
  ...{ reader: systemReader, now: now() },
};
const deps = { db, sql, now, search: { bundledKey: () => web.bundledKey() } };

async function tryRemote(): Promise<void> {
  await startEmbeddingTrial({ db, now }, systemReader, remote);
  await work(async () => (await db.job.count({ where: { kind: tryEmbeddingJob, state: 'done' } })) > 0);
}

const choiceOfTrial = () => {
  const trial = readEmbeddingTrials(sql).get('near:bge-m3:latest');
  return embeddingChoiceSchema.parse(trial && 'choice' in trial ? trial.choice : null);
};

beforeAll(async () => {
  server = await startOllamaServer({ models: ['bge-m3:latest'] });
  await writeDocument(db, { title: '惠企办法' }, clauses);
  web = open(true);
  worker = open(false);
  await web.settled();
  await work(() => web.status().vectorsPending === 0);
});
afterAll(async () => {
  await Promise.all([web.close(), worker.close()]);
  await server.close();
});

// One after another: each stands on what the one before left, as in a city.
describe('another embedding model', { timeout: 120_000 }, () => {
  it('is not built before its trial, since only that tells its dimension', async () => {
    await expect(startBuild(deps, systemReader, remote)).rejects.toThrow('请先试一试');
  });

  it('is tried on three questions, with its dimension and speed', async () => {
    await tryRemote();
    const trial = readEmbeddingTrials(sql).get('near:bge-m3:latest');
    expect(trial).toMatchObject({ dimension: 256, choice: { ...remote, treatment: 'plain' } });
    expect(trial && 'answers' in trial ? trial.answers.map(({ scores }) => scores.length) : []).toEqual([
      3, 3, 3,
    ]);
  });

  it('can not be used before its vectors stand', async () => {
    await expect(
      db.$transaction((tx) => chooseEmbeddingModel.apply(tx, { choice: choiceOfTrial() }, context)),
    ).rejects.toThrow('3 段没有向量');
  });

  it('goes on where a killed build stood, writes each vector once, and the old one answers meanwhile', async () => {
    await writeDocument(
      db,
      { title: '长文件' },
      Array.from({ length: 70 }, (_, n) => `第${String(n)}项扶持措施由主管部门另行规定。`),
    );
    await work(() => web.status().vectorsPending === 0);
    await startBuild(deps, systemReader, remote);
    await startBuild(deps, systemReader, remote);
    const key = await keyOf();
    // A process that dies in the middle: its handler never ends, its lease runs out.
    const handler = worker.jobHandlers()['build-vectors'] as JobHandler;
    const dying = new AbortController();
    await expect(
      handler({
        ...{ id: 'dying', payload: { key } as never, attempt: 1, signal: dying.signal },
        progress: () => {
          dying.abort(new Error('killed'));
          return Promise.resolve();
        },
      }),
    ).rejects.toThrow();
    const standing = await db.passageVector.count({ where: { model: key } });
    expect(standing).toBeGreaterThan(0);
    expect(standing).toBeLessThan(73);
    expect(web.status().embeddingModel).toBe(modelName);
    expect((await nearest())?.text).toBe(clauses[2]);
    const askedBefore = server.seen.length;
    await work(async () => (await db.embeddingBuild.findUniqueOrThrow({ where: { key } })).state === 'built');
    const embedded = server.seen
      .slice(askedBefore)
      .flatMap(({ path: at, body }) => (at === '/api/embed' ? (body.input as string[]) : []));
    expect(embedded.filter((text) => text.includes('扶持措施')).length).toBeLessThanOrEqual(73 - standing);
    expect(await db.passageVector.count({ where: { model: key } })).toBe(73);
  });

  it('gets the vectors of what comes in after it was built, too', async () => {
    const key = await keyOf();
    await writeDocument(db, { title: '新办法' }, ['新设企业可以领取开办补贴。']);
    await work(
      async () =>
        (await db.passageVector.count({ where: { model: key } })) === 74 && web.status().vectorsPending === 0,
    );
    const sets = await listVectorSets({ db, sql }, key);
    expect(sets).toContainEqual(expect.objectContaining({ key, done: 74, total: 74, state: 'built' }));
  });

  it('takes over in every process without a restart, with a graph of its own', async () => {
    const choice = choiceOfTrial();
    const undo = await db.$transaction((tx) => chooseEmbeddingModel.apply(tx, { choice }, context));
    expect(undo).toEqual({ before: null });
    await until(() =>
      [web, worker].every((index) => index.status().embeddingModel?.startsWith('bge-m3:latest@near')),
    );
    expect((await nearest())?.text).toBe(clauses[2]);
    expect(await web.embedQuery('甲')).toHaveLength(256);
    await until(() => web.status().vectorIndex === 'hnsw');
    expect((await nearest())?.text).toBe(clauses[2]);
  });

  it('lets questions be searched by keyword while its server is away, and nothing is lost', async () => {
    const { port } = new URL(server.url);
    await server.close();
    // The vectors of questions asked before are known still.
    const answer = await web.search({ q: `${question}三个月`, reader: anonymousReader });
    expect(answer.results[0]?.text).toBe(clauses[2]);
    expect(answer.results[0]?.ranks.vector).toBeNull();
    expect(web.status().reason).toContain('does not answer');
    await writeDocument(db, { title: '离线办法' }, ['停机期间上传的文件也能查到。']);
    const found = await web.search({ q: '停机期间上传', reader: anonymousReader });
    expect(found.results[0]?.text).toContain('停机期间');
    server = await startOllamaServer({ models: ['bge-m3:latest'], port: Number(port) });
    await until(() => web.status().reason === undefined);
    await work(() => web.status().vectorsPending === 0);
    expect((await nearest())?.ranks.vector).toBe(1);
  });

  it('is taken back with one click: the old vectors stand, what came since is added', async () => {
    await db.$transaction((tx) => chooseEmbeddingModel.revert(tx, { before: null }, context));
    await until(() => [web, worker].every((index) => index.status().embeddingModel === modelName));
    await work(() => web.status().vectorsPending === 0);
    expect((await nearest())?.text).toBe(clauses[2]);
    expect(await web.embedQuery('甲')).toHaveLength(384);
  });

  it('is proposed to the gate once, and its vectors are not removed meanwhile', async () => {
    const { changeId } = await proposeSwap(deps, systemReader, remote);
    expect(await proposeSwap(deps, systemReader, remote)).toEqual({ changeId });
    await expect(removeVectors(deps, systemReader, await keyOf())).rejects.toThrow('还没有定下来');
    await db.knowledgeChange.update({ where: { id: changeId }, data: { state: 'rejected' } });
  });

  it('is cleaned up by a job; vectors in use never are', async () => {
    const key = await keyOf();
    const inUse = await db.passageVector.findFirstOrThrow({ where: { model: { startsWith: modelName } } });
    await expect(removeVectors(deps, systemReader, inUse.model)).rejects.toThrow('正在用');
    await removeVectors(deps, systemReader, key);
    await work(async () => (await db.embeddingBuild.count()) === 0);
    expect(await db.passageVector.count({ where: { model: key } })).toBe(0);
    expect(web.status().vectorsPending).toBe(0);
    await expect(
      db.$transaction((tx) => chooseEmbeddingModel.revert(tx, { before: choiceOfTrial() }, context)),
    ).rejects.toThrow('没有向量');
  });

  it('can be stopped while it is built and gone on with', async () => {
    await startBuild(deps, systemReader, remote);
    const key = await keyOf();
    await cancelBuild(deps, systemReader, key);
    expect((await db.embeddingBuild.findUniqueOrThrow({ where: { key } })).state).toBe('cancelled');
    const open = { kind: 'build-vectors', state: { in: ['waiting', 'running'] } };
    await work(async () => (await db.job.count({ where: open })) === 0);
    expect(await db.passageVector.count({ where: { model: key } })).toBe(0);
    await startBuild(deps, systemReader, remote);
    await work(async () => (await db.embeddingBuild.findUniqueOrThrow({ where: { key } })).state === 'built');
    expect(await db.passageVector.count({ where: { model: key } })).toBe(75);
  });
});
