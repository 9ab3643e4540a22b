import { isIsoDate } from '~/prisma/calendar/city-date';

import { addDuration, parseDuration } from '../enterprises/duration';
import { parseDecimal, parseJsonNumber, type ExactNumber } from '../enterprises/exact-number';
import { isNumeric, type FactValue } from '../enterprises/fact-value';
import { isIndustryCode } from '../enterprises/industry-code';
import type { Field } from './rule-context';

/** The value of a rule as a checked one, or null when the field can't be compared with it. */
export function parseOperand(raw: unknown, field: Field, at: string): FactValue | null {
  if (field.type === 'date') return parseDay(raw, at);
  if (isNumeric(field.type)) return parseFigure(raw, field);
  if (field.type === 'boolean') return typeof raw === 'boolean' ? raw : null;
  if (typeof raw !== 'string' || raw === '') return null;
  if (field.type === 'code' && field.words && !field.words.has(raw)) return null;
  if (field.type === 'industry' && !isIndustryCode(raw)) return null;
  if (field.type === 'region' && !/^\d{6}$/.test(raw)) return null;
  return raw;
}

/** A figure of a rule may be text, as editors store it; a fraction of money must be. */
function parseFigure(raw: unknown, field: Field): ExactNumber | null {
  if (typeof raw === 'string') return parseDecimal(raw);
  if (typeof raw !== 'number' || (field.type === 'money' && !Number.isSafeInteger(raw))) return null;
  return parseJsonNumber(raw);
}

/** A date, or the day asked about (`{"asOf": true}`), moved by `plus`. */
function parseDay(raw: unknown, at: string): string | null {
  if (typeof raw === 'string') return isIsoDate(raw) ? raw : null;
  if (typeof raw !== 'object' || raw === null || !('asOf' in raw) || raw.asOf !== true) return null;
  if (Object.keys(raw).some((key) => key !== 'asOf' && key !== 'plus')) return null;
  if (!('plus' in raw)) return at;
  const duration = typeof raw.plus === 'string' ? parseDuration(raw.plus) : null;
  return duration && addDuration(at, duration);
}
