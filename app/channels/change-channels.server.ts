import type { Services } from '~/app/services.server';
import { sayProblems } from '~/app/words/say-problem';
import { pushSettingKey, pushSettingsSchema } from '~/knowledge/policies/push/push-settings';
import { InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { outgoingChannels } from '~/prisma/outbox/channels/channel';
import { settableChannels } from '~/prisma/outbox/channels/channel-settings';
import { saveChannel, steerChannel } from '~/prisma/outbox/channels/manage-channels.server';
import { decideDeadLetter } from '~/prisma/outbox/dead-letters.server';

import { testChannel, type TestOutcome } from './test-channel.server';

/** What the page says after a deed. */
export interface ChannelAnswer {
  /** A word of `channels.done.`. */
  done: string | null;
  channel: string | null;
  test: TestOutcome | null;
  errors: Record<string, string>;
  /** What was typed, without secrets. */
  typed: Record<string, string>;
}

const nothing: ChannelAnswer = { done: null, channel: null, test: null, errors: {}, typed: {} };

/** Does what a button of the page says. Throws NotFoundError for a letter that is gone. */
export async function changeChannels(
  services: Pick<Services, 'db' | 'settings' | 'sealingKey' | 'now'>,
  reader: Reader,
  fields: Partial<Record<string, string>>,
  locale: 'zh-CN' | 'en',
): Promise<ChannelAnswer> {
  const { intent, channel: named, ...typed } = fields;
  const channel = settableChannels.find((one) => one === named) ?? null;
  try {
    if (intent === 'retry' || intent === 'drop') {
      const given = named === undefined || named === '' ? {} : { channel: named };
      await decideDeadLetter(services, reader, { id: typed.id ?? '', deed: intent, ...given });
      return { ...nothing, done: intent };
    }
    if (intent === 'cap') {
      await saveCap(services, reader, typed);
      return { ...nothing, done: 'cap' };
    }
    if (intent === 'test') {
      const tested = outgoingChannels.find((one) => one === named);
      if (!tested) throw new InvalidInputError({ channel: '没有这个通道' });
      const recipient = typed.recipient ?? '';
      return {
        ...nothing,
        channel: tested,
        test: await testChannel(services, reader, { channel: tested, recipient, locale }),
        typed: { recipient },
      };
    }
    if (!channel) throw new InvalidInputError({ channel: '没有这个通道' });
    if (intent === 'save') {
      await saveChannel(services, reader, channel, typed);
      return { ...nothing, channel, done: 'saved' };
    }
    if (intent === 'enable' || intent === 'disable' || intent === 'remove') {
      await steerChannel(services, reader, channel, intent);
      return { ...nothing, channel, done: intent };
    }
    throw new InvalidInputError({ intent: '没有这个操作' });
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return {
      ...nothing,
      channel: channel ?? named ?? null,
      errors: sayProblems(locale, error.fields),
      typed: plain(typed),
    };
  }
}

/** Everything that may stand in a page again. */
function plain(typed: Partial<Record<string, string>>): Record<string, string> {
  const shown = ['url', 'keyId', 'corpId', 'agentId', 'appKey', 'baseUrl', 'weeklyCap'];
  return Object.fromEntries(
    Object.entries(typed).flatMap(([name, value]) =>
      shown.includes(name) && value !== undefined ? [[name, value]] : [],
    ),
  );
}

async function saveCap(
  { db, now }: Pick<Services, 'db' | 'now'>,
  reader: Reader,
  typed: Partial<Record<string, string>>,
): Promise<void> {
  const parsed = pushSettingsSchema.safeParse({ weeklyCap: typed.weeklyCap });
  if (!parsed.success) throw new InvalidInputError({ weeklyCap: '每周次数应为 1 到 14 的整数，例如 3' });
  const at = now();
  await db.$transaction(async (tx) => {
    await tx.setting.upsert({
      where: { key: pushSettingKey },
      create: { key: pushSettingKey, value: parsed.data },
      update: { value: parsed.data },
    });
    await appendAuditEntry(
      tx,
      reader,
      { action: 'push.cap', subjectKind: 'setting', subjectId: pushSettingKey, detail: parsed.data },
      at,
    );
  });
}
