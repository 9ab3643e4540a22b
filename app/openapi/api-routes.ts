import { factsImportAnswerSchema, factsImportRequestSchema } from '~/app/facts/facts-import-request';
import { z } from 'zod';

import { chatRequestSchema } from '~/app/assistant/chat-request';
import { documentAsOfSchema, documentListQuerySchema } from '~/app/documents/document-query';
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
} from './answer-schemas';
import { chatEventSchema, turnAnswerSchema } from './chat-schemas';
import {
  documentDetailSchema,
  documentListSchema,
  factListSchema,
  formDetailSchema,
  formListSchema,
  policyDetailSchema,
  policyListSchema,
} from './list-schemas';

/** One route as programs see it. `needsRight`: a key or a session with the right to what is named. */
export interface ApiRoute {
  method: 'get' | 'post' | 'put' | 'delete';
  path: string;
  summary: string;
  query?: z.ZodType;
  body?: z.ZodType;
  answer?: z.ZodType;
  /** Other content of the answer than JSON. */
  stream?: string;
  /** What the stream holds, in words. */
  streamOf?: string;
  needsRight?: boolean;
  others?: Record<number, { description: string; schema?: z.ZodType }>;
}

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
    streamOf: 'Server-sent events, each a ChatEvent: its name in event:, its JSON in data:',
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
    path: '/api/v1/facts/imports',
    summary: 'Rows of a register into the history of facts, by a mapping; worked by a job',
    body: factsImportRequestSchema,
    answer: factsImportAnswerSchema,
    needsRight: true,
  },
  {
    method: 'get',
    path: '/api/v1/facts/imports/{id}',
    summary: 'How far an import is, what it wrote and what it could not take',
    answer: factsImportAnswerSchema,
    needsRight: true,
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
    answer: factListSchema,
  },
  {
    method: 'get',
    path: '/api/v1/policies',
    summary: 'Published policies in force',
    query: policyListQuerySchema,
    answer: policyListSchema,
  },
  {
    method: 'get',
    path: '/api/v1/policies/{id}',
    summary: 'A policy, also when it has ended',
    answer: policyDetailSchema,
  },
  {
    method: 'get',
    path: '/api/v1/documents',
    summary: 'Published documents',
    query: documentListQuerySchema,
    answer: documentListSchema,
  },
  {
    method: 'get',
    path: '/api/v1/documents/{id}',
    summary: 'A document with its passages',
    query: documentAsOfSchema,
    answer: documentDetailSchema,
  },
  {
    method: 'get',
    path: '/api/v1/forms',
    summary: 'Published forms',
    query: listQuerySchema,
    answer: formListSchema,
  },
  {
    method: 'get',
    path: '/api/v1/forms/{id}',
    summary: 'A form by id or path, with its definition',
    answer: formDetailSchema,
  },
  {
    method: 'get',
    path: '/api/v1/openapi.json',
    summary: 'This document',
    answer: z.looseObject({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) }),
  },
];

/** Schemas that programs need by name: what `npm run match` reads, and the events of the chat stream. */
export const namedSchemas: Readonly<Record<string, { schema: z.ZodType; io: 'input' | 'output' }>> = {
  Rule: { schema: ruleGroupSchema, io: 'input' },
  DerivedFact: { schema: derivedFactSchema, io: 'input' },
  ChatEvent: { schema: chatEventSchema, io: 'output' },
};
