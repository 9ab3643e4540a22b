import { readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import path from 'node:path';

import { Tokenizer } from '@huggingface/tokenizers';
import * as ort from 'onnxruntime-node';
import { workerData } from 'piscina';

import { centreRows, packSigns, type QuestionWords } from '../words-in-context/word-signs';
import { readWordMeans } from '../words-in-context/read-word-means.server';
import { addModelOutput } from './add-model-output';
import { encodeBatch, longestTokens } from './encode-batch';
import { readPieces } from './read-pieces';

interface EmbeddingWorkerData {
  folder: string;
  /** Whether this worker only fills the index and must leave the processor to questions. */
  background: boolean;
}

/** Texts that carry their prefix already, and what is asked of them. */
export interface EmbeddingOrder {
  texts: string[];
  /** Their words: as a question compares them, packed as passages keep them, as the model gives them, or not at all. */
  words: 'question' | 'passage' | 'raw' | 'none';
}

/** What a worker gives back. */
export interface EmbeddedTexts {
  /** The unit vectors one after another. */
  vectors: Float32Array;
  questions: QuestionWords[];
  passages: Uint8Array[];
}

const { folder, background } = workerData as EmbeddingWorkerData;
// On Linux 0 is the calling thread; elsewhere it would be the whole process.
if (background && process.platform === 'linux') setPriority(0, 10);

/** What the transformer's last layer gives for each token, before they are averaged. */
const lastLayer = 't116';
const tokenizer = new Tokenizer(
  JSON.parse(readFileSync(path.join(folder, 'tokenizer.json'), 'utf8')) as object,
  {},
);
const means = readWordMeans();
// One thread a session: two were measured slower (9.4 against 14.6 passages a second).
// Not awaited here: a worker thread's file is loaded by require, which knows no top-level await.
const loading = ort.InferenceSession.create(
  addModelOutput(readFileSync(path.join(folder, 'model.onnx')), lastLayer),
  { executionProviders: ['cpu'], intraOpNumThreads: 1, interOpNumThreads: 1 },
);

/** Embeds texts, with their words where those are asked for. */
export default async function embedTexts({ texts, words }: EmbeddingOrder): Promise<EmbeddedTexts> {
  const encoded = texts.map((text) => tokenizer.encode(text));
  const { ids, mask, shape } = encodeBatch(encoded.map((text) => text.ids));
  const session = await loading;
  const { embedding, [lastLayer]: layer } = await session.run({
    input_ids: new ort.Tensor('int64', ids, shape),
    attention_mask: new ort.Tensor('int64', mask, shape),
  });
  if (embedding === undefined) throw new Error('the model gave no output named "embedding"');
  const given: EmbeddedTexts = {
    vectors: new Float32Array(embedding.data as Float32Array),
    questions: [],
    passages: [],
  };
  if (words === 'none') return given;
  if (layer === undefined) throw new Error(`the model gave no output named "${lastLayer}"`);
  const [, width] = shape;
  const dimension = given.vectors.length / texts.length;
  encoded.forEach(({ tokens }, at) => {
    const states = (layer.data as Float32Array).subarray(
      at * width * dimension,
      (at + 1) * width * dimension,
    );
    const { rows, pieces } = readPieces(tokens, longestTokens - 1);
    if (words === 'passage') given.passages.push(packSigns(states, dimension, rows, means.passage));
    else {
      const vectors =
        words === 'raw'
          ? centreRows(states, dimension, rows, new Float32Array(dimension))
          : centreRows(states, dimension, rows, means.question);
      given.questions.push({ pieces, vectors });
    }
  });
  return given;
}
