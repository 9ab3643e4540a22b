import type { IsoDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

/** What a stage of the seeding is given. */
export interface StageContext {
  db: Db;
  filesDir: string;
  now: () => Date;
  /** The city's day on which the seeding began: a run that goes on after a kill counts from it too. */
  today: IsoDate;
  /** Tells how far the stage is. */
  step: (done: number, total: number) => void;
}

/**
 * One part of the starter city. A stage may be killed anywhere and run again: it writes rows under ids that follow from
 * the library, and leaves those that stand there as they are.
 */
export interface CityStage {
  name: string;
  /** What the start says while it runs. */
  message: string;
  run(context: StageContext): Promise<void>;
}

/** The id of a sample row; the same in every run. */
export function sampleId(...parts: string[]): string {
  return ['sample', ...parts].join('-');
}
