import { isEnglish } from '~/knowledge/answers/question-aspect';
import type { DroppedSentence } from '~/knowledge/answers/verify-answer';
import { listPublishedPolicies } from '~/knowledge/policies/list-published-policies.server';
import { understoodText } from '~/knowledge/search/understanding/understand-question';
import type { PublishedPolicy } from '~/knowledge/policies/published-policy';

import { findPolicies, findPolicyInEnglish } from './find-policy';
import type { OpenConversation } from './open-conversation.server';
import { cityRegion } from './regions-of';
import type { TurnDeps, TurnRequest } from './turn-deps.server';
import type { TurnDraft } from './turn-draft';
import type { Understanding } from './understand';

/** All that the parts of a turn share. */
export interface TurnContext {
  deps: TurnDeps;
  request: TurnRequest;
  conversation: OpenConversation;
  understood: Understanding;
  draft: TurnDraft;
  dropped: DroppedSentence[];
  /** The day that the answer holds for. */
  asOf: string;
  today: string;
}

/**
 * The published policy that the message means, or for a short follow-up (我们够条件吗) the one talked of before. Null when
 * none is named well enough.
 */
export async function findMeantPolicy(
  context: TurnContext,
  message: string,
): Promise<PublishedPolicy | null> {
  const { deps, conversation, asOf, understood } = context;
  const policies = await listPublishedPolicies(deps.db, { at: asOf, region: cityRegion });
  const faces = policies.map((policy) => ({
    id: policy.id,
    title: policy.title,
    titleEn: policy.titleEn,
    summary: policy.content.summary.zh,
    formId: policy.formId,
    documentNumbers: policy.content.sources.flatMap(({ documentNumber }) => documentNumber ?? []),
  }));
  const best = isEnglish(message)
    ? findPolicyInEnglish(message, faces)
    : findPolicies(understoodText(deps.search.understand(message)), faces)[0];
  const before = conversation.lastAnswer?.verdicts[0]?.policyId ?? conversation.lastAnswer?.policyId;
  // 我们去年研发花了 248 万元，够条件吗 names none: it goes on about the one before.
  const leans = understood.intent === 'check-eligibility' || context.draft.answer.completed !== undefined;
  const id = best?.policy.id ?? (leans ? before : undefined);
  return policies.find((policy) => policy.id === id) ?? null;
}

/** The published policy that the first quoted clause belongs to; null when it belongs to none, or to several. */
export async function findCitedPolicy(context: TurnContext): Promise<PublishedPolicy | null> {
  const { deps, draft, asOf } = context;
  const number = draft.answer.citations[0]?.documentNumber;
  if (!number) return null;
  const policies = await listPublishedPolicies(deps.db, { at: asOf, region: cityRegion });
  const own = policies.filter(({ content }) =>
    content.sources.some(({ documentNumber }) => documentNumber === number),
  );
  return own.length === 1 ? (own[0] ?? null) : null;
}
