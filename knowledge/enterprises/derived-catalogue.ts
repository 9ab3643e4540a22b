import { derivedFactSchema, type DerivedFact, type DerivedFactInput } from './derived-fact-schema';

/** Least values in 10,000 yuan, as 国统字〔2017〕213号 states them, turned into yuan. */
const wan = (...limits: number[]) => limits.map((limit) => limit * 10_000);

/** 从业人员 X, 营业收入 Y, 资产总额 Z: the least for large, medium and small. */
const X = (...atLeast: number[]) => ({ of: 'staff.count', atLeast });
const Y = (...limits: number[]) => ({ of: 'revenue.annual', atLeast: wan(...limits) });
const Z = (...limits: number[]) => ({ of: 'assets.total', atLeast: wan(...limits) });

/**
 * `size` 企业规模 by 《统计上大中小微型企业划分办法（2017）》(国统字〔2017〕213号): all least values of a class, else the
 * class below. Finance, education and whatever else lies outside its industries is unknown. Rail (G53) is excluded;
 * in G58 and G59 the freight agents and handlers (591) count as transport, the rest of 59 as storage.
 */
const size: DerivedFactInput = {
  key: 'size',
  type: 'code',
  label: '企业规模',
  labelEn: 'Size of the firm',
  words: {
    large: { zh: '大型', en: 'large' },
    medium: { zh: '中型', en: 'medium' },
    small: { zh: '小型', en: 'small' },
    micro: { zh: '微型', en: 'micro' },
  },
  formula: {
    kind: 'classify',
    by: 'industry.code',
    classes: ['large', 'medium', 'small', 'micro'],
    branches: [
      { label: '农、林、牧、渔业', within: ['A'], minima: [Y(20_000, 500, 50)] },
      { label: '工业', within: ['B', 'C', 'D'], minima: [X(1_000, 300, 20), Y(40_000, 2_000, 300)] },
      { label: '建筑业', within: ['E'], minima: [Y(80_000, 6_000, 300), Z(80_000, 5_000, 300)] },
      { label: '批发业', within: ['F51'], minima: [X(200, 20, 5), Y(40_000, 5_000, 1_000)] },
      { label: '零售业', within: ['F52'], minima: [X(300, 50, 10), Y(20_000, 500, 100)] },
      {
        label: '交通运输业',
        within: ['G54', 'G55', 'G56', 'G57', 'G58', 'G591'],
        minima: [X(1_000, 300, 20), Y(30_000, 3_000, 200)],
      },
      {
        label: '仓储业',
        within: ['G59'],
        except: ['G591'],
        minima: [X(200, 100, 20), Y(30_000, 1_000, 100)],
      },
      { label: '邮政业', within: ['G60'], minima: [X(1_000, 300, 20), Y(30_000, 2_000, 100)] },
      { label: '住宿业', within: ['H61'], minima: [X(300, 100, 10), Y(10_000, 2_000, 100)] },
      { label: '餐饮业', within: ['H62'], minima: [X(300, 100, 10), Y(10_000, 2_000, 100)] },
      { label: '信息传输业', within: ['I63', 'I64'], minima: [X(2_000, 100, 10), Y(100_000, 1_000, 100)] },
      { label: '软件和信息技术服务业', within: ['I65'], minima: [X(300, 100, 10), Y(10_000, 1_000, 50)] },
      {
        label: '房地产开发经营',
        within: ['K7010'],
        minima: [Y(200_000, 1_000, 100), Z(10_000, 5_000, 2_000)],
      },
      { label: '物业管理', within: ['K7020'], minima: [X(1_000, 300, 100), Y(5_000, 1_000, 500)] },
      { label: '租赁和商务服务业', within: ['L'], minima: [X(300, 100, 10), Z(120_000, 8_000, 100)] },
      {
        label: '其他未列明行业',
        within: ['K7030', 'K7090', 'M', 'N', 'O', 'Q85', 'R'],
        minima: [X(300, 100, 10)],
      },
    ],
  },
};

/** Completed years since the date on the licence. */
const age: DerivedFactInput = {
  key: 'registration.years',
  type: 'number',
  unit: '年',
  label: '成立年限',
  labelEn: 'Years since establishment',
  formula: { kind: 'age', of: 'registration.date', in: 'years' },
};

/** The derived facts that every policy may use. */
export const builtInDerived: ReadonlyMap<string, DerivedFact> = new Map(
  [size, age].map((derived) => [derived.key, derivedFactSchema.parse(derived)]),
);
