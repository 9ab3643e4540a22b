import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import type { DocumentLimits } from '../document-limits';
import type { Refusal } from '../refusal';
import type { OnFault } from './draw-page.server';
import { residentMb } from './resident-memory.server';
import type { PagesToRecognise, RecogniseMessage, RecognisedPage, RecogniseTask } from './recognised-page';

/** How far the recognition of a file has come. */
export interface RecognitionProgress {
  done: number;
  of: number;
}

export type RecogniseOutcome = { ok: true; pages: RecognisedPage[] } | { ok: false; refusal: Refusal };

/** Recognises text in pictures (PP-OCRv4, offline), one file after another, each in a process of its own. */
export interface Recogniser {
  recognise(
    bytes: Uint8Array,
    wanted: PagesToRecognise,
    onProgress?: (progress: RecognitionProgress) => void,
  ): Promise<RecogniseOutcome>;
  close(): Promise<void>;
}

/**
 * Opens the recogniser; nothing runs until the first file. What takes too long or too much memory is killed; `onFault`
 * hears of what went wrong on the way.
 */
export function openRecogniser(limits: DocumentLimits, onFault: OnFault): Recogniser {
  let before: Promise<unknown> = Promise.resolve();
  let running: ChildProcess | null = null;
  let closed = false;
  return {
    recognise(bytes, wanted, onProgress = () => undefined) {
      if (wanted.pages.length > limits.scannedPages) {
        const params = { pages: wanted.pages.length, limit: limits.scannedPages };
        return Promise.resolve({ ok: false, refusal: { code: 'too-many-scans', params } });
      }
      // One file at a time: two would need the memory of two models.
      const outcome = before.then(() => {
        if (closed) throw new Error('the recogniser is closed');
        const child = start(limits);
        running = child;
        const task = { ...wanted, bytes, longSide: limits.scanLongSide, pixels: limits.pixels };
        return watch(child, task, limits, { onProgress, onFault });
      });
      before = outcome.catch(() => undefined);
      return outcome;
    },
    async close() {
      closed = true;
      running?.kill('SIGKILL');
      await before;
    },
  };
}

function start(limits: DocumentLimits): ChildProcess {
  return fork(fileURLToPath(new URL('./recognise-pages.worker.ts', import.meta.url)), [], {
    execArgv: ['--import', 'tsx', `--max-old-space-size=${limits.scanMemoryMb}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

function watch(
  child: ChildProcess,
  task: RecogniseTask,
  limits: DocumentLimits,
  { onProgress, onFault }: { onProgress: (progress: RecognitionProgress) => void; onFault: OnFault },
): Promise<RecogniseOutcome> {
  return new Promise((resolve, reject) => {
    const pages: RecognisedPage[] = [];
    let pageTimer: NodeJS.Timeout;
    const end = (outcome: RecogniseOutcome | Error) => {
      clearTimeout(wholeTimer);
      clearTimeout(pageTimer);
      clearInterval(memoryTimer);
      child.removeAllListeners();
      child.on('error', () => undefined);
      child.kill('SIGKILL');
      if (outcome instanceof Error) reject(outcome);
      else resolve(outcome);
    };
    const tooSlow = (timeMs: number) => () => {
      end({ ok: false, refusal: { code: 'too-slow', params: { seconds: Math.round(timeMs / 1000) } } });
    };
    const checkMemory = (rssMb: number | null) => {
      if (rssMb !== null && rssMb > limits.scanMemoryMb)
        end({ ok: false, refusal: { code: 'too-much-memory', params: { limitMb: limits.scanMemoryMb } } });
    };
    const waitForPage = () => {
      clearTimeout(pageTimer);
      pageTimer = setTimeout(tooSlow(limits.scanPageMs), limits.scanPageMs);
    };
    const wholeTimer = setTimeout(tooSlow(limits.scanTimeMs), limits.scanTimeMs);
    // The decoders' memory lies outside of the heap, so that the process itself is watched.
    const memoryTimer = setInterval(() => {
      void residentMb(child.pid).then(checkMemory);
    }, 250);
    waitForPage();
    child.on('message', (message: RecogniseMessage) => {
      if (message.kind === 'page') {
        pages.push(message.page);
        onProgress({ done: pages.length, of: Math.max(task.pages.length, pages.length) });
        waitForPage();
        checkMemory(message.rssMb);
      } else if (message.kind === 'fault') onFault(message.message);
      else if (message.kind === 'done') end({ ok: true, pages });
      else if (message.kind === 'refused') end({ ok: false, refusal: message.refusal });
      else end(new Error(`recognition failed: ${message.message}`));
    });
    child.on('error', end);
    child.on('exit', (code, signal) => {
      end(
        signal === 'SIGABRT' || code === 134
          ? { ok: false, refusal: { code: 'too-much-memory', params: { limitMb: limits.scanMemoryMb } } }
          : { ok: false, refusal: { code: 'damaged', params: { detail: `${code ?? signal ?? ''}` } } },
      );
    });
    child.send(task);
  });
}
