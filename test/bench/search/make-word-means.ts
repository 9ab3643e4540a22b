import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { Piscina } from 'piscina';

import type { EmbeddedTexts, EmbeddingOrder } from '~/knowledge/search/embedding/embed-texts.worker';
import { modelDimension, modelFolder } from '~/knowledge/search/embedding/model-files.server';
import { wordMeansFile } from '~/knowledge/search/words-in-context/read-word-means.server';

/**
 * `npx tsx test/bench/search/make-word-means.ts`: what the words of passages, and of questions, share under the bundled model,
 * over the starter city's own documents and questions. To be run again when the model changes: vectors of words are then
 * made anew anyway, since they are kept under the model's checksum.
 */
const library = path.resolve(import.meta.dirname, '../../../knowledge/library');
const shortest = 20;
const texts = {
  passage: readdirSync(path.join(library, 'documents'))
    .filter((name) => name.endsWith('.md'))
    .flatMap((name) => readFileSync(path.join(library, 'documents', name), 'utf8').split(/\n+/u))
    .filter((line) => line.length >= shortest && !/^(?:---|[a-zA-Z]+:)/u.test(line)),
  query: readFileSync(path.join(library, 'evaluation-questions.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { question: string }).question),
};
const most = 400;

const workers = new Piscina({
  filename: new URL('../../../knowledge/search/embedding/embed-texts.worker.ts', import.meta.url).href,
  execArgv: ['--import', 'tsx'],
  workerData: { folder: modelFolder, background: false },
  maxThreads: 1,
});
writeFileSync(
  wordMeansFile,
  `${JSON.stringify({ passage: await meanOf('passage'), question: await meanOf('query') })}\n`,
);
await workers.destroy();

async function meanOf(prefix: keyof typeof texts): Promise<number[]> {
  const step = Math.max(1, Math.floor(texts[prefix].length / most));
  const chosen = texts[prefix].filter((_, at) => at % step === 0);
  const sums = new Float64Array(modelDimension);
  let words = 0;
  for (const text of chosen) {
    const order: EmbeddingOrder = { texts: [`${prefix}: ${text}`], words: 'raw' };
    const { vectors, pieces } = ((await workers.run(order)) as EmbeddedTexts).questions[0] ?? {
      vectors: new Float32Array(0),
      pieces: [],
    };
    vectors.forEach((value, at) => {
      sums[at % modelDimension] = (sums[at % modelDimension] as number) + value;
    });
    words += pieces.length;
  }
  process.stderr.write(`${prefix}: ${String(words)} words of ${String(chosen.length)} texts\n`);
  return [...sums].map((sum) => Number((sum / words).toFixed(5)));
}
