import { cityDate, type IsoDate } from '~/prisma/calendar/city-date';
import type { Db, Tx } from '~/prisma/database.server';

import { allPolicies, countCitations, countRatings, countTurns, instantsOf } from './count-day';
import { spanEnd, spans, spanStart, type Span } from './cover-days';

/** The queue's name for summing the desk's figures. */
export const sumFiguresJob = 'sum-figures';

/**
 * Sums each day that is over and due: days on which something happened, and those on which something changed later (a
 * question handed over, rated or erased), as triggers have marked them. Then the spans of 7 and 28 days that became
 * whole. Each day is one transaction, so a run that is cut goes on where it stopped. Returns how many days were summed.
 */
export async function sumFigures(deps: { db: Db; now: () => Date }, signal?: AbortSignal): Promise<number> {
  const { db } = deps;
  const today = cityDate(deps.now());
  const due = await db.figureDay.findMany({
    where: { isDue: true, day: { lt: today } },
    orderBy: { day: 'desc' },
    select: { day: true },
  });
  for (const { day } of due) {
    signal?.throwIfAborted();
    await db.$transaction((tx) => sumDay(tx, day));
  }
  for (const [span, part] of [
    [7, 1],
    [28, 7],
  ] as const) {
    for (const start of await listUnsummed(db, span, today)) {
      signal?.throwIfAborted();
      await db.$transaction((tx) => sumSpan(tx, span, start, part));
    }
  }
  return due.length;
}

/** A day's sums, made anew; the longer spans that hold it are taken back until they are made anew too. */
async function sumDay(tx: Tx, day: IsoDate): Promise<void> {
  const instants = instantsOf(day);
  await tx.$executeRaw`DELETE FROM "TurnFigure" WHERE day = ${day}`;
  await tx.$executeRaw`DELETE FROM "RatingFigure" WHERE day = ${day}`;
  await tx.$executeRaw`DELETE FROM "CitationFigure" WHERE span = 1 AND start = ${day}`;
  const turns = `WITH counted AS MATERIALIZED (${countTurns})`;
  await tx.$executeRawUnsafe(
    `${turns} INSERT INTO "TurnFigure" (policyId, day, intent, outcome, n)
       SELECT policyId, ?, intent, outcome, n FROM counted UNION ALL SELECT '${allPolicies}', ?, intent, outcome, sum(n) FROM counted GROUP BY 3, 4`,
    ...[...instants, day, day],
  );
  await tx.$executeRawUnsafe(
    `WITH counted AS MATERIALIZED (${countRatings}) INSERT INTO "RatingFigure" (policyId, day, kind, n)
       SELECT policyId, ?, kind, n FROM counted UNION ALL SELECT '${allPolicies}', ?, kind, sum(n) FROM counted GROUP BY 3`,
    ...[...instants, day, day],
  );
  await tx.$executeRawUnsafe(
    `WITH counted AS MATERIALIZED (${countCitations}) INSERT INTO "CitationFigure" (span, start, passageId, documentId, n)
       SELECT 1, ?, passageId, documentId, n FROM counted`,
    ...[...instants, day],
  );
  for (const span of spans) {
    const start = spanStart(span, day);
    await tx.$executeRaw`DELETE FROM "CitationFigure" WHERE span = ${span} AND start = ${start}`;
    await tx.$executeRaw`DELETE FROM "FigureSpan" WHERE span = ${span} AND start = ${start}`;
  }
  await tx.$executeRaw`UPDATE "FigureDay" SET "isDue" = false WHERE day = ${day}`;
}

/** The whole spans that something happened in and that aren't summed, none of whose days is due. */
async function listUnsummed(db: Db, span: Span, today: IsoDate): Promise<IsoDate[]> {
  const [days, summed] = await Promise.all([
    db.figureDay.findMany({ select: { day: true, isDue: true } }),
    db.figureSpan.findMany({ where: { span }, select: { start: true } }),
  ]);
  const waiting = new Set(days.filter(({ isDue }) => isDue).map(({ day }) => spanStart(span, day)));
  const known = new Set(summed.map(({ start }) => start));
  const starts = [...new Set(days.map(({ day }) => spanStart(span, day)))];
  return starts
    .filter((start) => spanEnd(span, start) < today && !known.has(start) && !waiting.has(start))
    .sort();
}

async function sumSpan(tx: Tx, span: Span, start: IsoDate, part: Span): Promise<void> {
  // A day may have become due since the list was read.
  const due = await tx.figureDay.count({
    where: { isDue: true, day: { gte: start, lte: spanEnd(span, start) } },
  });
  if (due > 0) return;
  await tx.$executeRaw`DELETE FROM "CitationFigure" WHERE span = ${span} AND start = ${start}`;
  await tx.$executeRaw`
    INSERT INTO "CitationFigure" (span, start, passageId, documentId, n)
      SELECT ${span}, ${start}, passageId, documentId, sum(n) FROM "CitationFigure"
       WHERE span = ${part} AND start >= ${start} AND start <= ${spanEnd(span, start)} GROUP BY 3, 4`;
  await tx.$executeRaw`INSERT OR IGNORE INTO "FigureSpan" (span, start) VALUES (${span}, ${start})`;
}
