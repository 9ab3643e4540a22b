import type { IsoDate } from '~/prisma/calendar/city-date';
import type { Prisma } from '~/prisma/generated/client';

/**
 * The runs that tell what the city answers up to a day: of what is live, and of a change on the copy that was published
 * since. A replay of a day to come isn't among them before that day.
 */
export function liveRuns(today: IsoDate): Prisma.EvaluationRunWhereInput {
  return {
    AND: [
      { OR: [{ role: { in: ['plain', 'baseline'] } }, { role: 'candidate', fingerprint: { not: null } }] },
      { OR: [{ today: null }, { today: { lte: today } }] },
    ],
  };
}
