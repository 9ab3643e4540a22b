import type { AppLoadContext } from '@remix-run/node';

import { regionsOf } from '~/app/assistant/regions-of';
import { readCitablePassages } from '~/knowledge/helpdesk/citable-passages.server';
import { findSimilar } from '~/knowledge/helpdesk/find-similar.server';
import { getQuestion, type QuestionView } from '~/knowledge/helpdesk/get-question.server';
import { listQuestions, questionTabs } from '~/knowledge/helpdesk/list-questions.server';
import { listPhrases } from '~/knowledge/helpdesk/reply-phrases.server';
import { suggestReply } from '~/knowledge/helpdesk/suggest-reply.server';
import { listTransferTargets } from '~/knowledge/helpdesk/transfer-question.server';
import type { Reader } from '~/prisma/access/reader';

import type { DeskView, QuestionsPage, ReplyPage } from './desk-page';

type Services = AppLoadContext['services'];

const views: readonly DeskView[] = ['queue', 'detail', 'reply'];
const shown = 50;
const mostShown = 500;

/** The queue of a tab, the question chosen (or the most urgent), and what its reply is written with. */
export async function getQuestionsPage(
  services: Services,
  reader: Reader,
  query: URLSearchParams,
  signal: AbortSignal,
): Promise<QuestionsPage> {
  const mine = query.get('mine') === 'on';
  const id = query.get('id');
  const asked = id === null ? null : await getQuestion(services, reader, id);
  const tab = questionTabs.find((name) => name === query.get('tab')) ?? tabOf(asked);
  const limit = Math.min(mostShown, Number(query.get('limit')) || shown);
  const { items, total, counts } = await listQuestions(services, reader, { tab, mine, limit });
  const first = items[0]?.id;
  const question = id === null ? (first ? await getQuestion(services, reader, first) : null) : asked;
  const view = views.find((name) => name === query.get('view')) ?? (id === null ? 'queue' : 'detail');
  const reply = question && (await getReplyPage(services, reader, question, signal));
  return { tab, mine, view, items, total, counts, question, reply };
}

function tabOf(question: QuestionView | null) {
  if (question?.state === 'claimed') return 'claimed';
  return question?.state === 'replied' || question?.state === 'closed' ? 'replied' : 'waiting';
}

async function getReplyPage(
  services: Services,
  reader: Reader,
  question: QuestionView,
  signal: AbortSignal,
): Promise<ReplyPage | null> {
  const { db, now } = services;
  const mayWrite = question.state === 'waiting' || (question.state === 'claimed' && question.isMine);
  const similar = await findSimilar(db, reader, question);
  const none: ReplyPage = {
    suggestion: { text: '', cited: [], mode: 'none', failure: null },
    draftCited: [],
    phrases: [],
    targets: { colleagues: [], departments: [] },
    similar,
    hasModel: false,
  };
  if (!mayWrite) return none;
  const hasDraft = (question.draft?.text ?? '') !== '';
  return {
    ...none,
    suggestion: hasDraft
      ? none.suggestion
      : await suggestReply(services, { ...askedOf(question), withModel: false, signal }),
    draftCited: await readCitablePassages(db, question.draft?.cited ?? [], now()),
    phrases: await listPhrases(db, reader),
    targets: await listTransferTargets(db, reader, question.departmentId),
    hasModel: services.chat.current().state === 'ready',
  };
}

/** What a suggestion is looked for: the last thing asked, about the matter of the first. */
export function askedOf(question: Pick<QuestionView, 'question' | 'timeline'>) {
  const last = question.timeline.findLast(({ kind }) => kind === 'follow-up')?.detail.text;
  const regions = regionsOf(question.question);
  return last === undefined
    ? { question: question.question, regions }
    : { question: last, topic: question.question, regions };
}
