import { sealKey } from '~/prisma/access/seal-key.server';
import { InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';

import { channelSettings, settableChannels, type SettableChannel } from './channel-settings';

interface Dependencies {
  db: Db;
  now: () => Date;
}

/** A channel as its page shows it; secrets never leave the server. */
export interface ChannelRow {
  channel: SettableChannel;
  isSetUp: boolean;
  enabled: boolean;
  config: Record<string, string>;
  lastOkAt: Date | null;
  lastFaultAt: Date | null;
  lastFault: string | null;
}

/** Every channel that can be set up, with how it fared. */
export async function listChannels(db: Db): Promise<ChannelRow[]> {
  const rows = new Map((await db.deliveryChannel.findMany()).map((row) => [row.channel, row]));
  return settableChannels.map((channel) => {
    const row = rows.get(channel);
    return {
      channel,
      isSetUp: row !== undefined,
      enabled: row?.enabled ?? false,
      config: (row?.config ?? {}) as Record<string, string>,
      lastOkAt: row?.lastOkAt ?? null,
      lastFaultAt: row?.lastFaultAt ?? null,
      lastFault: row?.lastFault ?? null,
    };
  });
}

/**
 * Keeps what an administrator entered, secrets sealed. For a channel that is set up already, secrets left empty stay as
 * they are, unless an address changed: a credential goes to no address that it wasn't entered for. Throws
 * InvalidInputError by field.
 */
export async function saveChannel(
  { db, now, sealingKey }: Dependencies & { sealingKey: Buffer },
  reader: Reader,
  channel: SettableChannel,
  typed: Partial<Record<string, string>>,
): Promise<void> {
  const { config, secrets } = channelSettings[channel];
  const row = await db.deliveryChannel.findUnique({ where: { channel } });
  const parsed = config.safeParse(typed);
  const isKept =
    row !== null &&
    row.sealedSecret !== null &&
    Object.keys(secrets.shape).every((name) => !typed[name]?.trim()) &&
    parsed.success &&
    addressOf(parsed.data) === addressOf(row.config);
  const opened = isKept ? null : secrets.safeParse(typed);
  const issues = [...(parsed.error?.issues ?? []), ...(opened?.error?.issues ?? [])];
  if (issues.length > 0 || !parsed.success)
    throw new InvalidInputError(
      Object.fromEntries(issues.map(({ path, message }) => [path.join('.'), message])),
    );
  const at = now();
  const data = {
    config: parsed.data,
    enabled: true,
    updatedAt: at,
    updatedById: reader.personId,
    ...(opened?.success && { sealedSecret: sealKey(sealingKey, JSON.stringify(opened.data)) }),
  };
  await db.$transaction(async (tx) => {
    await tx.deliveryChannel.upsert({ where: { channel }, create: { channel, ...data }, update: data });
    await appendAuditEntry(
      tx,
      reader,
      {
        action: 'channel.saved',
        subjectKind: 'channel',
        subjectId: channel,
        detail: { ...parsed.data, secretsChanged: opened !== null },
      },
      at,
    );
  });
}

/** Where the credential goes; of a robot it is part of the credential. */
function addressOf(config: unknown): string {
  const { url, baseUrl } = (config ?? {}) as { url?: string; baseUrl?: string };
  return `${url ?? ''} ${baseUrl ?? ''}`;
}

/** Switches a channel off or on, or takes it out with its credentials. */
export async function steerChannel(
  { db, now }: Dependencies,
  reader: Reader,
  channel: SettableChannel,
  deed: 'disable' | 'enable' | 'remove',
): Promise<void> {
  const at = now();
  await db.$transaction(async (tx) => {
    if (deed === 'remove') await tx.deliveryChannel.deleteMany({ where: { channel } });
    else
      await tx.deliveryChannel.updateMany({
        where: { channel },
        data: { enabled: deed === 'enable', updatedAt: at, updatedById: reader.personId },
      });
    await appendAuditEntry(
      tx,
      reader,
      { action: `channel.${deed}`, subjectKind: 'channel', subjectId: channel },
      at,
    );
  });
}
