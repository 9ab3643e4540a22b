import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What the words of all passages, and of all questions, share: the mean of their unit vectors. */
export interface WordMeans {
  passage: Float32Array;
  question: Float32Array;
}

/** Beside the model; made by test/bench/search/fit-word-means.ts from the starter city's own texts. */
export const wordMeansFile = path.join(import.meta.dirname, 'word-means.json');

/** Reads the means of the bundled model's words. */
export function readWordMeans(file = wordMeansFile): WordMeans {
  const { passage, question } = JSON.parse(readFileSync(file, 'utf8')) as Record<keyof WordMeans, number[]>;
  return { passage: Float32Array.from(passage), question: Float32Array.from(question) };
}
