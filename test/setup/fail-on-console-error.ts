import { afterEach, beforeEach, expect, vi } from 'vitest';

/** A console.error that no test expected fails the test. */
beforeEach(() => {
  vi.spyOn(console, 'error');
});
afterEach(() => {
  // eslint-disable-next-line no-console
  const calls = vi.mocked(console.error).mock.calls;
  vi.restoreAllMocks();
  expect(calls).toEqual([]);
});
