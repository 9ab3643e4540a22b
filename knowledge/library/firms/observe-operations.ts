import type { Chance } from './chance';
import type { FirmProfile } from './draw-profile';
import { byYear, withFacts, yuan, type FirmFacts, type FirmObservation } from './firm-observation';

/** What departments know of investments, loans and the environment, and the little that firms stated themselves. */
export function observeOperations(profile: FirmProfile, chance: Chance): FirmObservation[] {
  const { industry, staff, quality, revenue, type, years } = profile;
  const sales = revenue[0] ?? 0;
  const isFactory = industry.startsWith('C');
  const isFarm = industry.startsWith('A');
  const pays = isFactory && chance.isLucky(0.25);
  const invests = isFactory && years > 0 && chance.isLucky(0.35);
  const stated = years > 0 && chance.isLucky(0.22) ? statedFacts(profile, chance) : {};
  return withFacts([
    {
      source: '工信局',
      sourceKind: 'registry',
      observed: { daysAgo: chance.whole(20, 100) },
      facts: isFactory
        ? {
            ...(years > 0 &&
              byYear('equipment.investment', [invests ? yuan(sales * 0.12 * chance.next()) : '0'])),
            'qualification.smart-workshop': staff > 50 && quality > 0.8 && chance.isLucky(0.35),
          }
        : {},
    },
    {
      source: '生态环境局',
      sourceKind: 'registry',
      observed: { daysAgo: chance.whole(20, 100) },
      facts: emissions(pays, years > 0, chance),
    },
    {
      source: '财政局',
      sourceKind: 'registry',
      observed: { daysAgo: chance.whole(20, 100) },
      facts:
        years > 0 && type === 'company'
          ? {
              ...byYear('guarantee.fee', [chance.isLucky(0.06) ? yuan(chance.whole(4, 60) * 1000) : '0']),
              ...byYear('loan.subsidised', [
                chance.isLucky(0.03) ? yuan(chance.whole(20, 300) * 10_000) : '0',
              ]),
            }
          : {},
    },
    {
      source: '农业农村局',
      sourceKind: 'registry',
      observed: { daysAgo: chance.whole(30, 120) },
      facts:
        isFarm || industry.startsWith('C13')
          ? farmFacts(profile, chance)
          : { 'qualification.agri-leader': false },
    },
    {
      source: '自然资源局',
      sourceKind: 'registry',
      observed: { daysAgo: chance.whole(30, 120) },
      facts: chance.isLucky(isFarm ? 0.9 : 0.97) ? landFacts(isFarm && chance.isLucky(0.12), chance) : {},
    },
    {
      source: '卫生健康委',
      sourceKind: 'registry',
      observed: { daysAgo: chance.whole(30, 120) },
      facts: industry.startsWith('Q84') ? { 'licence.medical': chance.isLucky(0.97) } : {},
    },
    {
      source: '企业年报',
      sourceKind: 'submission',
      observed: { monthDay: '06-20' },
      // Whoever trades owes and is owed; few are about to close.
      facts: chance.isLucky(0.93) ? { 'debts.open': chance.isLucky(0.98) } : {},
    },
    { source: '企业填报', sourceKind: 'stated', observed: { daysAgo: chance.whole(10, 300) }, facts: stated },
  ]);
}

function emissions(pays: boolean, hasYear: boolean, chance: Chance): FirmFacts {
  if (!pays) return { 'tax.pollution-payer': false, ...(hasYear && byYear('waste.reused', [0])) };
  return {
    'tax.pollution-payer': true,
    'pollution.below-limit': Math.round(Math.max(0, 0.28 + chance.normal() * 0.18) * 100) / 100,
    ...(hasYear && byYear('waste.reused', [chance.isLucky(0.3) ? chance.whole(3, 800) : 0])),
    'waste.standard-met': chance.isLucky(0.9),
  };
}

function landFacts(hasWasteland: boolean, chance: Chance): FirmFacts {
  return { 'land.wasteland': hasWasteland, ...(hasWasteland && { 'land.farming-use': chance.isLucky(0.9) }) };
}

function farmFacts({ type, quality, years, industry }: FirmProfile, chance: Chance): FirmFacts {
  return {
    'qualification.agri-leader': type === 'company' && quality > 1 && chance.isLucky(0.6),
    'farming.large-scale': industry === 'A0313' && chance.isLucky(0.6),
    ...(years > 0 &&
      byYear('facility.produce-investment', [
        chance.isLucky(0.2) ? yuan(chance.whole(5, 90) * 10_000) : '0',
      ])),
    ...(type === 'cooperative' && {
      'cooperative.members': chance.whole(5, 90),
      'cooperative.model': quality > 0.8,
    }),
  };
}

/** What a firm fills in when someone asks: mostly noughts. */
function statedFacts({ industry, rdShare, staff }: FirmProfile, chance: Chance): FirmFacts {
  const digital = industry.startsWith('C') || industry.startsWith('I');
  return {
    ...byYear('loan.first-interest', [chance.isLucky(0.12) ? yuan(chance.whole(3, 60) * 1000) : '0']),
    ...byYear('loan.pledge-interest', [
      rdShare > 0 && chance.isLucky(0.12) ? yuan(chance.whole(20, 400) * 1000) : '0',
    ]),
    ...(digital &&
      byYear('loan.digital-interest', [chance.isLucky(0.2) ? yuan(chance.whole(10, 700) * 1000) : '0'])),
    ...(digital && byYear('diagnosis.fee', [chance.isLucky(0.15) ? yuan(chance.whole(5, 50) * 1000) : '0'])),
    ...byYear('certification.fee', [
      staff > 8 && chance.isLucky(0.15) ? yuan(chance.whole(8, 40) * 1000) : '0',
    ]),
    'receivable.overdue': chance.isLucky(0.12) ? yuan(chance.whole(2, 300) * 10_000) : '0',
    'equity.raised-2y': rdShare > 0 && chance.isLucky(0.08) ? yuan(chance.whole(100, 6000) * 10_000) : '0',
  };
}
