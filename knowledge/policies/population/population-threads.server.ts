import { Piscina } from 'piscina';

import type { PopulationAnswer, PopulationRequest } from './population-request';
import type { RangeVerdicts } from './evaluate-population';

/** Threads that share the evaluation of populations. */
export interface PopulationThreads {
  /** The verdicts of each rule on rows 0 … `rows` − 1: one list a rule, its parts in the order of the rows. */
  evaluate(
    request: Omit<PopulationRequest, 'fromRow' | 'toRow'>,
    rows: number,
  ): Promise<{ fromRow: number; toRow: number; verdicts: RangeVerdicts }[][]>;
  close(): Promise<void>;
}

/** Opens so many threads; each takes a share of the rows. */
export function openPopulationThreads(threads: number): PopulationThreads {
  const pool = new Piscina<PopulationRequest, PopulationAnswer>({
    filename: new URL('./evaluate-population.worker.ts', import.meta.url).href,
    execArgv: ['--import', 'tsx'],
    minThreads: threads,
    maxThreads: threads,
  });
  return {
    async evaluate(request, rows) {
      const share = Math.ceil(rows / threads / 32) * 32;
      const ranges = Array.from({ length: threads }, (_, index) => ({
        fromRow: Math.min(index * share, rows),
        toRow: Math.min((index + 1) * share, rows),
      })).filter(({ fromRow, toRow }) => toRow > fromRow);
      const answers = await Promise.all(ranges.map((range) => pool.run({ ...request, ...range })));
      return request.rules.map((_, rule) =>
        ranges.map((range, part) => ({ ...range, verdicts: answers[part]![rule]! })),
      );
    },
    close: () => pool.destroy(),
  };
}
