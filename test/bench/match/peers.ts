import { parse as parseCel } from '@marcbachmann/cel-js';
import { evaluateExpressionSync } from '@gorules/zen-engine';
import { LogicEngine } from 'json-logic-engine';
import { Engine } from 'json-rules-engine';

import type { RuleGroup, RuleLeaf } from '~/knowledge/policies/rule-schema';

import type { Firm } from './make-population';

/** A firm as the peers take it: keys without dots; nothing stands for what is missing. */
export type PeerFirm = Record<string, number | string | boolean>;

/** What a peer says of a firm; it has no unknown, so `threw` is all it can say of missing data. */
export type PeerVerdict = boolean | 'threw';

/** A peer with one rule loaded. */
export type PeerRule = (firm: PeerFirm) => PeerVerdict | Promise<PeerVerdict>;

/** A peer: makes a rule ready once, as its documentation advises for many evaluations. */
export interface Peer {
  readonly name: string;
  prepare(rule: RuleGroup | RuleLeaf): PeerRule;
}

const plainKey = (key: string) => key.replace(/[.-]/g, '_');

/** The firm with keys that every peer accepts. */
export function asPeerFirm(firm: Firm): PeerFirm {
  return Object.fromEntries(Object.entries(firm).map(([key, value]) => [plainKey(key), value]));
}

const isGroup = (node: RuleGroup | RuleLeaf): node is RuleGroup => 'rules' in node;
const operatorOf = ({ operator }: RuleLeaf) => (operator === 'before' ? '<' : operator);
const fieldOf = ({ field = '' }: RuleLeaf) => plainKey(field);

/** As an expression of CEL and of ZEN: the two agree on these rules but for the words of and and or. */
function expressionOf(node: RuleGroup | RuleLeaf, words: { and: string; or: string }): string {
  if (isGroup(node))
    return `(${node.rules.map((rule) => expressionOf(rule, words)).join(` ${words[node.combinator]} `)})`;
  const value = typeof node.value === 'number' ? celNumber(node.value) : JSON.stringify(node.value);
  return `${fieldOf(node)} ${operatorOf(node)} ${value}`;
}

const celNumber = (value: number) => (Number.isInteger(value) ? `${value}.0` : String(value));

function jsonLogicOf(node: RuleGroup | RuleLeaf): object {
  if (isGroup(node)) return { [node.combinator]: node.rules.map(jsonLogicOf) };
  return { [operatorOf(node)]: [{ var: fieldOf(node) }, node.value] };
}

const jsonRulesOperators: Record<string, string> = {
  '<=': 'lessThanInclusive',
  '>=': 'greaterThanInclusive',
  '<': 'earlierThan',
};

function jsonRulesOf(node: RuleGroup | RuleLeaf): object {
  if (isGroup(node)) return { [node.combinator === 'and' ? 'all' : 'any']: node.rules.map(jsonRulesOf) };
  return { fact: fieldOf(node), operator: jsonRulesOperators[operatorOf(node)], value: node.value };
}

function guarded(run: (firm: PeerFirm) => unknown): PeerRule {
  return (firm) => {
    try {
      return run(firm) === true;
    } catch {
      return 'threw';
    }
  };
}

export const jsonLogicEngine: Peer = {
  name: 'json-logic-engine build()',
  prepare(rule) {
    const built = new LogicEngine().build(jsonLogicOf(rule)) as (firm: PeerFirm) => unknown;
    return guarded(built);
  },
};

export const celJs: Peer = {
  name: '@marcbachmann/cel-js',
  prepare(rule) {
    const evaluate = parseCel(expressionOf(rule, { and: '&&', or: '||' }));
    return guarded((firm) => evaluate(firm));
  },
};

export const zenEngine: Peer = {
  name: '@gorules/zen-engine',
  prepare(rule) {
    const expression = expressionOf(rule, { and: 'and', or: 'or' });
    return guarded((firm) => evaluateExpressionSync(expression, firm));
  },
};

export const jsonRulesEngine: Peer = {
  name: 'json-rules-engine',
  prepare(rule) {
    const engine = new Engine();
    engine.addOperator(
      'earlierThan',
      (fact: unknown, value: string) => typeof fact === 'string' && fact < value,
    );
    const conditions = jsonRulesOf('rules' in rule ? rule : { combinator: 'and', rules: [rule] });
    engine.addRule({ conditions: conditions as never, event: { type: 'met' } });
    return async (firm) => {
      try {
        return (await engine.run(firm)).events.length > 0;
      } catch {
        return 'threw';
      }
    };
  },
};

export const peers: readonly Peer[] = [jsonLogicEngine, celJs, zenEngine, jsonRulesEngine];
