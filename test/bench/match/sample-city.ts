import { LogicEngine } from 'json-logic-engine';

import { formatDecimal, type ExactNumber } from '~/knowledge/enterprises/exact-number';
import { isExact } from '~/knowledge/enterprises/fact-value';
import { openFactReader, type FactReader } from '~/knowledge/enterprises/fact-reader';
import { evaluatePrepared, type Verdict } from '~/knowledge/policies/evaluate-rule';
import { compileRules } from '~/knowledge/policies/population/compile-rule';
import { evaluateRange, evaluateVerdicts } from '~/knowledge/policies/population/evaluate-population';
import { hasBit, makeFactColumns, writeCell } from '~/knowledge/policies/population/fact-columns';
import {
  prepareRule,
  type PreparedGroup,
  type PreparedLeaf,
  type PreparedNode,
} from '~/knowledge/policies/prepare-rule';
import { makeRuleContext } from '~/knowledge/policies/rule-context';

import { readSampleCity } from '../read-sample-city';
import { measure, median } from './measure';

/** What the sample city's own rules cost, ours beside json-logic-engine. */
export interface SampleCityFigures {
  firms: number;
  policies: number;
  conditions: number;
  oursPerSecond: number;
  peerPerSecond: number;
  /** Verdicts of the peer that are wrong, of so many. */
  wrong: number;
  asked: number;
  /** Pairs that the columns leave to the exact evaluation. */
  doubtful: number;
}

const at = '2026-11-22';
const peerFirms = 500;

/**
 * The sample city's rules over its 5,000 firms. The peer is given what it has no words for: derived facts, periods, regions
 * and industries as values worked out before the clock runs. Throws where ours and the exact evaluation differ.
 */
export async function measureSampleCity(rounds: number): Promise<SampleCityFigures> {
  const { catalogue, policies, firms } = readSampleCity(at);
  const prepared = policies.map(({ content }) => {
    const context = makeRuleContext(at, content.derived, catalogue);
    return { context, rule: prepareRule(content.rule, context) };
  });
  const fields = new Map(
    prepared.flatMap(({ rule, context }) =>
      leavesOf(rule).flatMap(({ field }) => (field ? [[field.key, { field, context }] as const] : [])),
    ),
  );
  const columns = makeFactColumns(
    firms.length,
    [...fields.values()].map(({ field }) => ({ key: field.key, type: field.type })),
  );
  const readersOf = (row: number) => {
    const readers = new Map<unknown, FactReader>();
    return (context: (typeof prepared)[number]['context']) => {
      const known = readers.get(context) ?? openFactReader(firms[row]!, context);
      readers.set(context, known);
      return known;
    };
  };
  firms.forEach((_, row) => {
    const readerOf = readersOf(row);
    for (const [key, { context }] of fields)
      writeCell(columns.columns.get(key)!, row, readerOf(context).read(key));
  });
  const compiled = compileRules(
    prepared.map(({ rule }) => rule),
    columns,
  );
  const truth = firms.map((_, row) => {
    const readerOf = readersOf(row);
    return prepared.map(({ rule, context }) => evaluatePrepared(rule, readerOf(context)).verdict);
  });
  const words = Math.ceil(firms.length / 32);
  const out = prepared.map(() => ({ met: new Int32Array(words), unknown: new Int32Array(words) }));
  const ours: number[] = [];
  const times = 50;
  for (let round = 0; round <= rounds; round += 1) {
    const ms = await measure(() => {
      for (let time = 0; time < times; time += 1) evaluateVerdicts(compiled, 0, firms.length, out);
    });
    if (round > 0) ours.push((firms.length * prepared.length * times * 1000) / ms);
  }
  const found = evaluateRange(compiled, 0, firms.length);
  const doubts = found.map(({ doubtful }) => new Set(doubtful));
  prepared.forEach((_, policy) =>
    firms.forEach((_, row) => {
      if (doubts[policy]!.has(row)) return;
      const { met, unknown } = out[policy]!;
      const verdict = hasBit(met, row) ? 'eligible' : hasBit(unknown, row) ? 'unknown' : 'ineligible';
      if (verdict !== truth[row]![policy])
        throw new Error(
          `${policies[policy]!.id}: ${verdict} for firm ${String(row)}, ${String(truth[row]![policy])} by one`,
        );
    }),
  );
  const peer = await measurePeer(prepared, readersOf, truth, rounds);
  return {
    ...{ firms: firms.length, policies: prepared.length, ...peer },
    conditions: prepared.reduce((sum, { rule }) => sum + leavesOf(rule).length, 0),
    oursPerSecond: median(ours),
    doubtful: doubts.reduce((sum, { size }) => sum + size, 0),
  };
}

const toNumber = (value: ExactNumber) => Number(formatDecimal(value, 12));

type Prepared = { rule: PreparedGroup; context: ReturnType<typeof makeRuleContext> };

async function measurePeer(
  prepared: readonly Prepared[],
  readersOf: (row: number) => (context: Prepared['context']) => FactReader,
  truth: readonly (readonly Verdict[])[],
  rounds: number,
) {
  const engine = new LogicEngine();
  const built = prepared.map(({ rule }, policy) => engine.build(logicOf(rule, `p${String(policy)}`)));
  const given = Array.from({ length: peerFirms }, (_, row) => {
    const readerOf = readersOf(row);
    const values: Record<string, unknown> = {};
    prepared.forEach(({ rule, context }, policy) =>
      giveValues(rule, `p${String(policy)}`, readerOf(context), values),
    );
    return values;
  });
  const speeds: number[] = [];
  let wrong = 0;
  for (let round = 0; round <= rounds; round += 1) {
    wrong = 0;
    const ms = await measure(() =>
      given.forEach((values, row) =>
        built.forEach((run, policy) => {
          const said = (run as (data: unknown) => unknown)(values) === true ? 'eligible' : 'ineligible';
          if (said !== truth[row]![policy]) wrong += 1;
        }),
      ),
    );
    if (round > 0) speeds.push((given.length * built.length * 1000) / ms);
  }
  return { peerPerSecond: median(speeds), wrong, asked: given.length * built.length };
}

function leavesOf(node: PreparedNode): PreparedLeaf[] {
  return node.kind === 'leaf' ? [node] : node.children.flatMap(leavesOf);
}

const compared = new Set(['<', '<=', '>', '>=']);

/** What the peer can compare itself: a figure with a figure. */
function figureOf({ operator, operands: [operand] }: PreparedLeaf): number | null {
  return compared.has(operator) && operand !== undefined && isExact(operand) ? toNumber(operand) : null;
}

function logicOf(node: PreparedNode, name: string): object {
  if (node.kind === 'group') {
    const children = node.children.map((child, at) => logicOf(child, `${name}_${String(at)}`));
    return node.not ? { '!': [{ [node.combinator]: children }] } : { [node.combinator]: children };
  }
  const figure = figureOf(node);
  return figure === null ? { '===': [{ var: name }, true] } : { [node.operator]: [{ var: name }, figure] };
}

function giveValues(
  node: PreparedNode,
  name: string,
  reader: FactReader,
  into: Record<string, unknown>,
): void {
  if (node.kind === 'group') {
    node.children.forEach((child, at) => giveValues(child, `${name}_${String(at)}`, reader, into));
    return;
  }
  if (node.operator === 'declared') into[name] = true;
  if (!node.field || node.operator === 'declared' || node.operator === 'judged') return;
  const reading = reader.read(node.field.key);
  if (figureOf(node) === null) {
    const decided = node.test(reading);
    if (decided !== null) into[name] = decided;
  } else if (reading.value !== undefined && isExact(reading.value)) into[name] = toNumber(reading.value);
}
