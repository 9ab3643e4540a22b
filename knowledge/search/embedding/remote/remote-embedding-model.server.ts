import type { Logger } from 'pino';

import { batchByLength } from '../batch-by-length';
import { vectorKeyOf, type EmbeddingChoice } from '../choice/embedding-choice';
import type { EmbeddingModel } from '../embedding-model.server';
import { EmbeddingServerError } from './embedding-server-error';
import { readDigest, requestVectors, type EmbeddingServer } from './request-vectors.server';
import { treatments } from './text-treatment';
import { toUnitVectors } from './unit-vectors';

export interface RemoteModelOptions {
  choice: EmbeddingChoice;
  /** The server as it is listed now; undefined when it no longer is. */
  server: () => EmbeddingServer | undefined;
  log: Pick<Logger, 'info' | 'warn'>;
  limits?: Partial<RemoteModelLimits>;
}

export interface RemoteModelLimits {
  /** How long a question waits for its vector before it is searched by keyword. Default 3,000 ms. */
  questionMs: number;
  /** The same for a batch of passages, and for a probe, which may have to load the model. Default 120,000 ms. */
  passagesMs: number;
  /** How often a server that is away is looked for. Default 10,000 ms. */
  probeMs: number;
  /** How often it is checked that the model's weights are still the same. Default 60,000 ms. */
  checkMs: number;
}

const batchSize = 16;
/** A text that the model finds too long is cut to so much of it, again and again, but not below `fewestCharacters`. */
const cutTo = 0.75;
const fewestCharacters = 64;

/**
 * A model on a server. While the server is away its questions are refused at once, so that search goes on by keyword,
 * and it is looked for in the background until it is there again. Nothing is contacted before this returns.
 */
export function openRemoteModel(options: RemoteModelOptions): EmbeddingModel {
  const { choice, log } = options;
  const limits = {
    questionMs: 3_000,
    passagesMs: 120_000,
    probeMs: 10_000,
    checkMs: 60_000,
    ...options.limits,
  };
  const { model, dimension } = choice;
  const prefix = treatments[choice.treatment];
  const id = vectorKeyOf(choice);
  const closing = new AbortController();
  let trouble: EmbeddingServerError | null = null;
  let checkedAt = -Infinity;
  let timer: NodeJS.Timeout | undefined;

  async function ask(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
    const server = options.server();
    if (!server) throw new EmbeddingServerError('unreachable', 'the server is no longer listed');
    await checkWeights(server, signal);
    return toUnitVectors(await requestVectors(server, { model, texts, signal }), texts.length, dimension);
  }

  /** Vectors of other weights under the same name would be compared with those that stand. */
  async function checkWeights(server: EmbeddingServer, signal: AbortSignal): Promise<void> {
    if (choice.digest === null || performance.now() - checkedAt < limits.checkMs) return;
    const digest = await readDigest(server, model, signal);
    if (digest !== null && digest !== choice.digest) {
      throw new EmbeddingServerError('changed', `the server holds other weights under the name ${model} now`);
    }
    checkedAt = performance.now();
  }

  async function askCutting(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
    try {
      return await ask(texts, signal);
    } catch (error) {
      const isTooLong = error instanceof EmbeddingServerError && error.failure === 'too-long';
      if (!isTooLong) throw error;
      const [only] = texts;
      if (texts.length > 1) {
        const vectors: Float32Array[] = [];
        for (const text of texts) vectors.push(...(await askCutting([text], signal)));
        return vectors;
      }
      if (only === undefined || only.length <= fewestCharacters) throw error;
      return askCutting([only.slice(0, Math.max(fewestCharacters, Math.floor(only.length * cutTo)))], signal);
    }
  }

  const within = (ms: number, signal?: AbortSignal) =>
    AbortSignal.any([closing.signal, AbortSignal.timeout(ms), ...(signal ? [signal] : [])]);

  function noteTrouble(error: unknown): void {
    if (closing.signal.aborted || !(error instanceof EmbeddingServerError)) return;
    if (error.failure === 'too-long') return;
    if (trouble === null) {
      log.warn({ err: error, model: id }, 'the embedding model does not answer; search goes on by keyword');
    }
    trouble = error;
    checkedAt = -Infinity;
    clearTimeout(timer);
    timer = setTimeout(() => void probe(), limits.probeMs);
    timer.unref();
  }

  async function probe(): Promise<void> {
    try {
      await ask([`${prefix.query}惠企政策`], within(limits.passagesMs));
      if (trouble !== null) log.info({ model: id }, 'the embedding model answers again');
      trouble = null;
    } catch (error) {
      noteTrouble(error);
    }
  }

  async function embedQuery(text: string): Promise<Float32Array> {
    if (trouble !== null) throw trouble;
    try {
      const [vector] = await askCutting([`${prefix.query}${text}`], within(limits.questionMs));
      return vector as Float32Array;
    } catch (error) {
      noteTrouble(error);
      throw error;
    }
  }

  async function embedPassages(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> {
    const vectors = new Array<Float32Array>(texts.length);
    try {
      for (const batch of batchByLength(texts, batchSize)) {
        signal?.throwIfAborted();
        const prefixed = batch.map(({ text }) => `${prefix.passage}${text}`);
        const embedded = await askCutting(prefixed, within(limits.passagesMs, signal));
        batch.forEach(({ at }, row) => (vectors[at] = embedded[row] as Float32Array));
      }
      if (trouble !== null && texts.length > 0) void probe();
      return vectors;
    } catch (error) {
      signal?.throwIfAborted();
      noteTrouble(error);
      throw error;
    }
  }

  // Loads the model before the first question, and tells at once when it isn't there.
  void probe();
  return {
    ...{ name: id, id, dimension, embedQuery, embedPassages },
    reason: () => trouble && `the embedding model ${model} does not answer (${trouble.message})`,
    close: () => {
      closing.abort(new Error('closing'));
      clearTimeout(timer);
      return Promise.resolve();
    },
  };
}
