import fc from 'fast-check';
import { expect, test } from 'vitest';

import { documentStatus, type DocumentDates } from '~/knowledge/documents/document-status';

const none: DocumentDates = { effectiveFrom: null, expiresOn: null, repealedOn: null, supersededOn: null };

test.each([
  ['nothing known', {}, '2026-01-01', 'in-force'],
  ['the first day', { effectiveFrom: '2024-07-01' }, '2024-07-01', 'in-force'],
  ['the day before', { effectiveFrom: '2024-07-01' }, '2024-06-30', 'not-yet'],
  ['the last day', { expiresOn: '2027-12-31' }, '2027-12-31', 'in-force'],
  ['the day after', { expiresOn: '2027-12-31' }, '2028-01-01', 'expired'],
  ['the day of the newer version', { supersededOn: '2024-07-01' }, '2024-07-01', 'superseded'],
  ['the day before it', { supersededOn: '2024-07-01' }, '2024-06-30', 'in-force'],
  ['the day of the repeal', { repealedOn: '2022-03-01' }, '2022-03-01', 'repealed'],
  [
    'replaced and run out',
    { supersededOn: '2024-01-01', expiresOn: '2023-12-31' },
    '2025-01-01',
    'superseded',
  ],
  [
    'replaced and repealed',
    { supersededOn: '2020-01-01', repealedOn: '2022-01-01' },
    '2023-01-01',
    'repealed',
  ],
] as const)('%s', (_, dates, asOf, status) => {
  expect(documentStatus({ ...none, ...dates }, asOf)).toBe(status);
});

test('once it has ended, it never counts again', () => {
  const day = fc.integer({ min: 0, max: 40 }).map((n) => `2024-01-${String((n % 28) + 1).padStart(2, '0')}`);
  const dates = fc.record({
    effectiveFrom: fc.option(day),
    expiresOn: fc.option(day),
    repealedOn: fc.option(day),
    supersededOn: fc.option(day),
  });
  const ended = ['superseded', 'expired', 'repealed'];
  fc.assert(
    fc.property(dates, day, day, (document, a, b) => {
      const [early, late] = a < b ? [a, b] : [b, a];
      return (
        !ended.includes(documentStatus(document, early)) || ended.includes(documentStatus(document, late))
      );
    }),
  );
});
