import { z } from 'zod';

import { derivedFactSchema } from '../enterprises/derived-fact-schema';
import { builtInCatalogue, type FactCatalogue } from '../enterprises/fact-catalogue';
import { openFactReader } from '../enterprises/fact-reader';
import { parseFacts, type ParsedFacts } from '../enterprises/parse-facts';
import { toConditionJson } from './condition-json';
import { countShown } from './count-shown';
import { evaluatePrepared } from './evaluate-rule';
import { InvalidRuleError } from './invalid-rule';
import { prepareRule, requireDerivedFacts, type PreparedGroup } from './prepare-rule';
import { makeRuleContext, type RuleContext } from './rule-context';
import type { RuleGroup } from './rule-schema';
import { explainInSql } from './sql/explain-sql';

const policyLine = z.looseObject({
  id: z.string().min(1),
  rule: z.unknown(),
  derived: z.array(derivedFactSchema).default([]),
});
const factsLine = z.looseObject({ id: z.string().min(1), facts: z.record(z.string(), z.unknown()) });

/** A policy of the command's file, made ready for the day. */
export interface MatchPolicy {
  id: string;
  /** As the file gives it. */
  source: RuleGroup;
  rule: PreparedGroup;
  context: RuleContext;
}

/** What is wrong with a line: by key where there is one. */
export class LineError extends Error {
  constructor(readonly problems: readonly { key: string; problem: string }[]) {
    super(problems.map(({ key, problem }) => `${key}: ${problem}`).join('; '));
  }
}

/** Reads one line of the policies' file. Throws LineError. */
export function readPolicyLine(
  text: string,
  at: string,
  catalogue: FactCatalogue = builtInCatalogue,
): MatchPolicy {
  const { id, rule, derived } = parseLine(policyLine, text);
  const context = makeRuleContext(at, derived, catalogue);
  try {
    requireDerivedFacts(derived, context);
    const prepared = prepareRule(rule, context);
    // prepareRule has checked its form.
    return { id, source: rule as RuleGroup, rule: prepared, context };
  } catch (error) {
    if (error instanceof InvalidRuleError) throw new LineError([{ key: error.path, problem: error.problem }]);
    throw error;
  }
}

/** One firm of the command's file. */
export interface MatchFirm {
  id: string;
  facts: ParsedFacts['facts'];
}

/** Reads one line of the facts' file. Throws LineError with every key that can't be used. */
export function readFactsLine(
  text: string,
  context: RuleContext,
  derivedKeys: ReadonlySet<string>,
): MatchFirm {
  const { id, facts: raw } = parseLine(factsLine, text);
  const { facts, problems } = parseFacts(raw, {
    catalogue: context.catalogue,
    derivedKeys,
    asOf: context.at,
  });
  const found = Object.entries(problems);
  if (found.length > 0)
    throw new LineError(found.map(([key, problem]) => ({ key: `facts.${key}`, problem })));
  return { id, facts };
}

/** The policy's rule in words and as SQL. Throws LineError for what has no form in SQL. */
export function explainPolicy(policy: MatchPolicy): string {
  try {
    return explainInSql(policy);
  } catch (error) {
    if (error instanceof InvalidRuleError) throw new LineError([{ key: error.path, problem: error.problem }]);
    throw error;
  }
}

/** The verdict of one firm on one policy, as a line of JSON. */
export function matchLine(policy: MatchPolicy, firm: MatchFirm): string {
  const evaluation = evaluatePrepared(policy.rule, openFactReader(firm.facts, policy.context));
  return JSON.stringify({
    policyId: policy.id,
    enterpriseId: firm.id,
    verdict: evaluation.verdict,
    shown: countShown(evaluation),
    conditions: evaluation.conditions.map((condition) => toConditionJson(condition, policy.context)),
    missing: [...new Set(evaluation.missing.map(({ key }) => key))],
  });
}

function parseLine<Output>(schema: z.ZodType<Output>, text: string): Output {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new LineError([{ key: 'line', problem: error instanceof Error ? error.message : String(error) }]);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new LineError(
    parsed.error.issues.map((issue) => ({ key: issue.path.join('.') || 'line', problem: issue.message })),
  );
}
