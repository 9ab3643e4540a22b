import { describe, expect, it } from 'vitest';

import { openGenerationQueue } from '~/knowledge/answers/models/generation-queue';
import { waitInLine } from '~/knowledge/answers/models/wait-in-line';

const never = new AbortController().signal;
const open = (more = {}) =>
  openGenerationQueue({ ...{ inAll: 1, perPerson: 1, waiting: 5, waitMs: 60_000 }, ...more });

/** Reads the places told until the turn comes. */
async function read(wait: ReturnType<typeof waitInLine>) {
  const told: number[] = [];
  const places = wait.places();
  for (;;) {
    const next = await places.next();
    if (next.done) return { told, turn: next.value };
    told.push(next.value.place);
  }
}

describe('a wait in the line before the model', () => {
  it('tells no place when there is no wait', async () => {
    const line = open();
    const wait = waitInLine(line, 'a', never);
    expect((await read(wait)).told).toEqual([]);
    expect(line.status()).toMatchObject({ running: 1, inLine: 0 });
    wait.leave();
    await Promise.resolve();
    expect(line.status()).toMatchObject({ running: 0, inLine: 0 });
  });

  it('tells each place as the line moves, and when the wait is over', async () => {
    const line = open();
    const [first, second, third] = ['a', 'b', 'c'].map((who) => waitInLine(line, who, never)) as [
      ReturnType<typeof waitInLine>,
      ReturnType<typeof waitInLine>,
      ReturnType<typeof waitInLine>,
    ];
    await read(first);
    const ofSecond = read(second);
    const places = third.places();
    expect(await places.next()).toEqual({ done: false, value: { place: 2 } });
    first.leave();
    expect((await ofSecond).told).toEqual([1, 0]);
    expect(await places.next()).toEqual({ done: false, value: { place: 1 } });
    second.leave();
    expect(await places.next()).toEqual({ done: false, value: { place: 0 } });
    expect(await places.next()).toMatchObject({ done: true });
    third.leave();
    await Promise.resolve();
    expect(line.status()).toMatchObject({ running: 0, inLine: 0 });
  });

  it('is left by who stops reading in the middle, and whose turn comes in that moment gives it back', async () => {
    const line = open();
    const [first, second] = [waitInLine(line, 'a', never), waitInLine(line, 'b', never)];
    await read(first);
    await second.places().next();
    expect(line.status()).toMatchObject({ running: 1, inLine: 1 });
    second.leave();
    expect(line.status()).toMatchObject({ running: 1, inLine: 0 });
    const third = waitInLine(line, 'c', never);
    first.leave();
    third.leave();
    await new Promise((resolve) => setImmediate(resolve));
    expect(line.status()).toMatchObject({ running: 0, inLine: 0 });
  });

  it('says why there is no turn, and throws what the reader left with', async () => {
    const line = open({ waiting: 0 });
    await read(waitInLine(line, 'a', never));
    expect((await read(waitInLine(line, 'a', never))).turn).toEqual({ refused: 'person' });
    expect((await read(waitInLine(line, 'b', never))).turn).toEqual({ refused: 'full' });
    const left = new AbortController();
    left.abort(new Error('left'));
    await expect(read(waitInLine(open(), 'a', left.signal))).rejects.toThrow('left');
  });
});
