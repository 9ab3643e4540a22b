import { useMemo } from 'react';

import type { FactCatalogue } from '~/knowledge/enterprises/fact-catalogue';
import { lintPolicy } from '~/knowledge/policies/design/lint-policy';
import { finishPolicyDraft } from '~/knowledge/policies/design/policy-draft';
import { runPolicyTests, type TestOutcome } from '~/knowledge/policies/design/policy-test';
import { InvalidRuleError } from '~/knowledge/policies/invalid-rule';
import type { PolicyContent } from '~/knowledge/policies/policy-content';
import type { CoverageAnswer } from '~/knowledge/policies/simulation/simulation-request';
import { ruleGroupSchema } from '~/knowledge/policies/rule-schema';
import { isWorkDay } from '~/prisma/calendar/work-days';

import { finishedDerived, type EditorState } from './editor-state';

interface ChecksInput {
  state: EditorState;
  catalogue: FactCatalogue;
  at: string;
  /** Undefined while it isn't known. */
  coverage: CoverageAnswer | undefined;
}

/** Lint and test cases of the draft as it stands, by the very functions that the gate on the server runs. */
export function useDraftChecks({ state, catalogue, at, coverage }: ChecksInput) {
  const { title, effectiveFrom, expiresOn, content, tests } = state;
  const findings = useMemo(
    () => lintPolicy({ title, effectiveFrom, expiresOn, content, catalogue, at, isWorkDay, coverage }),
    [title, effectiveFrom, expiresOn, content, catalogue, at, coverage],
  );
  const outcomes = useMemo((): TestOutcome[] => {
    const finished = finishPolicyDraft(content);
    const rule = finished.ok ? finished.content.rule : ruleGroupSchema.safeParse(content.rule).data;
    if (!rule) return [];
    const judged: Pick<PolicyContent, 'rule' | 'derived'> = { rule, derived: finishedDerived(content) };
    try {
      return runPolicyTests(tests, judged, catalogue);
    } catch (error) {
      // What can't be computed is among the findings.
      if (error instanceof InvalidRuleError) return [];
      throw error;
    }
  }, [content, tests, catalogue]);
  return { findings, outcomes };
}
