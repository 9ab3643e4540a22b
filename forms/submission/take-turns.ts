/** Who checks next: no form, however many hand it in, holds all threads. */
export interface Turns {
  /** Waits for a thread; what it gives ends the turn. */
  enter(versionKey: string | undefined): Promise<() => void>;
  /** A version whose rules ran into the time limit: all such versions together hold one thread from now on. */
  distrust(versionKey: string): void;
}

/** Gives out the threads, first come, first served, past those whose form holds its share already. */
export function openTurns(threads: number): Turns {
  const share = Math.max(1, threads - 1);
  const held = new Map<string, number>();
  const distrusted = new Set<string>();
  let waiting: { group: string | null; start: () => void }[] = [];
  let free = threads;

  const mayStart = (group: string | null) =>
    free > 0 && (group === null || (held.get(group) ?? 0) < (group === 'distrusted' ? 1 : share));
  const take = (group: string | null) => {
    free -= 1;
    if (group !== null) held.set(group, (held.get(group) ?? 0) + 1);
  };
  const give = (group: string | null) => {
    free += 1;
    if (group !== null) {
      const left = (held.get(group) ?? 1) - 1;
      if (left === 0) held.delete(group);
      else held.set(group, left);
    }
    const next = waiting.find((one) => mayStart(one.group));
    if (!next) return;
    waiting = waiting.filter((one) => one !== next);
    next.start();
  };
  return {
    enter: (versionKey) =>
      new Promise((resolve) => {
        const group =
          versionKey === undefined
            ? null
            : distrusted.has(versionKey)
              ? 'distrusted'
              : `version ${versionKey}`;
        const start = () => {
          take(group);
          let isOver = false;
          resolve(() => {
            if (!isOver) give(group);
            isOver = true;
          });
        };
        if (mayStart(group)) start();
        else waiting.push({ group, start });
      }),
    distrust: (versionKey) => {
      distrusted.add(versionKey);
    },
  };
}
