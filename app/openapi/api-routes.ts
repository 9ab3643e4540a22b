import { z } from 'zod';

import { chatRequestSchema } from '~/app/assistant/chat-request';
import { prefillRequestSchema } from '~/app/forms/form-requests';
import { derivedFactSchema } from '~/knowledge/enterprises/derived-fact-schema';
import {
  deriveRequestSchema,
  listQuerySchema,
  matchRequestSchema,
  policyListQuerySchema,
} from '~/knowledge/policies/match-request';
import { ruleGroupSchema } from '~/knowledge/policies/rule-schema';
import {
  searchAnswerSchema,
  searchRequestSchema,
  statusAnswerSchema,
} from '~/knowledge/search/search-request';

import {
  deriveAnswerSchema,
  healthSchema,
  matchAnswerSchema,
  notReadySchema,
  prefillAnswerSchema,
  turnAnswerSchema,
} from './answer-schemas';

/** One route as programs see it. `needsRight`: a key or a session with the right to what is named. */
export interface ApiRoute {
  method: 'get' | 'post';
  path: string;
  summary: string;
  query?: z.ZodType;
  body?: z.ZodType;
  answer?: z.ZodType;
  /** Other content of the answer than JSON. */
  stream?: string;
  needsRight?: boolean;
  others?: Record<number, { description: string; schema?: z.ZodType }>;
}

const listed = z.looseObject({ nextCursor: z.string().nullish() });
const item = z.looseObject({ id: z.string() });

/** Every route of the API, with the schemas that check its requests. */
export const apiRoutes: readonly ApiRoute[] = [
  { method: 'get', path: '/healthz', summary: 'The process answers', answer: healthSchema },
  {
    method: 'get',
    path: '/readyz',
    summary: 'The process can serve',
    answer: healthSchema,
    others: { 503: { description: 'Not yet, or not any more', schema: notReadySchema } },
  },
  { method: 'get', path: '/metrics', summary: 'Prometheus text', stream: 'text/plain', needsRight: true },
  { method: 'get', path: '/api/v1/status', summary: 'Index, queue and models', answer: statusAnswerSchema },
  {
    method: 'get',
    path: '/api/v1/search',
    summary: 'Passages by keyword and vector',
    query: searchRequestSchema,
    answer: searchAnswerSchema,
  },
  {
    method: 'post',
    path: '/api/v1/chat',
    summary: 'A turn with the assistant, as a stream or whole',
    body: chatRequestSchema,
    answer: turnAnswerSchema,
    stream: 'text/event-stream',
  },
  {
    method: 'post',
    path: '/api/v1/match',
    summary: 'Policies judged over facts, or over a firm (with the right to it)',
    body: matchRequestSchema,
    answer: matchAnswerSchema,
  },
  {
    method: 'post',
    path: '/api/v1/facts/derive',
    summary: 'Derived facts from facts',
    body: deriveRequestSchema,
    answer: deriveAnswerSchema,
  },
  {
    method: 'post',
    path: '/api/v1/prefill',
    summary: "A form filled in advance with a firm's facts",
    body: prefillRequestSchema,
    answer: prefillAnswerSchema,
    needsRight: true,
  },
  {
    method: 'get',
    path: '/api/v1/facts',
    summary: 'The fact catalogue',
    query: listQuerySchema,
    answer: listed,
  },
  {
    method: 'get',
    path: '/api/v1/policies',
    summary: 'Published policies in force',
    query: policyListQuerySchema,
    answer: listed,
  },
  { method: 'get', path: '/api/v1/policies/{id}', summary: 'A policy', answer: item },
  {
    method: 'get',
    path: '/api/v1/documents',
    summary: 'Published documents',
    query: listQuerySchema,
    answer: listed,
  },
  { method: 'get', path: '/api/v1/documents/{id}', summary: 'A document with its passages', answer: item },
  {
    method: 'get',
    path: '/api/v1/forms',
    summary: 'Published forms',
    query: listQuerySchema,
    answer: listed,
  },
];

/** Schemas that programs need by name: what `npm run match` reads. */
export const namedSchemas = { Rule: ruleGroupSchema, DerivedFact: derivedFactSchema };
