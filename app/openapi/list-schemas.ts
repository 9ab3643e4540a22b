import { z } from 'zod';

import { documentStatuses } from '~/app/documents/document-query';
import { factDefinitionSchema } from '~/knowledge/enterprises/fact-definition';
import { derivedFactSchema } from '~/knowledge/enterprises/derived-fact-schema';

/** A page of a list; without `nextCursor` it is the last. */
const pageOfItems = <Item extends z.ZodType>(item: Item) =>
  z.looseObject({ items: z.array(item), nextCursor: z.string().optional() });

const day = z.string().nullable();

export const documentItemSchema = z.looseObject({
  id: z.string(),
  title: z.string(),
  documentNumber: z.string().nullable(),
  issuer: z.string().nullable(),
  region: z.string(),
  kind: z.string(),
  textKind: z.enum(['original', 'key-points']),
  issuedOn: day,
  effectiveFrom: day,
  expiresOn: day,
  repealedOn: day,
  supersededOn: day,
  status: z.enum(documentStatuses),
});
export const documentListSchema = pageOfItems(documentItemSchema);

export const documentDetailSchema = documentItemSchema.extend({
  passages: z.array(
    z.looseObject({ id: z.number().int(), number: z.number().int(), path: z.string(), text: z.string() }),
  ),
  versions: z.array(z.looseObject({ id: z.string(), title: z.string(), status: z.enum(documentStatuses) })),
});

export const policyItemSchema = z.looseObject({
  id: z.string(),
  title: z.string(),
  titleEn: z.string().optional(),
  department: z.object({ id: z.string(), name: z.string() }),
  region: z.string(),
  summary: z.string(),
  effectiveFrom: z.string(),
  expiresOn: day,
  status: z.enum(['in-force', 'not-yet', 'expired']),
  window: z.looseObject({ state: z.enum(['always', 'not-yet', 'open', 'closed']) }),
  formId: z.string().nullable(),
});
export const policyListSchema = pageOfItems(policyItemSchema);
export const policyDetailSchema = policyItemSchema.extend({
  content: z.looseObject({ rule: z.unknown(), derived: z.array(z.unknown()), sources: z.array(z.unknown()) }),
});

export const formItemSchema = z.looseObject({
  id: z.string(),
  path: z.string(),
  title: z.string(),
  titleEn: z.string().nullable(),
  departmentId: z.string(),
  departmentName: z.string(),
  version: z.number().int(),
  publishedAt: z.string(),
});
export const formListSchema = pageOfItems(formItemSchema);
export const formDetailSchema = formItemSchema.extend({
  definition: z.looseObject({ components: z.array(z.unknown()) }),
});

export const factListSchema = pageOfItems(factDefinitionSchema.extend({ id: z.string() })).extend({
  derived: z.array(derivedFactSchema),
});
