import { z } from 'zod';

import type { FactCatalogue } from '../../enterprises/fact-catalogue';
import { openFactReader } from '../../enterprises/fact-reader';
import { parseFacts } from '../../enterprises/parse-facts';
import { countShown } from '../count-shown';
import { evaluatePrepared, type Evaluation } from '../evaluate-rule';
import type { PreparedNode } from '../prepare-rule';
import { prepareRule, requireDerivedFacts } from '../prepare-rule';
import type { PolicyContent } from '../policy-content';
import { makeRuleContext } from '../rule-context';
import type { Shown } from '../shown';

/** How a firm of a test case must be shown; the policy counts as in force. */
export const expectedShown = ['eligible', 'one-step', 'to-confirm', 'ineligible'] as const;

/** A test case 用例: facts → verdict, and why. Written by hand, or frozen from a firm without its name. */
export const policyTestSchema = z.strictObject({
  id: z.string().min(1).max(60),
  name: z.string().max(120),
  why: z.string().max(500).default(''),
  /** The day on which the facts are judged. */
  at: z.string().regex(/^\d{4}-\d\d-\d\d$/),
  /** As `POST /api/v1/match` takes them: {key: value} or {key: {period: value}}. */
  facts: z.record(z.string(), z.unknown()),
  expected: z.enum(expectedShown),
  /** Frozen from a real firm. */
  frozen: z.boolean().default(false),
});
export type PolicyTest = z.infer<typeof policyTestSchema>;
export const policyTestsSchema = z.array(policyTestSchema).max(200);

/** What came of a test case. */
export interface TestOutcome {
  id: string;
  passed: boolean;
  actual: Exclude<Shown, 'expired'> | null;
  /** Fact → what is wrong with it. */
  problems: Record<string, string>;
  /** Ids of the leaves that speak against what was expected. */
  blame: string[];
}

/** Judges each test case by the rule. Throws InvalidRuleError for a rule that can't be computed. */
export function runPolicyTests(
  tests: readonly PolicyTest[],
  content: Pick<PolicyContent, 'rule' | 'derived'>,
  catalogue: FactCatalogue,
): TestOutcome[] {
  return tests.map((test) => {
    const context = makeRuleContext(test.at, content.derived, catalogue);
    requireDerivedFacts(content.derived, context);
    const { facts, problems } = parseFacts(test.facts, {
      catalogue,
      derivedKeys: context.derived,
      asOf: test.at,
    });
    if (Object.keys(problems).length > 0)
      return { id: test.id, passed: false, actual: null, problems, blame: [] };
    const prepared = prepareRule(content.rule, context);
    const evaluation = evaluatePrepared(prepared, openFactReader(facts, context));
    const actual = countShown(evaluation);
    const passed = actual === test.expected;
    return {
      id: test.id,
      passed,
      actual,
      problems: {},
      blame: passed ? [] : blamedLeaves(evaluation, test.expected),
    };
  });
}

/** The leaves that aren't met where a firm should pass; where it shouldn't, those that are. */
function blamedLeaves({ conditions }: Evaluation, expected: PolicyTest['expected']): string[] {
  const wanted =
    expected === 'eligible'
      ? ['not-met', 'unknown']
      : expected === 'ineligible'
        ? ['met', 'unknown']
        : ['not-met'];
  const found: string[] = [];
  const visit = (condition: Evaluation['conditions'][number], node: PreparedNode) => {
    if (expected === 'eligible' && condition.result === 'met') return;
    if (condition.children) condition.children.forEach((child) => visit(child, child.node));
    else if (wanted.includes(condition.result)) found.push(node.id);
  };
  for (const condition of conditions) visit(condition, condition.node);
  return expected === 'ineligible' ? [] : found;
}
