import type { DerivedFactInput } from '../../enterprises/derived-fact-schema';
import {
  addExact,
  exact,
  formatDecimal,
  multiplyExact,
  parseDecimal,
  subtractExact,
  type ExactNumber,
} from '../../enterprises/exact-number';
import type { FactCatalogue } from '../../enterprises/fact-catalogue';
import type { PolicyDraft } from '../design/policy-draft';
import { runPolicyTests, type PolicyTest } from '../design/policy-test';
import { InvalidRuleError } from '../invalid-rule';
import { isRuleGroup, type RuleGroup, type RuleLeaf } from '../rule-schema';

type Facts = Record<string, unknown>;

/** What a ratio is drafted over: a share of it is a whole number of yuan or people. */
const base = 1_000_000;

/**
 * Test cases for a drafted rule: a firm that stands at every threshold, and, for each condition on a figure, one that
 * misses it by the least step. What is expected is what the notice says of such a firm; a case whose facts can't be
 * made (two conditions on one fact, a class of size) is left out, and none is kept that the rule doesn't bear out.
 */
export function draftTests(
  { rule, derived }: Pick<PolicyDraft, 'rule' | 'derived'>,
  at: string,
  catalogue: FactCatalogue,
): PolicyTest[] {
  const derivedByKey = new Map(derived.map((each) => [each.key, each]));
  const nodes = (rule as RuleGroup).rules;
  const leaves = nodes.map(firstLeaf);
  const factsOf = (leaf: RuleLeaf, step: 0 | 1) => meet(leaf, step, { derivedByKey, catalogue, at });
  const met = leaves.map((leaf) => factsOf(leaf, 0));
  if (met.includes(null)) return [];
  const all: Facts = Object.fromEntries(met.flatMap((facts) => Object.entries(facts ?? {})));
  const tests: PolicyTest[] = [makeTest('at-threshold', '各项条件都刚好达到', all, 'eligible', at)];
  for (const [place, leaf] of leaves.entries()) {
    const missed = factsOf(leaf, 1);
    if (missed === null || nodes[place] !== leaf) continue;
    const key = leaf.field ?? '';
    const fact = leaf.label ?? derivedByKey.get(key)?.label ?? catalogue.get(key)?.label.zh ?? key;
    const name = `其他都达到，只差：${fact}`.slice(0, 120);
    tests.push(makeTest(`missed-${String(place + 1)}`, name, { ...all, ...missed }, 'ineligible', at));
  }
  return keepBorneOut(tests, { rule, derived }, catalogue);
}

function keepBorneOut(
  tests: readonly PolicyTest[],
  content: Pick<PolicyDraft, 'rule' | 'derived'>,
  catalogue: FactCatalogue,
): PolicyTest[] {
  try {
    const outcomes = runPolicyTests(tests, content as never, catalogue);
    return tests.flatMap((test, at) => {
      const actual = outcomes[at]?.actual;
      // One that is one step away by a curable fact fails as the notice says; only its name for it differs.
      if (test.expected === 'ineligible' && actual === 'one-step')
        return [{ ...test, expected: 'one-step' as const }];
      return outcomes[at]?.passed ? [test] : [];
    });
  } catch (error) {
    if (error instanceof InvalidRuleError) return [];
    throw error;
  }
}

function makeTest(
  id: string,
  name: string,
  facts: Facts,
  expected: PolicyTest['expected'],
  at: string,
): PolicyTest {
  return { id, name, why: '按通知的界限生成，请核对', at, facts, expected, frozen: false };
}

/** Of a choice the first way in is enough. */
function firstLeaf(node: RuleLeaf | RuleGroup): RuleLeaf {
  if (!isRuleGroup(node)) return node;
  const [first] = node.rules;
  return first ? firstLeaf(first) : { operator: 'declared' };
}

interface Making {
  derivedByKey: ReadonlyMap<string, DerivedFactInput>;
  catalogue: FactCatalogue;
  at: string;
}

/** Facts that meet a condition exactly, or (`step` 1) miss it by the least; null where they can't be made. */
function meet(leaf: RuleLeaf, step: 0 | 1, making: Making): Facts | null {
  const { field, operator, value } = leaf;
  if (operator === 'declared') return step === 0 ? {} : null;
  if (operator === 'judged' || !field) return null;
  const derived = making.derivedByKey.get(field);
  if (derived) return meetDerived(derived, leaf, step, making.at);
  if (operator === 'isTrue' || operator === 'isFalse')
    return { [field]: (operator === 'isTrue') === (step === 0) };
  if (['<=', '<', '>=', '>'].includes(operator)) {
    const figure = figureOf(value);
    if (!figure || !making.catalogue.has(field)) return null;
    const isMoney = making.catalogue.get(field)?.type === 'money';
    const isShare = making.catalogue.get(field)?.type === 'share';
    const made = moved(figure, operator, step, isShare ? '0.001' : '1');
    return { [field]: isMoney || isShare ? formatDecimal(made) : Number(formatDecimal(made)) };
  }
  if (step === 1) return null;
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return making.catalogue.has(field) ? { [field]: first } : null;
}

function meetDerived(
  { formula }: DerivedFactInput,
  { operator, value }: RuleLeaf,
  step: 0 | 1,
  at: string,
): Facts | null {
  const figure = figureOf(value);
  if (!figure || !['<=', '<', '>=', '>'].includes(operator)) return null;
  if (formula.kind === 'age') {
    if (formula.in === 'days' || formula.in === 'months') return null;
    const years = Number(formatDecimal(figure));
    const day = `${String(Number(at.slice(0, 4)) - years)}${at.slice(4)}`;
    return { [formula.of]: step === 0 ? day : nextDay(day) };
  }
  if (formula.kind !== 'ratio' || formula.years !== undefined) return null;
  const { numerator, denominator } = formula;
  if (typeof numerator !== 'string' || typeof denominator !== 'string') return null;
  const share = multiplyExact(figure, exact(base));
  return {
    [numerator]: Number(formatDecimal(moved(share, operator, step, '1'))),
    [denominator]: base,
  };
}

/** The figure at its threshold, or one least step beyond it. */
function moved(figure: ExactNumber, operator: string, step: 0 | 1, least: string): ExactNumber {
  const unit = parseDecimal(least) ?? exact(1);
  const isStrict = operator === '<' || operator === '>';
  const isFloor = operator === '>=' || operator === '>';
  // Strict ones are met one step inside and missed at the threshold itself.
  const steps = (isStrict ? 1 : 0) - step;
  const distance = multiplyExact(unit, exact(Math.abs(steps)));
  const inward = isFloor ? steps >= 0 : steps < 0;
  return inward ? addExact(figure, distance) : subtractExact(figure, distance);
}

function figureOf(value: unknown): ExactNumber | null {
  const figure =
    typeof value === 'number' ? exact(value) : typeof value === 'string' ? parseDecimal(value) : null;
  return figure;
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
