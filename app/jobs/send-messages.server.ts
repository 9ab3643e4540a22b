import type { Services } from '~/app/services.server';
import { alertDesk } from '~/knowledge/policies/push/alert-desk.server';
import { planDueMessages } from '~/knowledge/policies/push/plan-messages.server';
import { tryNextWay } from '~/knowledge/policies/push/try-next-way.server';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Tx } from '~/prisma/database.server';
import { openChannels } from '~/prisma/outbox/channels/open-channels.server';
import type { ReceiptDependencies } from '~/prisma/outbox/ask-receipts.server';
import { outgoingChannels } from '~/prisma/outbox/channels/channel';
import type { OutboxRow } from '~/prisma/outbox/claim-due.server';
import type { SendDependencies } from '~/prisma/outbox/send-row.server';
import { startOutbox, type OutboxWorker } from '~/prisma/outbox/work-outbox.server';

import { composeWebhook } from '~/forms/webhooks/compose-webhook.server';
import { webhookChannel } from '~/forms/webhooks/webhook-channel.server';

import { composeMessage } from './compose-message.server';

/** What the outbox needs to send. */
export function sendDependencies(services: Services): SendDependencies {
  const { db, now, log } = services;
  return {
    db,
    now,
    openChannel: openChannels(services),
    compose: (row) => composeMessage(services, row),
    onDead: (tx, row) => afterDead(tx, services, row),
    onError: (error, row) => log.error({ err: error, row }, 'a message could not be sent'),
  };
}

/** What follows when a message didn't arrive: the desk hears of it, the person gets it by the next way. */
async function afterDead(tx: Tx, services: Services, row: Pick<OutboxRow, 'id' | 'channel'>): Promise<void> {
  // A robot that fails can't tell of it, and one alert a day and channel is enough.
  if (row.channel.endsWith('-robot')) return;
  const at = services.now();
  await alertDesk(
    tx,
    { kind: 'dead-letter', channel: row.channel },
    { dedupeKey: `${row.channel}:${cityDate(at)}`, now: at },
  );
  await tryNextWay(tx, services, row.id);
}

/** What asks whether messages arrived that the other side took without delivering them at once. */
export function receiptDependencies(services: Services): ReceiptDependencies {
  return {
    ...{ db: services.db, now: services.now, openChannel: openChannels(services) },
    onLost: (tx, row) => afterDead(tx, services, row),
  };
}

/** So many departments' systems are delivered to at once. */
const mostReceivers = 20;

/** Delivers to departments' systems side by side, to each one after the other: one that hangs delays itself alone. */
export function startWebhooks(services: Services): OutboxWorker {
  return startOutbox({
    ...sendDependencies(services),
    channels: ['webhook'],
    inOrder: true,
    mostOfChannel: mostReceivers,
    openChannel: () => Promise.resolve(webhookChannel(webhookDeps(services))),
    compose: (row) => composeWebhook(services, row),
  });
}

/** What webhooks ask for, from the process's services. */
export function webhookDeps({ db, now, sealingKey, settings }: Services) {
  return { db, now, sealingKey, allowPrivate: settings.WEBHOOK_PRIVATE_ADDRESSES };
}

/** Plans what waits and sends what is due, until stopped. */
export function startMessages(services: Services): OutboxWorker {
  return startOutbox({
    ...sendDependencies(services),
    channels: outgoingChannels.filter((channel) => channel !== 'webhook'),
    prepare: (signal) =>
      planDueMessages(
        {
          ...services,
          onError: (error, personId) => services.log.error({ err: error, personId }, 'a plan failed'),
        },
        signal,
      ),
  });
}
