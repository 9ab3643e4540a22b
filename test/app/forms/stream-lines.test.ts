import { expect, test } from 'vitest';

import { streamLines } from '~/app/forms/stream-lines.server';

test('each step comes as a line of its own, the outcome last', async () => {
  const faults: unknown[] = [];
  const response = streamLines(
    (tell) => {
      tell({ kind: 'step', before: 1 });
      return Promise.resolve({ kind: 'done' });
    },
    (fault) => faults.push(fault),
  );
  expect(response.headers.get('Cache-Control')).toContain('no-store');
  expect(await response.text()).toBe('{"kind":"step","before":1}\n{"kind":"done"}\n');
  expect(faults).toEqual([]);
});

test('a fault is told and ends the stream; after the reader went away it is none', async () => {
  const faults: unknown[] = [];
  const broken = streamLines(
    () => Promise.reject(new Error('broken')),
    (fault) => faults.push(fault),
  );
  await expect(broken.text()).rejects.toThrow('broken');
  expect(faults).toHaveLength(1);

  let reject: (fault: Error) => void = () => undefined;
  const promise = new Promise<object>((_, refuse) => (reject = refuse));
  let seen: AbortSignal | null = null;
  const left = streamLines(
    (_, signal) => {
      seen = signal;
      return promise;
    },
    (fault) => faults.push(fault),
  );
  await left.body?.cancel();
  expect((seen as AbortSignal | null)?.aborted).toBe(true);
  reject(new Error('too late'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(faults).toHaveLength(1);
});
