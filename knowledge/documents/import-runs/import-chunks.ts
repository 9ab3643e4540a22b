import { itemsAJob } from './import-jobs';

/** The numbers from `from` to `to` in runs of a job's size. */
export function chunksOf(from: number, to: number): { from: number; to: number }[] {
  const chunks: { from: number; to: number }[] = [];
  for (let at = from; at <= to; at += itemsAJob)
    chunks.push({ from: at, to: Math.min(to, at + itemsAJob - 1) });
  return chunks;
}
