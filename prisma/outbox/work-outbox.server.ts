import { sendDue, type SendDependencies } from './send-due.server';

/** A running outbox; `stop` lets what is on its way end, or gives it back after `graceMs`. */
export interface OutboxWorker {
  stop(graceMs?: number): Promise<void>;
}

/** Sends what is due until stopped; looks again after `pollMs` (default a second) when nothing was. */
export function startOutbox(
  deps: SendDependencies & {
    /** What fills the outbox, before each look. */
    prepare?: (signal: AbortSignal) => Promise<unknown>;
    pollMs?: number;
  },
): OutboxWorker {
  const { pollMs = 1_000, prepare } = deps;
  const work = async () => {
    try {
      await prepare?.(stopping.signal);
    } catch (error) {
      // What stands in the outbox leaves all the same.
      if (!stopping.signal.aborted) deps.onError?.(error, { id: '', kind: 'outbox-prepare' });
    }
    return sendDue(deps, stopping.signal);
  };
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();
  const schedule = (delayMs: number) => {
    if (stopping.signal.aborted) return;
    timer = setTimeout(() => {
      working = work().then(
        (count) => schedule(count > 0 ? 0 : pollMs),
        (error: unknown) => {
          if (stopping.signal.aborted) return;
          deps.onError?.(error, { id: '', kind: 'outbox' });
          schedule(pollMs * 4);
        },
      );
    }, delayMs);
  };
  schedule(0);
  return {
    async stop(graceMs = 5_000) {
      stopping.abort(new Error('stopping'));
      clearTimeout(timer);
      await Promise.race([working, new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
    },
  };
}
