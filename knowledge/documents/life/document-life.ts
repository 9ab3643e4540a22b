import type { IsoDate } from '~/prisma/calendar/city-date';

import { documentStatus, type DocumentDates } from '../document-status';

/** Where a document stands in its life: one word of the desk's state and the calendar's status. */
export const lifeStages = [
  'draft',
  'in-review',
  'not-yet',
  'in-force',
  'superseded',
  'expired',
  'repealed',
  'withdrawn',
] as const;
export type LifeStage = (typeof lifeStages)[number];

/** What may be done next. */
export type LifeStep = 'publish' | 'withdraw' | 'change-dates' | 'audience' | 'tell-askers';

/** The stage on a day: drafts, reviews and withdrawals by the desk's state, what is published by its dates. */
export function lifeStage(document: DocumentDates & { state: string }, asOf: IsoDate): LifeStage {
  if (document.state === 'published') return documentStatus(document, asOf);
  return document.state === 'draft' || document.state === 'in-review' ? document.state : 'withdrawn';
}

/** What may be done at a stage, the likeliest first. A document in review waits for the gate. */
export function nextSteps(stage: LifeStage): LifeStep[] {
  switch (stage) {
    case 'draft':
      return ['publish', 'change-dates', 'audience'];
    case 'withdrawn':
      return ['tell-askers', 'publish', 'change-dates', 'audience'];
    case 'in-review':
      return ['audience'];
    case 'not-yet':
    case 'in-force':
      return ['change-dates', 'withdraw', 'audience'];
    default:
      return ['tell-askers', 'change-dates', 'withdraw', 'audience'];
  }
}

/** A day in a document's life that is known already. */
export interface LifeDay {
  kind: 'effective' | 'expires' | 'superseded' | 'repealed';
  on: IsoDate;
  isPast: boolean;
}

/** The days that change the stage, in order. The last day of a term is the day named, it ends the day after. */
export function lifeDays(document: DocumentDates, asOf: IsoDate): LifeDay[] {
  const days: { kind: LifeDay['kind']; on: IsoDate | null }[] = [
    { kind: 'effective', on: document.effectiveFrom },
    { kind: 'superseded', on: document.supersededOn },
    { kind: 'expires', on: document.expiresOn },
    { kind: 'repealed', on: document.repealedOn },
  ];
  return days
    .flatMap(({ kind, on }) =>
      on === null ? [] : [{ kind, on, isPast: kind === 'expires' ? on < asOf : on <= asOf }],
    )
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}
