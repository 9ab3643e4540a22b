import { cityDate } from '~/prisma/calendar/city-date';
import type { Tx } from '~/prisma/database.server';

/** The next number of a question, such as 2611-0382: year and month in the city, then counted within the month. */
export async function nextQuestionNumber(tx: Tx, now: Date): Promise<string> {
  const month = cityDate(now).slice(2, 7).replace('-', '');
  const last = await tx.handover.findFirst({
    where: { number: { startsWith: `${month}-` } },
    // Longer is later: the ten thousandth of a month gets a fifth digit.
    orderBy: [{ createdAt: 'desc' }, { number: 'desc' }],
    select: { number: true },
  });
  const next = Number(last?.number?.split('-')[1] ?? 0) + 1;
  return `${month}-${String(next).padStart(4, '0')}`;
}
