import { describe, expect, it } from 'vitest';

import { openFactReader } from '~/knowledge/enterprises/fact-reader';
import { parseFacts } from '~/knowledge/enterprises/parse-facts';
import { compileRules } from '~/knowledge/policies/population/compile-rule';
import { makeFactColumns, writeCell } from '~/knowledge/policies/population/fact-columns';
import { lineOf, readEvidence } from '~/knowledge/policies/population/read-evidence';
import { prepareRule } from '~/knowledge/policies/prepare-rule';
import { makeRuleContext } from '~/knowledge/policies/rule-context';

const at = '2026-06-30';
const context = makeRuleContext(at);

describe('the evidence of a population', () => {
  it('tells of each firm which condition came to what, on which value', () => {
    const rule = prepareRule(
      {
        combinator: 'and',
        rules: [
          { field: 'staff.insured', operator: '<=', value: 300 },
          { field: 'region.code', operator: 'within', value: '330100' },
          { field: 'credit.abnormal', operator: 'isFalse' },
          { operator: 'declared', label: '未被处罚' },
        ],
      },
      context,
    );
    const columns = makeFactColumns(3, [
      { key: 'staff.insured', type: 'count' },
      { key: 'region.code', type: 'region' },
      { key: 'credit.abnormal', type: 'boolean' },
    ]);
    const firms = [
      { 'staff.insured': 86, 'region.code': '330102', 'credit.abnormal': false },
      { 'staff.insured': 301, 'region.code': '330102' },
      { 'region.code': '310101', 'credit.abnormal': false },
    ];
    firms.forEach((given, row) => {
      const { facts } = parseFacts(given, { catalogue: context.catalogue, derivedKeys: new Set(), asOf: at });
      const reader = openFactReader(facts, context);
      for (const [key, column] of columns.columns) writeCell(column, row, reader.read(key));
    });
    const told: unknown[] = [];
    const compiled = compileRules([rule], columns);
    readEvidence(compiled, compiled.rules[0]!, 0, 3, ({ fromRow, rows, verdicts, conditions }) => {
      for (let index = 0; index < rows; index += 1) {
        const lines = conditions.map((condition) => Object.values(lineOf(condition, fromRow, index)));
        told.push([fromRow + index, verdicts[index], ...lines]);
      }
    });
    expect(told).toEqual([
      [0, 1, ['met', 86], ['met', '330102'], ['met', false], ['declared', null]],
      [1, 0, ['not-met', 301], ['met', '330102'], ['unknown', null], ['declared', null]],
      [2, 0, ['unknown', null], ['not-met', '310101'], ['met', false], ['declared', null]],
    ]);
  });
});
