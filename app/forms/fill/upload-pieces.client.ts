import { crc32 } from '~/forms/upload/crc32';

import type { UploadFile } from '../formio-types';
import { readAnswer } from './read-answer';

interface UploadWords {
  failed: string;
  unreachable: string;
}

/** Pauses before a piece is tried again, in ms; the last one again and again, for ten minutes in all. */
const pausesMs = [500, 1_000, 2_000, 4_000, 8_000];
const mostTries = 80;

/** The server refused: trying again is of no use. `message` is its sentence. */
class UploadRefused extends Error {}

interface Answer {
  uploadId?: string;
  offset?: number;
  pieceBytes?: number;
  title?: string;
  errors?: { message: string }[];
  current?: { offset?: number };
}

/**
 * Sends a file of the draft in pieces, with progress; a cut line or a server that starts anew costs the piece under
 * way, and the same file chosen again after a reload goes on where it stopped. Rejects with the sentence to show.
 */
export function uploader(draftId: string, words: UploadWords): UploadFile {
  return async ({ path, content }, onProgress, onAbort) => {
    const stop = new AbortController();
    let uploadId = '';
    const address = () => `/drafts/${draftId}/uploads/${uploadId}`;
    onAbort(() => {
      stop.abort();
      if (uploadId) fetch(address(), { method: 'DELETE' }).catch(reportError);
    });
    try {
      const { name, size: sizeBytes, lastModified } = content;
      const fingerprint = `${name}|${sizeBytes}|${lastModified}`;
      const start = JSON.stringify({ path, name, sizeBytes, fingerprint });
      const begun = await persist(stop.signal, words, () =>
        send(`/drafts/${draftId}/uploads`, 'POST', start),
      );
      uploadId = begun.uploadId ?? '';
      let offset = begun.offset ?? 0;
      const pieceBytes = begun.pieceBytes ?? sizeBytes;
      while (offset < sizeBytes) {
        onProgress(progress(offset, sizeBytes));
        const bytes = new Uint8Array(await content.slice(offset, offset + pieceBytes).arrayBuffer());
        const at = offset;
        const put = () => send(`${address()}?offset=${at}&crc=${crc32(bytes)}`, 'PUT', bytes);
        const answer = await persist(stop.signal, words, put);
        offset = answer.offset ?? answer.current?.offset ?? offset;
      }
      onProgress(progress(sizeBytes, sizeBytes));
      return { ...(await persist(stop.signal, words, () => send(address(), 'POST'))) };
    } catch (error) {
      if (stop.signal.aborted) throw Object.assign(new Error('abort'), { type: 'abort' });
      throw error instanceof UploadRefused ? new Error(error.message) : new Error(words.failed);
    }
  };
}

/** Tries until the server has answered. Throws `UploadRefused` when it said no, or after the last try. */
async function persist(
  signal: AbortSignal,
  words: UploadWords,
  work: () => Promise<Response>,
): Promise<Answer> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    signal.throwIfAborted();
    const answer = await work().catch((error: unknown) => {
      // No line: the same piece again after a pause.
      if (error instanceof TypeError) return null;
      throw error;
    });
    if (answer && answer.status < 500) {
      const body: Answer = await readAnswer(answer);
      // Another piece is due: the answer says which.
      const goesOn = answer.ok || (answer.status === 409 && body.current?.offset !== undefined);
      if (goesOn) return body;
      throw new UploadRefused(body.errors?.[0]?.message ?? body.title ?? words.failed);
    }
    await pause(pausesMs[Math.min(tries, pausesMs.length - 1)] ?? 0, signal);
  }
  throw new UploadRefused(words.unreachable);
}

function send(address: string, method: string, body?: string | Uint8Array<ArrayBuffer>): Promise<Response> {
  const type = typeof body === 'string' ? 'application/json' : 'application/octet-stream';
  return fetch(address, {
    method,
    headers: { Accept: 'application/json', ...(body !== undefined && { 'Content-Type': type }) },
    ...(body !== undefined && { body }),
    redirect: 'manual',
  });
}

function progress(loaded: number, total: number): ProgressEvent {
  return new ProgressEvent('progress', { lengthComputable: true, loaded, total });
}

/** Sooner when the line comes back. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener('online', done);
    signal.addEventListener('abort', done);
  });
}
