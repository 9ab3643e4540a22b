import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { findConflicts, normLevel, type ConflictPassage } from '~/knowledge/answers/conflicts/find-conflicts';

let next = 1;
const passage = (text: string, more: Partial<ConflictPassage> = {}): ConflictPassage => ({
  passageId: next++,
  documentId: `d${next}`,
  title: '云江市研发补助办法',
  documentNumber: null,
  issuer: '云江市科学技术局',
  path: '第三条',
  text,
  status: 'in-force',
  effectiveFrom: '2024-01-01',
  ...more,
});
const ten = '对企业上年度研发费用给予后补助，补助比例为10%。';
const five = '对企业上年度研发费用给予后补助，补助比例为5%。';

describe('two passages in force that differ', () => {
  test('are shown, the newer first', () => {
    const old = passage(five, { effectiveFrom: '2022-01-01' });
    const young = passage(ten);
    for (const order of [
      [old, young],
      [young, old],
    ])
      expect(findConflicts(order)).toMatchObject([
        {
          aspect: '补助',
          rule: 'newer',
          first: { figure: '10%', passage: young },
          second: { figure: '5%', passage: old },
        },
      ]);
  });

  test('the higher goes before the newer', () => {
    const law = passage(
      '企业应当自登记之日起二十日内办理社会保险登记，办结期限为二十日。'.replace('二十日内', '当日'),
      {
        title: '中华人民共和国社会保险法',
        issuer: '全国人民代表大会常务委员会',
        effectiveFrom: '2011-07-01',
      },
    );
    const rule = passage('企业应当自登记之日起当日办理社会保险登记，办结期限为三十日。', {
      effectiveFrom: '2025-01-01',
    });
    expect(findConflicts([rule, law])).toMatchObject([
      { rule: 'higher', first: { figure: '二十日' }, second: { figure: '三十日' } },
    ]);
  });

  test('of one level and one day a person must say', () => {
    expect(findConflicts([passage(ten), passage(five)])).toMatchObject([{ rule: 'undecided' }]);
  });
});

describe('no conflict', () => {
  test.each([
    ['the same figure otherwise written', ten, '对企业上年度研发费用给予后补助，补助比例为百分之十。'],
    [
      'another case',
      '对小型企业上年度研发费用给予后补助，补助比例为10%。',
      '对微型企业上年度研发费用给予后补助，补助比例为5%。',
    ],
    ['another matter', ten, '对新购设备给予一次性补助，补助比例为5%。'],
    ['another unit', ten, '对企业上年度研发费用给予后补助，补助最高50万元。'],
    ['another bound', '对企业上年度研发费用给予后补助，补助比例不超过10%。', five],
    ['an exception', '对企业上年度研发费用给予后补助，补助比例为10%，另有规定的除外。', five],
    ['several figures', '对企业上年度研发费用给予后补助，补助比例为10%或者15%。', five],
    ['no figure', '对企业上年度研发费用给予后补助。', five],
  ])('%s', (_, a, b) => expect(findConflicts([passage(a), passage(b)])).toEqual([]));

  test('within one document, or with a text that is not in force', () => {
    expect(findConflicts([passage(ten, { documentId: 'x' }), passage(five, { documentId: 'x' })])).toEqual(
      [],
    );
    expect(findConflicts([passage(ten), passage(five, { status: 'superseded' })])).toEqual([]);
  });
});

test('a passage never conflicts with itself, and the order of passages changes nothing', () => {
  const text = fc.constantFrom(
    ten,
    five,
    '企业应当在期限30日内报送材料。',
    '企业应当在期限20日内报送材料。',
    '甲',
  );
  fc.assert(
    fc.property(fc.array(text, { maxLength: 6 }), (texts) => {
      const passages = texts.map((one, i) =>
        passage(one, { passageId: i, documentId: `d${i}`, effectiveFrom: `20${10 + i}-01-01` }),
      );
      const sides = (list: ConflictPassage[]) =>
        findConflicts(list)
          .map(({ first, second }) => `${first.passage.passageId}>${second.passage.passageId}`)
          .sort();
      expect(sides(passages)).toEqual(sides([...passages].reverse()));
      expect(
        findConflicts(passages.flatMap((one) => [one, one])).every(
          ({ first, second }) => first.passage.documentId !== second.passage.documentId,
        ),
      ).toBe(true);
    }),
  );
});

test.each([
  ['中华人民共和国公司法', '全国人民代表大会常务委员会', null, 5],
  ['优化营商环境条例', '国务院', '国务院令第722号', 4],
  ['云江市科技条例', '云江市人民代表大会常务委员会', null, 3],
  ['某某管理办法', '财政部', '财政部令第100号', 2],
  ['云江市研发补助办法', '云江市科学技术局', '云科〔2024〕1号', 1],
  ['办事指南', null, null, 0],
])('%s by %s ranks', (title, issuer, documentNumber, level) =>
  expect(normLevel({ title, issuer, documentNumber })).toBe(level),
);
