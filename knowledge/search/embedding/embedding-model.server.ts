import { Piscina } from 'piscina';

import { askPool, surviveIdleDeaths } from '~/prisma/threads/ask-pool.server';

import type { QuestionWords } from '../words-in-context/word-signs';
import { batchByLength } from './batch-by-length';
import type { EmbeddedTexts, EmbeddingOrder } from './embed-texts.worker';
import { identifyModel, modelDimension, modelFolder, modelName } from './model-files.server';

/** A question's vector, and its words in their context where the model shows them. */
export interface EmbeddedQuestion {
  vector: Float32Array;
  words: QuestionWords | null;
}

/** Passages' vectors with their words, packed: see `packSigns`. */
export interface EmbeddedPassages {
  vectors: Float32Array[];
  words: Uint8Array[];
}

/** A sentence-embedding model (向量模型) at work in its own threads; vectors have unit length. */
export interface EmbeddingModel {
  name: string;
  /** Name and checksum: what `PassageVector.model` holds. */
  id: string;
  dimension: number;
  embedQuery(text: string): Promise<Float32Array>;
  /** In the order given. Worked in the background threads; rejects when there are none, or when aborted. */
  embedPassages(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>;
  /** The same with the question's words; absent where a model shows none, such as one behind a server. */
  embedQuestion?(text: string): Promise<EmbeddedQuestion>;
  /** As `embedPassages`, with the passages' words; absent as above. */
  embedPassagesWithWords?(texts: readonly string[], signal?: AbortSignal): Promise<EmbeddedPassages>;
  /** Why it gives no vectors just now, though it may again; null when it does. */
  reason?(): string | null;
  close(): Promise<void>;
}

export interface EmbeddingModelOptions {
  /** Threads that embed passages; questions have one of their own besides. Started when first used. */
  passageWorkers: number;
  folder?: string;
}

const batchSize = 8;

/**
 * Starts the bundled model: loads it in the thread for questions and tries it once, so that a machine which can't run
 * it (no ONNX runtime for its processor or C library) is known at the start. Rejects with the reason.
 */
export async function openEmbeddingModel(options: EmbeddingModelOptions): Promise<EmbeddingModel> {
  const { passageWorkers, folder = modelFolder } = options;
  const questions = startWorkers(folder, 1, false);
  let passages: EmbeddingThreads | undefined;

  async function embedQuestion(text: string): Promise<EmbeddedQuestion> {
    const order: EmbeddingOrder = { texts: [`query: ${text}`], words: 'question' };
    const { vectors, questions: words } = await questions.run(order);
    return { vector: vectors, words: words[0] ?? null };
  }

  async function embedPassagesWithWords(
    texts: readonly string[],
    signal?: AbortSignal,
    words: 'passage' | 'none' = 'passage',
  ): Promise<EmbeddedPassages> {
    if (passageWorkers === 0) throw new Error('EMBEDDING_WORKERS is 0: this process embeds no passages');
    passages ??= startWorkers(folder, passageWorkers, true);
    const workers = passages;
    const embedded: EmbeddedPassages = {
      vectors: new Array<Float32Array>(texts.length),
      words: new Array<Uint8Array>(texts.length),
    };
    const work = batchByLength(texts, batchSize).map(async (batch) => {
      signal?.throwIfAborted();
      const order: EmbeddingOrder = { texts: batch.map(({ text }) => `passage: ${text}`), words };
      const given = await askPool(workers, order, { signal });
      batch.forEach(({ at }, row) => {
        embedded.vectors[at] = given.vectors.slice(row * modelDimension, (row + 1) * modelDimension);
        embedded.words[at] = given.passages[row] ?? new Uint8Array(0);
      });
    });
    await Promise.all(work);
    return embedded;
  }

  const embedQuery = async (text: string) => (await embedQuestion(text)).vector;
  const embedPassages = async (texts: readonly string[], signal?: AbortSignal) =>
    (await embedPassagesWithWords(texts, signal, 'none')).vectors;

  async function close(): Promise<void> {
    await Promise.all([questions.destroy(), passages?.destroy()]);
  }

  try {
    const id = await identifyModel(folder);
    const trial = await embedQuery('惠企政策');
    if (trial.length !== modelDimension) {
      throw new Error(`the model gives ${String(trial.length)} numbers, not ${String(modelDimension)}`);
    }
    return {
      ...{ name: modelName, id, dimension: modelDimension, embedQuery, embedPassages, close },
      ...{ embedQuestion, embedPassagesWithWords },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

type EmbeddingThreads = Piscina<EmbeddingOrder, EmbeddedTexts>;

function startWorkers(folder: string, threads: number, background: boolean): EmbeddingThreads {
  const pool: EmbeddingThreads = new Piscina({
    filename: new URL('./embed-texts.worker.ts', import.meta.url).href,
    execArgv: ['--import', 'tsx'],
    workerData: { folder, background },
    minThreads: background ? 0 : threads,
    maxThreads: threads,
    // Loading takes half a second: the thread for questions stays; the others leave when all is embedded.
    idleTimeout: background ? 30_000 : Infinity,
  });
  // A thread for questions that can't start is told at once, when the model is tried.
  if (background) surviveIdleDeaths(pool);
  return pool;
}
