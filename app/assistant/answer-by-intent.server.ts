import { listSubmissions } from '~/forms/submission/list-submissions.server';
import { translator } from '~/app/words/translator';
import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import { handOver } from '~/knowledge/helpdesk/hand-over.server';
import { chineseWordsFor } from '~/knowledge/answers/english-words';
import { aspectsOf, isEnglish } from '~/knowledge/answers/question-aspect';

import { answerFromPassages } from './answer-from-passages.server';
import { asksForChanges } from './asks-for-changes';
import { checkEligibility, findBenefits, keepStated } from './check-eligibility.server';
import { comparePolicies } from './compare-policies.server';
import { matterOf } from './complete-follow-up';
import { offerForm } from './offer-form.server';
import { quoteGuide } from './quote-guide';
import { readComparison } from './read-comparison';
import { readFactReply } from './read-fact-reply';
import type { StatedFact } from './stated-facts';
import { summarizeConversation } from './summarize-conversation.server';
import { tellChanges } from './tell-changes.server';
import type { TurnEvent } from './turn-answer';
import { findCitedPolicy, findMeantPolicy, type TurnContext } from './turn-context.server';
import { workExample } from './work-example.server';

/** Acts on what the message wants; each intent calls one part of the platform and writes its answer. */
export async function* answerByIntent(context: TurnContext): AsyncGenerator<TurnEvent, void> {
  const { understood } = context;
  if (understood.intent !== 'out-of-bounds' && (yield* answerPendingQuestion(context))) return;
  switch (understood.intent) {
    case 'greet':
      return yield say(context, 'chat.greeting', 'answered');
    case 'out-of-bounds':
      return yield say(context, `chat.bounds.${understood.outOfBounds ?? 'off-topic'}`, 'refused');
    case 'talk-to-person':
      return yield* talkToPerson(context);
    case 'track-case':
      return yield* trackCase(context);
    case 'find-benefits':
      yield* tellKept(context, understood.stated);
      return yield* findBenefits(context);
    case 'fill-form':
      return yield* fillForm(context);
    case 'answer-question':
      return yield* takeStatement(context);
    default:
      return yield* answerQuestion(context);
  }
}

function say(context: TurnContext, key: string, outcome: 'answered' | 'refused', params = {}): TurnEvent {
  context.draft.answer.outcome = outcome;
  return context.draft.addText('text', 'none', translator(context.request.locale)(key, params));
}

/** The last turn asked for a fact: a message that answers it is kept, and the verdict is shown anew. */
async function* answerPendingQuestion(context: TurnContext): AsyncGenerator<TurnEvent, boolean> {
  const { deps, conversation, request, draft } = context;
  const pending = conversation.lastAnswer?.nextQuestion;
  if (!pending) return false;
  const definition = (await loadCatalogue(deps.db)).get(pending.fact);
  const reply = definition ? readFactReply(definition, request.message) : null;
  if (!reply || reply.kind === 'other') return false;
  draft.answer.intent = 'answer-question';
  if (reply.kind === 'skip') {
    conversation.memory.skipped = [...new Set([...conversation.memory.skipped, pending.fact])];
    yield draft.addText('text', 'computed', translator(request.locale)('chat.skipped'));
  } else {
    const { value } = reply;
    const refused = yield* tellKept(context, [
      { key: pending.fact, value, period: pending.period, words: request.message },
    ]);
    if (refused) {
      draft.answer.nextQuestion = pending;
      yield { event: 'question', data: pending };
      return true;
    }
  }
  yield* recheck(context);
  return true;
}

/** A message that only states facts: 我们有86人. */
async function* takeStatement(context: TurnContext): AsyncGenerator<TurnEvent, void> {
  yield* tellKept(context, context.understood.stated);
  yield* recheck(context);
}

async function* recheck(context: TurnContext): AsyncGenerator<TurnEvent, void> {
  const last = context.conversation.lastAnswer;
  const policyId =
    last?.intent === 'find-benefits' ? undefined : (last?.verdicts[0]?.policyId ?? last?.policyId);
  if (policyId) yield* checkEligibility(context, policyId);
  else {
    context.draft.answer.intent = 'find-benefits';
    yield* findBenefits(context);
  }
}

/** Says which facts were kept, or why one wasn't; returns whether all were refused. */
async function* tellKept(context: TurnContext, stated: StatedFact[]): AsyncGenerator<TurnEvent, boolean> {
  if (stated.length === 0) return false;
  const { draft, request, conversation } = context;
  const t = translator(request.locale);
  const { kept, problems } = await keepStated(context, stated);
  const separator = request.locale === 'en' ? ', ' : '、';
  const key = conversation.enterpriseId === null ? 'chat.kept.conversation' : 'chat.kept.firm';
  if (kept.length > 0) yield draft.addText('note', 'computed', t(key, { facts: kept.join(separator) }));
  for (const problem of problems)
    yield draft.addText('note', 'computed', t('chat.kept.refused', { problem }));
  return kept.length === 0 && problems.length > 0;
}

async function* answerQuestion(context: TurnContext): AsyncGenerator<TurnEvent, void> {
  const { deps, request, draft, understood, dropped, asOf } = context;
  const { conversationId, turnId } = draft.answer;
  yield* tellKept(context, understood.stated);
  const policy = await findMeantPolicy(context, request.message);
  const onlyEligibility = understood.intent === 'check-eligibility';
  if (policy) {
    draft.answer.policyId = policy.id;
    draft.answer.topic = policy.title.replace(/（示例）/, '');
  }
  yield { event: 'status', data: { stage: 'searching', conversationId, turnId } };
  if (yield* answerAboutSeveral(context)) return;
  if (onlyEligibility && policy) {
    yield* checkEligibility(context, policy.id);
    // The clause that the firm's own case turns on (成立十个月), beneath the verdict.
    const asked = {
      question: request.message,
      asOf,
      aspects: ['conditions' as const],
      most: 2,
      mayGenerate: false,
    };
    yield* answerFromPassages(deps, request, draft, dropped, asked);
    return;
  }
  const aspects = aspectsOf(request.message);
  const found = yield* answerFromPassages(deps, request, draft, dropped, {
    question: request.message,
    asOf,
    aspects,
    policy,
    mayGenerate: true,
  });
  // What an English question is about goes on in the words of the documents.
  const { message } = request;
  const matter = isEnglish(message) ? chineseWordsFor(message) : matterOf(message);
  if (matter !== '') draft.answer.topic ??= matter.slice(0, 60);
  // With several aspects each has its guide beside its clauses already.
  const guided =
    policy !== null &&
    (aspects.length === 1 || !found) &&
    (yield* quoteGuide(draft, policy, understood.aspect, request.locale));
  const worked = policy ?? (found ? await findCitedPolicy(context) : null);
  if (worked && aspects.includes('amount')) yield* workExample(context, worked.id);
  if ((understood.alsoEligibility || onlyEligibility) && policy) yield* checkEligibility(context, policy.id);
  else if (policy && (found || guided) && ['how', 'where', 'materials'].includes(understood.aspect))
    yield* offerForm(context, policy.id);
  if (!found && !guided && draft.answer.verdicts.length === 0) yield* notFound(context);
}

/** Two policies compared, or the versions of one. */
async function* answerAboutSeveral(context: TurnContext): AsyncGenerator<TurnEvent, boolean> {
  const { message } = context.request;
  if (asksForChanges(message) && (yield* tellChanges(context))) return true;
  const compared = readComparison(message);
  return compared !== null && (yield* comparePolicies(context, compared));
}

async function* notFound(context: TurnContext): AsyncGenerator<TurnEvent, void> {
  const { deps, draft, request, conversation } = context;
  const documents = await deps.db.document.count({ where: { state: 'published', audience: 'public' } });
  draft.answer.outcome = 'not-found';
  const isSecond = conversation.lastAnswer?.outcome === 'not-found';
  if (isSecond) draft.answer.offersPerson = true;
  yield draft.addText('text', 'none', translator(request.locale)('chat.notFound', { documents }));
  if (isSecond) yield draft.addText('text', 'none', translator(request.locale)('chat.notFound.twice'));
}

async function* fillForm(context: TurnContext): AsyncGenerator<TurnEvent, void> {
  const { request, draft } = context;
  const policy = await findMeantPolicy(context, request.message);
  if (!policy) return yield* answerQuestion(context);
  draft.answer.policyId = policy.id;
  if (policy.formId === null) {
    yield draft.addText(
      'text',
      'computed',
      translator(request.locale)('chat.noForm', { title: policy.title }),
    );
    yield* quoteGuide(draft, policy, 'how', request.locale);
  }
  yield* checkEligibility(context, policy.id);
  if (!draft.answer.form) yield* offerForm(context, policy.id);
}

async function* trackCase(context: TurnContext): AsyncGenerator<TurnEvent, void> {
  const { deps, request, draft, conversation } = context;
  const { enterpriseId } = conversation;
  if (enterpriseId === null) return yield say(context, 'chat.track.signIn', 'answered');
  const t = translator(request.locale);
  const { submissions } = await listSubmissions(deps, request.reader, { enterpriseId, limit: 3 });
  if (submissions.length === 0) return yield draft.addText('text', 'computed', t('chat.track.none'));
  yield draft.addText('text', 'computed', t('chat.track.some', { count: submissions.length }));
  for (const item of submissions) {
    const title = request.locale === 'en' ? (item.titleEn ?? item.title) : item.title;
    const params = { title, number: item.caseNumber, state: t(`chat.state.${item.state}`), date: item.dueOn };
    yield draft.addText('text', 'computed', t('chat.track.item', params), { link: '/my/applications' });
  }
}

/** 转人工: the question before is handed over at once; without one, the person is asked for it. */
async function* talkToPerson(context: TurnContext): AsyncGenerator<TurnEvent, void> {
  const { deps, request, draft, conversation } = context;
  const own = request.message
    .replace(
      /(?:我要|我想|请|帮我)?(?:转人工|人工(?:客服|服务|坐席|咨询)?|找(?:个)?(?:真人|人工|工作人员|客服))[：:，,。\s]*/g,
      '',
    )
    .trim();
  const question = own.length >= 6 ? own : conversation.lastMessage;
  if (!question) return yield say(context, 'chat.person.ask', 'answered');
  const { queryCode } = await handOver(deps, {
    reader: request.reader,
    question,
    conversationId: conversation.id,
    enterpriseId: conversation.enterpriseId,
    summary: await summarizeConversation(deps.db, conversation.id),
  });
  draft.answer.outcome = 'handed-over';
  draft.answer.handover = { queryCode };
  const key = request.reader.personId ? 'chat.handed.person' : 'chat.handed.code';
  yield draft.addText('text', 'none', translator(request.locale)(key, { code: queryCode }));
  yield { event: 'handover', data: { queryCode } };
}
