import type { FactDefinitionInput } from '../fact-definition';
import { industryBureau, intellectualProperty, items, science, taxBureau, yesNo, yuan } from './authorities';

const moneyByYear = {
  group: 'research',
  type: 'money',
  unit: yuan,
  periods: ['year'],
  authority: taxBureau,
} satisfies Partial<FactDefinitionInput>;
const yesOrNo = { type: 'boolean', authority: science, replies: yesNo } as const;

/** Research and development, intellectual property, qualifications. */
export const researchFacts: readonly FactDefinitionInput[] = [
  {
    ...moneyByYear,
    key: 'rd.expense',
    label: { zh: '研发费用', en: 'R&D expense' },
    question: {
      zh: '{year} 年度，贵公司的研发费用是多少元？',
      en: 'What was the R&D expense of {year}, in yuan?',
    },
  },
  {
    ...moneyByYear,
    key: 'rd.domestic-expense',
    label: { zh: '境内研发费用', en: 'R&D expense within the country' },
    question: {
      zh: '{year} 年度的研发费用中，在中国境内发生多少元？',
      en: 'How much of the R&D expense of {year} was spent within the country, in yuan?',
    },
  },
  {
    ...moneyByYear,
    key: 'hightech.revenue',
    label: { zh: '高新技术产品（服务）收入', en: 'Revenue from high-tech products and services' },
    question: {
      zh: '{year} 年度，贵公司的高新技术产品（服务）收入是多少元？',
      en: 'What was the revenue from high-tech products and services in {year}, in yuan?',
    },
  },
  {
    ...yesOrNo,
    key: 'hightech.field',
    group: 'research',
    label: { zh: '属于国家重点支持的高新技术领域', en: 'In a high-tech field supported by the state' },
    question: {
      zh: '贵公司主要产品（服务）的核心技术是否属于《国家重点支持的高新技术领域》？',
      en: 'Is the core technology within the high-tech fields supported by the state?',
    },
  },
  {
    key: 'ip.class1',
    group: 'research',
    label: { zh: 'I 类知识产权', en: 'Class I intellectual property' },
    type: 'count',
    unit: items,
    authority: intellectualProperty,
    question: {
      zh: '贵公司拥有多少件有效的 I 类知识产权？',
      en: 'How many class I intellectual property rights are in force?',
    },
    hint: {
      zh: '发明专利、植物新品种、国家级农作物品种、国家新药、国家一级中药保护品种、集成电路布图设计专有权等。',
      en: 'Invention patents, plant varieties, national new drugs, integrated-circuit layout designs and the like.',
    },
  },
  {
    key: 'ip.class2',
    group: 'research',
    label: { zh: 'II 类知识产权', en: 'Class II intellectual property' },
    type: 'count',
    unit: items,
    authority: intellectualProperty,
    question: {
      zh: '贵公司拥有多少件有效的 II 类知识产权？',
      en: 'How many class II intellectual property rights are in force?',
    },
    hint: {
      zh: '实用新型专利、外观设计专利、软件著作权等。',
      en: 'Utility models, designs, software copyright and the like.',
    },
  },
  {
    ...yesOrNo,
    key: 'ip.core',
    group: 'research',
    label: { zh: '拥有核心自主知识产权', en: 'Owns core intellectual property' },
    authority: intellectualProperty,
    question: {
      zh: '贵公司是否拥有对主要产品（服务）起核心支持作用的知识产权？',
      en: 'Does the firm own the intellectual property at the core of its main products?',
    },
  },
  {
    ...yesOrNo,
    key: 'qualification.high-tech',
    group: 'qualification',
    label: { zh: '有效期内的高新技术企业', en: 'High-tech enterprise, in force' },
    sensitivity: 'public',
    question: {
      zh: '贵公司是否持有有效期内的高新技术企业证书？',
      en: 'Does the firm hold a high-tech enterprise certificate in force?',
    },
  },
  {
    ...yesOrNo,
    key: 'qualification.tech-sme',
    group: 'qualification',
    label: { zh: '有效期内的科技型中小企业', en: 'Technology SME, in force' },
    sensitivity: 'public',
    curable: true,
    question: {
      zh: '贵公司今年是否已取得科技型中小企业入库登记编号？',
      en: 'Has the firm been registered as a technology SME this year?',
    },
  },
  {
    ...yesOrNo,
    key: 'qualification.srdi',
    group: 'qualification',
    label: { zh: '有效期内的专精特新中小企业', en: 'Specialised and sophisticated SME, in force' },
    authority: industryBureau,
    sensitivity: 'public',
    question: {
      zh: '贵公司是否为有效期内的专精特新中小企业？',
      en: 'Is the firm a specialised and sophisticated SME, in force?',
    },
  },
  {
    ...yesOrNo,
    key: 'prize.national-5y',
    group: 'qualification',
    label: { zh: '近五年获得国家级科技奖励', en: 'National science prize within five years' },
    question: {
      zh: '近五年内，贵公司是否获得过国家级科技奖励，且在获奖单位中排在前三名？',
      en: 'Within five years, did the firm win a national science prize, among the first three units?',
    },
  },
  {
    ...yesOrNo,
    key: 'lab.provincial',
    group: 'qualification',
    label: {
      zh: '拥有省部级以上研发机构',
      en: 'Has a research institution approved by a province or ministry',
    },
    question: {
      zh: '贵公司是否拥有经认定的省部级以上研发机构？',
      en: 'Does the firm have a research institution approved by a province or ministry?',
    },
  },
  {
    ...yesOrNo,
    key: 'standard.led',
    group: 'qualification',
    label: {
      zh: '近五年主导制定过国际、国家或行业标准',
      en: 'Led an international, national or industry standard within five years',
    },
    question: {
      zh: '近五年内，贵公司是否主导制定过国际标准、国家标准或行业标准？',
      en: 'Within five years, did the firm lead the drafting of an international, national or industry standard?',
    },
  },
];
