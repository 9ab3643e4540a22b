import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, describe, expect, it } from 'vitest';

import { checkReranker } from '~/app/doctor/check-reranker.server';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A server on this machine that gives both texts these scores. */
async function serve(scores: readonly number[], status = 200): Promise<string> {
  server = createServer((request, reply) => {
    request.resume().on('end', () => {
      const results = scores.map((score, index) => ({ index, relevance_score: score }));
      reply.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify({ results }));
    });
  });
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

const check = (url?: string) =>
  checkReranker({ ...(url !== undefined && { RERANK_URL: url }), RERANK_TIMEOUT_MS: 5_000 });

describe('the doctor on the reranker', () => {
  it('finds nothing to mend where none is set', async () => {
    expect(await check()).toMatchObject({ check: 'reranker', state: 'good' });
    expect(await check()).not.toHaveProperty('mend');
  });

  it('is content with one that puts the answer first', async () => {
    const url = await serve([0.1, 0.9]);
    expect(await check(url)).toMatchObject({ state: 'good', zh: `重排模型（${url}）可用` });
  });

  it('says of a model that is no reranker what to look at', async () => {
    const finding = await check(await serve([0.9, 0.1]));
    expect(finding).toMatchObject({ state: 'weak' });
    expect(finding.mend?.zh).toContain('RERANK_MODEL');
  });

  it('says why one that fails can not be used, and that search goes on', async () => {
    const finding = await check(await serve([], 500));
    expect(finding).toMatchObject({ state: 'weak' });
    expect(finding.zh).toContain('按原有顺序检索');
    expect(finding.en).toContain('status 500');
    expect(finding.mend?.en).toContain('RERANK_URL');
  });
});
