import { z } from 'zod';

import { formBodySchema, publishBodySchema, submissionBodySchema } from '~/app/formio/form-body';
import { loginBodySchema } from '~/app/formio/login-body';

import type { ApiRoute } from './api-routes';

const form = z.looseObject({ _id: z.string(), path: z.string(), title: z.string(), state: z.string() });
const submission = z.looseObject({
  _id: z.string(),
  form: z.string(),
  state: z.enum(['draft', 'submitted']),
  data: z.record(z.string(), z.unknown()),
  metadata: z.looseObject({ receiptNumber: z.string().nullable(), caseNumber: z.string().nullable() }),
});
const user = z.looseObject({ _id: z.string(), roles: z.array(z.string()) });
/** Conditions on properties (`data.x__gt=…`) come beside these. */
const list = z.object({
  limit: z.int().min(1).max(1_000).optional(),
  skip: z.int().min(0).optional(),
  sort: z.string().optional(),
  select: z.string().optional(),
});
const exported = z.object({ format: z.enum(['csv', 'json']).optional() });
const nothing = z.object({});
const others: ApiRoute['others'] = {
  400: {
    description: 'ValidationError, a sentence a field',
    schema: z.looseObject({ name: z.string(), details: z.array(z.looseObject({ message: z.string() })) }),
  },
  440: { description: 'The session has ended' },
};
const part: ApiRoute['others'] = { ...others, 206: { description: 'A part; Content-Range says which' } };

/** form.io's REST; every address with `/form/{id}` also takes the form's path: `/formio/{path}/submission`. */
export const formioRoutes: readonly ApiRoute[] = [
  {
    method: 'post',
    path: '/formio/user/login',
    summary: 'A session; its token comes in x-jwt-token',
    body: loginBodySchema,
    answer: user,
    others,
  },
  {
    method: 'get',
    path: '/formio/current',
    summary: 'Who the token stands for',
    answer: user,
    needsRight: true,
    others,
  },
  { method: 'get', path: '/formio/logout', summary: 'Ends the session', answer: nothing },
  { method: 'get', path: '/formio/access', summary: 'Roles and forms', answer: z.looseObject({}) },
  { method: 'get', path: '/formio/form', summary: 'Forms', query: list, answer: z.array(form), others: part },
  {
    method: 'post',
    path: '/formio/form',
    summary: 'A new form, as a draft',
    body: formBodySchema,
    needsRight: true,
    others: { ...others, 201: { description: 'Made', schema: form } },
  },
  { method: 'get', path: '/formio/form/{id}', summary: 'A form with its components', answer: form },
  {
    method: 'put',
    path: '/formio/form/{id}',
    summary: "Saves the form's draft",
    body: formBodySchema,
    answer: form,
    needsRight: true,
    others,
  },
  {
    method: 'delete',
    path: '/formio/form/{id}',
    summary: 'Withdraws the form',
    answer: nothing,
    needsRight: true,
  },
  {
    method: 'post',
    path: '/formio/form/{id}/publish',
    summary: 'Proposes the draft of a revision; by a second person: publishes it or sends it back',
    body: publishBodySchema,
    answer: form,
    needsRight: true,
    others: { ...others, 202: { description: 'It waits for a second person', schema: form } },
  },
  {
    method: 'get',
    path: '/formio/form/{id}/submission',
    summary: 'Drafts and applications that one may see',
    query: list,
    answer: z.array(submission),
    needsRight: true,
    others: part,
  },
  {
    method: 'post',
    path: '/formio/form/{id}/submission',
    summary: 'Hands an application in, or keeps a draft',
    body: submissionBodySchema,
    needsRight: true,
    others: { ...others, 201: { description: 'Made', schema: submission } },
  },
  {
    method: 'get',
    path: '/formio/form/{id}/submission/{sid}',
    summary: 'One of them',
    answer: submission,
    needsRight: true,
  },
  {
    method: 'put',
    path: '/formio/form/{id}/submission/{sid}',
    summary: 'Saves or hands in a draft, corrects a returned application',
    body: submissionBodySchema,
    answer: submission,
    needsRight: true,
    others,
  },
  {
    method: 'delete',
    path: '/formio/form/{id}/submission/{sid}',
    summary: 'Throws a draft away, withdraws an application',
    answer: nothing,
    needsRight: true,
  },
  {
    method: 'get',
    path: '/formio/form/{id}/export',
    summary: 'Applications as CSV or JSON, streamed',
    query: exported,
    answer: z.array(submission),
    stream: 'text/csv',
    needsRight: true,
    others,
  },
];
