import { z } from 'zod';

import { requireFields } from '~/app/people/read-form';
import type { Services } from '~/app/services.server';
import {
  announceBatch,
  cancelBatch,
  excludeFirm,
  proposeBatch,
  sendBackBatch,
} from '~/knowledge/policies/grants/decide-batch.server';
import { decideObjection, noteObjection } from '~/knowledge/policies/grants/decide-objection.server';
import type { Reader } from '~/prisma/access/reader';

import { tellGrant } from './tell-grant.server';

const revision = z.coerce.number().int().nonnegative();
const text = z.string().max(2000).default('');
const deed = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('propose'), revision, objectionDays: z.coerce.number() }),
  z.object({ intent: z.literal('announce'), revision }),
  z.object({ intent: z.enum(['send-back', 'cancel']), revision, reason: text }),
  z.object({ intent: z.enum(['exclude', 'include']), itemId: z.string(), reason: text }),
  z.object({ intent: z.literal('object'), itemId: z.string(), note: text }),
  z.object({ intent: z.enum(['upheld', 'dismissed']), itemId: z.string(), note: text }),
]);

/** Does what the page's form asks for. Throws InvalidInputError with the sentence a field. */
export async function actOnBatch(
  services: Pick<Services, 'db' | 'now'>,
  reader: Reader,
  batchId: string,
  form: FormData,
): Promise<void> {
  const asked = requireFields(deed, form);
  switch (asked.intent) {
    case 'propose':
      return proposeBatch(services, reader, { batchId, ...asked });
    case 'announce':
      return announceBatch(services, reader, { batchId, revision: asked.revision });
    case 'send-back':
      return sendBackBatch(services, reader, { batchId, ...asked });
    case 'cancel':
      return cancelBatch(services, reader, { batchId, ...asked });
    case 'exclude':
    case 'include': {
      const { itemId, reason, intent } = asked;
      return excludeFirm(services, reader, { itemId, reason, exclude: intent === 'exclude' });
    }
    case 'object':
      return noteObjection(services, reader, { itemId: asked.itemId, text: asked.note });
    default: {
      const { itemId, note, intent: decision } = asked;
      return decideObjection({ ...services, tell: tellGrant }, reader, { itemId, note, decision });
    }
  }
}
