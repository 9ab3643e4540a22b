import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { fillDates } from '~/knowledge/library/fill-dates';
import { placeObservations } from '~/knowledge/library/place-observations';
import type { LibraryEnterprise } from '~/knowledge/library/library-schema';
import { addDays, isIsoDate } from '~/prisma/calendar/city-date';

describe('fillDates', () => {
  test('fills years and days, in ISO form or in words', () => {
    expect(fillDates('{{year}} {{year-1}} {{year+2}}', '2026-11-22', 'iso')).toBe('2026 2025 2028');
    expect(fillDates('{{day+25}}', '2026-11-22', 'iso')).toBe('2026-12-17');
    expect(fillDates('自{{day-36}}起，{{day}}', '2026-11-22', 'words')).toBe(
      '自2026年10月17日起，2026年11月22日',
    );
  });

  test('leaves everything else alone', () => {
    expect(fillDates('{{n}} 云江科发〔2026〕12号', '2026-11-22', 'iso')).toBe('{{n}} 云江科发〔2026〕12号');
  });

  test('days are dates that exist, whatever the day of seeding', () => {
    const seeding = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2024-01-01', days));
    fc.assert(
      fc.property(seeding, fc.integer({ min: -999, max: 999 }), (today, shift) => {
        const filled = fillDates(`{{day${shift < 0 ? '' : '+'}${shift}}}`, today, 'iso');
        expect(isIsoDate(filled)).toBe(true);
        expect(filled).toBe(addDays(today, shift));
      }),
    );
  });
});

describe('placeObservations', () => {
  const firm = (observed: LibraryEnterprise['observations'][number]['observed']): LibraryEnterprise => ({
    creditCode: '91359900MA7H6K2R64',
    name: '云江智造科技有限公司',
    region: '359900',
    industry: 'I6513',
    note: 'a firm',
    observations: [
      {
        source: '税务局',
        sourceKind: 'registry',
        observed,
        facts: {
          'tax.credit-grade': 'A',
          'registration.date': { daysAgo: 170 },
          'rd.expense': { latestYear: '2480000', yearsBack1: '2050000' },
        },
      },
    ],
  });

  test('puts periods, moving dates and the day seen in their places', () => {
    const placed = placeObservations(firm({ daysAgo: 21 }), '2026-11-22');
    expect(placed.map(({ key, period, value }) => [key, period, value])).toEqual([
      ['tax.credit-grade', '', 'A'],
      ['registration.date', '', '2026-06-05'],
      ['rd.expense', '2025', '2480000'],
      ['rd.expense', '2024', '2050000'],
    ]);
    expect(new Set(placed.map(({ observedOn }) => observedOn))).toEqual(new Set(['2026-11-01']));
  });

  test('a yearly day of the register that is still to come is yesterday', () => {
    expect(placeObservations(firm({ monthDay: '06-05' }), '2026-11-22')[0]?.observedOn).toBe('2026-06-05');
    expect(placeObservations(firm({ monthDay: '06-05' }), '2027-02-01')[0]?.observedOn).toBe('2027-01-31');
  });
});
