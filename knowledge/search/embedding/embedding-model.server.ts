import { Piscina } from 'piscina';

import { batchByLength } from './batch-by-length';
import { identifyModel, modelDimension, modelFolder, modelName } from './model-files.server';

/** A sentence-embedding model (向量模型) at work in its own threads; vectors have unit length. */
export interface EmbeddingModel {
  name: string;
  /** Name and checksum: what `PassageVector.model` holds. */
  id: string;
  dimension: number;
  embedQuery(text: string): Promise<Float32Array>;
  /** In the order given. Worked in the background threads; rejects when there are none, or when aborted. */
  embedPassages(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>;
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
  let passages: Piscina | undefined;

  async function embedQuery(text: string): Promise<Float32Array> {
    return (await questions.run([`query: ${text}`])) as Float32Array;
  }

  async function embedPassages(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> {
    if (passageWorkers === 0) throw new Error('EMBEDDING_WORKERS is 0: this process embeds no passages');
    passages ??= startWorkers(folder, passageWorkers, true);
    const workers = passages;
    const vectors = new Array<Float32Array>(texts.length);
    const work = batchByLength(texts, batchSize).map(async (batch) => {
      signal?.throwIfAborted();
      const flat = (await workers.run(
        batch.map(({ text }) => `passage: ${text}`),
        { signal },
      )) as Float32Array;
      batch.forEach(({ at }, row) => {
        vectors[at] = flat.slice(row * modelDimension, (row + 1) * modelDimension);
      });
    });
    await Promise.all(work);
    return vectors;
  }

  async function close(): Promise<void> {
    await Promise.all([questions.destroy(), passages?.destroy()]);
  }

  try {
    const id = await identifyModel(folder);
    const trial = await embedQuery('惠企政策');
    if (trial.length !== modelDimension) {
      throw new Error(`the model gives ${String(trial.length)} numbers, not ${String(modelDimension)}`);
    }
    return { name: modelName, id, dimension: modelDimension, embedQuery, embedPassages, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function startWorkers(folder: string, threads: number, background: boolean): Piscina {
  return new Piscina({
    filename: new URL('./embed-texts.worker.ts', import.meta.url).href,
    execArgv: ['--import', 'tsx'],
    workerData: { folder, background },
    minThreads: background ? 0 : threads,
    maxThreads: threads,
    // Loading takes half a second: the thread for questions stays; the others leave when all is embedded.
    idleTimeout: background ? 30_000 : Infinity,
  });
}
