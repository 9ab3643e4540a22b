import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { EmbeddingChoice } from '~/knowledge/search/embedding/choice/embedding-choice';
import type { EmbeddingModel } from '~/knowledge/search/embedding/embedding-model.server';
import {
  openRemoteModel,
  type RemoteModelLimits,
} from '~/knowledge/search/embedding/remote/remote-embedding-model.server';
import { treatmentOf } from '~/knowledge/search/embedding/remote/text-treatment';
import { embeddingModels } from '~/test/setup/embedding-answers';
import { startOllamaServer, type OllamaServer } from '~/test/setup/ollama-server';

const log = pino({ level: 'silent' });
const opened: EmbeddingModel[] = [];
let server: OllamaServer;

beforeAll(async () => {
  server = await startOllamaServer({ models: Object.keys(embeddingModels) });
});
afterAll(async () => {
  await Promise.all(opened.map((model) => model.close()));
  await server.close();
});

const digestOf = (model: string) => createHash('sha256').update(model).digest('hex');

interface Opened {
  kind?: 'ollama' | 'openai';
  at?: OllamaServer;
  limits?: Partial<RemoteModelLimits>;
  choice?: Partial<EmbeddingChoice>;
}

function open(model: string, { kind = 'ollama', at = server, limits, choice }: Opened = {}): EmbeddingModel {
  const url = kind === 'openai' ? `${at.url}/v1` : at.url;
  const remote = openRemoteModel({
    choice: {
      ...{ serverId: 's', model, dimension: embeddingModels[model]?.dimension ?? 64 },
      digest: kind === 'openai' ? null : digestOf(model),
      treatment: treatmentOf(model),
      ...choice,
    },
    server: () => ({ id: 's', kind, name: 'S', url, apiKey: 'sk-test' }),
    log,
    limits: { probeMs: 20, ...limits },
  });
  opened.push(remote);
  return remote;
}

const cosine = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, number, at) => sum + number * (b[at] as number), 0);

const until = async (holds: () => boolean) => {
  while (!holds()) await pause(10);
};

describe.each(['ollama', 'openai'] as const)('an embedding model behind %s', (kind) => {
  it('gives unit vectors in the order of the texts, by which near texts are near', async () => {
    const model = open('bge-m3:latest', { kind });
    const texts = [
      '失业保险费返还',
      '企业所得税税率',
      ...Array.from({ length: 40 }, (_, n) => `第${String(n)}段`),
    ];
    const vectors = await model.embedPassages(texts);
    expect(vectors).toHaveLength(texts.length);
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    const question = await model.embedQuery('失业保险费怎么返还');
    const scores = vectors.map((vector) => cosine(question, vector));
    expect(scores.indexOf(Math.max(...scores))).toBe(0);
  });

  it('says what is missing, once, without trying for minutes', async () => {
    const model = open('no-such:1b', { kind });
    const began = performance.now();
    await expect(model.embedPassages(['惠企政策'])).rejects.toMatchObject({ failure: 'missing' });
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(model.reason?.()).toContain("model 'no-such:1b' not found");
    await expect(model.embedQuery('惠企政策')).rejects.toMatchObject({ failure: 'missing' });
  });

  it.each(['embeds-zeros:latest', 'embeds-nothing:latest', 'embeds-one-less:latest', 'embeds-nulls:latest'])(
    'refuses what %s sends',
    async (name) => {
      const model = open(name, { kind });
      await expect(model.embedPassages(['甲', '乙'])).rejects.toMatchObject({ failure: 'bad-answer' });
    },
  );

  it('refuses vectors of another dimension than it was chosen with', async () => {
    const model = open('bge-large:latest', { kind, choice: { dimension: 256 } });
    await expect(model.embedQuery('惠企政策')).rejects.toThrow('384 numbers instead of 256');
  });

  it('embeds as much of a too long text as the model reads, and the others whole', async () => {
    const model = open('embeds-short-texts:latest', { kind });
    const long = '政策'.repeat(200);
    const [first, second] = await model.embedPassages([long, '税率']);
    const [part] = await model.embedPassages([long.slice(0, 100)]);
    expect(cosine(first as Float32Array, part as Float32Array)).toBeGreaterThan(0.99);
    expect(second).toEqual((await model.embedPassages(['税率']))[0]);
  });
});

describe('an embedding model on a server', () => {
  const bodies = (model: string) =>
    server.seen
      .filter(({ path, body }) => path === '/api/embed' && body.model === model)
      .map(({ body }) => body);

  it('asks Ollama not to cut in silence and to keep the model loaded', async () => {
    await open('bge-m3:latest').embedQuery('甲');
    expect(bodies('bge-m3:latest').at(-1)).toMatchObject({ truncate: false, keep_alive: '30m' });
  });

  it('puts before the texts what an e5 model wants, and nothing before those of others', async () => {
    const model = open('multilingual-e5:latest');
    await model.embedQuery('甲');
    expect(bodies('multilingual-e5:latest').at(-1)?.input).toEqual(['query: 甲']);
    await model.embedPassages(['乙']);
    expect(bodies('multilingual-e5:latest').map(({ input }) => input)).toContainEqual(['passage: 乙']);
    await open('bge-m3:latest').embedPassages(['丙']);
    expect(bodies('bge-m3:latest').map(({ input }) => input)).toContainEqual(['丙']);
  });

  it('sends the key to an OpenAI-style server', async () => {
    await open('bge-m3:latest', { kind: 'openai' }).embedQuery('甲');
    const asked = server.seen.findLast(({ path }) => path === '/v1/embeddings');
    expect(asked).toMatchObject({ authorization: 'Bearer sk-test' });
  });

  it('gives up on a question in time, refuses the next at once, and stops on the server too', async () => {
    const model = open('embeds-waits:latest', { limits: { questionMs: 100, probeMs: 60_000 } });
    await expect(model.embedQuery('甲')).rejects.toThrow('no answer in time');
    const asked = server.seen.length;
    await expect(model.embedQuery('乙')).rejects.toThrow('no answer in time');
    expect(server.seen).toHaveLength(asked);
    await until(() =>
      server.seen.some(({ body, closedEarly }) => body.model === 'embeds-waits:latest' && closedEarly),
    );
  });

  it('stops embedding passages when it is told to', async () => {
    const model = open('embeds-waits:latest', { limits: { probeMs: 60_000 } });
    const stopping = new AbortController();
    const embedding = model.embedPassages(['甲'], stopping.signal);
    setTimeout(() => stopping.abort(new Error('stopped')), 50);
    await expect(embedding).rejects.toThrow('stopped');
    expect(model.reason?.()).toBeNull();
  });

  it('comes back by itself when its server does', async () => {
    const away = await startOllamaServer({ models: ['bge-m3:latest'] });
    const model = open('bge-m3:latest', { at: away });
    const before = await model.embedQuery('甲乙');
    await away.close();
    await expect(model.embedQuery('甲乙')).rejects.toMatchObject({ failure: 'unreachable' });
    expect(model.reason?.()).toMatch(/ECONNREFUSED|UND_ERR_SOCKET/);
    const back = await startOllamaServer({ models: ['bge-m3:latest'], port: Number(new URL(away.url).port) });
    await until(() => model.reason?.() === null);
    expect(await model.embedQuery('甲乙')).toEqual(before);
    await model.close();
    await back.close();
  });

  it('refuses other weights under the same name, whose vectors mean something else', async () => {
    const own = await startOllamaServer({ models: ['bge-m3:latest'] });
    const model = open('bge-m3:latest', { at: own, limits: { checkMs: 0 } });
    await model.embedQuery('甲');
    own.replaceWeights('bge-m3:latest');
    await expect(model.embedQuery('甲')).rejects.toMatchObject({ failure: 'changed' });
    await model.close();
    await own.close();
  });
});
