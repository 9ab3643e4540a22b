import type { FactCatalogue } from '../../enterprises/fact-catalogue';
import { openFactReader } from '../../enterprises/fact-reader';
import type { FactSet } from '../../enterprises/fact-set';
import { blockingCondition, countShown } from '../count-shown';
import { estimateAmount } from '../estimate-amount';
import { evaluatePrepared, missingIn } from '../evaluate-rule';
import { formatValue } from '../format-value';
import { InvalidRuleError } from '../invalid-rule';
import { windowState } from '../policy-window';
import { prepareRule, type PreparedGroup } from '../prepare-rule';
import type { PublishedPolicy } from '../published-policy';
import { findField, makeRuleContext, type RuleContext } from '../rule-context';
import { readFact } from '../../enterprises/read-fact';
import type { ChangedFact, Finding } from './finding';
import { policyFactKeys } from './policy-fact-keys';

/** A policy made ready for many firms on one day. */
export interface ReadyPolicy {
  policy: PublishedPolicy;
  rule: PreparedGroup;
  context: RuleContext;
  keys: ReadonlySet<string>;
  closesOn: string | null;
}

/**
 * Makes policies ready: those whose window is open, or that have none. A rule that can't be computed waits for its
 * department and keeps no other from being judged.
 */
export function readyPolicies(
  policies: readonly PublishedPolicy[],
  at: string,
  catalogue: FactCatalogue,
): ReadyPolicy[] {
  return policies.flatMap((policy): ReadyPolicy[] => {
    const window = windowState(policy.content.window, at);
    if (window.state === 'not-yet' || window.state === 'closed') return [];
    const context = makeRuleContext(at, policy.content.derived, catalogue);
    try {
      const rule = prepareRule(policy.content.rule, context);
      const closesOn = window.closes ?? policy.expiresOn;
      return [{ policy, rule, context, keys: policyFactKeys(policy.content, catalogue), closesOn }];
    } catch (error) {
      if (error instanceof InvalidRuleError) return [];
      throw error;
    }
  });
}

/** What a firm may have of the policies, or is one step away from; `changed` are the facts that it is told of. */
export function judgeFirm(
  enterpriseId: string,
  facts: FactSet,
  ready: readonly ReadyPolicy[],
  changed: readonly string[],
): Finding[] {
  return ready.flatMap(({ policy, rule, context, keys, closesOn }): Finding[] => {
    const reader = openFactReader(facts, context);
    const evaluation = evaluatePrepared(rule, reader);
    const shown = countShown(evaluation);
    if (shown !== 'eligible' && shown !== 'one-step') return [];
    const blocking = blockingCondition(evaluation);
    const amount = estimateAmount(policy.content.benefit.amount, reader, context);
    return [
      {
        enterpriseId,
        policyId: policy.id,
        shown,
        amountKind: amount?.kind ?? null,
        amountYuan: amount ? String(amount.yuan) : null,
        closesOn,
        missing:
          shown === 'one-step' && blocking ? [...new Set(missingIn([blocking]).map(({ key }) => key))] : [],
        changed: changed.filter((key) => keys.has(key)).flatMap((key) => inWords(key, facts, context)),
      },
    ];
  });
}

function inWords(key: string, facts: FactSet, context: RuleContext): ChangedFact[] {
  const field = findField(key, context);
  const definition = context.catalogue.get(key);
  const reading = definition && readFact(facts, definition, context.at);
  const evidence = reading?.evidence.find((item) => item.key === key && item.value !== undefined);
  if (!field || reading?.value === undefined || !evidence) return [];
  const { source = '', observedAt = '' } = evidence;
  return [
    {
      key,
      label: field.label.zh,
      text: formatValue(reading.value, field, 'zh'),
      source,
      observedOn: observedAt,
    },
  ];
}
