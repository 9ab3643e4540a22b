import type { Chance } from './chance';
import type { FirmProfile } from './draw-profile';
import { byYear, withFacts, yuan, type FirmObservation } from './firm-observation';

/** What the registers of science, industry and patents know: certificates of all, the rest of those that applied. */
export function observeResearch(profile: FirmProfile, chance: Chance, today: string): FirmObservation[] {
  const { rdShare, revenue, years, quality, staff } = profile;
  const isInventive = rdShare > 0;
  const class1 = isInventive
    ? Math.max(0, Math.round(rdShare * 30 * chance.next() + quality * 0.6 - 0.2))
    : 0;
  const class2 = isInventive
    ? Math.max(0, Math.round(3 + quality * 2 + chance.normal() * 2.5 + rdShare * 20))
    : 0;
  const sales = revenue[0] ?? 0;
  const hightech = isInventive ? sales * Math.min(0.95, 0.45 + chance.next() * 0.5) : 0;
  const mayBeHighTech =
    isInventive && years >= 1 && rdShare >= 0.03 && class1 + class2 >= 3 && hightech >= sales * 0.6;
  const isHighTech = mayBeHighTech && chance.isLucky(0.5);
  const isTechSme =
    isInventive && sales < 200_000_000 && staff <= 500 && rdShare >= 0.03 && chance.isLucky(0.5);
  const since = Math.min(chance.whole(40, 1000), Math.max(40, days(profile.foundedOn, today) - 400));
  return withFacts([
    {
      source: '科技局',
      sourceKind: 'registry',
      observed: { daysAgo: chance.whole(5, 60) },
      facts: {
        'qualification.high-tech': isHighTech,
        'qualification.tech-sme': isTechSme,
        ...(isHighTech && { 'qualification.high-tech-date': { daysAgo: since } }),
        'lab.municipal': isInventive && quality > 0.9 && chance.isLucky(0.5),
        'lab.provincial': isInventive && quality > 1.7 && chance.isLucky(0.4),
        'prize.national-5y': isInventive && chance.isLucky(0.003),
        'prize.science-3y': isInventive && chance.isLucky(0.008),
        ...(chance.isLucky(isInventive ? 0.9 : 0.8) && {
          'standard.led': isInventive && quality > 1.2 && chance.isLucky(0.25),
        }),
        ...((isHighTech || isTechSme || chance.isLucky(0.1)) && { 'hightech.field': isInventive }),
        ...((isHighTech || isTechSme) && years > 0 && byYear('hightech.revenue', [yuan(hightech)])),
        ...(years > 0 &&
          byYear('contracts.technology', [isInventive && chance.isLucky(0.12) ? yuan(sales * 0.15) : '0'])),
        ...(years > 0 &&
          byYear('services.research-fee', [
            isInventive && chance.isLucky(0.3) ? yuan(chance.whole(8, 300) * 1000) : '0',
          ])),
      },
    },
    {
      source: '知识产权局',
      sourceKind: 'registry',
      observed: { daysAgo: chance.whole(15, 90) },
      facts: {
        'ip.class1': class1,
        'ip.class2': class2,
        ...(isInventive && { 'ip.core': class1 > 0 || class2 >= 3 }),
      },
    },
    {
      source: '工信局',
      sourceKind: 'registry',
      observed: { daysAgo: chance.whole(15, 90) },
      facts: {
        'qualification.srdi': isHighTech && sales > 20_000_000 && quality > 0.3 && chance.isLucky(0.5),
        'contest.maker-3y': isInventive && chance.isLucky(0.004),
        // How long a firm has kept to its market is asked of those that apply.
        ...(isInventive &&
          chance.isLucky(0.4) && {
            'market.years': Math.max(0, Math.floor(days(profile.foundedOn, today) / 365)),
          }),
      },
    },
  ]);
}

function days(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
