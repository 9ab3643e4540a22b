import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import {
  MergingSaver,
  type FillSaveAnswer,
  type FillSaveState,
  type MergedIn,
  type UnsavedDraft,
} from '~/app/forms/fill/merging-saver';

const at = new Date('2026-11-20T06:32:00Z');

function openSaver(answers: (FillSaveAnswer | Error | Promise<FillSaveAnswer>)[], base = {}) {
  const sent: { revision: number; data: unknown; settles: string | null }[] = [];
  const states: string[] = [];
  const merged: MergedIn[] = [];
  const kept: (UnsavedDraft | null)[] = [];
  const saver = new MergingSaver({
    ...{ revision: 1, savedAt: at, base, delayMs: 1000, retryMs: 5000 },
    send: (revision, data, settles) => {
      sent.push({ revision, data, settles });
      const answer = answers.shift();
      return answer instanceof Error || !answer
        ? Promise.reject(answer ?? new Error('no answer'))
        : Promise.resolve(answer);
    },
    onState: (state: FillSaveState) =>
      states.push(state.kind === 'offline' && state.isKept ? 'kept' : state.kind),
    onMerged: (one) => merged.push(one),
    keep: (unsaved) => {
      kept.push(unsaved);
      return Promise.resolve(unsaved !== null);
    },
  });
  return { saver, sent, states, merged, kept };
}

const saved = (revision: number): FillSaveAnswer => ({ kind: 'saved', revision, at });
const conflict = (revision: number, data: Record<string, unknown> | null): FillSaveAnswer => ({
  ...{ kind: 'conflict', revision, updatedAt: at, data, asideId: 'aside1' },
  changed: { a: { name: '何青禾', device: 'phone/WeChat', at: at.toISOString() } },
});

describe('MergingSaver', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('saves once after a pause, and forgets the copy once the server has it', async () => {
    const { saver, sent, states, kept } = openSaver([saved(2)]);
    saver.change({ a: 1 });
    saver.change({ a: 2 });
    await vi.advanceTimersByTimeAsync(1000);
    expect(sent).toEqual([{ revision: 1, data: { a: 2 }, settles: null }]);
    expect(saver.revision).toBe(2);
    expect(saver.isDirty).toBe(false);
    expect(states).toEqual(['waiting', 'waiting', 'saving', 'saved']);
    expect(kept).toEqual([
      { base: {}, revision: 1, mine: { a: 1 } },
      { base: {}, revision: 1, mine: { a: 2 } },
      null,
    ]);
  });

  it('says that it is kept on this device only once it is, and tries again by itself', async () => {
    const { saver, sent, states, kept } = openSaver([new Error('offline'), saved(2)]);
    saver.change({ a: 1 });
    await vi.advanceTimersByTimeAsync(1000);
    expect(saver.isDirty).toBe(true);
    expect(states.at(-1)).toBe('kept');
    expect(kept.at(-1)).toEqual({ base: {}, revision: 1, mine: { a: 1 } });
    await vi.advanceTimersByTimeAsync(5000);
    expect(sent).toHaveLength(2);
    expect(saver.state.kind).toBe('saved');
    expect(kept.at(-1)).toBeNull();
  });

  it('merges what another device saved and saves both, settling what was set aside', async () => {
    const { saver, sent, states, merged } = openSaver([conflict(7, { a: 'theirs' }), saved(8)], { a: '' });
    saver.change({ a: '', b: 'mine' });
    await vi.advanceTimersByTimeAsync(1000);
    expect(merged).toMatchObject([{ data: { a: 'theirs', b: 'mine' }, conflicts: [] }]);
    expect(sent.at(-1)).toEqual({ revision: 7, data: { a: 'theirs', b: 'mine' }, settles: 'aside1' });
    expect(states).toEqual(['waiting', 'saving', 'merging', 'saving', 'saved']);
  });

  it('names what both changed, keeps theirs in the form and mine set aside', async () => {
    const { saver, sent, merged } = openSaver([conflict(7, { a: 'theirs' }), saved(8)], { a: 'old' });
    saver.change({ a: 'mine' });
    await vi.advanceTimersByTimeAsync(1000);
    expect(merged[0]?.conflicts).toEqual([{ path: 'a', base: 'old', mine: 'mine', theirs: 'theirs' }]);
    expect(merged[0]?.changed.a?.device).toBe('phone/WeChat');
    expect(sent.at(-1)).toEqual({ revision: 7, data: { a: 'theirs' }, settles: null });
  });

  it('merges against what the server last took, not against what the page began with', async () => {
    const { saver, merged } = openSaver([saved(2), conflict(3, { a: 'second' }), saved(4)], { a: '' });
    saver.change({ a: 'first' });
    await vi.advanceTimersByTimeAsync(1000);
    saver.change({ a: 'first', b: 'more' });
    await vi.advanceTimersByTimeAsync(1000);
    expect(merged[0]).toMatchObject({ data: { a: 'second', b: 'more' }, conflicts: [] });
  });

  it('stops when the draft was handed in elsewhere', async () => {
    const { saver, sent } = openSaver([conflict(7, null)]);
    saver.change({ a: 1 });
    await vi.advanceTimersByTimeAsync(1000);
    saver.change({ a: 2 });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toHaveLength(1);
    expect(saver.state.kind).toBe('conflict');
  });

  it('keeps the data when the server refuses', async () => {
    const { saver, kept } = openSaver([{ kind: 'refused', status: 401 }, saved(2)]);
    saver.change({ a: 1 });
    expect((await saver.flush()).kind).toBe('refused');
    expect(saver.isDirty).toBe(true);
    expect(kept.at(-1)).toMatchObject({ mine: { a: 1 } });
    expect((await saver.flush()).kind).toBe('saved');
  });

  it('sends one request at a time, and what was typed meanwhile afterwards', async () => {
    let answer: (value: FillSaveAnswer) => void = () => undefined;
    const slow = new Promise<FillSaveAnswer>((resolve) => {
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
    expect(sent.at(-1)).toMatchObject({ revision: 2, data: { a: 2 } });
    expect(saver.state.kind).toBe('saved');
  });

  it('leaves nothing behind once it was handed in, and stops when the page goes', async () => {
    const { saver, sent, kept } = openSaver([saved(10)]);
    saver.adopt(9);
    expect(saver.revision).toBe(9);
    saver.change({ a: 1 });
    saver.finish();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent).toHaveLength(0);
    expect(kept.at(-1)).toBeNull();
  });
});
