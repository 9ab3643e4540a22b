import { expect, test } from 'vitest';

import { openTurns } from '~/forms/submission/take-turns';

/** Enters and notes when its turn came. */
function ask(turns: ReturnType<typeof openTurns>, log: string[], name: string, versionKey?: string) {
  return turns.enter(versionKey).then((leave) => {
    log.push(name);
    return leave;
  });
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('one form never holds all threads, and whoever waits behind it is let past', async () => {
  const turns = openTurns(2);
  const log: string[] = [];
  const first = await ask(turns, log, 'a1', 'a');
  const second = ask(turns, log, 'a2', 'a');
  const other = await ask(turns, log, 'b1', 'b');
  await settle();
  expect(log).toEqual(['a1', 'b1']);
  other();
  other();
  await settle();
  expect(log).toEqual(['a1', 'b1']);
  first();
  (await second)();
  expect(log).toEqual(['a1', 'b1', 'a2']);
});

test('forms that ran into the time limit share one thread', async () => {
  const turns = openTurns(3);
  const log: string[] = [];
  for (const slow of ['a', 'b']) turns.distrust(slow);
  const first = await ask(turns, log, 'a', 'a');
  const second = ask(turns, log, 'b', 'b');
  await ask(turns, log, 'c', 'c');
  await ask(turns, log, 'without a version');
  expect(log).toEqual(['a', 'c', 'without a version']);
  first();
  await second;
  expect(log.at(-1)).toBe('b');
});

test('with a single thread everybody stands in line', async () => {
  const turns = openTurns(1);
  const log: string[] = [];
  const first = await ask(turns, log, 'a', 'a');
  const rest = ['b', 'c'].map((name) => ask(turns, log, name, name));
  await settle();
  expect(log).toEqual(['a']);
  first();
  (await rest[0])?.();
  await rest[1];
  expect(log).toEqual(['a', 'b', 'c']);
});
