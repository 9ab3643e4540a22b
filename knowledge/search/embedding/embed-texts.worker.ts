import { readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import path from 'node:path';

import { Tokenizer } from '@huggingface/tokenizers';
import * as ort from 'onnxruntime-node';
import { move, workerData } from 'piscina';

import { encodeBatch } from './encode-batch';

interface EmbeddingWorkerData {
  folder: string;
  /** Whether this worker only fills the index and must leave the processor to questions. */
  background: boolean;
}

const { folder, background } = workerData as EmbeddingWorkerData;
// On Linux 0 is the calling thread; elsewhere it would be the whole process.
if (background && process.platform === 'linux') setPriority(0, 10);

const tokenizer = new Tokenizer(
  JSON.parse(readFileSync(path.join(folder, 'tokenizer.json'), 'utf8')) as object,
  {},
);
// One thread a session: two were measured slower (9.4 against 14.6 passages a second).
// Not awaited here: a worker thread's file is loaded by require, which knows no top-level await.
const loading = ort.InferenceSession.create(path.join(folder, 'model.onnx'), {
  executionProviders: ['cpu'],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
});

/** Embeds texts that carry their prefix already. Returns the unit vectors one after another. */
export default async function embedTexts(texts: string[]): Promise<Float32Array> {
  const { ids, mask, shape } = encodeBatch(texts.map((text) => tokenizer.encode(text).ids));
  const session = await loading;
  const { embedding } = await session.run({
    input_ids: new ort.Tensor('int64', ids, shape),
    attention_mask: new ort.Tensor('int64', mask, shape),
  });
  if (embedding === undefined) throw new Error('the model gave no output named "embedding"');
  return move(new Float32Array(embedding.data as Float32Array)) as Float32Array;
}
