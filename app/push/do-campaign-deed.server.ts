import { z } from 'zod';

import { tellPerson } from '~/app/people/tell-person.server';
import { requireFields } from '~/app/people/read-form';
import type { Services } from '~/app/services.server';
import {
  approveCampaign,
  proposeCampaign,
  returnCampaign,
} from '~/knowledge/policies/push/campaigns/decide-campaign.server';
import { cancelCampaign, saveCampaign } from '~/knowledge/policies/push/campaigns/write-campaign.server';
import { InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';

import { readCampaignPage } from './read-campaign-page.server';

const deedSchema = z.object({
  intent: z.enum(['save', 'propose', 'approve', 'send-back', 'recall', 'cancel', 'to-me']),
  revision: z.coerce.number().int().min(0),
  title: z.string().max(200).default(''),
  audience: z.string().default(''),
  when: z.enum(['now', 'later']).default('now'),
  sendAt: z.string().default(''),
  reason: z.string().max(500).default(''),
});

/** Does what was pressed on a campaign's page. Returns where to go on; throws InvalidInputError by field. */
export async function doCampaignDeed(
  services: Pick<Services, 'db' | 'now' | 'settings'>,
  reader: Reader,
  id: string,
  form: FormData,
): Promise<'stay' | 'list' | 'sent-to-me'> {
  const { db, now } = services;
  const { intent, revision, title, audience, when, sendAt, reason } = requireFields(deedSchema, form);
  const deed = { id, revision };
  switch (intent) {
    case 'save':
      await saveCampaign({ db, now }, reader, {
        ...{ ...deed, title, audience },
        sendAt: when === 'later' ? cityMoment(sendAt) : null,
      });
      return 'stay';
    case 'propose':
      await proposeCampaign({ db, now, alone: services.settings.CAMPAIGN_ALONE_FIRMS }, reader, deed);
      return 'stay';
    case 'approve':
      await approveCampaign({ db, now }, reader, deed);
      return 'stay';
    case 'send-back':
      await returnCampaign({ db, now }, reader, { ...deed, reason });
      return 'stay';
    case 'recall':
      await returnCampaign({ db, now }, reader, { ...deed, reason: null });
      return 'stay';
    case 'cancel':
      await cancelCampaign({ db, now }, reader, deed);
      return 'list';
    case 'to-me':
      await sendToMe(services, reader, id);
      return 'sent-to-me';
  }
}

/** What `<input type="datetime-local">` holds, by the city's clock. */
function cityMoment(typed: string): Date {
  const at = new Date(`${typed}:00+08:00`);
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(typed) || Number.isNaN(at.valueOf()))
    throw new InvalidInputError({ sendAt: '请选择发送的日期和时间' });
  return at;
}

/** The officer reads the message as a firm would: a notice of their own, marked as a preview. */
async function sendToMe(
  services: Pick<Services, 'db' | 'now' | 'settings'>,
  reader: Reader,
  id: string,
): Promise<void> {
  const { db, now } = services;
  const { personId } = reader;
  const page = await readCampaignPage(services, reader, { id, locale: 'zh-CN', firm: 0 });
  const shown = page.preview?.messages.find(({ channel }) => channel === 'in-app');
  if (!shown || personId === null) return;
  const text = (parts: typeof shown.title) => parts.map((part) => part.text).join('');
  await db.$transaction((tx) =>
    tellPerson(
      tx,
      {
        personId,
        kind: 'campaign-preview',
        params: { title: text(shown.title), body: text(shown.body) },
        link: `/desk/push/${id}`,
        dedupeKey: `campaign-preview:${id}:${personId}:${now().toISOString()}`,
      },
      { now: now(), byMail: true },
    ),
  );
}
