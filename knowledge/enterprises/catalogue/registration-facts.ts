import type { FactDefinitionInput } from '../fact-definition';
import { industryBureau, marketRegulation, statistics, theFirm, yesNo, yuan } from './authorities';

const registration = { group: 'registration', authority: marketRegulation, sensitivity: 'public' } as const;
const contact = { group: 'contact', authority: theFirm, type: 'text', sensitivity: 'confidential' } as const;

/** Who the firm is: the business licence, its codes, how to reach it. */
export const registrationFacts: readonly FactDefinitionInput[] = [
  {
    ...registration,
    key: 'registration.name',
    label: { zh: '企业名称', en: 'Registered name' },
    type: 'text',
    question: { zh: '贵公司的登记名称是什么？', en: 'What is the registered name?' },
  },
  {
    ...registration,
    key: 'credit.code',
    label: { zh: '统一社会信用代码', en: 'Unified social credit code' },
    type: 'credit-code',
    question: { zh: '贵公司的统一社会信用代码是多少？', en: 'What is the unified social credit code?' },
    hint: { zh: '营业执照上的 18 位代码。', en: 'The 18 characters on the business licence.' },
  },
  {
    ...registration,
    key: 'registration.date',
    label: { zh: '成立日期', en: 'Date of establishment' },
    type: 'date',
    question: { zh: '贵公司的成立日期是哪一天？', en: 'When was the firm established?' },
    hint: { zh: '以营业执照上的日期为准。', en: 'As on the business licence.' },
  },
  {
    ...registration,
    key: 'registration.status',
    label: { zh: '登记状态', en: 'Registration status' },
    type: 'code',
    codes: [
      { code: 'active', words: { zh: '存续', en: 'active' } },
      { code: 'cancelled', words: { zh: '注销', en: 'cancelled' } },
      { code: 'revoked', words: { zh: '吊销', en: 'revoked' } },
      { code: 'moved', words: { zh: '迁出', en: 'moved away' } },
    ],
    question: { zh: '贵公司目前的登记状态是什么？', en: 'What is the registration status?' },
    replies: [
      { words: { zh: '存续', en: 'Active' }, value: 'active' },
      { words: { zh: '注销', en: 'Cancelled' }, value: 'cancelled' },
      { words: { zh: '吊销', en: 'Revoked' }, value: 'revoked' },
      { words: { zh: '迁出', en: 'Moved away' }, value: 'moved' },
    ],
  },
  {
    ...registration,
    key: 'registration.type',
    label: { zh: '市场主体类型', en: 'Legal form' },
    type: 'code',
    codes: [
      { code: 'company', words: { zh: '公司', en: 'company' } },
      { code: 'sole-proprietorship', words: { zh: '个人独资企业', en: 'sole proprietorship' } },
      { code: 'partnership', words: { zh: '合伙企业', en: 'partnership' } },
      { code: 'individual-business', words: { zh: '个体工商户', en: 'individual business' } },
      { code: 'cooperative', words: { zh: '农民专业合作社', en: 'cooperative' } },
    ],
    question: { zh: '贵单位属于哪种市场主体？', en: 'What is the legal form?' },
    replies: [
      { words: { zh: '公司', en: 'Company' }, value: 'company' },
      { words: { zh: '个体工商户', en: 'Individual business' }, value: 'individual-business' },
      { words: { zh: '合伙企业', en: 'Partnership' }, value: 'partnership' },
      { words: { zh: '个人独资企业', en: 'Sole proprietorship' }, value: 'sole-proprietorship' },
    ],
  },
  {
    ...registration,
    key: 'registration.capital',
    label: { zh: '注册资本', en: 'Registered capital' },
    type: 'money',
    unit: yuan,
    question: { zh: '贵公司的注册资本是多少元？', en: 'What is the registered capital, in yuan?' },
  },
  {
    ...registration,
    key: 'registration.address',
    label: { zh: '住所', en: 'Registered address' },
    type: 'text',
    question: { zh: '贵公司的登记住所在哪里？', en: 'What is the registered address?' },
  },
  {
    ...registration,
    key: 'registration.legal-representative',
    label: { zh: '法定代表人', en: 'Legal representative' },
    type: 'text',
    question: { zh: '贵公司的法定代表人是谁？', en: 'Who is the legal representative?' },
  },
  {
    ...registration,
    key: 'region.code',
    label: { zh: '所在地区', en: 'Region' },
    type: 'region',
    question: {
      zh: '贵公司登记在哪个县（市、区）？',
      en: 'In which county or district is the firm registered?',
    },
    hint: {
      zh: '请填 6 位行政区划代码，云江市为 359900。',
      en: 'The six-digit division code; 359900 is Yunjiang.',
    },
  },
  {
    ...registration,
    key: 'industry.code',
    label: { zh: '所属行业', en: 'Industry' },
    type: 'industry',
    authority: statistics,
    question: { zh: '贵公司的主营业务属于哪个行业？', en: 'Which industry is the main business in?' },
    hint: {
      zh: '按 GB/T 4754-2017，带门类字母，例如 I6513（应用软件开发）。',
      en: 'GB/T 4754-2017 with the section letter, such as I6513 (application software).',
    },
  },
  {
    ...registration,
    key: 'industry.restricted',
    label: { zh: '从事国家限制或禁止行业', en: 'In a restricted or prohibited industry' },
    type: 'boolean',
    authority: industryBureau,
    question: {
      zh: '贵公司是否从事国家限制或禁止的行业？',
      en: 'Is the firm in an industry that the state restricts or prohibits?',
    },
    hint: {
      zh: '对照《产业结构调整指导目录》的限制类、淘汰类。',
      en: 'See the restricted and obsolete classes of the national industrial catalogue.',
    },
    replies: yesNo,
  },
  {
    ...contact,
    key: 'contact.name',
    label: { zh: '联系人', en: 'Contact person' },
    question: { zh: '办理人的姓名是什么？', en: 'Who is the contact person?' },
  },
  {
    ...contact,
    key: 'contact.phone',
    label: { zh: '联系手机', en: 'Contact phone' },
    question: { zh: '联系人的手机号是多少？', en: 'What is the contact phone number?' },
  },
  {
    ...contact,
    key: 'bank.name',
    label: { zh: '开户行', en: 'Bank' },
    question: { zh: '贵公司的开户行是哪家？', en: 'Which bank holds the account?' },
  },
  {
    ...contact,
    key: 'bank.account',
    label: { zh: '银行账号', en: 'Bank account' },
    question: { zh: '贵公司的银行账号是多少？', en: 'What is the account number?' },
  },
];
