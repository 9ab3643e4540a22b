import { addDays, type IsoDate } from '~/prisma/calendar/city-date';
import { storedInstant } from '~/prisma/stored-instant';

/** So many questions of a day that wanted the same and ended alike. */
export interface TurnFigureRow {
  day: IsoDate;
  intent: string;
  outcome: string;
  n: number;
}

/** The same by the policy that they meant; '' for none. */
export interface CountedTurnRow extends TurnFigureRow {
  policyId: string;
}

/** How often a passage was cited. */
export interface CitationFigureRow {
  passageId: number;
  documentId: string;
  n: number;
}

/** Stands for all questions, whatever policy they meant. */
export const allPolicies = '*';

/**
 * What a day's sums are made of; each takes the first instant of the day and that of the next. Written once: the sums
 * are kept from it, and a day that isn't summed yet is read by it.
 */
export const countTurns = `SELECT coalesce(policyId, '') AS policyId, intent, outcome, count(*) AS n
     FROM "Turn" INDEXED BY "Turn_createdAt_outcome_intent_idx" WHERE createdAt >= ? AND createdAt < ? GROUP BY 1, 2, 3`;
export const countRatings = `SELECT coalesce(t.policyId, '') AS policyId, f.kind AS kind, count(*) AS n
     FROM "Feedback" f JOIN "Turn" t ON t.id = f.turnId WHERE f.createdAt >= ? AND f.createdAt < ? GROUP BY 1, 2`;
export const countCitations = `SELECT c.passageId AS passageId, c.documentId AS documentId, count(*) AS n
     FROM "Turn" t INDEXED BY "Turn_createdAt_outcome_intent_idx" CROSS JOIN "Citation" c
       INDEXED BY "Citation_turnId_passageId_documentId_idx" ON c.turnId = t.id
    WHERE t.createdAt >= ? AND t.createdAt < ? GROUP BY 1, 2`;

/** A day's first instant and the next day's, as Prisma writes instants: the texts sort by time. */
export function instantsOf(day: IsoDate): [string, string] {
  return [day, addDays(day, 1)].map((date) => storedInstant(new Date(`${date}T00:00:00+08:00`))) as [
    string,
    string,
  ];
}
