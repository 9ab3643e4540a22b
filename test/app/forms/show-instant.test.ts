import { expect, test } from 'vitest';

import { showInstant } from '~/app/forms/cases/show-instant';

test.each([
  ['2026-11-20T06:32:00Z', '2026-11-20 14:32'],
  [new Date('2026-12-31T16:00:00Z'), '2027-01-01 00:00'],
])('%s is told in the city’s time', (at, told) => expect(showInstant(at)).toBe(told));
