import type { Services } from '~/app/services.server';
import type { PersonReader } from '~/app/session/require-reader.server';
import { saveChoice } from '~/knowledge/policies/push/change-choice.server';
import { personalChannels } from '~/knowledge/policies/push/delivery-choice';
import { loadChoice } from '~/knowledge/policies/push/load-choice.server';
import { listMemberTopics, saveMemberTopics } from '~/knowledge/policies/push/member-topics.server';
import type { FirmTopic } from '~/knowledge/policies/push/message-kind';

import {
  confirmContact,
  removeContact,
  sendContactCode,
  type ContactOutcome,
} from './contact-address.server';
import type { ContactAnswer } from './contact-ways';
import { topicsFor } from './get-notification-page.server';
import { readChoiceForm, readMemberForm } from './read-choice-form';

/** What the page says after a deed; `done` is null when nothing was changed. */
export interface NotificationAnswer {
  done: 'code' | 'confirm' | 'remove' | 'choice' | 'members' | null;
  contact: ContactAnswer | null;
  problem: string | null;
  lonely: FirmTopic[];
}

const nothing: NotificationAnswer = { done: null, contact: null, problem: null, lonely: [] };

/** Does what a button of the page says. Throws AccessDeniedError when the firm's people aren't the reader's to direct. */
export async function changeNotifications(
  services: Pick<Services, 'db' | 'now' | 'settings' | 'signingKey'>,
  reader: PersonReader,
  form: FormData,
  locale: 'zh-CN' | 'en',
): Promise<NotificationAnswer> {
  const intent = form.get('intent');
  if (intent === 'choice') return saveTopics(services, reader, form);
  if (intent === 'members') return saveMembers(services, reader, form);
  const channel = personalChannels.find((one) => one === form.get('channel'));
  if (!channel) return { ...nothing, problem: 'unknown' };
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value.slice(0, 300) : '';
  };
  const answer = (deed: 'code' | 'confirm' | 'remove', outcome: ContactOutcome): NotificationAnswer =>
    outcome.outcome === 'done'
      ? { ...nothing, done: deed }
      : {
          ...nothing,
          contact: { channel, problem: outcome.problem, typed: deed === 'code' ? text('address') : null },
        };
  if (intent === 'code')
    return answer(
      'code',
      await sendContactCode(services, reader, { channel, address: text('address'), locale }),
    );
  if (intent === 'confirm')
    return answer('confirm', await confirmContact(services, reader, { channel, code: text('code') }));
  if (intent === 'remove') return answer('remove', await removeContact(services, reader, channel));
  return { ...nothing, problem: 'unknown' };
}

async function saveTopics(
  services: Pick<Services, 'db' | 'now'>,
  reader: PersonReader,
  form: FormData,
): Promise<NotificationAnswer> {
  const before = await loadChoice(services.db, reader.personId);
  const choice = readChoiceForm(form, before, topicsFor(reader));
  if (!choice) return { ...nothing, problem: 'times' };
  await saveChoice(services, reader, choice);
  return { ...nothing, done: 'choice' };
}

async function saveMembers(
  services: Pick<Services, 'db' | 'now'>,
  reader: PersonReader,
  form: FormData,
): Promise<NotificationAnswer> {
  const { enterpriseId } = reader;
  if (enterpriseId === null) return { ...nothing, problem: 'unknown' };
  const members = await listMemberTopics(services.db, enterpriseId);
  const given = readMemberForm(
    form,
    members.map(({ personId }) => personId),
  );
  const saved = await saveMemberTopics(services, { ...reader, enterpriseId }, given);
  return saved.outcome === 'saved' ? { ...nothing, done: 'members' } : { ...nothing, lonely: saved.topics };
}
