import { InvalidInputError } from '~/prisma/access/access-denied';
import { cityDate } from '~/prisma/calendar/city-date';
import { isWorkDay } from '~/prisma/calendar/work-days';
import type { Db } from '~/prisma/database.server';

import { loadCatalogue } from '../../enterprises/load-catalogue.server';
import { InvalidRuleError } from '../invalid-rule';
import type { Population } from '../simulation/open-population.server';
import { gateChecks, mayPropose, type GateCheck } from './gate-checks';
import { lintPolicy, type PolicyFinding } from './lint-policy';
import { finishPolicyDraft, type PolicyDraft } from './policy-draft';
import { policyTestsSchema, runPolicyTests, type TestOutcome } from './policy-test';

/** What the gate found in a version. */
export interface GateResult {
  checks: GateCheck[];
  findings: PolicyFinding[];
  outcomes: TestOutcome[];
}

/** The version's columns that the gate looks at. */
export interface GatedVersion {
  title: string;
  effectiveFrom: string;
  expiresOn: string | null;
  content: unknown;
  tests: unknown;
  impactSeenAt: Date | null;
  state: string;
}

type Deps = { db: Db; now: () => Date; population: Population };

/** Runs lint and test cases on a version as it is stored. */
export async function checkPolicyGate(
  { db, now, population }: Deps,
  version: GatedVersion,
): Promise<GateResult> {
  const at = cityDate(now());
  const catalogue = await loadCatalogue(db);
  const content = version.content as PolicyDraft;
  const { title, effectiveFrom, expiresOn } = version;
  const coverage = await population.coverage(at);
  const findings = lintPolicy({
    title,
    effectiveFrom,
    expiresOn,
    content,
    catalogue,
    at,
    isWorkDay,
    coverage,
  });
  const tests = policyTestsSchema.parse(version.tests);
  const finished = finishPolicyDraft(content);
  let outcomes: TestOutcome[] = [];
  try {
    if (finished.ok) outcomes = runPolicyTests(tests, finished.content, catalogue);
  } catch (error) {
    // What can't be computed is among the findings already.
    if (!(error instanceof InvalidRuleError)) throw error;
  }
  if (!finished.ok && !findings.some(({ severity }) => severity === 'error')) {
    const [problem] = finished.problems;
    findings.push({
      code: 'unfinished',
      severity: 'error',
      tab: 'elements',
      params: { path: problem?.path ?? '' },
    });
  }
  const state = version.state as 'draft' | 'in-review' | 'published' | 'withdrawn';
  const impactSeen = version.impactSeenAt !== null;
  return {
    checks: gateChecks({ content, findings, tests, outcomes, impactSeen, state }),
    findings,
    outcomes,
  };
}

/** Throws InvalidInputError (check → sentence) unless the version may be published. */
export async function requirePolicyGate(deps: Deps, version: GatedVersion): Promise<void> {
  const { checks } = await checkPolicyGate(deps, version);
  if (mayPropose(checks)) return;
  const words: Record<GateCheck['id'], string> = {
    elements: '五要素、兑现内容或日期还没有填完整，请按提示补齐',
    cited: '有条件没有引用条款，请为每条条件选择依据',
    sound: '规则检查发现错误，请按提示修改',
    supplied: '有条件所用的数据没有任何来源，请改用其他数据或改为承诺条件',
    tests: '测试用例没有全部通过，或者缺少应符合、应不符合的用例',
    impact: '请先查看影响评估',
    second: '',
  };
  throw new InvalidInputError(
    Object.fromEntries(
      checks.filter(({ id, state }) => id !== 'second' && state !== 'done').map(({ id }) => [id, words[id]]),
    ),
  );
}
