import { openFactReader } from '~/knowledge/enterprises/fact-reader';
import { builtInFacts, makeCatalogue } from '~/knowledge/enterprises/fact-catalogue';
import type { FactSet } from '~/knowledge/enterprises/fact-set';
import { parseFacts } from '~/knowledge/enterprises/parse-facts';
import {
  readLibraryEnterprises,
  readLibraryFactDefinitions,
  readLibraryPolicies,
} from '~/knowledge/library/read-library.server';
import { placeObservations } from '~/knowledge/library/place-observations';
import { countShown } from '~/knowledge/policies/count-shown';
import { evaluatePrepared, type Evaluation } from '~/knowledge/policies/evaluate-rule';
import { prepareRule, requireDerivedFacts } from '~/knowledge/policies/prepare-rule';
import { makeRuleContext } from '~/knowledge/policies/rule-context';

/** The day on which these tests seed the city. */
export const today = '2026-11-22';

export const catalogue = makeCatalogue([...builtInFacts, ...readLibraryFactDefinitions()]);
export const policies = readLibraryPolicies(today);
export const enterprises = readLibraryEnterprises(today);

/** Facts as the API takes them, checked. */
export function checkedFacts(raw: Record<string, unknown>): {
  facts: FactSet;
  problems: Record<string, string>;
} {
  return parseFacts(raw, { catalogue, derivedKeys: new Set(), asOf: today });
}

/** A sample firm's facts in the API's form. */
export function rawFacts(slug: string): Record<string, unknown> {
  const enterprise = enterprises.get(slug);
  if (!enterprise) throw new Error(`no firm ${slug}`);
  const raw: Record<string, unknown> = {};
  for (const { key, period, value } of placeObservations(enterprise, today)) {
    if (period === '') raw[key] = value;
    else raw[key] = { ...(raw[key] as Record<string, unknown> | undefined), [period]: value };
  }
  return raw;
}

/** Judges a policy's rule, whatever its dates of force. */
export function judge(policyId: string, raw: Record<string, unknown>): Evaluation & { shown: string } {
  const policy = policies.get(policyId);
  if (!policy) throw new Error(`no policy ${policyId}`);
  const context = makeRuleContext(today, policy.content.derived, catalogue);
  requireDerivedFacts(policy.content.derived, context);
  const { facts, problems } = checkedFacts(raw);
  if (Object.keys(problems).length > 0) throw new Error(JSON.stringify(problems));
  const evaluation = evaluatePrepared(
    prepareRule(policy.content.rule, context),
    openFactReader(facts, context),
  );
  return { ...evaluation, shown: countShown(evaluation) };
}
