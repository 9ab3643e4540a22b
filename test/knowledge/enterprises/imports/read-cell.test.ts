import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { builtInCatalogue } from '~/knowledge/enterprises/fact-catalogue';
import { compareFact } from '~/knowledge/enterprises/imports/compare-fact';
import { mappingProblems } from '~/knowledge/enterprises/imports/fact-mapping';
import { guessFactMapping } from '~/knowledge/enterprises/imports/guess-fact-mapping';
import { readCell, readDate, readPeriod } from '~/knowledge/enterprises/imports/read-cell';
import { columnNames, headerRow } from '~/knowledge/enterprises/imports/read-layout';
import { mayBringIn, ownerDepartment } from '~/knowledge/enterprises/owner-department';

const definitionOf = (key: string) => builtInCatalogue.get(key) ?? expect.fail(key);
const value = (key: string, cell: string, unit: 'plain' | 'wan' | 'yi' | 'percent' = 'plain') => {
  const reading = readCell(definitionOf(key), cell, unit, false);
  return reading.kind === 'value' ? reading.value : reading.kind;
};

describe('cells', () => {
  test.each([
    ['revenue.annual', '1,234.5678', 'wan', '12345678'],
    ['revenue.annual', '0.3', 'yi', '30000000'],
    ['revenue.annual', '248万', 'plain', '2480000'],
    ['staff.layoff-rate', '5.5', 'percent', 0.055],
    ['staff.layoff-rate', '5.5%', 'plain', 0.055],
    ['staff.insured', '1,204人', 'plain', 1204],
    ['credit.abnormal', '否', 'plain', false],
    ['credit.abnormal', '√', 'plain', true],
    ['registration.date', '2020年5月8日', 'plain', '2020-05-08'],
    ['registration.date', '20200508', 'plain', '2020-05-08'],
    ['registration.status', '存续', 'plain', 'active'],
    ['region.code', '359900000000', 'plain', '359900'],
    ['industry.code', '6513', 'plain', 'I6513'],
    ['staff.insured', '—', 'plain', 'empty'],
    ['staff.insured', '', 'plain', 'empty'],
    ['staff.insured', '-3', 'plain', 'problem'],
    ['registration.date', '2020-02-30', 'plain', 'problem'],
    ['credit.abnormal', '也许', 'plain', 'problem'],
  ] as const)('%s: %s', (key, cell, unit, expected) => {
    expect(value(key, cell, unit)).toBe(expected);
  });

  test('an amount in 万元 is exactly ten thousand times as much, whatever its decimals', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9_999_999 }),
        fc.integer({ min: 0, max: 9999 }),
        (whole, part) => {
          const cell = `${whole}.${String(part).padStart(4, '0')}`;
          expect(value('revenue.annual', cell, 'wan')).toBe(String(BigInt(whole) * 10_000n + BigInt(part)));
        },
      ),
    );
  });

  test('every day there is can be read in each way of writing it', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1950-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
        (at) => {
          const iso = at.toISOString().slice(0, 10);
          const [year = '', month = '', day = ''] = iso.split('-');
          for (const text of [iso, iso.replaceAll('-', ''), `${year}年${Number(month)}月${Number(day)}日`])
            expect(readDate(text)).toBe(iso);
        },
      ),
    );
  });

  test.each([
    ['2025', '2025'],
    ['2025年度', '2025'],
    ['2025Q3', '2025Q3'],
    ['2025年第三季度', '2025Q3'],
    ['2025-3季度', '2025Q3'],
    ['去年', null],
  ])('period %s', (text, period) => {
    expect(readPeriod(text)).toBe(period);
  });
});

describe('columns', () => {
  test('are guessed by their names, with period and unit', () => {
    expect(
      guessFactMapping(
        [
          '统一社会信用代码',
          '单位名称',
          '2024年营业收入(万元)',
          '研发费用（元）',
          '备注',
          'staff.count@2025Q1',
        ],
        builtInCatalogue,
        2025,
      ),
    ).toEqual({
      统一社会信用代码: { to: 'credit-code' },
      单位名称: { to: 'name' },
      '2024年营业收入(万元)': { to: 'fact', key: 'revenue.annual', period: '2024', unit: 'wan' },
      '研发费用（元）': { to: 'fact', key: 'rd.expense', period: '2025', unit: 'plain' },
      备注: { to: 'skip' },
      'staff.count@2025Q1': { to: 'fact', key: 'staff.count', period: '2025Q1', unit: 'plain' },
    });
  });

  test('a column of periods serves the columns without one', () => {
    const guess = guessFactMapping(['信用代码', '年度', '营业收入'], builtInCatalogue, 2025);
    expect(guess.营业收入).toMatchObject({ period: 'row' });
  });

  test('what is wrong with a mapping is said by column', () => {
    const fact = { to: 'fact', key: 'revenue.annual', period: '', unit: 'plain' } as const;
    const problems = mappingProblems(
      {
        columns: {
          甲: fact,
          乙: { ...fact, period: '2025' },
          丙: { ...fact, period: '2025' },
          丁: { ...fact, key: 'no.such' },
        },
        ...{ observedOn: '2027-01-01', kind: 'registry', addFirms: true },
      },
      builtInCatalogue,
      () => true,
      '2026-11-22',
    );
    expect(Object.keys(problems).sort()).toEqual(
      ['addFirms', 'columns', 'columns.丁', 'columns.丙', 'columns.甲', 'observedOn'].sort(),
    );
  });

  test('captions stand above the header, and columns of one name are told apart', () => {
    expect(
      headerRow([
        ['登记一览', ''],
        ['代码', '名称'],
      ]),
    ).toBe(1);
    expect(headerRow([['x']])).toBe(-1);
    expect(columnNames(['电话', '电话', ''])).toEqual(['电话', '电话 (2)', '第 3 列']);
  });
});

describe('who keeps a fact', () => {
  const departments = [
    { id: 'hr', name: '云江市人力资源和社会保障局（示例）' },
    { id: 'tax', name: '云江市税务局' },
    { id: 'data', name: '云江市数据局' },
  ];
  test('is found by the authority’s name; who gathers may bring in all', () => {
    expect(ownerDepartment(definitionOf('staff.insured'), departments)?.id).toBe('hr');
    expect(ownerDepartment(definitionOf('tax.credit-grade'), departments)?.id).toBe('tax');
    expect(ownerDepartment(definitionOf('contact.name'), departments)).toBeNull();
    const may = (id: number) =>
      mayBringIn(definitionOf('staff.insured'), departments[id] ?? expect.fail(), departments);
    expect([0, 1, 2].map(may)).toEqual([true, false, true]);
  });
});

describe('comparison', () => {
  const row = fc.record({
    source: fc.constantFrom('人社局', '税务局'),
    sourceKind: fc.constantFrom('registry', 'stated'),
    observedOn: fc.constantFrom('2026-01-01', '2026-02-01', '2026-03-01'),
    recordedAt: fc.constantFrom('2026-04-01T00:00:00Z', '2026-05-01T00:00:00Z'),
    value: fc.constantFrom('1', '2'),
    validUntil: fc.constantFrom(null, '2027-01-01'),
  });
  test('a fact that was taken in is unchanged the next time', () => {
    fc.assert(
      fc.property(fc.array(row), row, (history, incoming) => {
        const after = [...history, { ...incoming, recordedAt: '2026-06-01T00:00:00Z' }];
        expect(compareFact(incoming, after).change).toBe('unchanged');
      }),
    );
  });
});
