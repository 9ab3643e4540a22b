import type { Chance } from './chance';
import type { FirmProfile } from './draw-profile';
import { withFacts, yuan, type FirmObservation } from './firm-observation';

const surnames = [...'王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹'];
const given = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华建国志远晓东海燕文博雨欣子涵'];
const roads = [
  '学府路',
  '江滨路',
  '创新大道',
  '工业一路',
  '机械路',
  '解放路',
  '人民路',
  '云溪大道',
  '临港大道',
  '青岭街',
];

/** What the registers of the market, of statistics and of credit know: nearly everything, of nearly everyone. */
export function observeRegistration(
  profile: FirmProfile,
  chance: Chance,
  { name, creditCode }: { name: string; creditCode: string },
): FirmObservation[] {
  const { type, quality, staff } = profile;
  const isAbnormal = chance.isLucky(quality < -1 ? 0.09 : 0.015);
  const capital =
    chance.pick([10, 30, 50, 100, 200, 300, 500, 1000, 2000]) * 10_000 * Math.max(1, staff / 40);
  const isHardPressed = chance.isLucky(0.01);
  return withFacts([
    {
      source: '市场监管局',
      sourceKind: 'registry',
      observed: { daysAgo: chance.whole(3, 60) },
      facts: {
        'registration.name': name,
        'credit.code': creditCode,
        'region.code': profile.district,
        'registration.date': profile.foundedOn,
        'registration.status': chance.isLucky(0.985) ? 'active' : chance.pick(['revoked', 'moved']),
        'registration.type': type,
        'registration.address': `云江市${chance.pick(roads)} ${String(chance.whole(1, 399))} 号`,
        'registration.legal-representative':
          chance.pick(surnames) + chance.pick(given) + (chance.isLucky(0.5) ? chance.pick(given) : ''),
        // An individual business has no registered capital.
        ...(type !== 'individual-business' && {
          'registration.capital': yuan(Math.round(capital / 10_000) * 10_000),
        }),
        'prize.quality-city': staff > 100 && quality > 1.8,
        'operation.hardship': isHardPressed,
      },
    },
    {
      source: '统计局',
      sourceKind: 'registry',
      observed: { daysAgo: chance.whole(20, 200) },
      // Statistics haven't classed every new shop.
      facts: chance.isLucky(type === 'individual-business' ? 0.9 : 0.985)
        ? { 'industry.code': profile.industry }
        : {},
    },
    {
      source: '信用云江',
      sourceKind: 'registry',
      observed: { daysAgo: chance.whole(1, 9) },
      facts: { 'credit.abnormal': isAbnormal, 'credit.dishonest': isAbnormal && chance.isLucky(0.2) },
    },
    {
      source: '应急管理局',
      sourceKind: 'registry',
      observed: { daysAgo: chance.whole(5, 80) },
      facts: type === 'individual-business' ? {} : { 'incident.major-1y': chance.isLucky(0.004) },
    },
    {
      source: '工信局',
      sourceKind: 'registry',
      observed: { daysAgo: chance.whole(15, 120) },
      facts: chance.isLucky(0.75) ? { 'industry.restricted': chance.isLucky(0.006) } : {},
    },
  ]);
}
