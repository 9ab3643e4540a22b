import { prepareRule } from '../prepare-rule';
import { makeRuleContext } from '../rule-context';
import { compileRules } from './compile-rule';
import { evaluateRange } from './evaluate-population';
import type { PopulationAnswer, PopulationRequest } from './population-request';

/** A thread's share of a population: prepares and compiles the rules and evaluates them on its rows. */
export default function evaluatePopulationShare(request: PopulationRequest): PopulationAnswer {
  const { at, columns, rules, fromRow, toRow } = request;
  const catalogue = new Map(request.catalogue.map((definition) => [definition.key, definition]));
  const prepared = rules.map(({ rule, derived }) =>
    prepareRule(rule, makeRuleContext(at, derived, catalogue)),
  );
  return evaluateRange(compileRules(prepared, columns), fromRow, toRow).map(
    ({ eligible, oneStep, toConfirm, doubtful }) => ({ eligible, oneStep, toConfirm, doubtful }),
  );
}
