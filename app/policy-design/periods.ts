import type { DerivedFactInput } from '~/knowledge/enterprises/derived-fact-schema';
import type { FactDefinition } from '~/knowledge/enterprises/fact-definition';

/** How a fact of years is taken: the latest complete year, several together, or its growth. */
export const takings = [
  'latest',
  'sum-2y',
  'sum-3y',
  'mean-2y',
  'mean-3y',
  'growth-1y',
  'growth-2y',
] as const;
export type Taking = (typeof takings)[number];

const pattern = /^(.+)\.(sum|mean|growth)-(\d)y$/;

/** The fact and the taking that a field stands for; null for a field that isn't one of these. */
export function takingOf(
  field: string,
  catalogue: ReadonlyMap<string, FactDefinition>,
): { key: string; taking: Taking } | null {
  const own = catalogue.get(field);
  if (own?.periods.includes('year')) return { key: field, taking: 'latest' };
  const found = pattern.exec(field);
  const base = found?.[1] === undefined ? undefined : catalogue.get(found[1]);
  const taking = found ? (`${found[2]}-${found[3]}y` as Taking) : 'latest';
  return base?.periods.includes('year') && takings.includes(taking) ? { key: base.key, taking } : null;
}

/** Which takings make sense for a fact: only figures add up. */
export function takingsOf(definition: FactDefinition): readonly Taking[] {
  return ['money', 'count', 'number', 'share'].includes(definition.type) ? takings : ['latest'];
}

/** The derived fact that a taking needs; null for the latest year, which is the fact itself. */
export function derivedForTaking(definition: FactDefinition, taking: Taking): DerivedFactInput | null {
  const found = /^(sum|mean|growth)-(\d)y$/.exec(taking);
  if (!found) return null;
  const years = Number(found[2]);
  const kind = found[1] as 'sum' | 'mean' | 'growth';
  const { zh, en } = definition.label;
  const words = {
    sum: { zh: `近${years}年${zh}合计`, en: `${en}, sum of ${years} years` },
    mean: { zh: `近${years}年${zh}平均`, en: `${en}, mean of ${years} years` },
    growth: {
      zh: `${zh}${years === 1 ? '同比' : `${years}年`}增长率`,
      en: `Growth of ${en} over ${years} year(s)`,
    },
  }[kind];
  return {
    key: `${definition.key}.${taking}`,
    type: kind === 'growth' ? 'share' : definition.type,
    ...(kind !== 'growth' && definition.unit && definition.type !== 'money' && { unit: definition.unit.zh }),
    label: words.zh,
    labelEn: words.en,
    formula: kind === 'growth' ? { kind, of: definition.key, years } : { kind, of: [definition.key], years },
  };
}
