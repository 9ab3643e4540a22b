import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

import { afterEach, describe, expect, it, vi } from 'vitest';

import { openReranker } from '~/knowledge/search/reranking/open-reranker.server';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

type Answer = (body: Record<string, unknown>, reply: ServerResponse, request: IncomingMessage) => void;

/** A server on this machine that speaks as rerankers do. */
async function serve(answer: Answer): Promise<string> {
  server = createServer((request, reply) => {
    void json(request).then((body) => answer(body as Record<string, unknown>, reply, request));
  });
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

const send = (reply: ServerResponse, body: unknown, status = 200) =>
  reply.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));

let at = new Date('2026-11-22T02:00:00Z');
const open = (url: string, more = {}) =>
  openReranker({
    settings: { RERANK_URL: url, RERANK_TIMEOUT_MS: 2_000, ...more },
    log: { warn: vi.fn() },
    now: () => at,
  });

describe('the reranker', () => {
  it('is none without an address', () => {
    expect(openReranker({ settings: {}, log: { warn: vi.fn() }, now: () => at })).toBeNull();
  });

  it('reads the answer of Cohere, Jina, Infinity and vLLM, and sends model and key', async () => {
    let seen: unknown;
    const url = await serve((body, reply, request) => {
      seen = { body, path: request.url, key: request.headers.authorization };
      send(reply, {
        results: [
          { index: 1, relevance_score: 0.9 },
          { index: 0, relevance_score: 0.1 },
        ],
      });
    });
    const reranker = open(url, { RERANK_MODEL: 'bge-reranker-v2-m3', RERANK_KEY: 'secret' });
    expect(reranker?.status()).toEqual({ state: 'untried', model: 'bge-reranker-v2-m3' });
    expect(await reranker?.rerank('问', ['甲', '乙'])).toEqual(
      new Map([
        [1, 0.9],
        [0, 0.1],
      ]),
    );
    expect(seen).toEqual({
      body: { model: 'bge-reranker-v2-m3', query: '问', documents: ['甲', '乙'] },
      path: '/rerank',
      key: 'Bearer secret',
    });
    expect(reranker?.status()).toEqual({ state: 'ready', model: 'bge-reranker-v2-m3' });
  });

  it('reads the answer of TEI, which calls the texts otherwise', async () => {
    const fields: string[][] = [];
    const url = await serve((body, reply) => {
      fields.push(Object.keys(body));
      if (!Array.isArray(body.texts)) send(reply, { error: 'missing field `texts`' }, 422);
      else send(reply, [{ index: 0, score: -1.5 }]);
    });
    const reranker = open(`${url}/rerank/`);
    expect(await reranker?.rerank('问', ['甲'])).toEqual(new Map([[0, -1.5]]));
    expect(await reranker?.rerank('问', ['乙'])).toEqual(new Map([[0, -1.5]]));
    expect(fields).toEqual([
      ['query', 'documents'],
      ['query', 'texts'],
      ['query', 'texts'],
    ]);
  });

  it('reads the answer of gateways that call the list data', async () => {
    const url = await serve((_, reply) => send(reply, { data: [{ index: 0, relevance_score: 0.5 }] }));
    expect(await open(url)?.rerank('问', ['甲', '乙'])).toEqual(new Map([[0, 0.5]]));
  });

  it.each<[string, Answer, RegExp]>([
    ['refuses', (_, reply) => send(reply, {}, 500), /status 500/],
    ['speaks of other things', (_, reply) => send(reply, { choices: [] }), /form that is not known/],
    ['names a text that it was not sent', (_, reply) => send(reply, [{ index: 7, score: 1 }]), /not sent/],
    ['gives no score', (_, reply) => send(reply, [{ index: 0 }]), /no score/],
    ['is no JSON', (_, reply) => void reply.end('<html>'), /other than JSON/],
  ])('is passed over when it %s, and says why', async (_, answer, reason) => {
    const reranker = open(await serve(answer));
    expect(await reranker?.rerank('问', ['甲'])).toBeNull();
    expect(reranker?.status()).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(reason) as string,
    });
  });

  it('is passed over when it takes too long, and asked again after half a minute', async () => {
    let requests = 0;
    const url = await serve((_, reply) => {
      requests += 1;
      if (requests > 1) send(reply, [{ index: 0, score: 1 }]);
    });
    const reranker = open(url, { RERANK_TIMEOUT_MS: 100 });
    expect(await reranker?.rerank('问', ['甲'])).toBeNull();
    expect(reranker?.status().reason).toBe('the reranker did not answer within 100 ms');
    expect(await reranker?.rerank('问', ['甲'])).toBeNull();
    expect(requests).toBe(1);
    at = new Date(at.valueOf() + 30_001);
    const patient = open(url);
    expect(await patient?.rerank('问', ['甲'])).toEqual(new Map([[0, 1]]));
  });

  it('is passed over when nobody is there', async () => {
    const reranker = open('http://127.0.0.1:9');
    expect(await reranker?.rerank('问', ['甲'])).toBeNull();
    expect(reranker?.status().reason).toBe('the reranker can not be reached');
    expect(await reranker?.rerank('问', [])).toBeNull();
  });
});
