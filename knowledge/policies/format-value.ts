import {
  compareExact,
  exact,
  formatDecimal,
  multiplyExact,
  type ExactNumber,
} from '../enterprises/exact-number';
import { isExact, type FactValue } from '../enterprises/fact-value';
import { industryName } from '../enterprises/industry-code';
import { regionName } from '../enterprises/region-code';
import type { Field } from './rule-context';

export type Locale = 'zh' | 'en';

const group = (text: string) => {
  const [whole = '', fraction] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction ? `${grouped}.${fraction}` : grouped;
};

/** Yuan in words: 10,000 and more in 万元 (to `places`) in Chinese, always in yuan in English. */
export function formatYuan(value: ExactNumber, locale: Locale, places = 6): string {
  if (locale === 'en') return `${group(formatDecimal(value, 2))} yuan`;
  const wan = exact(10_000);
  const size = value.numerator < 0n ? { ...value, numerator: -value.numerator } : value;
  if (compareExact(size, wan) < 0) return `${group(formatDecimal(value, 2))} 元`;
  return `${group(formatDecimal({ ...value, denominator: value.denominator * 10_000n }, places))} 万元`;
}

/** A share as a percentage, to `places` after the point. */
export function formatPercent(value: ExactNumber, places = 4): string {
  return `${formatDecimal(multiplyExact(value, exact(100)), places)}%`;
}

/** A value as people read it, with its unit. Never to be compared or stored. */
export function formatValue(
  value: FactValue,
  field: Pick<Field, 'type' | 'unit' | 'words'>,
  locale: Locale,
): string {
  if (typeof value === 'boolean') return locale === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no';
  if (isExact(value)) return formatFigure(value, field, locale);
  if (field.type === 'code') return field.words?.get(value)?.[locale] ?? value;
  if (field.type === 'region') return regionName(value, locale);
  if (field.type === 'industry') {
    const name = industryName(value);
    return name ? `${name}（${value}）` : value;
  }
  return value;
}

function formatFigure(value: ExactNumber, field: Pick<Field, 'type' | 'unit'>, locale: Locale): string {
  if (field.type === 'money') return formatYuan(value, locale);
  if (field.type === 'share') return formatPercent(value, 2);
  const unit = field.unit[locale];
  const figure = group(formatDecimal(value, 2));
  return unit ? `${figure} ${unit}` : figure;
}
