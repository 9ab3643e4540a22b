import { expect, test } from 'vitest';

import { clearInBatches } from '~/prisma/clearing/clear-in-batches';

const taking = (rows: number) => {
  const asked: number[] = [];
  let left = rows;
  return {
    asked,
    step: (most: number) => {
      asked.push(most);
      const found = Math.min(most, left);
      left -= found;
      return Promise.resolve(found);
    },
  };
};

test('rows go a batch at a time until one comes back short', async () => {
  const { asked, step } = taking(25);
  expect(await clearInBatches(step, { most: 10 })).toBe(25);
  expect(asked).toEqual([10, 10, 10]);
});

test('what is stopped leaves the rest, and says how many went', async () => {
  const stopping = new AbortController();
  const { step } = taking(100);
  const cleared = clearInBatches(
    async (most) => {
      const found = await step(most);
      stopping.abort();
      return found;
    },
    { most: 10, signal: stopping.signal },
  );
  expect(await cleared).toBe(10);
});
