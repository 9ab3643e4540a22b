import { addDays, type IsoDate } from '~/prisma/calendar/city-date';

import type { Chance } from './chance';
import { firmTrades, type FirmTrade } from './firm-trades';

/** What a firm is like; its facts follow from it, so that they belong together. */
export interface FirmProfile {
  readonly trade: FirmTrade;
  readonly industry: string;
  /** The word of its name that goes with the industry. */
  readonly word: string;
  readonly district: string;
  readonly type: 'company' | 'individual-business' | 'cooperative' | 'partnership' | 'sole-proprietorship';
  readonly foundedOn: IsoDate;
  /** How many complete years it has books of, at most three. */
  readonly years: 0 | 1 | 2 | 3;
  /** How well it is run, around 0: better ones grow, pay their taxes in time and invest. */
  readonly quality: number;
  readonly staff: number;
  /** Revenue of the last years, the latest first, whole yuan. */
  readonly revenue: readonly number[];
  /** R&D by revenue; 0 for most firms. */
  readonly rdShare: number;
}

/** The districts of the invented city, with how many of a hundred firms lie in each. */
export const firmDistricts: readonly [string, number][] = [
  ['359902', 30],
  ['359903', 26],
  ['359904', 24],
  ['359921', 12],
  ['359922', 8],
];

/** Draws what a firm is like on the day of the seeding. */
export function drawProfile(chance: Chance, today: IsoDate): FirmProfile {
  const trade = drawWeighted(chance, firmTrades, ({ weight }) => weight);
  const place = chance.whole(0, trade.codes.length - 1);
  const type = drawType(chance, trade);
  const quality = chance.normal();
  const ageDays = Math.round(Math.min(11_000, 40 - Math.log(1 - chance.next()) * 6.5 * 365));
  const foundedOn = addDays(today, -ageDays);
  const years = Math.max(0, Math.min(3, Number(today.slice(0, 4)) - 1 - Number(foundedOn.slice(0, 4)) + 1));
  const middle = type === 'individual-business' ? 2.4 : trade.staff;
  const staff = Math.max(1, Math.round(middle * Math.exp(chance.normal() * 0.95 + quality * 0.25)));
  const inventive =
    trade.inventive > 0 && type === 'company' && chance.isLucky(inventiveness(trade, quality));
  return {
    trade,
    industry: trade.codes[place] ?? '',
    word: trade.words[Math.floor((place * trade.words.length) / trade.codes.length)] ?? '',
    district: drawWeighted(chance, firmDistricts, ([, weight]) => weight)[0],
    type,
    foundedOn,
    years: years as FirmProfile['years'],
    quality,
    staff,
    revenue: drawRevenue(chance, trade, staff, quality, years),
    rdShare: inventive ? Math.min(0.3, 0.035 * Math.exp(chance.normal() * 0.6 + quality * 0.2)) : 0,
  };
}

function inventiveness(trade: FirmTrade, quality: number): number {
  return trade.inventive * (quality > 0.5 ? 1.5 : quality < -0.8 ? 0.4 : 1);
}

function drawType(chance: Chance, trade: FirmTrade): FirmProfile['type'] {
  if (trade.codes[0]?.startsWith('A') && chance.isLucky(0.45)) return 'cooperative';
  if (chance.isLucky(trade.soleTraders)) return 'individual-business';
  if (chance.isLucky(0.03)) return 'sole-proprietorship';
  return chance.isLucky(0.02) ? 'partnership' : 'company';
}

/** The latest year by staff; the years before by a growth that goes with how well it is run. */
function drawRevenue(
  chance: Chance,
  trade: FirmTrade,
  staff: number,
  quality: number,
  years: number,
): number[] {
  const revenue: number[] = [];
  let figure = staff * trade.revenuePerHead * Math.exp(chance.normal() * 0.4 + quality * 0.15);
  for (let back = 0; back < years; back += 1) {
    revenue.push(Math.round(figure / 100) * 100);
    figure /= Math.max(0.6, 1.05 + quality * 0.07 + chance.normal() * 0.12);
  }
  return revenue;
}

function drawWeighted<T>(chance: Chance, list: readonly T[], weightOf: (one: T) => number): T {
  let left = chance.next() * list.reduce((sum, one) => sum + weightOf(one), 0);
  for (const one of list) {
    left -= weightOf(one);
    if (left < 0) return one;
  }
  return list[list.length - 1] as T;
}
