import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';

import { openFactReader } from '~/knowledge/enterprises/fact-reader';
import type { FactSet } from '~/knowledge/enterprises/fact-set';
import { evaluatePrepared } from '~/knowledge/policies/evaluate-rule';
import { prepareRule } from '~/knowledge/policies/prepare-rule';
import { toSqlFactRows } from '~/knowledge/policies/sql/fact-row';
import { ruleInSql, sqlTables } from '~/knowledge/policies/sql/rule-in-sql';
import { openConnection } from '~/prisma/sqlite-connection.server';

import { context, factsOfFirm, firm, leaf, rule } from '../generated-rules';

const database = openConnection(':memory:');
database.exec(sqlTables);
afterAll(() => database.close());

function fill(firms: readonly FactSet[]) {
  database.exec('BEGIN; DELETE FROM facts; DELETE FROM enterprises;');
  const addFirm = database.prepare('INSERT INTO enterprises VALUES (?)');
  const addFact = database.prepare('INSERT INTO facts VALUES (?, ?, ?, ?)');
  firms.forEach((facts, index) => {
    const id = String(index).padStart(4, '0');
    addFirm.run([id]);
    for (const { key, period, value } of toSqlFactRows(facts, context.catalogue))
      addFact.run([id, key, period, value]);
  });
  database.exec('COMMIT');
}

function judge(raw: unknown, firms: readonly FactSet[]) {
  const prepared = prepareRule(raw, context);
  const { text, parameters } = ruleInSql(prepared, context);
  fill(firms);
  const rows = database.prepare(text).all(parameters.map(({ value }) => value)) as {
    verdict: string;
    exact: number;
  }[];
  const exactly = firms.map((facts) => evaluatePrepared(prepared, openFactReader(facts, context)).verdict);
  return { rows, exactly, text, parameters };
}

describe('a rule as SQL', () => {
  it('comes to the verdict of the evaluation, whatever is missing', () => {
    const tally = { firms: 0, inexact: 0 };
    fc.assert(
      fc.property(rule, fc.array(firm, { minLength: 1, maxLength: 30 }), (raw, given) => {
        const { rows, exactly } = judge(raw, given.map(factsOfFirm));
        const inexact = rows.filter(({ exact }) => exact === 0).length;
        tally.firms += rows.length;
        tally.inexact += inexact;
        expect(rows.map(({ verdict, exact }, index) => (exact ? verdict : exactly[index]))).toEqual(exactly);
      }),
      { numRuns: 300 },
    );
    // Figures of firms fit into 64 bits with room for products, else nothing was tried.
    expect(tally.inexact).toBeLessThan(tally.firms / 50);
  });

  it('holds for every kind of condition alone', () => {
    fc.assert(
      fc.property(leaf, fc.array(firm, { minLength: 10, maxLength: 40 }), (only, given) => {
        const { rows, exactly } = judge({ combinator: 'and', rules: [only] }, given.map(factsOfFirm));
        expect(rows.map(({ verdict, exact }, index) => (exact ? verdict : exactly[index]))).toEqual(exactly);
      }),
      { numRuns: 300 },
    );
  });

  it('marks each firm whose figures leave 64 bits, and is right about the others', () => {
    const huge = fc.constantFrom(
      '92233720368547758.07',
      '92233720368547758.08',
      '9'.repeat(24),
      '0.001',
      '12',
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(huge, huge), { minLength: 1, maxLength: 9 }), huge, (pairs, limit) => {
        const firms = pairs.map(([revenue, rd]) =>
          factsOfFirm({ 'revenue.annual': revenue, 'rd.expense': rd }),
        );
        for (const only of [
          { field: 'revenue.annual', operator: '>=', value: limit },
          { field: 'rd.share', operator: '<', value: '0.055' },
          { field: 'rd.share', operator: '>=', value: limit },
        ]) {
          const { rows, exactly } = judge({ combinator: 'and', rules: [only] }, firms);
          rows.forEach(({ verdict, exact }, index) => {
            if (exact) expect(verdict).toBe(exactly[index]);
          });
          if (only.field === 'revenue.annual')
            expect(rows.map(({ exact }) => exact)).toEqual(
              pairs.map(([revenue]) => (['92233720368547758.07', '12'].includes(revenue) ? 1 : 0)),
            );
        }
      }),
      { numRuns: 60 },
    );
  });

  it('binds every value of the rule and names what can’t be told in a comment', () => {
    const label = '名称”\n; DROP TABLE facts; --';
    const raw = {
      combinator: 'and',
      rules: [{ field: 'registration.name', operator: 'contains', value: "云'江; --", label }],
    };
    const { text, parameters, rows } = judge(raw, [factsOfFirm({ 'registration.name': "云'江; --厂" })]);
    expect(rows).toEqual([{ enterprise: '0000', verdict: 'eligible', exact: 1 }]);
    expect(text).not.toContain("云'江");
    expect(text.split('\n').filter((line) => line.includes('DROP'))).toEqual([
      '    -- 名称” ; DROP TABLE facts; --',
    ]);
    expect(parameters.map(({ value }) => value)).toEqual(["云'江; --"]);
  });
});
