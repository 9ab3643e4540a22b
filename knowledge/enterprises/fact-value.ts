import type { FactType } from './fact-definition';
import { formatDecimal, isWhole, type ExactNumber } from './exact-number';

/** A checked value: figures are exact, everything else is text (dates as YYYY-MM-DD) or a yes or no. */
export type FactValue = ExactNumber | string | boolean;

/** How a value is written in JSON: money as an integer or a decimal string, other figures as numbers. */
export type JsonFactValue = string | number | boolean;

/** Whether the type's values are figures. */
export function isNumeric(type: FactType): boolean {
  return type === 'money' || type === 'count' || type === 'share' || type === 'number';
}

/** Whether the value is a figure. */
export function isExact(value: FactValue): value is ExactNumber {
  return typeof value === 'object';
}

/** The value as the contract writes it. A figure that never ends (a third) is cut to six places here, and only here. */
export function toJsonValue(value: FactValue, type: FactType): JsonFactValue {
  if (!isExact(value)) return value;
  if (isWhole(value)) {
    const whole = value.numerator / value.denominator;
    const asNumber = Number(whole);
    return Number.isSafeInteger(asNumber) ? asNumber : whole.toString();
  }
  return type === 'money' ? formatDecimal(value) : Number(formatDecimal(value, type === 'share' ? 12 : 6));
}
