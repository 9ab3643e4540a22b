import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { residentMb } from '../recognition/resident-memory.server';
import type { Refusal } from '../refusal';
import type { DrawAnswer, DrawRequest } from './drawable-page';

export interface PageDrawerOptions {
  /** Where drawn pages are kept; anything in it may be deleted at any time. */
  folder: string;
  /** The longer side of a page in pixels. Default 1600: about 140 dpi of an A4 page, small print can be read. */
  longSide?: number;
  /** More pixels than this are not decoded. Default 80 million. */
  pixels?: number;
  /** How long one page may take, in milliseconds. Default 30 seconds. */
  timeMs?: number;
  /** What the process that draws may hold in memory, in MB. Default 1000. */
  memoryMb?: number;
  /** How long the process waits for the next page, in milliseconds. Default 30 seconds. */
  idleMs?: number;
  /** Pages that are kept, the last drawn ones. Default 3000, of about 100 kB each. */
  kept?: number;
  /** Hears of what a page is drawn in spite of. */
  onFault?: (message: string) => void;
}

export type PageOutcome =
  { ok: true; webp: Uint8Array } | { ok: false; reason: 'no-page' } | { ok: false; refusal: Refusal };

/** The page to draw: of which stored file, and where that is. */
export type PageWanted = Pick<DrawRequest, 'sha256' | 'file' | 'format' | 'page'>;

/** Draws pages of stored originals as WebP pictures, one at a time, and keeps them. */
export interface PageDrawer {
  draw(wanted: PageWanted): Promise<PageOutcome>;
  close(): Promise<void>;
}

/**
 * Opens the drawer: in the process entry or a test, never inside a route. Nothing runs until the first page; what takes
 * too long or too much memory is killed with its process, and the next page begins a new one.
 */
export function openPageDrawer({
  folder,
  longSide = 1600,
  pixels = 80_000_000,
  timeMs = 30_000,
  memoryMb = 1000,
  idleMs = 30_000,
  kept = 3000,
  onFault = (fault) => process.emitWarning(fault),
}: PageDrawerOptions): PageDrawer {
  let child: ChildProcess | null = null;
  let idle: NodeJS.Timeout | undefined;
  let before: Promise<unknown> = Promise.resolve();
  let drawn = 0;
  const running = new Map<string, Promise<PageOutcome>>();

  const end = () => {
    clearTimeout(idle);
    child?.kill('SIGKILL');
    child = null;
  };

  async function draw(request: DrawRequest, target: string): Promise<PageOutcome> {
    clearTimeout(idle);
    child ??= start(memoryMb);
    const answer = await ask(child, request, { timeMs, memoryMb, onFault });
    if ('end' in answer) {
      end();
      return { ok: false, refusal: answer.end };
    }
    idle = setTimeout(end, idleMs);
    idle.unref();
    if (answer.kind === 'refused') return { ok: false, refusal: answer.refusal };
    if (answer.kind === 'no-page') return { ok: false, reason: 'no-page' };
    if (answer.kind !== 'drawn')
      throw new Error(`page ${request.page} could not be drawn: ${answer.message}`);
    await keep(target, answer.webp);
    drawn += 1;
    if (drawn % 100 === 0) await trim(folder, kept);
    return { ok: true, webp: answer.webp };
  }

  return {
    async draw(wanted) {
      const name = `${wanted.sha256}-${wanted.page}-${longSide}.webp`;
      const target = path.join(folder, wanted.sha256.slice(0, 2), name);
      const standing = await readIfThere(target);
      if (standing) return { ok: true, webp: standing };
      const known = running.get(name);
      if (known) return known;
      const outcome = before.then(() => draw({ ...wanted, longSide, pixels }, target));
      before = outcome.catch(() => undefined);
      running.set(name, outcome);
      try {
        return await outcome;
      } finally {
        running.delete(name);
      }
    },
    async close() {
      end();
      await before;
      end();
    },
  };
}

function start(memoryMb: number): ChildProcess {
  return fork(fileURLToPath(new URL('./draw-page.worker.ts', import.meta.url)), [], {
    execArgv: ['--import', 'tsx', `--max-old-space-size=${memoryMb}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

type Answer = Exclude<DrawAnswer, { kind: 'fault' }> | { end: Refusal };

/** Asks for one page; `end` says why the process has to go, or is gone. */
function ask(
  child: ChildProcess,
  request: DrawRequest,
  { timeMs, memoryMb, onFault }: { timeMs: number; memoryMb: number; onFault: (message: string) => void },
): Promise<Answer> {
  return new Promise((resolve) => {
    const done = (answer: Answer) => {
      clearTimeout(timer);
      clearInterval(watch);
      child.off('message', read);
      child.off('exit', gone);
      child.off('error', gone);
      resolve(answer);
    };
    const read = (answer: DrawAnswer) => {
      if (answer.kind === 'fault') onFault(answer.message);
      else done(answer);
    };
    const gone = () => {
      done({ end: { code: 'damaged', params: { detail: 'the process that draws ended' } } });
    };
    const timer = setTimeout(() => {
      done({ end: { code: 'too-slow', params: { seconds: Math.round(timeMs / 1000) } } });
    }, timeMs);
    // The decoders' memory lies outside of the heap, so that the process itself is watched.
    const watch = setInterval(() => {
      void residentMb(child.pid).then((rssMb) => {
        if (rssMb !== null && rssMb > memoryMb)
          done({ end: { code: 'too-much-memory', params: { limitMb: memoryMb } } });
      });
    }, 250);
    child.on('message', read);
    child.on('exit', gone);
    child.on('error', gone);
    child.send(request);
  });
}

async function readIfThere(file: string): Promise<Uint8Array | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** By rename, so that nobody reads half a picture. */
async function keep(target: string, bytes: Uint8Array): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  const temporary = `${target}.${randomUUID()}.part`;
  await writeFile(temporary, bytes);
  await rename(temporary, target);
}

/** Deletes the oldest pictures beyond `kept`, and what a power cut left half written. */
async function trim(folder: string, kept: number): Promise<void> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.(webp|part)$/.test(name));
  const files = await Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, name);
      return { file, at: (await stat(file)).mtimeMs };
    }),
  );
  const old = files.sort((a, b) => b.at - a.at).slice(kept);
  await Promise.all(old.map(({ file }) => rm(file, { force: true })));
}
