import type { FactDefinitionInput } from '../fact-definition';
import { statistics, taxBureau, theFirm, yuan } from './authorities';

const byYear = {
  group: 'finance',
  type: 'money',
  unit: yuan,
  periods: ['year'],
} satisfies Partial<FactDefinitionInput>;

/** The year's accounts. */
export const financeFacts: readonly FactDefinitionInput[] = [
  {
    ...byYear,
    key: 'revenue.annual',
    label: { zh: '营业收入', en: 'Revenue' },
    authority: taxBureau,
    question: {
      zh: '{year} 年度，贵公司的营业收入是多少元？',
      en: 'What was the revenue of {year}, in yuan?',
    },
  },
  {
    ...byYear,
    key: 'sales.annual',
    label: { zh: '销售收入', en: 'Sales' },
    authority: taxBureau,
    question: {
      zh: '{year} 年度，贵公司的销售收入是多少元？',
      en: 'What were the sales of {year}, in yuan?',
    },
    hint: { zh: '主营业务收入与其他业务收入之和。', en: 'Income from main and other business together.' },
  },
  {
    ...byYear,
    key: 'cost.annual',
    label: { zh: '成本费用支出总额', en: 'Total costs and expenses' },
    authority: taxBureau,
    question: {
      zh: '{year} 年度，贵公司的成本费用支出总额是多少元？',
      en: 'What were the total costs of {year}, in yuan?',
    },
  },
  {
    ...byYear,
    key: 'assets.total',
    label: { zh: '资产总额', en: 'Total assets' },
    periods: ['year', 'quarter'],
    authority: taxBureau,
    question: {
      zh: '{year} 年，贵公司的资产总额平均是多少元？',
      en: 'What were the total assets on average in {year}, in yuan?',
    },
    hint: { zh: '全年平均为四个季度平均值的平均。', en: 'The mean of the four quarters’ means.' },
  },
  {
    key: 'equity.raised-2y',
    group: 'finance',
    label: { zh: '近两年新增股权融资', en: 'Equity raised in two years' },
    type: 'money',
    unit: yuan,
    authority: theFirm,
    question: {
      zh: '近两年，贵公司新增股权融资共多少元？',
      en: 'How much equity was raised in the last two years, in yuan?',
    },
    hint: { zh: '指合格机构投资者的实缴额。', en: 'Paid in by qualified institutional investors.' },
  },
  {
    key: 'market.years',
    group: 'finance',
    label: { zh: '从事特定细分市场年限', en: 'Years in its market segment' },
    type: 'number',
    unit: { zh: '年', en: 'years' },
    authority: statistics,
    question: {
      zh: '贵公司从事目前的细分市场有多少年？',
      en: 'For how many years has the firm worked in its market segment?',
    },
  },
];
