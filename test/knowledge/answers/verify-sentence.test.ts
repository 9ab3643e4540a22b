import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { verifySentence } from '~/knowledge/answers/verify-sentence';

const passage = [
  '《关于进一步支持小微企业和个体工商户发展有关税费政策的公告》',
  '财政部 税务总局公告2023年第12号',
  '小型微利企业减按25%计算应纳税所得额，按20%的税率缴纳企业所得税，执行至2027年12月31日。年度应纳税所得额不超过300万元，从业人数不超过300人。申请后60个工作日内办结。',
].join('\n');

describe('a sentence against its passage', () => {
  it.each([
    '应纳税所得额不超过三百万元的小型微利企业，按百分之二十的税率缴纳。',
    '政策执行到2027-12-31，也就是2027年底。',
    '依据是财政部税务总局公告2023年第12号。',
    '六十个工作日内办结。',
    '从业人数300人以下。',
    '可以享受优惠。',
    '年度应纳税所得额不超过3000000元。',
  ])('lets %s through', (sentence) =>
    expect(verifySentence(sentence, passage)).toEqual({ ok: true, unsupported: [], contradicts: [] }),
  );

  it.each([
    ['按15%的税率缴纳。', '15%'],
    ['执行至2028年12月31日。', '2028年12月31日'],
    ['最高300元。', '300元'],
    ['30个工作日内办结。', '30个工作日'],
    ['60日内办结。', '60日'],
    ['见财税〔2023〕13号。', '〔2023〕13号'],
    ['从业人数超过300人的可以享受。', '300人'],
    ['见《企业所得税法》。', '《企业所得税法》'],
    ['减半征收。', '减半'],
    ['请拨打12366。', '12366'],
  ])('stops %s', (sentence, words) => {
    const { ok, unsupported } = verifySentence(sentence, passage);
    expect(ok).toBe(false);
    expect(unsupported.map((figure) => figure.words)).toContain(words);
  });

  it('reads units off the headings of a table', () => {
    expect(verifySentence('最高50万元。', '项目 | 最高（万元）\n研发 | 50').ok).toBe(true);
    expect(verifySentence('最高50元。', '项目 | 最高（万元）\n研发 | 50').ok).toBe(false);
    expect(verifySentence('比例8%。', '项目 | 比例（%）\n研发 | 8').ok).toBe(true);
    expect(verifySentence('需9人。', '项目 | 人数（人）\n研发 | 9').ok).toBe(true);
    expect(verifySentence('不少于9人。', '项目 | 人数（人）\n研发 | 9').ok).toBe(false);
  });

  it('does not let one department stand for another', () => {
    expect(verifySentence('依据国发〔2023〕12号。', '财税〔2023〕12号').ok).toBe(false);
    expect(verifySentence('依据〔2023〕12号。', '财税〔2023〕12号').ok).toBe(true);
  });
});

const hanDigits = '零一二三四五六七八九';
function toHan(value: number): string {
  if (value >= 10_000)
    return `${toHan(Math.floor(value / 10_000))}万${value % 10_000 ? toHan(value % 10_000) : ''}`;
  let words = '';
  for (const [unit, name] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(value / unit) % 10;
    if (digit > 0) words += `${hanDigits[digit]}${name}`;
  }
  return words;
}
const roundEnough = fc
  .integer({ min: 1, max: 9 })
  .chain((a) => fc.constantFrom(10, 100, 1000, 10_000, 100_000).map((b) => a * b));

/** A figure as a pair of its true value and one of its spellings. */
const spelled = fc.oneof(
  roundEnough.chain((wan) =>
    fc
      .constantFrom(`${wan}万元`, `${wan} 万元`, `${wan}0000元`, `${toHan(wan)}万元`)
      .map((words) => ({ key: `元${wan}`, words })),
  ),
  fc
    .integer({ min: 1, max: 99 })
    .chain((n) =>
      fc.constantFrom(`${n}%`, `${n}％`, `百分之${toHan(n)}`).map((words) => ({ key: `%${n}`, words })),
    ),
  fc
    .integer({ min: 2, max: 90 })
    .chain((n) =>
      fc
        .constantFrom(`${n}个工作日`, `${toHan(n)}个工作日`, `${n} 个工作日`)
        .map((words) => ({ key: `工作日${n}`, words })),
    ),
  fc
    .tuple(
      fc.integer({ min: 2001, max: 2039 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
    )
    .chain(([y, m, d]) => {
      const [mm, dd] = [String(m).padStart(2, '0'), String(d).padStart(2, '0')];
      return fc
        .constantFrom(`${y}年${m}月${d}日`, `${y}-${mm}-${dd}`, `${y}年${mm}月${dd}日`)
        .map((words) => ({ key: `日${y}${mm}${dd}`, words }));
    }),
  fc
    .tuple(
      fc.constantFrom('财税', '国发', '科火'),
      fc.integer({ min: 2001, max: 2026 }),
      fc.integer({ min: 1, max: 200 }),
    )
    .chain(([who, y, n]) =>
      fc
        .constantFrom(
          `${who}〔${y}〕${n}号`,
          `${who}[${y}]${n}号`,
          `${who}(${y})${n}号`,
          `${who}（${y}）${n}号`,
        )
        .map((words) => ({ key: `号${who}${y}-${n}`, words })),
    ),
);

describe('no figure is shown that its passage lacks', () => {
  it('whatever the figures and their spellings', () => {
    fc.assert(
      fc.property(
        fc.array(spelled, { minLength: 1, maxLength: 5 }),
        fc.array(spelled, { minLength: 1, maxLength: 3 }),
        (inPassage, inSentence) => {
          const text = inPassage.map(({ words }) => `其中${words}的情形适用本办法`).join('，');
          const sentence = `${inSentence.map(({ words }) => `规定为${words}`).join('，')}。`;
          const known = new Set(inPassage.map(({ key }) => key));
          expect(verifySentence(sentence, text).ok).toBe(inSentence.every(({ key }) => known.has(key)));
        },
      ),
      { numRuns: 1000 },
    );
  });
});

/** Spellings of one ceiling or floor. */
const bounds: Record<string, ((figure: string) => string)[]> = {
  'at-most': [
    (f) => `不超过${f}`,
    (f) => `${f}以下`,
    (f) => `${f}以内`,
    (f) => `最高给予${f}`,
    (f) => `不高于${f}`,
  ],
  below: [(f) => `不满${f}`, (f) => `低于${f}`, (f) => `不足${f}`],
  'at-least': [(f) => `不低于${f}`, (f) => `${f}以上`, (f) => `至少${f}`, (f) => `不少于${f}`],
  above: [(f) => `超过${f}`, (f) => `高于${f}`],
  none: [(f) => `为${f}`],
};

describe('no ceiling is told as a floor, none is added and none left out', () => {
  it('whatever the words', () => {
    const bound = fc.constantFrom(...Object.keys(bounds));
    const worded = bound.chain((name) =>
      fc.constantFrom(...(bounds[name] ?? [])).map((write) => ({ name, write })),
    );
    const amount = fc.constantFrom('300万元', '百分之五', '60日', '30人');
    fc.assert(
      fc.property(worded, worded, amount, (inPassage, inSentence, figure) => {
        const text = `其所列数额${inPassage.write(figure)}的，适用本办法。`;
        const { ok } = verifySentence(`数额${inSentence.write(figure)}。`, text);
        expect(ok).toBe(inPassage.name === inSentence.name);
      }),
    );
  });

  it('ends of a range share their unit', () => {
    expect(verifySentence('补助3万元至5万元。', '补助3—5万元。').ok).toBe(true);
    expect(verifySentence('比例为3%到5%。', '比例为3%-5%。').ok).toBe(true);
    expect(verifySentence('补助3元至5万元。', '补助3—5万元。').ok).toBe(false);
    expect(verifySentence('2023年至2025年执行。', '2023—2025年执行。').ok).toBe(true);
  });
});

describe('nothing denied is affirmed, and nothing affirmed denied', () => {
  const rules = [
    ['享受税收优惠', '可以享受税收优惠', '不得享受税收优惠'],
    ['重复补助', '予以重复补助', '不重复补助'],
    ['适用本办法规定', '应当适用本办法规定', '不适用本办法规定'],
    ['受理申请材料', '予以受理申请材料', '不予受理申请材料'],
    ['提交营业执照', '需要提交营业执照', '无需提交营业执照'],
    ['列入失信名单', '列入失信名单的', '未列入失信名单的'],
    ['约定以第三方付款为条件', '可以约定以第三方付款为条件', '不得约定以第三方付款为条件'],
  ] as const;
  it('whatever the rule and its subject', () => {
    const rule = fc.constantFrom(...rules);
    const subject = fc.constantFrom('小型微利企业', '个体工商户', '机关、事业单位', '申报企业');
    fc.assert(
      fc.property(rule, subject, fc.boolean(), fc.boolean(), (written, who, isDenied, tellsDenied) => {
        const text = `第八条 ${who}${written[isDenied ? 2 : 1]}，由主管部门核实。`;
        const told = `${who}${written[tellsDenied ? 2 : 1]}。`;
        expect(verifySentence(told, text).ok).toBe(isDenied === tellsDenied);
      }),
    );
  });

  it('in the segment that speaks of the same thing', () => {
    const text = '本办法适用于制造业企业，不适用于烟草制造业企业。';
    expect(verifySentence('制造业企业适用于本办法。', text).ok).toBe(true);
    expect(verifySentence('本办法不适用于烟草制造业企业。', text).ok).toBe(true);
    expect(verifySentence('烟草制造业企业适用。', text).ok).toBe(false);
  });

  it('an exception is not told as its rule', () => {
    const text = '研发费用可以加计扣除，但烟草制造业、住宿和餐饮业除外。';
    expect(verifySentence('烟草制造业的研发费用可以加计扣除。', text)).toMatchObject({
      ok: false,
      contradicts: ['烟草制造业'],
    });
    expect(verifySentence('烟草制造业不能加计扣除。', text).contradicts).toEqual([]);
    expect(verifySentence('烟草制造业除外。', text).ok).toBe(true);
    expect(verifySentence('保证金可以收取。', '除保证金外，不得收取其他费用。').ok).toBe(false);
  });

  it('words that only look like a denial are none', () => {
    expect(verifySentence('不动产可以享受优惠。', '不动产可以享受优惠，不仅限于本市。').ok).toBe(true);
    expect(verifySentence('不能享受优惠。', '符合条件的企业享受优惠。').ok).toBe(false);
    expect(verifySentence('不用缴纳税款。', '符合条件的免征税费。').ok).toBe(true);
    expect(verifySentence('不用缴纳税款。', '符合条件的征收税费。').ok).toBe(false);
  });
});
