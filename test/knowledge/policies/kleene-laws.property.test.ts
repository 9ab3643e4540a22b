import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { openFactReader } from '~/knowledge/enterprises/fact-reader';
import type { FactSet, KnownFact } from '~/knowledge/enterprises/fact-set';
import { evaluatePrepared } from '~/knowledge/policies/evaluate-rule';
import { compileRules } from '~/knowledge/policies/population/compile-rule';
import { evaluateRange, shownAt } from '~/knowledge/policies/population/evaluate-population';
import { makeFactColumns, writeCell } from '~/knowledge/policies/population/fact-columns';
import { prepareRule, type PreparedNode } from '~/knowledge/policies/prepare-rule';
import { isRuleGroup, type RuleGroup, type RuleLeaf } from '~/knowledge/policies/rule-schema';

import { context, factsOfFirm, firm, rule } from './generated-rules';

const verdictOf = (raw: RuleGroup, facts: FactSet) =>
  evaluatePrepared(prepareRule(raw, context), openFactReader(facts, context)).verdict;

const fieldsOf = (node: PreparedNode): { key: string; type: never }[] =>
  node.kind === 'group'
    ? node.children.flatMap(fieldsOf)
    : node.field
      ? [{ key: node.field.key, type: node.field.type as never }]
      : [];

/** The compiled rule's verdicts of each firm; null where it leaves the firm to the exact evaluation. */
function compiledVerdicts(raw: RuleGroup, firms: readonly FactSet[]) {
  const prepared = prepareRule(raw, context);
  const columns = makeFactColumns(firms.length, fieldsOf(prepared));
  firms.forEach((facts, row) => {
    const reader = openFactReader(facts, context);
    for (const [key, column] of columns.columns) writeCell(column, row, reader.read(key));
  });
  const found = evaluateRange(compileRules([prepared], columns), 0, firms.length)[0]!;
  const doubtful = new Set(found.doubtful);
  return firms.map((_, row) => {
    if (doubtful.has(row)) return null;
    const shown = shownAt(found, row);
    // Of the four ways to show a verdict, only this one is certain to be eligible.
    return shown === 'eligible' ? 'eligible' : 'not eligible';
  });
}

/** De Morgan: the denial of a group is the other group of the denials. */
function turnRound(group: RuleGroup): RuleGroup {
  const deny = (node: RuleGroup | RuleLeaf): RuleGroup =>
    isRuleGroup(node)
      ? { ...node, not: !(node.not ?? false) }
      : { combinator: 'and', not: true, rules: [node] };
  return {
    combinator: group.combinator === 'and' ? 'or' : 'and',
    not: !(group.not ?? false),
    rules: group.rules.map(deny),
  };
}

/** Whether nothing in it can be decided, for then a denial is no denial: a declaration changes no verdict. */
const isDeclaredOnly = (node: RuleGroup | RuleLeaf): boolean =>
  isRuleGroup(node) ? node.rules.every(isDeclaredOnly) : node.operator === 'declared';

describe('the laws of three values', () => {
  it('De Morgan: not all of them is one of the denials, not one of them all of the denials', () => {
    fc.assert(
      fc.property(rule, firm, (raw, given) => {
        const facts = factsOfFirm(given);
        expect(verdictOf(turnRound(raw), facts)).toBe(verdictOf(raw, facts));
      }),
      { numRuns: 500 },
    );
  });

  it('De Morgan holds for compiled rules', () => {
    fc.assert(
      fc.property(rule, fc.array(firm, { minLength: 1, maxLength: 40 }), (raw, given) => {
        const firms = given.map(factsOfFirm);
        const one = compiledVerdicts(raw, firms);
        const other = compiledVerdicts(turnRound(raw), firms);
        one.forEach((verdict, row) => {
          if (verdict !== null && other[row] !== null) expect(other[row]).toBe(verdict);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('denied twice, a rule says the same', () => {
    fc.assert(
      fc.property(rule, firm, (raw, given) => {
        const facts = factsOfFirm(given);
        const once: RuleGroup = { combinator: 'and', not: true, rules: [raw] };
        const twice: RuleGroup = { combinator: 'or', not: true, rules: [once] };
        expect(verdictOf(twice, facts)).toBe(verdictOf(raw, facts));
        const denied = { eligible: 'ineligible', ineligible: 'eligible', unknown: 'unknown' } as const;
        if (!isDeclaredOnly(raw)) expect(verdictOf(once, facts)).toBe(denied[verdictOf(raw, facts)]);
      }),
      { numRuns: 300 },
    );
  });
});

/** Every single value of a firm's facts. */
function valuesOf(facts: FactSet): [string, string, KnownFact][] {
  return [...facts].flatMap(([key, periods]) =>
    [...periods].map(([period, fact]): [string, string, KnownFact] => [key, period, fact]),
  );
}

function factsFrom(values: readonly [string, string, KnownFact][]): FactSet {
  const facts = new Map<string, Map<string, KnownFact>>();
  for (const [key, period, fact] of values)
    facts.set(key, (facts.get(key) ?? new Map<string, KnownFact>()).set(period, fact));
  return facts;
}

describe('a fact that is added', () => {
  const scenario = fc.tuple(rule, firm, fc.array(fc.nat(99), { maxLength: 12 }));
  it('never turns a decided verdict into another', () => {
    const tally = { decided: 0, opened: 0 };
    fc.assert(
      fc.property(scenario, ([raw, given, order]) => {
        const values = valuesOf(factsOfFirm(given));
        const shuffled = [...values].sort(
          (a, b) => (order[values.indexOf(a)] ?? 0) - (order[values.indexOf(b)] ?? 0),
        );
        let before = verdictOf(raw, new Map());
        for (let known = 1; known <= shuffled.length; known += 1) {
          const now = verdictOf(raw, factsFrom(shuffled.slice(0, known)));
          if (before === 'unknown') tally.opened += now === 'unknown' ? 0 : 1;
          else {
            tally.decided += 1;
            expect(now).toBe(before);
          }
          before = now;
        }
      }),
      { numRuns: 500 },
    );
    // Verdicts were decided on the way, by facts; else nothing was tried.
    expect(tally.opened).toBeGreaterThan(100);
    expect(tally.decided).toBeGreaterThan(300);
  });

  it('never takes eligibility from a firm in a compiled rule', () => {
    fc.assert(
      fc.property(scenario, ([raw, given]) => {
        const values = valuesOf(factsOfFirm(given));
        const stages = [...values.keys(), values.length].map((known) => factsFrom(values.slice(0, known)));
        let before: string | null = null;
        for (const verdict of compiledVerdicts(raw, stages)) {
          if (before === 'eligible' && verdict !== null) expect(verdict).toBe('eligible');
          before = verdict ?? before;
        }
      }),
      { numRuns: 200 },
    );
  });
});
