import { windowState } from '~/knowledge/policies/policy-window';
import { isInForce, type PublishedPolicy } from '~/knowledge/policies/published-policy';

/** A policy as the API lists it. */
export function toPolicyJson(policy: PublishedPolicy, at: string) {
  const { id, title, titleEn, departmentId, department, region, effectiveFrom, expiresOn, formId, content } =
    policy;
  return {
    id,
    title,
    ...(titleEn !== null && { titleEn }),
    department: { id: departmentId, name: department },
    region,
    topic: content.topic,
    channel: content.channel,
    summary: content.summary.zh,
    effectiveFrom,
    expiresOn,
    status: isInForce(policy, at) ? 'in-force' : policy.effectiveFrom > at ? 'not-yet' : 'expired',
    window: windowState(content.window, at),
    formId,
  };
}

/** A policy as the API shows it: the five elements, the rule, the benefit and the sources too. */
export function toPolicyDetailJson(policy: PublishedPolicy, at: string) {
  return { ...toPolicyJson(policy, at), content: policy.content };
}
