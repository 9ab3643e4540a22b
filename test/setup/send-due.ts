import { outgoingChannels, type OutgoingChannel } from '~/prisma/outbox/channels/channel';
import { claimDue } from '~/prisma/outbox/claim-due.server';
import { sendRow, type SendDependencies } from '~/prisma/outbox/send-row.server';

/** One look of the outbox: sends what is due, `most` of a channel, waits for it, and says how many rows it worked on. */
export async function sendDue(
  deps: SendDependencies & { channels?: readonly OutgoingChannel[] },
  signal: AbortSignal,
  most = 10,
): Promise<number> {
  let worked = 0;
  for (const channel of deps.channels ?? outgoingChannels) {
    const rows = await claimDue(deps, channel, most);
    await Promise.all(rows.map((row) => sendRow(deps, row, signal)));
    worked += rows.length;
  }
  return worked;
}
