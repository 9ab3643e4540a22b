/** Why nothing was generated: the person already has enough going, the line is full, or it took too long. */
export type QueueRefusal = 'person' | 'full' | 'slow';

/** A turn at the model, to be given back; or why there is none. */
export type QueueTurn = { release: () => void } | { refused: QueueRefusal };

export interface QueueLimits {
  /** Answers generated at the same time. */
  inAll: number;
  /** Answers generated or waited for by one person (an anonymous one: one conversation) at the same time. */
  perPerson: number;
  /** How many may stand in line; beyond, the next is sent away at once. */
  waiting: number;
  /** How long one may stand in line, in milliseconds. */
  waitMs: number;
}

/** Who is being served and who waits, for the administrator's page. */
export interface QueueStatus extends QueueLimits {
  running: number;
  inLine: number;
  /** Sent away since the start, by reason. */
  refused: Record<QueueRefusal, number>;
}

/** The line before the chat model: first come, first served, with limits for each person and in all. */
export interface GenerationQueue {
  /**
   * Waits for a turn. `onPlace` is told the place in line (1 is next) whenever it changes. An abort leaves the line and
   * throws the signal's reason.
   */
  enter(person: string, signal: AbortSignal, onPlace?: (place: number) => void): Promise<QueueTurn>;
  status(): QueueStatus;
}

interface Waiting {
  person: string;
  start: () => void;
  onPlace: ((place: number) => void) | undefined;
}

/** Opens a line. */
export function openGenerationQueue(limits: QueueLimits): GenerationQueue {
  const refused: Record<QueueRefusal, number> = { person: 0, full: 0, slow: 0 };
  const served = new Map<string, number>();
  const line: Waiting[] = [];
  let running = 0;

  const refuse = (reason: QueueRefusal): QueueTurn => {
    refused[reason] += 1;
    return { refused: reason };
  };
  const countOf = (person: string) =>
    (served.get(person) ?? 0) + line.filter((waiting) => waiting.person === person).length;

  function start(person: string): QueueTurn {
    running += 1;
    served.set(person, (served.get(person) ?? 0) + 1);
    let isOver = false;
    return {
      release() {
        if (isOver) return;
        isOver = true;
        running -= 1;
        const left = (served.get(person) ?? 1) - 1;
        if (left > 0) served.set(person, left);
        else served.delete(person);
        line.shift()?.start();
        tellPlaces();
      },
    };
  }

  const tellPlaces = () => line.forEach(({ onPlace }, index) => onPlace?.(index + 1));

  return {
    enter(person, signal, onPlace) {
      if (signal.aborted) return Promise.reject(signal.reason as Error);
      if (countOf(person) >= limits.perPerson) return Promise.resolve(refuse('person'));
      if (running < limits.inAll && line.length === 0) return Promise.resolve(start(person));
      if (line.length >= limits.waiting) return Promise.resolve(refuse('full'));
      return new Promise((resolve, reject) => {
        const leave = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', stop);
          const place = line.indexOf(waiting);
          if (place >= 0) line.splice(place, 1);
          tellPlaces();
        };
        const stop = () => {
          leave();
          reject(signal.reason as Error);
        };
        const timer = setTimeout(() => {
          leave();
          resolve(refuse('slow'));
        }, limits.waitMs);
        const waiting: Waiting = {
          person,
          onPlace,
          start: () => {
            clearTimeout(timer);
            signal.removeEventListener('abort', stop);
            resolve(start(person));
          },
        };
        signal.addEventListener('abort', stop, { once: true });
        line.push(waiting);
        onPlace?.(line.length);
      });
    },
    status: () => ({ ...limits, running, inLine: line.length, refused: { ...refused } }),
  };
}
