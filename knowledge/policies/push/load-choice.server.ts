import type { Db, Tx } from '~/prisma/database.server';

import { defaultChoice, deliveryChoiceSchema, type DeliveryChoice } from './delivery-choice';

/** What the person chose; the default before. A topic that is newer than the choice has its default ways. */
export async function loadChoice(db: Db | Tx, personId: string): Promise<DeliveryChoice> {
  const row = await db.deliveryChoice.findUnique({ where: { personId }, select: { choice: true } });
  if (!row) return defaultChoice;
  const choice = deliveryChoiceSchema.parse(row.choice);
  return { ...choice, channels: { ...defaultChoice.channels, ...choice.channels } };
}
