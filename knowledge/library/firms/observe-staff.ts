import type { Chance } from './chance';
import type { FirmProfile } from './draw-profile';
import { byYear, withFacts, yuan, type FirmObservation } from './firm-observation';

/** What social security knows: the insured of nearly all, the staff of those that report, technical staff of few. */
export function observeStaff(profile: FirmProfile, chance: Chance, today: string): FirmObservation[] {
  const { staff, quality, type, years, foundedOn, rdShare } = profile;
  const isShop = type === 'individual-business';
  const insured = Math.round(
    staff * Math.min(1, Math.max(0, (isShop ? 0.35 : 0.9) + chance.normal() * 0.08)),
  );
  const months = monthsBetween(foundedOn, today) - chance.whole(0, 3);
  const paid = Math.max(
    0,
    chance.isLucky(quality < -1 ? 0.25 : 0.04) ? chance.whole(0, 11) : Math.min(months, 240),
  );
  const reports = chance.isLucky(isShop ? 0.45 : 0.88);
  const headcounts = Array.from({ length: years }, (_, back) =>
    Math.max(1, Math.round(staff * (1 - back * (0.05 + quality * 0.03)))),
  );
  const knowsTechnical = chance.isLucky(rdShare > 0 ? 0.65 : 0.03);
  const technical = Math.min(
    staff,
    Math.round(
      staff *
        (rdShare > 0 ? Math.min(0.6, 0.08 + rdShare * 2.2 + chance.next() * 0.12) : chance.next() * 0.06),
    ),
  );
  const layoff = chance.isLucky(quality < -1 ? 0.25 : 0.04)
    ? 0.06 + chance.next() * 0.2
    : chance.next() * 0.05;
  const welfare = staff >= 8 && chance.isLucky(0.004);
  const disabled = welfare
    ? Math.ceil(staff * (0.25 + chance.next() * 0.15))
    : staff > 30 && chance.isLucky(0.3)
      ? Math.max(1, Math.round(staff * 0.015))
      : 0;
  return withFacts([
    {
      source: '人社局',
      sourceKind: 'registry',
      observed: { daysAgo: chance.whole(8, 45) },
      facts: {
        ...(reports && byYear('staff.count', headcounts)),
        ...(knowsTechnical && years > 0 && byYear('staff.technical', [technical])),
        'staff.insured': insured,
        ...(insured > 0 && { 'insurance.paid-months': paid }),
        ...(insured > 0 && years > 0 && byYear('staff.layoff-rate', [Math.round(layoff * 1000) / 1000])),
        ...(insured > 0 &&
          years > 0 &&
          byYear('insurance.unemployment-paid', [yuan(insured * (820 + chance.whole(0, 260)))])),
        'hires.young': insured > 0 ? draws(chance, Math.min(40, insured), 0.035) : 0,
        'wages.owed': quality < -1 && chance.isLucky(0.08),
        'training.certified': insured >= 5 ? draws(chance, Math.min(60, insured), 0.04) : 0,
        'training.apprentices': staff > 60 && chance.isLucky(0.12) ? chance.whole(5, 40) : 0,
      },
    },
    {
      source: '残联',
      sourceKind: 'registry',
      observed: { daysAgo: chance.whole(20, 90) },
      facts: {
        ...(staff >= 8 && { 'staff.disabled': disabled }),
        ...(welfare && { 'staff.disabled-full-time': disabled }),
        'qualification.disabled-employer': welfare && chance.isLucky(0.8),
      },
    },
    {
      source: '税务局',
      sourceKind: 'registry',
      observed: { monthDay: '06-05' },
      facts: disabled > 0 && years > 0 ? byYear('wages.disabled', [yuan(disabled * 46_000)]) : {},
    },
  ]);
}

/** How many of them it hits. */
function draws(chance: Chance, times: number, probability: number): number {
  let hits = 0;
  for (let index = 0; index < times; index += 1) hits += chance.isLucky(probability) ? 1 : 0;
  return hits;
}

function monthsBetween(from: string, to: string): number {
  const months = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  return Math.max(0, months(to) - months(from));
}
