import { monitorEventLoopDelay } from 'node:perf_hooks';

import type { Measured } from './exports.part';

const megabytes = (bytes: number) => Math.round(bytes / 1024 ** 2);

/** Watches this process from now on; the answer says what it took since. */
export function watchMemory(): (written: { rows: number; bytes: number }) => Measured {
  const turns = monitorEventLoopDelay({ resolution: 5 });
  turns.enable();
  const start = process.memoryUsage.rss();
  // Not the maximum that the system keeps: a process begins with its parent's.
  let peak = start;
  const look = () => (peak = Math.max(peak, process.memoryUsage.rss()));
  const watching = setInterval(look, 10);
  const started = performance.now();
  return ({ rows, bytes }) => {
    clearInterval(watching);
    look();
    return {
      rows,
      seconds: (performance.now() - started) / 1000,
      megabytes: bytes / 1e6,
      ...{ rssMb: megabytes(peak), startMb: megabytes(start) },
      longestTurnMs: Math.round(turns.max / 1e6),
    };
  };
}
