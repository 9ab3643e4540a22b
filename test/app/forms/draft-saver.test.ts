import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { DraftSaver, type SaveAnswer, type SaveState } from '~/app/forms/draft-saver';

const at = new Date('2026-11-20T06:32:00Z');

function openSaver(answers: (SaveAnswer | Error | Promise<SaveAnswer>)[]) {
  const sent: { revision: number; data: unknown }[] = [];
  const states: SaveState['kind'][] = [];
  const saver = new DraftSaver({
    revision: 1,
    savedAt: at,
    delayMs: 1000,
    retryMs: 5000,
    send: (revision, data) => {
      sent.push({ revision, data });
      const answer = answers.shift();
      return answer instanceof Error || !answer
        ? Promise.reject(answer ?? new Error('no answer'))
        : Promise.resolve(answer);
    },
    onState: ({ kind }) => states.push(kind),
  });
  return { saver, sent, states };
}

const saved = (revision: number): SaveAnswer => ({ kind: 'saved', revision, at });

describe('DraftSaver', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('saves once after a pause, with the newest data and the revision it knows', async () => {
    const { saver, sent, states } = openSaver([saved(2)]);
    saver.change({ a: 1 });
    saver.change({ a: 2 });
    await vi.advanceTimersByTimeAsync(1000);
    expect(sent).toEqual([{ revision: 1, data: { a: 2 } }]);
    expect(saver.revision).toBe(2);
    expect(saver.isDirty).toBe(false);
    expect(states).toEqual(['waiting', 'waiting', 'saving', 'saved']);
  });

  it('keeps what could not be sent and tries again by itself', async () => {
    const { saver, sent } = openSaver([new Error('offline'), saved(2)]);
    saver.change({ a: 1 });
    await vi.advanceTimersByTimeAsync(1000);
    expect(saver.state.kind).toBe('offline');
    expect(saver.isDirty).toBe(true);
    await vi.advanceTimersByTimeAsync(5000);
    expect(sent).toHaveLength(2);
    expect(saver.state.kind).toBe('saved');
  });

  it('sends one request at a time, and what was typed meanwhile afterwards', async () => {
    let answer: (value: SaveAnswer) => void = () => undefined;
    const slow = new Promise<SaveAnswer>((resolve) => {
      answer = resolve;
    });
    const { saver, sent } = openSaver([slow, saved(3)]);
    saver.change({ a: 1 });
    await vi.advanceTimersByTimeAsync(1000);
    saver.change({ a: 2 });
    await vi.advanceTimersByTimeAsync(3000);
    expect(sent).toHaveLength(1);
    answer(saved(2));
    await vi.advanceTimersByTimeAsync(1000);
    expect(sent.at(-1)).toEqual({ revision: 2, data: { a: 2 } });
  });

  it('stops at a conflict until the person has chosen, then overwrites with the other revision', async () => {
    const { saver, sent } = openSaver([{ kind: 'conflict', revision: 7, updatedAt: at }, saved(8)]);
    saver.change({ a: 1 });
    await vi.advanceTimersByTimeAsync(1000);
    saver.change({ a: 2 });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toHaveLength(1);
    expect((await saver.keepMine()).kind).toBe('saved');
    expect(sent.at(-1)).toEqual({ revision: 7, data: { a: 2 } });
  });

  it('keeps the data when the server refuses, for the next attempt', async () => {
    const { saver } = openSaver([{ kind: 'refused', status: 401 }, saved(2)]);
    saver.change({ a: 1 });
    expect((await saver.flush()).kind).toBe('refused');
    expect(saver.isDirty).toBe(true);
    expect((await saver.flush()).kind).toBe('saved');
    expect((await saver.keepMine()).kind).toBe('saved');
  });

  it('stops when the page goes', async () => {
    const { saver, sent } = openSaver([saved(10)]);
    saver.change({ a: 1 });
    saver.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent).toHaveLength(0);
  });
});
