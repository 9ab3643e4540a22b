import { z } from 'zod';

import { isIsoDate } from '~/prisma/calendar/city-date';

import { derivedFactSchema } from '../enterprises/derived-fact-schema';

const asOf = z.string().refine(isIsoDate, '日期应为存在的日期，写作 2026-11-22').optional();
const facts = z.record(z.string(), z.unknown());

/** Body of POST /api/v1/match: facts or a firm, never both. Unknown fields are refused. */
export const matchRequestSchema = z
  .strictObject({
    facts: facts.optional(),
    enterpriseId: z.string().min(1).optional(),
    asOf,
    region: z
      .string()
      .regex(/^\d{6}$/, '地区应为 6 位行政区划代码')
      .optional(),
    policyIds: z.array(z.string().min(1)).max(1000).optional(),
  })
  .refine((body) => (body.facts === undefined) !== (body.enterpriseId === undefined), {
    path: ['facts'],
    message: '请给出 facts 或 enterpriseId 之一',
  });

/** Body of POST /api/v1/facts/derive. `derived` adds definitions to those of the catalogue and the policies. */
export const deriveRequestSchema = z.strictObject({
  facts,
  keys: z.array(z.string().min(1)).min(1).max(200),
  asOf,
  derived: z.array(derivedFactSchema).max(100).optional(),
});

/** Query of the lists: paging by a cursor that the answer before gave. */
export const listQuerySchema = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce
    .number('limit 应为 1 至 100 的整数')
    .int('limit 应为 1 至 100 的整数')
    .min(1, 'limit 应为 1 至 100 的整数')
    .max(100, 'limit 应为 1 至 100 的整数')
    .default(50),
});
export const policyListQuerySchema = listQuerySchema.extend({
  region: z
    .string()
    .regex(/^\d{6}$/, '地区应为 6 位行政区划代码')
    .optional(),
  asOf,
});
