import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { openGenerationQueue, type QueueTurn } from '~/knowledge/answers/models/generation-queue';

const never = new AbortController().signal;
const limits = { inAll: 2, perPerson: 1, waiting: 2, waitMs: 60_000 };

function take(turn: QueueTurn): () => void {
  if ('refused' in turn) throw new Error(`refused: ${turn.refused}`);
  return turn.release;
}

/** Whether the promise has settled by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const open = Symbol();
  return (await Promise.race([promise, Promise.resolve(open)])) !== open;
}

describe('the line before the model', () => {
  it('serves so many at once, the rest in the order in which they came, each told its place', async () => {
    const queue = openGenerationQueue(limits);
    const first = take(await queue.enter('a', never));
    take(await queue.enter('b', never));
    const places: number[] = [];
    const third = queue.enter('c', never);
    const fourth = queue.enter('d', never, (place) => places.push(place));
    expect(queue.status()).toMatchObject({ running: 2, inLine: 2 });
    expect(await isSettled(third)).toBe(false);
    first();
    take(await third);
    expect(await isSettled(fourth)).toBe(false);
    expect(places).toEqual([2, 1]);
  });

  it('sends away at once whoever finds it full, and whoever already has an answer going', async () => {
    const queue = openGenerationQueue(limits);
    take(await queue.enter('a', never));
    expect(await queue.enter('a', never)).toEqual({ refused: 'person' });
    take(await queue.enter('b', never));
    void queue.enter('c', never);
    void queue.enter('d', never);
    expect(await queue.enter('e', never)).toEqual({ refused: 'full' });
    expect(await queue.enter('c', never)).toEqual({ refused: 'person' });
    expect(queue.status().refused).toEqual({ person: 2, full: 1, slow: 0 });
  });

  it('lets go of one who waited too long, and of one who left', async () => {
    const queue = openGenerationQueue({ ...limits, inAll: 1, waitMs: 5 });
    const release = take(await queue.enter('a', never));
    expect(await queue.enter('b', never)).toEqual({ refused: 'slow' });
    const leave = new AbortController();
    const left = openGenerationQueue({ ...limits, inAll: 1 });
    take(await left.enter('a', never));
    const waiting = left.enter('b', leave.signal);
    leave.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    expect(left.status().inLine).toBe(0);
    release();
    expect(queue.status().running).toBe(0);
  });

  it('gives a turn back once, however often it is told', async () => {
    const queue = openGenerationQueue({ ...limits, inAll: 1 });
    const release = take(await queue.enter('a', never));
    release();
    release();
    take(await queue.enter('b', never));
    expect(queue.status().running).toBe(1);
  });

  it('never serves more than its limits, and forgets nobody', async () => {
    const step = fc.record({ person: fc.constantFrom('a', 'b', 'c', 'd'), release: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const queue = openGenerationQueue({ inAll: 2, perPerson: 2, waiting: 3, waitMs: 60_000 });
        const held: (() => void)[] = [];
        let settled = 0;
        let asked = 0;
        for (const { person, release } of steps) {
          asked += 1;
          void queue.enter(person, never).then((turn) => {
            settled += 1;
            if ('release' in turn) held.push(turn.release);
          });
          await Promise.resolve();
          if (release) held.shift()?.();
          const { running, inLine } = queue.status();
          expect(running).toBeLessThanOrEqual(2);
          expect(inLine).toBeLessThanOrEqual(3);
        }
        for (let turns = 0; turns < steps.length; turns += 1) {
          await new Promise(setImmediate);
          held.shift()?.();
        }
        await new Promise(setImmediate);
        expect(settled).toBe(asked);
        expect(queue.status()).toMatchObject({ inLine: 0 });
      }),
      { numRuns: 60 },
    );
  });
});
