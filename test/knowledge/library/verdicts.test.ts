import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { enterprises, judge, policies, rawFacts } from './sample-city';

/**
 * Worked out by hand from the documents and the firms' figures, not copied from the program: + eligible, - ineligible,
 * ? unknown. The two national policies that have ended are judged by their rule alone.
 */
const expected: Record<string, Record<string, '+' | '-' | '?'>> = {
  // 2.18 M taxable, 86 people, 24.6 M assets; 2.48/32 M R&D; technical staff not known.
  zhizao: {
    'small-low-profit': '+',
    'small-scale-vat': '-',
    'high-tech': '?',
    'tech-sme': '?',
    srdi: '?',
    'job-retention': '+',
    'rd-deduction': '+',
    'rd-subsidy': '?',
    'digital-loan': '+',
    'high-tech-award': '-',
    'job-retention-local': '+',
    'first-set': '?',
  },
  // A restaurant: catering has no extra deduction; 86,000 a month is exempt.
  weizhen: {
    'small-low-profit': '?',
    'small-scale-vat': '+',
    'high-tech': '?',
    'tech-sme': '?',
    srdi: '?',
    'job-retention': '+',
    'rd-deduction': '-',
    'sole-trader-income-tax': '+',
    'six-taxes': '+',
  },
  // 8.6 M taxable; 38/412 technical staff is below 10 %; led a standard; 5.9/186 M R&D is 3.2 %.
  qiheng: {
    'small-low-profit': '-',
    'small-scale-vat': '-',
    'high-tech': '-',
    'tech-sme': '+',
    srdi: '?',
    'job-retention': '+',
    'rd-deduction': '+',
    'standard-award': '+',
    'disabled-wages': '+',
  },
  // 12.6 M taxable; R&D mean of two years 12.5 M is a direct condition; first certificate 210 days ago.
  lianxin: {
    'small-low-profit': '-',
    'small-scale-vat': '-',
    'high-tech': '+',
    'tech-sme': '+',
    srdi: '+',
    'job-retention': '+',
    'rd-deduction': '+',
    'high-tech-award': '+',
    'tech-transfer': '+',
  },
  // Listed as dishonest, nine months of insurance, 22 % laid off.
  baichuan: { 'tech-sme': '-', srdi: '-', 'job-retention': '-', 'rd-subsidy': '-', 'digital-loan': '-' },
  // 170 days old.
  xinglan: { 'high-tech': '-', 'small-scale-vat': '+', 'job-retention': '-', 'small-low-profit': '?' },
  lvyuan: {
    'farming-income': '+',
    'cooperative-stamp-tax': '+',
    'cooperative-upgrade': '+',
    'small-low-profit': '+',
  },
  // Trade has no extra deduction; 138,000 a month is taxed at 1 %; 11 insured with 9 % laid off.
  qinghe: { 'rd-deduction': '-', 'small-scale-vat': '+', 'job-retention': '+', 'hiring-subsidy': '+' },
};
const signs = { eligible: '+', ineligible: '-', unknown: '?' } as const;

describe('verdicts of the starter city', () => {
  test.each(Object.entries(expected))('%s', (slug, verdicts) => {
    const facts = rawFacts(slug);
    const found = Object.fromEntries(
      Object.keys(verdicts).map((policyId) => [policyId, signs[judge(policyId, facts).verdict]]),
    );
    expect(found).toEqual(verdicts);
  });

  test('云江智造 lacks one thing for the R&D subsidy: its technical staff', () => {
    const facts = rawFacts('zhizao');
    for (const policyId of ['rd-subsidy', 'tech-sme', 'high-tech']) {
      const { shown, missing } = judge(policyId, facts);
      expect([policyId, shown, missing.map(({ key }) => key)]).toEqual([
        policyId,
        'one-step',
        expect.arrayContaining(['staff.technical']),
      ]);
    }
    // 9 of 86 are 10.5 %, 8 are 9.3 %.
    expect(judge('rd-subsidy', { ...facts, 'staff.technical': 9 }).verdict).toBe('eligible');
    expect(judge('rd-subsidy', { ...facts, 'staff.technical': 8 }).verdict).toBe('ineligible');
  });

  test('every policy has a firm that is eligible, or a reason why none can be', () => {
    const nobody = {
      'agri-leader': 'the generated firms have some',
      'disabled-employer': 'the generated firms have some',
      'first-set': 'experts of the department judge the product',
      'growth-award': 'the generated firms have some',
      'scale-up': 'the generated firms have some',
      'vat-medical': 'the generated firms have some',
    };
    const without = [...policies.keys()].filter(
      (policyId) =>
        ![...enterprises.keys()].some((slug) => judge(policyId, rawFacts(slug)).verdict === 'eligible'),
    );
    expect(without).toEqual(Object.keys(nobody));
  });
});

/** The table of docs/sample-city.md: of each firm the policies in its last two columns. */
const told = readFileSync('docs/sample-city.md', 'utf8')
  .split('\n')
  .flatMap((line) => {
    const cells = line
      .split('|')
      .map((cell) => [...cell.matchAll(/`([a-z0-9-]+)`/g)].map(([, id]) => id ?? ''));
    const [, firm, , , eligible, oneStep] = cells;
    return firm?.[0] !== undefined && oneStep ? [{ slug: firm[0], eligible: eligible ?? [], oneStep }] : [];
  });

describe('the firms that docs/sample-city.md tells of', () => {
  test('are six', () => expect(told.length).toBe(6));

  test.each(told)('$slug', ({ slug, eligible, oneStep }) => {
    const shown = (policyId: string) => [policyId, judge(policyId, rawFacts(slug)).shown];
    expect(eligible.map(shown)).toEqual(eligible.map((id) => [id, 'eligible']));
    expect(oneStep.map(shown)).toEqual(oneStep.map((id) => [id, 'one-step']));
  });
});

const smallFirm = {
  'industry.restricted': false,
  'tax.taxable-income': '3000000',
  'staff.count': 300,
  'assets.total': '50000000',
};
const highTech = {
  'registration.date': '2023-01-01',
  'ip.core': true,
  'hightech.field': true,
  'staff.count': 100,
  'staff.technical': 10,
  'sales.annual': { '2023': 50_000_000, '2024': 50_000_000, '2025': 50_000_000 },
  'rd.expense': { '2023': 2_500_000, '2024': 2_500_000, '2025': 2_500_000 },
  'rd.domestic-expense': { '2023': 1_500_000, '2024': 1_500_000, '2025': 1_500_000 },
  'revenue.annual': 50_000_000,
  'hightech.revenue': 30_000_000,
  'incident.major-1y': false,
};
const techSme = {
  'staff.count': 500,
  'sales.annual': 200_000_000,
  'assets.total': 200_000_000,
  'industry.restricted': false,
  'incident.major-1y': false,
  'credit.abnormal': false,
  'credit.dishonest': false,
  'staff.technical': 50,
  'rd.expense': 12_000_000,
  'ip.class1': 0,
  'ip.class2': 1,
  'qualification.high-tech': false,
  'prize.national-5y': false,
  'lab.provincial': false,
  'standard.led': false,
};
const retention = { 'insurance.paid-months': 12, 'staff.insured': 31, 'staff.layoff-rate': 0.055 };
const srdi = {
  'industry.code': 'I6513',
  'staff.count': 80,
  'revenue.annual': 10_000_000,
  'credit.dishonest': false,
  'industry.restricted': false,
  'market.years': 2,
  'rd.expense': { '2024': 19_000_000, '2025': 1_000_000 },
};

/** The figures at their edges: the least change that turns the verdict. */
const edges: [name: string, policyId: string, facts: Record<string, unknown>, verdict: string][] = [
  ['all limits met exactly', 'small-low-profit', smallFirm, 'eligible'],
  [
    'one yuan too much',
    'small-low-profit',
    { ...smallFirm, 'tax.taxable-income': '3000000.01' },
    'ineligible',
  ],
  ['one person too many', 'small-low-profit', { ...smallFirm, 'staff.count': 301 }, 'ineligible'],
  ['assets above 50 M', 'small-low-profit', { ...smallFirm, 'assets.total': '50000001' }, 'ineligible'],
  ['restricted industry', 'small-low-profit', { ...smallFirm, 'industry.restricted': true }, 'ineligible'],
  [
    'nothing known of the income',
    'small-low-profit',
    { ...smallFirm, 'tax.taxable-income': { '2024': 1 } },
    'unknown',
  ],
  [
    'small-scale at 100,000',
    'small-scale-vat',
    { 'tax.taxpayer-type': 'small-scale', 'tax.monthly-sales': 100_000 },
    'eligible',
  ],
  [
    'small-scale above: at 1 %',
    'small-scale-vat',
    { 'tax.taxpayer-type': 'small-scale', 'tax.monthly-sales': 100_001 },
    'eligible',
  ],
  [
    'general taxpayer',
    'small-scale-vat',
    { 'tax.taxpayer-type': 'general', 'tax.monthly-sales': 1 },
    'ineligible',
  ],
  ['high-tech at every limit', 'high-tech', highTech, 'eligible'],
  ['9 technical staff of 100', 'high-tech', { ...highTech, 'staff.technical': 9 }, 'ineligible'],
  ['365 days old', 'high-tech', { ...highTech, 'registration.date': '2025-11-22' }, 'eligible'],
  ['364 days old', 'high-tech', { ...highTech, 'registration.date': '2025-11-23' }, 'ineligible'],
  [
    'R&D one yuan short of 5 %',
    'high-tech',
    { ...highTech, 'rd.expense': { '2023': 2_500_000, '2024': 2_500_000, '2025': 2_499_999 } },
    'ineligible',
  ],
  [
    'high-tech revenue below 60 %',
    'high-tech',
    { ...highTech, 'hightech.revenue': 29_999_999 },
    'ineligible',
  ],
  ['a major incident', 'high-tech', { ...highTech, 'incident.major-1y': true }, 'ineligible'],
  // 10 % staff 4 + 6 % R&D 50 + one class II right 6 = 60
  ['score of exactly 60', 'tech-sme', techSme, 'eligible'],
  ['score of 54', 'tech-sme', { ...techSme, 'ip.class2': 0, 'cost.annual': 200_000_000 }, 'ineligible'],
  ['no points for staff', 'tech-sme', { ...techSme, 'staff.technical': 49, 'ip.class1': 1 }, 'ineligible'],
  [
    'R&D by costs earns the points',
    'tech-sme',
    { ...techSme, 'rd.expense': 3_000_000, 'cost.annual': 10_000_000 },
    'eligible',
  ],
  ['low share of sales, costs unknown', 'tech-sme', { ...techSme, 'rd.expense': 3_000_000 }, 'unknown'],
  [
    'direct pass by the certificate',
    'tech-sme',
    { ...techSme, 'staff.technical': 0, 'qualification.high-tech': true },
    'eligible',
  ],
  [
    '501 people',
    'tech-sme',
    { ...techSme, 'staff.count': 501, 'qualification.high-tech': true },
    'ineligible',
  ],
  // R&D of two years: a mean of exactly 10 M, and 10 % of revenue
  ['srdi by the mean of two years', 'srdi', srdi, 'eligible'],
  [
    'srdi with a score to be judged',
    'srdi',
    { ...srdi, 'rd.expense': { '2024': 1_000_000, '2025': 1_000_000 }, 'equity.raised-2y': 0 },
    'unknown',
  ],
  [
    'srdi below 10 M revenue, with 20 M equity',
    'srdi',
    { ...srdi, 'revenue.annual': 9_999_999, 'equity.raised-2y': 20_000_000 },
    'eligible',
  ],
  [
    'srdi below 10 M revenue without equity',
    'srdi',
    { ...srdi, 'revenue.annual': 9_999_999, 'equity.raised-2y': 19_999_999 },
    'ineligible',
  ],
  ['5.5 % with 31 insured', 'job-retention', retention, 'eligible'],
  [
    'above 5.5 % with 31 insured',
    'job-retention',
    { ...retention, 'staff.layoff-rate': 0.0551 },
    'ineligible',
  ],
  [
    '20 % with 30 insured',
    'job-retention',
    { ...retention, 'staff.insured': 30, 'staff.layoff-rate': 0.2 },
    'eligible',
  ],
  ['11 months paid', 'job-retention', { ...retention, 'insurance.paid-months': 11 }, 'ineligible'],
  ['software with R&D', 'rd-deduction', { 'industry.code': 'I6513', 'rd.expense': 1 }, 'eligible'],
  ...['C1620', 'F5211', 'H6210', 'K7010', 'L7212', 'R9011'].map(
    (industry): [string, string, Record<string, unknown>, string] => [
      `excluded industry ${industry}`,
      'rd-deduction',
      { 'industry.code': industry, 'rd.expense': 1_000_000 },
      'ineligible',
    ],
  ),
];

describe('the figures of the seven national policies', () => {
  test.each(edges)('%s (%s)', (_name, policyId, facts, verdict) => {
    expect(judge(policyId, facts).verdict).toBe(verdict);
  });
});
