import { readFileSync } from 'node:fs';

import type { BenchTask } from './make-questions';

/** What a process tells of its run, as its last line of JSON. */
export interface RunFigures {
  name: string;
  /** Passages that it held. */
  passages: number;
  p50: number;
  p95: number;
  /** Processor time of the whole process a question, in ms: what a busy machine doesn't distort so much. */
  cpuMs: number;
  rssMb: number;
  peakMb: number;
  /** Seconds until it was ready. */
  readySeconds: number;
  /** The first ten of each question, by the passage's id. */
  found: number[][];
}

/** Reads the task that the bench gave as the first argument. */
export function readTask(): BenchTask {
  return JSON.parse(readFileSync(process.argv[2] as string, 'utf8')) as BenchTask;
}

/** Asks all questions one after another, after ten to warm up, and prints the figures. */
export async function runTask(
  task: BenchTask,
  subject: { name: string; passages: number; began: number },
  ask: (question: BenchTask['questions'][number]) => Promise<number[]>,
): Promise<void> {
  const readySeconds = (performance.now() - subject.began) / 1000;
  for (const question of task.questions.slice(0, 10)) await ask(question);
  const times: number[] = [];
  const found: number[][] = [];
  const cpu = process.cpuUsage();
  for (const question of task.questions) {
    const from = performance.now();
    found.push(await ask(question));
    times.push(performance.now() - from);
  }
  const used = process.cpuUsage(cpu);
  times.sort((a, b) => a - b);
  const at = (share: number) => round(times[Math.floor(times.length * share)] ?? NaN);
  const figures: RunFigures = {
    name: subject.name,
    passages: subject.passages,
    p50: at(0.5),
    p95: at(0.95),
    cpuMs: round((used.user + used.system) / 1000 / task.questions.length),
    rssMb: Math.round(process.memoryUsage.rss() / 2 ** 20),
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
    readySeconds: round(readySeconds),
    found,
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
