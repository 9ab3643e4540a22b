import { addDays, type IsoDate } from '~/prisma/calendar/city-date';

import type { LibraryEnterprise } from './library-schema';

/** A fact of a sample firm, placed in time. */
export interface PlacedFact {
  key: string;
  /** "" or a year such as "2025". */
  period: string;
  value: string | number | boolean;
  source: string;
  sourceKind: LibraryEnterprise['observations'][number]['sourceKind'];
  /** The city's day on which the source saw it. */
  observedOn: IsoDate;
  reference: string | null;
}

const yearsBack = { latestYear: 1, yearsBack1: 2, yearsBack2: 3 } as const;

/** The facts of a library firm as they stand on the day of seeding: the latest year is the one before it. */
export function placeObservations(enterprise: LibraryEnterprise, today: IsoDate): PlacedFact[] {
  return enterprise.observations.flatMap(({ source, sourceKind, observed, reference, facts }) => {
    const placed = {
      source,
      sourceKind,
      observedOn: observedOn(observed, today),
      reference: reference ?? null,
    };
    return Object.entries(facts).flatMap(([key, value]) =>
      placeValue(value, today).map((one) => ({ key, ...one, ...placed })),
    );
  });
}

type LibraryValue = LibraryEnterprise['observations'][number]['facts'][string];

function placeValue(value: LibraryValue, today: IsoDate): Pick<PlacedFact, 'period' | 'value'>[] {
  if (typeof value !== 'object') return [{ period: '', value }];
  if ('daysAgo' in value) return [{ period: '', value: addDays(today, -value.daysAgo) }];
  const year = Number(today.slice(0, 4));
  return Object.entries(yearsBack).flatMap(([name, back]) => {
    const found = value[name as keyof typeof yearsBack];
    return found === undefined ? [] : [{ period: String(year - back), value: found }];
  });
}

function observedOn(
  observed: LibraryEnterprise['observations'][number]['observed'],
  today: IsoDate,
): IsoDate {
  if ('daysAgo' in observed) return addDays(today, -observed.daysAgo);
  const thisYear = `${today.slice(0, 4)}-${observed.monthDay}`;
  // Before that day the year's figures came in early, never in the year that they tell of.
  return thisYear <= today ? thisYear : addDays(today, -1);
}
