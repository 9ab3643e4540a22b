import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import type { BenchLine } from '../match/measure';
import { overlapsWithExact } from './exact-bm25';
import { makeCorpus } from './make-corpus';
import { makeQuestions, writeTask, type BenchTask } from './make-questions';
import { makeVectors, type VectorKind } from './make-vectors';
import type { RunFigures } from './run-task';

/**
 * `npm run bench:search -- [FOLDER] [--passages N] [--vectors synthetic|real] [--keep FOLDER] [--peers orama,minisearch]
 * [--peer-minutes M] [--peer-memory MB]`: search over a corpus of N passages beside Orama and MiniSearch, each in a process
 * of its own. FOLDER: documents to ingest; without one ../shared/data/laws where it lies, else our own documents.
 */
const here = import.meta.dirname;
const root = path.resolve(here, '../../..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    passages: { type: 'string', default: '100000' },
    questions: { type: 'string', default: '200' },
    vectors: { type: 'string', default: 'synthetic' },
    keep: { type: 'string', default: path.join(tmpdir(), `huiqitong-${userInfo().username}-bench-search`) },
    peers: { type: 'string', default: 'orama,minisearch' },
    'peer-minutes': { type: 'string', default: '10' },
    'peer-memory': { type: 'string', default: '6000' },
  },
});
const nothingSaid = 'it ended without figures';
const say = (line: string) => process.stdout.write(`${line}\n`);
const laws = path.resolve(root, '../shared/data/laws');
const source = positionals[0] ?? (existsSync(laws) ? laws : path.join(root, 'knowledge/library'));
const vectors: VectorKind = values.vectors === 'real' ? 'real' : 'synthetic';
const lines: BenchLine[] = [];
const sizes = new Map<number, { task: BenchTask; taskFile: string; ours: Map<string, RunFigures> }>();

say(
  vectors === 'real'
    ? 'Vectors: the originals are embedded; copies have theirs with noise.'
    : 'Vectors are synthetic (a sample of 400 passages is embedded, the rest is noise around it): the figures tell of latency and memory, not of how well meanings are found.',
);
const whole = Number(values.passages);
const [hybrid, keyword] = [await ours(whole, 'hybrid'), await ours(whole, 'keyword')];
goal('hybrid search with filters, p95', hybrid.p95, 50, 'ms');
goal('memory of our process while asked', hybrid.rssMb, 1_200, 'MB');
const asked = values.peers.split(',').filter((peer) => peer !== '');
const [overlap = NaN] = overlapsWithExact((await prepare(whole)).task, [keyword.found]);
say(`${(overlap * 100).toFixed(1)} % of our first ten by keyword are among the first ten of exact BM25`);
lines.push(line('keyword overlap with exact BM25', overlap, 1, 'exact BM25', 'share', overlap));
if (asked.includes('orama')) await comparePeer('run-orama.ts', 'Orama, hybrid', 'hybrid');
if (asked.includes('minisearch')) await comparePeer('run-minisearch.ts', 'MiniSearch', 'keyword');
say(JSON.stringify(lines));

/** The peer at the largest size that it takes, by halves, and ours beside it at that same size. */
async function comparePeer(script: string, name: string, retriever: 'hybrid' | 'keyword'): Promise<void> {
  for (let size = whole; size >= 1_000; size = Math.floor(size / 2)) {
    const { task, taskFile } = await prepare(size);
    const outcome = await run(script, [taskFile], {
      minutes: Number(values['peer-minutes']),
      memoryMb: Number(values['peer-memory']),
    });
    if ('failed' in outcome) {
      say(`${name} does not take ${String(size)} passages: ${outcome.failed}`);
      continue;
    }
    describe(outcome);
    const own = await ours(size, retriever);
    const at = `${retriever} search with filters at ${String(outcome.passages)} passages`;
    lines.push(line(`${at}, p50`, own.p50, outcome.p50, name, 'ms', outcome.p50 / own.p50));
    lines.push(line(`${at}, p95`, own.p95, outcome.p95, name, 'ms', outcome.p95 / own.p95));
    lines.push(line(`${at}, memory`, own.rssMb, outcome.rssMb, name, 'MB', outcome.rssMb / own.rssMb));
    if (retriever === 'keyword') {
      const [mine = NaN, theirs = NaN] = overlapsWithExact(task, [own.found, outcome.found]);
      lines.push(line(`${at}, overlap with exact BM25`, mine, theirs, name, 'share', mine / theirs));
    }
    return;
  }
}

async function ours(size: number, retriever: 'hybrid' | 'keyword'): Promise<RunFigures> {
  const prepared = await prepare(size);
  const known = prepared.ours.get(retriever);
  if (known) return known;
  const outcome = await run('run-ours.ts', [prepared.taskFile, retriever], { minutes: 20, memoryMb: 4_000 });
  if ('failed' in outcome) throw new Error(`our own search failed: ${outcome.failed}`);
  describe(outcome);
  prepared.ours.set(retriever, outcome);
  return outcome;
}

/** Database, vectors, graph and questions of a size, made once. */
async function prepare(size: number) {
  const standing = sizes.get(size);
  if (standing) return standing;
  const databaseFile = await makeCorpus({ folder: values.keep, source, passages: size, say });
  await makeVectors(databaseFile, vectors, say);
  const task: BenchTask = {
    databaseFile,
    indexDir: path.join(values.keep, `index-${String(size)}`),
    asOf: '2026-06-30',
    questions: makeQuestions(databaseFile, Number(values.questions)),
  };
  const taskFile = path.join(values.keep, `task-${String(size)}.json`);
  writeTask(taskFile, task);
  // In a process of its own, so that the memory of building isn't counted as that of searching.
  const built = await run('run-ours.ts', [taskFile], { minutes: 30, memoryMb: 4_000 });
  if ('failed' in built && built.failed !== nothingSaid) throw new Error(`no graph: ${built.failed}`);
  const made = { task, taskFile, ours: new Map<string, RunFigures>() };
  sizes.set(size, made);
  return made;
}

/** Runs a script to its end; its last line is its figures. */
function run(
  script: string,
  args: readonly string[],
  limit: { minutes: number; memoryMb: number },
): Promise<RunFigures | { failed: string }> {
  return new Promise((resolve) => {
    const flags = [`--max-old-space-size=${String(limit.memoryMb)}`, '--import', 'tsx'];
    const child = spawn(process.execPath, [...flags, path.join(here, script), ...args], { cwd: root });
    let out = '';
    let errors = '';
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      child.kill('SIGKILL');
    }, limit.minutes * 60_000);
    child.stdout.on('data', (data: Buffer) => (out += data.toString()));
    child.stderr.on('data', (data: Buffer) => (errors = (errors + data.toString()).slice(-4_000)));
    child.on('close', (code) => {
      clearTimeout(timer);
      const last = out.trim().split('\n').at(-1) ?? '';
      if (isLate) resolve({ failed: `not done within ${String(limit.minutes)} minutes` });
      else if (/heap out of memory|invalid array length|Map maximum size/iu.test(errors))
        resolve({ failed: `out of its ${String(limit.memoryMb)} MB of memory` });
      else if (code === 0 && last === '') resolve({ failed: nothingSaid });
      else if (code !== 0 || !last.startsWith('{'))
        resolve({
          failed: errors.trim().split('\n').slice(-8).join(' | ') || `it ended with ${String(code)}`,
        });
      else resolve(JSON.parse(last) as RunFigures);
    });
  });
}

function describe(figures: RunFigures): void {
  const { name, passages, p50, p95, cpuMs, rssMb, peakMb, readySeconds } = figures;
  say(
    `${name}, ${String(passages)} passages: p50 ${String(p50)} ms, p95 ${String(p95)} ms, ${String(cpuMs)} ms of processor time a question (all threads); ${String(rssMb)} MB, ${String(peakMb)} MB at most; ready in ${String(readySeconds)} s`,
  );
}

function goal(name: string, own: number, wanted: number, unit: string): void {
  lines.push(line(name, own, wanted, 'goal', unit, wanted / own));
}

function line(
  name: string,
  own: number,
  peer: number,
  peerName: string,
  unit: string,
  ratio: number,
): BenchLine {
  const round = (value: number) => Number(value.toPrecision(4));
  return { name, ours: round(own), peer: round(peer), peerName, ratio: round(ratio), unit, threads: 2 };
}
