import { prepareRule } from '../prepare-rule';
import { makeRuleContext } from '../rule-context';
import { compileRule } from './compile-rule';
import { evaluateRange } from './evaluate-population';
import type { PopulationAnswer, PopulationRequest } from './population-request';

/** A thread's share of a population: prepares and compiles the rules and evaluates them on its rows. */
export default function evaluatePopulationShare(request: PopulationRequest): PopulationAnswer {
  const { at, columns, rules, fromRow, toRow } = request;
  const catalogue = new Map(request.catalogue.map((definition) => [definition.key, definition]));
  return rules.map(({ rule, derived }) => {
    const prepared = prepareRule(rule, makeRuleContext(at, derived, catalogue));
    return evaluateRange(compileRule(prepared, columns), fromRow, toRow);
  });
}
