import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { openFactReader } from '~/knowledge/enterprises/fact-reader';
import { countShown } from '~/knowledge/policies/count-shown';
import { evaluatePrepared } from '~/knowledge/policies/evaluate-rule';
import { compileRules } from '~/knowledge/policies/population/compile-rule';
import {
  countShownRows,
  evaluateRange,
  settleDoubts,
  shownAt,
} from '~/knowledge/policies/population/evaluate-population';
import { makeFactColumns, writeCell } from '~/knowledge/policies/population/fact-columns';
import { prepareRule, type PreparedNode } from '~/knowledge/policies/prepare-rule';

import { context, factsOfFirm, firm, rule } from '../generated-rules';

const fieldsOf = (node: PreparedNode): { key: string; type: never }[] =>
  node.kind === 'group'
    ? node.children.flatMap(fieldsOf)
    : node.field
      ? [{ key: node.field.key, type: node.field.type as never }]
      : [];

describe('a compiled rule', () => {
  it('shows every firm as the evaluation of one firm does, whatever is missing', () => {
    const tally = { doubtful: 0, firms: 0 };
    fc.assert(
      fc.property(rule, fc.array(firm, { minLength: 1, maxLength: 70 }), (raw, firms) => {
        const prepared = prepareRule(raw, context);
        const columns = makeFactColumns(firms.length, fieldsOf(prepared));
        const exact = firms.map((given, row) => {
          const reader = openFactReader(factsOfFirm(given), context);
          for (const [key, column] of columns.columns) writeCell(column, row, reader.read(key));
          const evaluation = evaluatePrepared(prepared, reader);
          return { verdict: evaluation.verdict, shown: countShown(evaluation) };
        });
        const found = evaluateRange(compileRules([prepared], columns), 0, firms.length)[0]!;
        tally.firms += firms.length;
        tally.doubtful += found.doubtful.length;
        settleDoubts(found, 0, (row) => exact[row]!);
        expect(firms.map((_, row) => shownAt(found, row))).toEqual(exact.map(({ shown }) => shown));
        const counts = countShownRows(found, firms.length);
        expect(counts.eligible + counts['one-step'] + counts['to-confirm'] + counts.ineligible).toBe(
          firms.length,
        );
        expect(counts.eligible).toBe(exact.filter(({ verdict }) => verdict === 'eligible').length);
      }),
      { numRuns: 400 },
    );
    // Most rows are decided by the columns themselves, else nothing was tried.
    expect(tally.doubtful).toBeLessThan(tally.firms / 3);
  });
});
