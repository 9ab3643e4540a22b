import type { AppLoadContext } from '@remix-run/node';
import type { TFunction } from 'i18next';

import type { Locale } from '~/app/words/merge-words';
import { firstProblem } from '~/app/words/say-problem';
import { addNote } from '~/knowledge/helpdesk/add-note.server';
import { readCitablePassages } from '~/knowledge/helpdesk/citable-passages.server';
import { claimQuestion, releaseQuestion } from '~/knowledge/helpdesk/claim-question.server';
import { closeQuestion } from '~/knowledge/helpdesk/close-question.server';
import { replyToQuestion, saveDraft } from '~/knowledge/helpdesk/reply-to-question.server';
import type { Holder } from '~/knowledge/helpdesk/require-question.server';
import { transferQuestion } from '~/knowledge/helpdesk/transfer-question.server';
import { ConflictError, InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';

import { questionPath, type DeedProblem } from './desk-page';
import { showTime } from './show-time';

type Services = AppLoadContext['services'];

/** A posted deed of the page of questions. */
export interface Deed {
  id: string;
  intent: 'claim' | 'release' | 'reply' | 'draft' | 'note' | 'transfer' | 'close';
  reply: string;
  cited: number[];
  confirmed?: string | undefined;
  adopt?: string | undefined;
  note: string;
  to: string;
  reason: string;
}

/** Does the deed: where to go on, or what was pointed out before sending. Throws what the deed throws. */
export async function doDeed(
  services: Services,
  reader: Reader,
  deed: Deed,
): Promise<{ to: string } | DeedProblem> {
  const { id, intent, note } = deed;
  const reply = { text: deed.reply, cited: deed.cited };
  switch (intent) {
    case 'claim':
      await claimQuestion(services, reader, id);
      // What was typed before claiming isn't lost.
      if (deed.reply.trim() !== '') await saveDraft(services, reader, id, reply);
      return { to: questionPath('claimed', { id, view: 'reply' }) };
    case 'release':
      if (deed.reply.trim() !== '') await saveDraft(services, reader, id, reply);
      await releaseQuestion(services, reader, id);
      return { to: questionPath('waiting', { id }) };
    case 'draft':
      await saveDraft(services, reader, id, reply);
      return { to: `/desk/questions?id=${encodeURIComponent(id)}&view=reply` };
    case 'note':
      await addNote(services, reader, id, note);
      return { to: `/desk/questions?id=${encodeURIComponent(id)}` };
    case 'transfer':
      await transferQuestion(services, reader, id, { to: deed.to, note });
      return { to: questionPath('claimed') };
    case 'close':
      await closeQuestion(services, reader, id, { reason: deed.reason, text: note });
      return { to: questionPath('replied', { id }) };
    case 'reply': {
      const sent = await replyToQuestion(services, reader, id, {
        ...reply,
        confirmed: deed.confirmed === 'yes',
      });
      if (!sent.sent)
        return { ...(await typedOf(services, deed)), problem: null, pointedOut: sent.pointedOut };
      if (deed.adopt === 'yes') return { to: `/desk/faqs/new?question=${encodeURIComponent(id)}` };
      return { to: questionPath('replied', { id, view: 'reply' }) };
    }
  }
}

/** A refused deed as the page shows it: 422 with the remedy, or 409 with who has the question. */
export async function problemOf(
  services: Services,
  error: unknown,
  deed: Deed,
  { t, locale }: { t: TFunction; locale: Locale },
): Promise<DeedProblem & { status: number }> {
  if (error instanceof InvalidInputError) {
    const problem = firstProblem(locale, error.fields);
    return { ...(await typedOf(services, deed)), problem, pointedOut: [], status: 422 };
  }
  if (!(error instanceof ConflictError)) throw error;
  const holder = error.current as Holder | undefined;
  const problem = holder?.claimedBy
    ? t('questions.conflict.who', {
        name: holder.claimedBy,
        state: t(`questions.state.${holder.state}`),
        at: holder.claimedAt ? showTime(holder.claimedAt) : '',
      })
    : t('questions.conflict');
  return { ...(await typedOf(services, deed)), problem, pointedOut: [], status: 409 };
}

async function typedOf(services: Services, deed: Deed): Promise<Pick<DeedProblem, 'intent' | 'typed'>> {
  const cited = await readCitablePassages(services.db, deed.cited, services.now());
  return { intent: deed.intent, typed: { reply: deed.reply, cited, note: deed.note } };
}
