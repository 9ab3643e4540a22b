import { request as ask, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';

import { createReadableStreamFromReadable } from '@remix-run/node';
import express from 'express';
import pino from 'pino';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';

import { answerLastErrors, refuseOddRequests } from '~/app/start/answer-odd-requests.server';
import { limitBodies } from '~/app/start/limit-bodies.server';

let read: (number | Error)[] = [];
const app = express();
app.get('/bug', () => {
  throw new Error('secret of the inside');
});
app.get('/files/:name', (_, response) => response.end());
app.use(refuseOddRequests, limitBodies({ UPLOAD_LIMIT_MB: 4 }), (request, response, next) => {
  // As Remix reads a body.
  new Response(createReadableStreamFromReadable(request)).arrayBuffer().then(
    ({ byteLength }) => {
      read.push(byteLength);
      response.end('read');
    },
    (error: unknown) => {
      read.push(error as Error);
      next(error);
    },
  );
});
app.use(answerLastErrors(pino({ level: 'silent' })));
const server = app.listen(0, '127.0.0.1');
const port = () => (server.address() as AddressInfo).port;
afterAll(() => {
  server.close();
});
beforeEach(() => {
  read = [];
});

const megabyte = Buffer.alloc(1024 * 1024, 'x');

/** Sends a body without announcing its length; the status is that of the answer. */
function sendPieces(path: string, pieces: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = ask({ port: port(), path, method: 'POST' }, (response: IncomingMessage) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject);
    for (let i = 0; i < pieces; i += 1) sent.write(megabyte);
    sent.end();
  });
}

const post = (path: string, megabytes: number) =>
  fetch(`http://127.0.0.1:${String(port())}${path}`, {
    method: 'POST',
    body: Buffer.alloc(megabytes * 1024 * 1024),
  });

describe('a body that is too large', () => {
  it('is refused by its announced length before a byte is read', async () => {
    const refused = await post('/api/v1/chat', 20);
    expect(refused.status).toBe(413);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(await refused.json()).toMatchObject({ code: 'too-large', status: 413 });
    expect(read).toEqual([]);
  });

  it.each(['/desk/documents', '/desk/facts', '/desk/facts.data', '/api/v1/facts/imports', '/my/facts'])(
    'is taken where files and registers come in: %s',
    async (path) => {
      expect((await post(path, 4)).status).toBe(200);
      expect((await post(path, 6)).status).toBe(413);
    },
  );

  it('is refused when it announced nothing, and no part of it counts as the whole', async () => {
    expect(await sendPieces('/api/v1/chat', 5)).toBe(413);
    expect(read).toHaveLength(1);
    expect(read[0]).toBeInstanceOf(Error);
    expect(await sendPieces('/api/v1/chat', 1)).toBe(200);
    expect(read[1]).toBe(1024 * 1024);
  });

  it('may be larger where files are uploaded, by their own limit', async () => {
    for (const path of [
      '/desk/documents',
      '/desk/documents.data?index',
      '/drafts/d1/dispute',
      '/drafts/d1/licence',
    ])
      expect((await post(path, 4)).status, path).toBe(200);
    expect((await post('/desk/documents', 6)).status).toBe(413);
    expect((await post('/drafts/d1/save', 4)).status).toBe(413);
  });
});

describe('requests that are none', () => {
  const raw = (text: string) =>
    new Promise<string>((resolve) => {
      const socket = connect(port(), '127.0.0.1', () => socket.write(text));
      let answer = '';
      socket.on('data', (chunk) => (answer += chunk.toString()));
      socket.on('close', () => {
        resolve(answer);
      });
    });

  it('get 400 for a host or a path that is none, 405 for a method that is none', async () => {
    expect(await raw('GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1.1 400/);
    expect(await raw('TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1.1 405/);
    expect(await raw('GET /files/%E0%A4%A HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).toMatch(
      /^HTTP\/1.1 400/,
    );
  });
});

describe('an error outside Remix', () => {
  it('says neither its words nor its stack, whatever NODE_ENV is', async () => {
    const answer = await fetch(`http://127.0.0.1:${String(port())}/bug`);
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toMatch(/secret|\bat /);
  });
});
