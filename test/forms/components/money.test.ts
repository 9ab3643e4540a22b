import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  capitalYuan,
  centsOf,
  decimalOf,
  editableMoney,
  groupYuan,
  parseMoney,
  roundToFen,
  yuanOf,
} from '~/forms/components/money';

const cents = fc.bigInt({ min: 0n, max: 999_999_999_999_999n });

describe('amounts are exact', () => {
  test('property: every amount under 10 万亿元 is one JSON number and comes back to the 分', () => {
    fc.assert(
      fc.property(cents, (amount) => {
        const stored = JSON.parse(JSON.stringify({ amount: yuanOf(amount) })) as { amount: number };
        expect(centsOf(stored.amount)).toBe(amount);
        expect(centsOf(decimalOf(amount))).toBe(amount);
      }),
    );
  });

  test('property: what is shown for editing in yuan or 万元 reads back as the same amount', () => {
    fc.assert(
      fc.property(
        cents,
        fc.constantFrom('yuan' as const, 'wan' as const),
        fc.boolean(),
        (amount, unit, minus) => {
          const yuan = yuanOf(minus ? -amount : amount);
          expect(centsOf(parseMoney(editableMoney(yuan, unit), unit))).toBe(centsOf(yuan));
        },
      ),
    );
  });

  test('property: rounding to 分 leaves every amount as it is, and nothing it rounds has more decimals', () => {
    fc.assert(
      fc.property(cents, fc.boolean(), (amount, minus) => {
        const yuan = yuanOf(minus ? -amount : amount);
        expect(centsOf(roundToFen(yuan))).toBe(centsOf(yuan));
      }),
    );
    fc.assert(
      fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), (yuan) => {
        const rounded = roundToFen(yuan);
        expect(centsOf(rounded)).not.toBeNull();
        expect(Math.abs(rounded - yuan)).toBeLessThanOrEqual(0.005 + 1e-4);
      }),
    );
    expect([roundToFen(1.005), roundToFen(-1.005), roundToFen(10 / 3)]).toEqual([1.01, -1.01, 3.33]);
  });

  test('what people type is understood', () => {
    expect(parseMoney('123,456.78', 'yuan')).toBe(123456.78);
    expect(parseMoney('12.5', 'wan')).toBe(125_000);
    expect(parseMoney('１２．５万元', 'yuan')).toBe(125_000);
    expect(parseMoney('3 亿', 'wan')).toBe(300_000_000);
    expect(parseMoney('800元', 'wan')).toBe(800);
    expect(parseMoney('0.123456', 'wan')).toBe(1234.56);
    expect(parseMoney('-5', 'yuan')).toBe(-5);
  });

  test.each(['', '十万', '1.2.3', '12.345', '1e5', '99999999999999999'])('%j is no amount', (text) =>
    expect(parseMoney(text, 'yuan')).toBeNull(),
  );

  test('text, fractions of a 分 and what is too large are no amounts', () => {
    expect([centsOf('x'), centsOf(1.005), centsOf(1e16), centsOf(null), centsOf(true)]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
    expect([
      groupYuan('x'),
      capitalYuan('x'),
      editableMoney('不知', 'wan'),
      editableMoney(null, 'yuan'),
    ]).toEqual([null, null, '不知', '']);
  });

  test('thousands are grouped and two decimals always shown', () => {
    expect([groupYuan(0), groupYuan(999), groupYuan(1234567.8), groupYuan('-1000')]).toEqual([
      '0.00',
      '999.00',
      '1,234,567.80',
      '-1,000.00',
    ]);
  });
});

describe('capital figures', () => {
  test.each([
    [0, '零元整'],
    [123_000, '壹拾贰万叁仟元整'],
    [10, '壹拾元整'],
    [1_409.5, '壹仟肆佰零玖元伍角整'],
    [6_007.14, '陆仟零柒元壹角肆分'],
    [1_680.32, '壹仟陆佰捌拾元叁角贰分'],
    [107_000.53, '壹拾万柒仟元伍角叁分'],
    [16_409.02, '壹万陆仟肆佰零玖元零贰分'],
    [325.04, '叁佰贰拾伍元零肆分'],
    [0.08, '捌分'],
    [0.8, '捌角整'],
    [100_010, '壹拾万零壹拾元整'],
    [100_000_001, '壹亿零壹元整'],
    [1_020_304_050, '壹拾亿贰仟零叁拾万肆仟零伍拾元整'],
    [1_000_000_000_000, '壹万亿元整'],
    [1_200_000_000_000, '壹万贰仟亿元整'],
    [-5, '负伍元整'],
  ])('%d is %s', (yuan, words) => expect(capitalYuan(yuan)).toBe(words));

  test('property: the figures can be read back', () => {
    fc.assert(
      fc.property(cents, (amount) => {
        expect(readCapital(capitalYuan(yuanOf(amount)) ?? '')).toBe(amount);
      }),
    );
  });
});

/** Reads capital figures by another way than they are written: units multiply what stands before them. */
function readCapital(words: string): bigint {
  const value = (figure: string) => BigInt('零壹贰叁肆伍陆柒捌玖'.indexOf(figure));
  const [yuan = '', rest = ''] = words.includes('元') ? words.split('元') : ['', words];
  const four = (text: string) => {
    let total = 0n;
    for (const [, figure = '零', unit = ''] of text.matchAll(/([壹贰叁肆伍陆柒捌玖])([拾佰仟]?)/g))
      total += value(figure) * ({ 拾: 10n, 佰: 100n, 仟: 1000n }[unit] ?? 1n);
    return total;
  };
  const low = (text: string) => {
    const [above, below] = text.includes('万') ? text.split('万') : ['', text];
    return four(above ?? '') * 10_000n + four(below ?? '');
  };
  const at = yuan.lastIndexOf('亿');
  const whole = at < 0 ? low(yuan) : low(yuan.slice(0, at)) * 100_000_000n + low(yuan.slice(at + 1));
  const jiao = /(.)角/.exec(rest)?.[1];
  const fen = /(.)分/.exec(rest)?.[1];
  return whole * 100n + (jiao ? value(jiao) * 10n : 0n) + (fen ? value(fen) : 0n);
}
