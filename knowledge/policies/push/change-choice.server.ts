import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';

import type { DeliveryChoice, leavableTopics } from './delivery-choice';
import { loadChoice } from './load-choice.server';

interface Dependencies {
  db: Db;
  now: () => Date;
}

type Chooser = Reader & { personId: string };

/** Keeps what a person chose; what waits is planned anew by it. */
export async function saveChoice(
  { db, now }: Dependencies,
  reader: Chooser,
  choice: DeliveryChoice,
): Promise<void> {
  const at = now();
  const { personId } = reader;
  await db.$transaction(async (tx) => {
    await tx.deliveryChoice.upsert({
      where: { personId },
      create: { personId, choice, updatedAt: at },
      update: { choice, updatedAt: at },
    });
    await tx.personalMessage.updateMany({ where: { personId, state: 'open' }, data: { nextAt: at } });
    await appendAuditEntry(
      tx,
      reader,
      {
        action: 'notifications.chosen',
        subjectKind: 'person',
        subjectId: personId,
        detail: { off: choice.off, digest: choice.digest },
      },
      at,
    );
  });
}

/** Leaves a topic altogether, or comes back to it; whoever holds the link of a mail may do so without signing in. */
export async function leaveTopic(
  deps: Dependencies,
  reader: Chooser,
  topic: (typeof leavableTopics)[number],
  isLeaving: boolean,
): Promise<void> {
  const choice = await loadChoice(deps.db, reader.personId);
  const others = choice.off.filter((one) => one !== topic);
  await saveChoice(deps, reader, { ...choice, off: isLeaving ? [...others, topic] : others });
}
