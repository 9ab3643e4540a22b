import { checkDerivedFacts } from '../enterprises/check-derived-facts';
import type { DerivedFact } from '../enterprises/derived-fact-schema';
import type { FactValue } from '../enterprises/fact-value';
import { conditionLabel, expectationWords } from './condition-words';
import { InvalidRuleError } from './invalid-rule';
import { findField, type Field, type RuleContext } from './rule-context';
import {
  isRuleGroup,
  ruleGroupSchema,
  type RuleGroup,
  type RuleLeaf,
  type RuleOperator,
} from './rule-schema';
import { makeLeafTest, type LeafTest } from './rule-test';

/** Words in both languages, made once a rule. */
export interface TwoWords {
  readonly zh: string;
  readonly en: string;
}

interface Prepared {
  readonly id: string;
  readonly label: TwoWords;
  readonly expected: TwoWords;
  readonly source: string | undefined;
  /** What the policy says; undefined leaves it to the fact, or to the group's conditions. */
  readonly curable: boolean | undefined;
}

/** A leaf made ready: its field found, its value checked. */
export interface PreparedLeaf extends Prepared {
  readonly kind: 'leaf';
  readonly operator: RuleOperator;
  readonly field: Field | null;
  /** The values that the fact is compared with, checked. */
  readonly operands: readonly FactValue[];
  readonly test: LeafTest;
}

/** A group made ready. */
export interface PreparedGroup extends Prepared {
  readonly kind: 'group';
  readonly combinator: 'and' | 'or';
  readonly not: boolean;
  readonly children: readonly PreparedNode[];
}
export type PreparedNode = PreparedLeaf | PreparedGroup;

/**
 * Checks a rule against the facts that there are and makes it ready for many evaluations on one day.
 * Throws InvalidRuleError with the path of the first thing that can't be computed.
 */
export function prepareRule(rule: unknown, context: RuleContext): PreparedGroup {
  const parsed = ruleGroupSchema.safeParse(rule);
  if (!parsed.success) {
    const [path, message] = firstIssue(parsed.error.issues);
    throw new InvalidRuleError(['rule', ...path].join('.'), message);
  }
  return prepareGroup(parsed.data, 'rule', '', context);
}

/** Checks a policy's own derived facts within the context that holds them. Throws InvalidRuleError. */
export function requireDerivedFacts(own: readonly DerivedFact[], context: RuleContext): void {
  const [problem] = checkDerivedFacts(own, context.derived, context.catalogue);
  if (problem) throw new InvalidRuleError(`derived.${problem.key}`, problem.problem);
}

interface Issue {
  path: PropertyKey[];
  message: string;
  errors?: Issue[][];
}

/** Of a union the branch that was meant tells most: the one whose complaint lies deepest, then the one with fewest. */
function firstIssue(issues: readonly unknown[]): [string[], string] {
  const issue = issues[0] as Issue;
  const path = issue.path.map(String);
  const [meant] = (issue.errors ?? [])
    .map((branch) => ({ count: branch.length, first: firstIssue(branch) }))
    .sort((a, b) => b.first[0].length - a.first[0].length || a.count - b.count);
  return meant ? [[...path, ...meant.first[0]], meant.first[1]] : [path, issue.message];
}

function prepareGroup(group: RuleGroup, path: string, id: string, context: RuleContext): PreparedGroup {
  const any = group.combinator === 'or';
  const not = group.not ?? false;
  const expected = any
    ? {
        zh: not ? '以下条件都不成立' : '以下条件至少一项成立',
        en: not ? 'none of these' : 'at least one of these',
      }
    : { zh: not ? '以下条件不同时成立' : '以下条件全部成立', en: not ? 'not all of these' : 'all of these' };
  return {
    kind: 'group',
    id: group.id ?? (id || 'all'),
    label: { zh: group.label ?? expected.zh, en: group.labelEn ?? group.label ?? expected.en },
    expected,
    source: group.source,
    curable: group.curable,
    combinator: group.combinator,
    not,
    children: group.rules.map((rule, index) => {
      const childPath = `${path}.rules.${index}`;
      const childId = id ? `${id}.${index + 1}` : String(index + 1);
      return isRuleGroup(rule)
        ? prepareGroup(rule, childPath, childId, context)
        : prepareLeaf(rule, childPath, childId, context);
    }),
  };
}

const undecided: LeafTest = () => null;

function prepareLeaf(leaf: RuleLeaf, path: string, id: string, context: RuleContext): PreparedLeaf {
  const base = { kind: 'leaf' as const, id: leaf.id ?? id, source: leaf.source, operator: leaf.operator };
  if (leaf.operator === 'declared' || leaf.operator === 'judged') {
    const expected = inBoth((locale) => expectationWords(leaf.operator, [], {} as Field, locale));
    const label = inBoth((locale) => conditionLabel(leaf, null, expected[locale], locale));
    return { ...base, label, expected, curable: leaf.curable, field: null, operands: [], test: undecided };
  }
  const field = leaf.field ? findField(leaf.field, context) : null;
  if (!field) throw new InvalidRuleError(`${path}.field`, `unknown fact: ${leaf.field ?? ''}`);
  const made = makeLeafTest(leaf, field, context.at);
  if (!made.ok) throw new InvalidRuleError(`${path}.${made.path}`, `${field.key}: ${made.problem}`);
  const expected = inBoth((locale) => expectationWords(leaf.operator, made.operands, field, locale));
  const label = inBoth((locale) => conditionLabel(leaf, field, expected[locale], locale));
  const { operands, test } = made;
  return { ...base, label, expected, curable: leaf.curable ?? field.curable, field, operands, test };
}

function inBoth(make: (locale: 'zh' | 'en') => string): TwoWords {
  return { zh: make('zh'), en: make('en') };
}
