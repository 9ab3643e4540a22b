import { z } from 'zod';

import { caseClocks, caseSorts, type CaseFilter } from '~/forms/cases/case-filter';
import { caseStates } from '~/forms/cases/case-views';

const blankIsNone = (value: unknown) => (value === '' ? undefined : value);
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(blankIsNone, schema.optional()).catch(undefined);

const query = z.object({
  state: z.enum([...caseStates, 'overdue', 'all']).catch('submitted'),
  q: z.string().trim().max(100).catch(''),
  form: optional(z.string().max(60)),
  region: optional(z.string().max(12)),
  clock: optional(z.enum(caseClocks)),
  assignee: optional(z.string().max(60)),
  second: optional(z.literal('on')),
  sort: optional(z.enum(caseSorts)),
  cursor: optional(z.string().max(60)),
});

/** The queue's filters as its address names them; what makes no sense there is left out. */
export type QueueQuery = z.infer<typeof query>;

/** Reads the filters of an address. */
export function readQueueQuery(params: URLSearchParams): QueueQuery {
  return query.parse(Object.fromEntries(params));
}

/** The filters as the queue is asked. */
export function toCaseFilter({
  state,
  second,
  cursor,
  ...rest
}: QueueQuery): CaseFilter & { cursor?: string } {
  const given = Object.fromEntries(
    Object.entries({ ...rest, cursor }).filter(([, value]) => value !== undefined && value !== ''),
  );
  return {
    ...given,
    ...(state === 'overdue' ? { overdue: true } : state !== 'all' && { state }),
    ...(second === 'on' && { second: true }),
  };
}

/** The filters as an address keeps them: without the page, and without what narrows nothing. */
export function writeQueueQuery(given: QueueQuery, changes: Partial<QueueQuery> = {}): string {
  const { cursor: _cursor, ...kept } = given;
  const entries = Object.entries({ ...kept, ...changes }).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
  );
  return new URLSearchParams(entries).toString();
}

/** Whether anything but the state narrows the queue. */
export function isNarrowed({ q, form, region, clock, assignee, second }: QueueQuery): boolean {
  return [q, form, region, clock, assignee, second].some(Boolean);
}
