import { z } from 'zod';

import { isIsoDate } from '~/prisma/calendar/city-date';

import { retrievers } from './ranked-passage';

/** Query of GET /api/v1/search. Unknown parameters are refused. */
export const searchRequestSchema = z.strictObject({
  q: z.string('请给出检索词 q').trim().min(1, '请给出检索词 q').max(2_000, '检索词不超过 2000 字'),
  limit: z.coerce
    .number('limit 应为 1 至 50 的整数')
    .int('limit 应为 1 至 50 的整数')
    .min(1, 'limit 应为 1 至 50 的整数')
    .max(50, 'limit 应为 1 至 50 的整数')
    .default(10),
  asOf: z.string().refine(isIsoDate, '日期应为存在的日期，写作 2026-11-22').optional(),
  region: z
    .string()
    .regex(/^\d{6}$/, '地区应为 6 位行政区划代码')
    .optional(),
  department: z.string().min(1).max(100).optional(),
  retriever: z.enum(retrievers, `retriever 应为 ${retrievers.join('、')} 之一`).default('hybrid'),
});

/** A passage found, as `GET /api/v1/search` gives it. */
export const searchResultSchema = z.object({
  passageId: z.number().int(),
  documentId: z.string(),
  title: z.string(),
  documentNumber: z.string().nullable(),
  issuer: z.string().nullable(),
  region: z.string(),
  path: z.string(),
  text: z.string(),
  textKind: z.enum(['original', 'key-points']),
  textOrigin: z.enum(['original', 'ocr-unchecked', 'ocr-confirmed']).optional(),
  corrected: z.boolean().optional(),
  effectiveFrom: z.string().nullable(),
  expiresOn: z.string().nullable(),
  status: z.enum(['in-force', 'not-yet', 'superseded', 'expired', 'repealed']),
  score: z.number(),
  ranks: z.object({ keyword: z.number().int().nullable(), vector: z.number().int().nullable() }),
  number: z.number().int(),
  kind: z.string(),
  context: z.object({ before: z.array(z.string()), after: z.array(z.string()) }).optional(),
});

/** Answer of GET /api/v1/search. */
export const searchAnswerSchema = z.object({ results: z.array(searchResultSchema), tookMs: z.number() });

/** Answer of GET /api/v1/status. */
export const statusAnswerSchema = z.object({
  passages: z.number().int(),
  vectorsPending: z.number().int(),
  jobsPending: z.number().int(),
  chatModel: z.string().nullable(),
  embeddingModel: z.string().nullable(),
  vectorIndex: z.enum(['hnsw', 'exact', 'none']),
  reranker: z
    .object({
      state: z.enum(['untried', 'ready', 'failed']),
      model: z.string().nullable(),
      reason: z.string().optional(),
    })
    .optional(),
  reason: z.string().optional(),
});
