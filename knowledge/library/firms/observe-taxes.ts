import type { Chance } from './chance';
import type { FirmProfile } from './draw-profile';
import { byYear, withFacts, yuan, type FirmFacts, type FirmObservation } from './firm-observation';

/** What the tax bureau knows: the yearly filing, which shops taxed at a flat rate never make, and the grade. */
export function observeTaxes(profile: FirmProfile, chance: Chance): FirmObservation[] {
  const { type, revenue, quality, staff } = profile;
  const latest = revenue[0];
  const hasBooks = type !== 'individual-business' || chance.isLucky(0.3);
  const filing: FirmFacts = latest !== undefined && hasBooks ? yearlyFiling(profile, chance) : {};
  const monthly = (latest ?? staff * profile.trade.revenuePerHead * 0.6) / 12;
  const isSmallScale = monthly < 410_000 && chance.isLucky(0.85);
  return withFacts([
    {
      source: '税务局',
      sourceKind: 'registry',
      observed: { monthDay: '06-05' },
      facts: filing,
    },
    {
      source: '税务局',
      sourceKind: 'registry',
      observed: { daysAgo: chance.whole(6, 40) },
      facts: {
        'tax.taxpayer-type': isSmallScale ? 'small-scale' : 'general',
        ...(isSmallScale && { 'tax.monthly-sales': yuan(monthly * Math.exp(chance.normal() * 0.15)) }),
        // Individual businesses aren't graded; nor is a firm in its first year, which is M.
        ...(type !== 'individual-business' && {
          'tax.credit-grade': drawGrade(chance, quality, profile.years),
        }),
        'tax.owed': quality < -1 && chance.isLucky(0.12),
      },
    },
    {
      source: '税务局',
      sourceKind: 'registry',
      observed: { monthDay: '06-05' },
      reference: '年度申报的优惠事项',
      facts:
        latest !== undefined && hasBooks && type !== 'individual-business' ? reliefs(profile, chance) : {},
    },
  ]);
}

/** The figures of the last years, which go together: costs below revenue, profit by margin, assets by turnover. */
function yearlyFiling({ revenue, quality, rdShare, type }: FirmProfile, chance: Chance): FirmFacts {
  const margin = 0.055 + quality * 0.025 + chance.normal() * 0.03;
  const turnover = Math.exp(chance.normal() * 0.45) * 0.8;
  const costs = revenue.map((figure) => yuan(figure * (1 - margin)));
  const incomes = revenue.map((figure, back) => yuan(figure * (margin - back * 0.004)));
  if (type === 'individual-business') {
    return {
      ...byYear('revenue.annual', revenue.map(yuan)),
      ...byYear(
        'tax.business-income',
        incomes.map((income) => yuan(Math.max(0, Number(income)))),
      ),
    };
  }
  return {
    ...byYear('revenue.annual', revenue.map(yuan)),
    ...byYear('sales.annual', revenue.map(yuan)),
    ...byYear('cost.annual', costs),
    ...byYear('tax.taxable-income', incomes),
    // Small firms hand in no balance sheet as often as not.
    ...(chance.isLucky(0.85) &&
      byYear(
        'assets.total',
        revenue.map((figure) => yuan(figure * turnover)),
      )),
    ...researchFiling(rdShare, revenue, chance),
  };
}

/** R&D is known where the deduction was claimed; of the others some filed a nought, of most nothing is known. */
function researchFiling(rdShare: number, revenue: readonly number[], chance: Chance): FirmFacts {
  if (rdShare === 0) return chance.isLucky(0.35) ? byYear('rd.expense', ['0']) : {};
  if (chance.isLucky(0.1)) return {};
  const expense = revenue.map((figure, back) => yuan(figure * rdShare * (1 - back * 0.08)));
  const abroad = chance.isLucky(0.05) ? 0.5 : 1;
  return {
    ...byYear('rd.expense', expense),
    ...byYear(
      'rd.domestic-expense',
      expense.map((figure) => yuan(Number(figure) * abroad)),
    ),
  };
}

function drawGrade(chance: Chance, quality: number, years: number): string {
  if (years === 0) return 'M';
  const score = quality + chance.normal() * 0.6;
  return score > 0.9 ? 'A' : score > -0.6 ? 'B' : score > -1.4 ? 'M' : score > -2.3 ? 'C' : 'D';
}

/** What the yearly filing says of reliefs: mostly that there are none. */
function reliefs({ trade, industry, quality, type, revenue }: FirmProfile, chance: Chance): FirmFacts {
  const sales = revenue[0] ?? 0;
  const isFarm = industry.startsWith('A');
  const hasWorks = industry.startsWith('N') && chance.isLucky(0.5);
  const some = (probability: number, share: number) =>
    chance.isLucky(probability) ? yuan(sales * share * Math.exp(chance.normal() * 0.5)) : '0';
  return {
    ...byYear('tech-transfer.income', [trade.inventive >= 0.5 ? some(0.04, 0.08) : '0']),
    ...byYear('income.dividends', [some(type === 'company' && quality > 0.5 ? 0.08 : 0.005, 0.03)]),
    ...byYear('income.treasury-interest', [some(0.01, 0.005)]),
    ...byYear('sales.own-produce', [isFarm ? yuan(sales * 0.9) : '0']),
    ...byYear('equipment.special', [industry.startsWith('C') ? some(0.06, 0.02) : '0']),
    ...byYear('resource.revenue', [industry.startsWith('N') ? some(0.2, 0.3) : '0']),
    'project.farming-exempt': isFarm && industry !== 'A0411',
    'project.farming-halved': industry === 'A0411',
    'project.infrastructure': hasWorks && chance.isLucky(0.3),
    'project.environmental': hasWorks,
    ...(hasWorks && { 'project.first-income': { daysAgo: chance.whole(60, 2_600) } }),
    'materials.resource-use': industry.startsWith('N') && chance.isLucky(0.2),
    'assets.fast-renewal': trade.inventive >= 0.5 && chance.isLucky(0.3),
  };
}
