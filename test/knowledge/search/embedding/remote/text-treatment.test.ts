import { expect, test } from 'vitest';

import { vectorKeyOf } from '~/knowledge/search/embedding/choice/embedding-choice';
import { treatmentOf } from '~/knowledge/search/embedding/remote/text-treatment';

test.each([
  ['multilingual-e5-small', 'e5'],
  ['intfloat/e5-large-v2', 'e5'],
  ['jeffh/intfloat-multilingual-e5-large:f16', 'e5'],
  ['me5:small', 'e5'],
  ['multilingual-e5-large-instruct', 'plain'],
  ['bge-m3:latest', 'plain'],
  ['code5:latest', 'plain'],
])('%s is treated as %s', (model, treatment) => {
  expect(treatmentOf(model)).toBe(treatment);
});

test('vectors of another server, treatment, dimension or weights have another key, and no key begins another', () => {
  const base = { serverId: 's', model: 'm', dimension: 64, digest: 'abc', treatment: 'plain' as const };
  const keys = [
    base,
    { ...base, serverId: 's2' },
    { ...base, treatment: 'e5' as const },
    { ...base, dimension: 640 },
    { ...base, digest: 'abd' },
    { ...base, digest: null },
  ].map(vectorKeyOf);
  expect(new Set(keys).size).toBe(keys.length);
  for (const key of keys) expect(keys.filter((other) => other.startsWith(key))).toEqual([key]);
});
