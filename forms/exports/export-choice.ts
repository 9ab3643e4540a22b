import { z } from 'zod';

import { caseStates } from '../cases/case-views';

/** What an export is written as. */
export const exportFormats = ['xlsx', 'csv', 'json', 'zip'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** A workbook holds so many applications at most; beyond it spreadsheets become unusable. */
export const mostSheetRows = 50_000;

const day = z.iso.date().optional();

/** Which applications: of cases in a state, sent in on days of the city from – to (both included). */
export const exportChoiceSchema = z.object({
  state: z.enum(caseStates).optional(),
  from: day,
  to: day,
  /** Each round of a case that was returned; otherwise the newest alone. */
  every: z.boolean().default(false),
});
export type ExportChoice = z.infer<typeof exportChoiceSchema>;
