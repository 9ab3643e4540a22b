import { z } from 'zod';

import { nextQuestionSchema, verdictSchema } from './answer-schemas';

/** Citation 依据 of a turn: the clause that a sentence rests on. */
export const citationSchema = z
  .looseObject({
    n: z.number().int(),
    passageId: z.number().int(),
    documentId: z.string(),
    title: z.string(),
    documentNumber: z.string().nullable(),
    path: z.string(),
    quote: z.string(),
    textKind: z.enum(['original', 'key-points']),
    textOrigin: z.enum(['ocr-unchecked', 'ocr-confirmed']).optional(),
    status: z.enum(['in-force', 'not-yet', 'superseded', 'expired', 'repealed']),
  })
  .meta({ id: 'Citation' });

const formOfferSchema = z
  .looseObject({
    formId: z.string(),
    title: z.string(),
    prefilled: z.number().int(),
    total: z.number().int(),
    url: z.string(),
  })
  .meta({ id: 'FormOffer' });

const handoverSchema = z.looseObject({ queryCode: z.string() }).meta({ id: 'Handover' });

/** A whole turn with the assistant: what `Accept: application/json` gets, and the stream's `done`. */
export const turnAnswerSchema = z
  .looseObject({
    conversationId: z.string(),
    turnId: z.string(),
    mode: z.enum(['extractive', 'model']),
    model: z.string().optional(),
    text: z.string(),
    citations: z.array(citationSchema),
    verdicts: z.array(verdictSchema),
    nextQuestion: nextQuestionSchema.optional(),
    form: formOfferSchema.optional(),
    handover: handoverSchema.optional(),
    outcome: z.enum(['answered', 'not-found', 'refused', 'handed-over']),
  })
  .meta({ id: 'Turn' });

const event = <Name extends string, Data extends z.ZodType>(name: Name, data: Data) =>
  z.object({ event: z.literal(name), data });

/** The events of the chat stream: the name in `event:`, the JSON in `data:`. The last is `done` or `error`. */
export const chatEventSchema = z.discriminatedUnion('event', [
  event(
    'status',
    z.looseObject({
      stage: z.enum(['understanding', 'searching', 'matching', 'writing', 'queued', 'fell-back']),
      place: z.number().int().optional().describe('Place in line before the model, 1 being next'),
    }),
  ),
  event(
    'text',
    z.looseObject({
      block: z.number().int(),
      delta: z.string(),
      mode: z.enum(['extractive', 'model', 'computed', 'none']),
    }),
  ),
  event('citation', citationSchema),
  event('verdict', verdictSchema),
  event('question', nextQuestionSchema),
  event('form', formOfferSchema),
  event('handover', handoverSchema),
  event('done', turnAnswerSchema),
  event('error', z.looseObject({ code: z.string(), title: z.string() })),
]);
