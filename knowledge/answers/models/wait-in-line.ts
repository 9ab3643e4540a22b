import type { GenerationQueue, QueueTurn } from './generation-queue';

/** A wait in the line before the model that tells its place. */
export interface LineWait {
  /** Gives the place in line, 1 being next, whenever it changes, 0 when the wait is over, and returns the turn (or why there is none). */
  places(): AsyncGenerator<{ place: number }, QueueTurn>;
  /** Gives the turn back, or leaves the line, wherever it stands; to be called once the caller is through. */
  leave(): void;
}

/** Enters the line as an async generator's caller can: one that stops reading in the middle leaves it. */
export function waitInLine(line: GenerationQueue, person: string, signal: AbortSignal): LineWait {
  const leaving = new AbortController();
  let place: number | null = null;
  let tell = () => {};
  let changed = new Promise<void>((resolve) => (tell = resolve));
  const turn = line.enter(person, AbortSignal.any([signal, leaving.signal]), (now) => {
    place = now;
    tell();
  });
  // Whoever left hears no more of it.
  turn.catch(() => undefined);
  return {
    async *places() {
      for (;;) {
        const came = await Promise.race([turn, changed.then(() => null)]);
        if (came !== null) {
          if (place !== null && 'release' in came) yield { place: 0 };
          return came;
        }
        changed = new Promise<void>((resolve) => (tell = resolve));
        if (place !== null) yield { place };
      }
    },
    leave() {
      leaving.abort();
      turn.then(
        (came) => 'release' in came && came.release(),
        () => undefined,
      );
    },
  };
}
