import { sayProblems } from '~/app/words/say-problem';
import { translator } from '~/app/words/translator';
import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import { saidInChat } from '~/knowledge/enterprises/fact-set';
import { recordStatedFact } from '~/knowledge/enterprises/record-facts.server';
import type { PolicyVerdict } from '~/knowledge/policies/judge-policy';
import { matchPolicies } from '~/knowledge/policies/match-policies.server';
import type { PublishedPolicy } from '~/knowledge/policies/published-policy';
import { InvalidInputError } from '~/prisma/access/access-denied';

import { offerForm } from './offer-form.server';
import { cityRegion } from './regions-of';
import type { StatedFact } from './stated-facts';
import type { TurnEvent } from './turn-answer';
import type { TurnContext } from './turn-context.server';

/** The verdict on one policy, the one question that is missing, and the form when the firm qualifies. */
export async function* checkEligibility(
  context: TurnContext,
  policyId: string,
): AsyncGenerator<TurnEvent, void> {
  const { draft, request } = context;
  const { conversationId, turnId } = draft.answer;
  yield { event: 'status', data: { stage: 'matching', conversationId, turnId } };
  const answer = await match(context, [policyId]);
  const verdict = answer.verdicts.find((item) => item.policyId === policyId);
  if (!verdict) return;
  draft.answer.policyId = policyId;
  draft.answer.topic = verdict.title;
  yield draft.addText(
    'text',
    'computed',
    translator(request.locale)(`chat.verdict.${verdict.shown}`, wordsOf(verdict)),
  );
  draft.answer.verdicts.push(verdict);
  yield { event: 'verdict', data: verdict };
  if (verdict.verdict === 'unknown' && answer.nextQuestion) {
    draft.answer.nextQuestion = answer.nextQuestion;
    yield { event: 'question', data: answer.nextQuestion };
  }
  if (verdict.shown === 'eligible' || verdict.shown === 'one-step') yield* offerForm(context, policyId);
}

/** All policies over the firm's facts: what it may have now, and the one question that decides most. */
export async function* findBenefits(context: TurnContext): AsyncGenerator<TurnEvent, void> {
  const { draft, request, conversation } = context;
  const t = translator(request.locale);
  const { conversationId, turnId } = draft.answer;
  yield { event: 'status', data: { stage: 'matching', conversationId, turnId } };
  const answer = await match(context, undefined);
  const eligible = answer.verdicts.filter(({ shown }) => shown === 'eligible');
  const oneStep = answer.verdicts.filter(({ shown }) => shown === 'one-step');
  const known = conversation.enterpriseId !== null || Object.keys(conversation.memory.facts).length > 0;
  const key = known ? 'chat.benefits.found' : 'chat.benefits.unknown-firm';
  const counts = { all: answer.verdicts.length, eligible: eligible.length, oneStep: oneStep.length };
  yield draft.addText('text', 'computed', t(key, counts));
  for (const verdict of [...eligible, ...oneStep].slice(0, 5)) {
    draft.answer.verdicts.push(verdict);
    yield { event: 'verdict', data: verdict };
  }
  if (answer.nextQuestion) {
    draft.answer.nextQuestion = answer.nextQuestion;
    yield { event: 'question', data: answer.nextQuestion };
  }
}

/**
 * Keeps what was stated: for a member as the firm's own statement, else in the conversation. Returns the labels of the
 * facts kept; a value that can't be is left out with its sentence.
 */
export async function keepStated(
  context: TurnContext,
  stated: StatedFact[],
): Promise<{ kept: string[]; problems: string[] }> {
  const { deps, request, conversation } = context;
  const catalogue = await loadCatalogue(deps.db);
  const kept: string[] = [];
  const problems: string[] = [];
  for (const { key, value, period } of stated) {
    const definition = catalogue.get(key);
    if (!definition) continue;
    const typed = definition.type === 'money' ? String(value) : value;
    try {
      await keepOne(context, key, typed, definition.periods.length > 0 ? period : '');
      kept.push(request.locale === 'en' ? definition.label.en : definition.label.zh);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      problems.push(...Object.values(sayProblems(request.locale === 'en' ? 'en' : 'zh-CN', error.fields)));
    }
  }
  conversation.memory.skipped = conversation.memory.skipped.filter(
    (key) => !stated.some((fact) => fact.key === key),
  );
  return { kept, problems };
}

async function keepOne(context: TurnContext, key: string, value: unknown, period: string): Promise<void> {
  const { deps, request, conversation } = context;
  const { enterpriseId } = conversation;
  if (enterpriseId !== null) {
    const at = deps.now();
    await deps.db.$transaction((tx) =>
      recordStatedFact(tx, {
        reader: request.reader,
        enterpriseId,
        key,
        value,
        at,
        reference: `${saidInChat}${conversation.id}`,
        ...(period !== '' && { period }),
      }),
    );
    return;
  }
  const facts = {
    ...conversation.memory.facts,
    [key]: period === '' ? value : { ...asPeriods(conversation.memory.facts[key]), [period]: value },
  };
  // The match refuses what can't be of its type, before it is kept.
  await matchPolicies(deps, { reader: request.reader, facts: { [key]: facts[key] }, policyIds: [] });
  conversation.memory.facts = facts;
}

const asPeriods = (value: unknown) => (typeof value === 'object' && value !== null ? value : {});

function match(context: TurnContext, policyIds: string[] | undefined) {
  const { deps, request, conversation, asOf } = context;
  const whose =
    conversation.enterpriseId !== null
      ? { enterpriseId: conversation.enterpriseId }
      : { facts: conversation.memory.facts };
  return matchPolicies(deps, {
    reader: request.reader,
    ...whose,
    asOf,
    ...(policyIds ? { policyIds } : { region: cityRegion }),
    locale: request.locale === 'en' ? 'en' : 'zh',
    skip: new Set(conversation.memory.skipped),
  });
}

function wordsOf(verdict: PolicyVerdict) {
  const { title, counts, blocking, expiresOn } = verdict;
  const failed = verdict.conditions.find(({ result }) => result === 'not-met')?.label ?? '';
  return {
    title,
    count: counts.conditions,
    met: counts.met,
    condition: blocking?.label ?? failed,
    date: expiresOn ?? verdict.window.closes ?? '',
  };
}

/** Whether a policy is one that a firm applies for with a form. */
export const hasForm = (policy: PublishedPolicy) => policy.formId !== null;
