import { outgoingChannels, type OutgoingChannel } from './channels/channel';
import { claimDue, type OutboxRow } from './claim-due.server';
import { sendRow, type SendDependencies } from './send-row.server';

/** A running outbox; `stop` lets what is on its way end, or gives it back after `graceMs`. */
export interface OutboxWorker {
  stop(graceMs?: number): Promise<void>;
}

export interface OutboxToWork extends SendDependencies {
  /** Default: all. */
  channels?: readonly OutgoingChannel[];
  /** How many messages of a channel are under way at once (default 5): one that hangs takes no other channel's place. */
  mostOfChannel?: number;
  /** What fills the outbox, before each look by the clock. */
  prepare?: (signal: AbortSignal) => Promise<unknown>;
  /** How long until it looks again by itself (default a second); a place that becomes free is filled at once. */
  pollMs?: number;
}

/** Sends what is due until stopped. */
export function startOutbox(deps: OutboxToWork): OutboxWorker {
  const { channels = outgoingChannels, mostOfChannel = 5, pollMs = 1_000, prepare } = deps;
  const stopping = new AbortController();
  const { signal } = stopping;
  const lanes = channels.map((channel) => openLane(deps, channel, mostOfChannel, signal));
  const failed = (error: unknown, kind: string) => {
    if (!signal.aborted) deps.onError?.(error, { id: '', kind });
  };
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  const look = async () => {
    let delayMs = pollMs;
    try {
      await prepare?.(signal);
    } catch (error) {
      // What stands in the outbox leaves all the same.
      failed(error, 'outbox-prepare');
    }
    for (const lane of lanes) {
      try {
        await lane.fill();
      } catch (error) {
        failed(error, 'outbox');
        delayMs = pollMs * 4;
      }
    }
    if (!signal.aborted) schedule(delayMs);
  };
  const schedule = (delayMs: number) => {
    timer = setTimeout(() => {
      looking = look();
    }, delayMs);
  };
  schedule(0);
  return {
    async stop(graceMs = 5_000) {
      stopping.abort(new Error('stopping'));
      clearTimeout(timer);
      const ended = looking.then(() => Promise.all(lanes.map((lane) => lane.ended())));
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
    },
  };
}

/** A channel's messages that are under way; a place that becomes free is filled at once. */
function openLane(deps: OutboxToWork, channel: OutgoingChannel, most: number, signal: AbortSignal) {
  const underWay = new Set<Promise<void>>();
  let filling: Promise<void> = Promise.resolve();
  const take = async () => {
    if (signal.aborted || underWay.size >= most) return;
    for (const row of await claimDue(deps, channel, most - underWay.size)) start(row);
  };
  /** One after the other: two that count the free places at once would take too much. */
  const fill = () => {
    const next = filling.then(take);
    filling = next.catch(() => undefined);
    return next;
  };
  const start = (row: OutboxRow) => {
    const failed = (error: unknown) => deps.onError?.(error, row);
    const sending = sendRow(deps, row, signal)
      .catch(failed)
      .finally(() => underWay.delete(sending))
      .then(fill)
      .catch(failed);
    underWay.add(sending);
  };
  return {
    fill,
    async ended() {
      await filling;
      await Promise.all(underWay);
    },
  };
}
