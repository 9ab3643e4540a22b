import { codeProblem } from '~/forms/components/check-code';
import { kindProblem } from '~/forms/components/check-kind';
import type { FormComponent } from '~/forms/definition/form-definition';
import { optionsOf } from '~/forms/definition/read-options';
import { cityDate, isIsoDate } from '~/prisma/calendar/city-date';

/** A fact's value as the field holds it, or `fits: false` when the field can't hold it. */
export type FittedValue = { fits: true; value: unknown } | { fits: false };

const unfit: FittedValue = { fits: false };
const fit = (value: unknown): FittedValue => ({ fits: true, value });

/**
 * Brings a fact's value into the form in which the field keeps it: numbers for amounts, an option's own value, dates
 * as form.io writes them. A value outside the field's limits does not fit: it would only block the applicant.
 */
export function fitValue(component: FormComponent, value: unknown): FittedValue {
  if (value === null || value === undefined || value === '') return unfit;
  switch (component.type) {
    case 'number':
    case 'currency':
      return withinLimits(component, fitNumber(component, value));
    case 'checkbox':
      return typeof value === 'boolean' ? fit(value) : unfit;
    case 'radio':
    case 'select':
      return fitOption(component, value);
    case 'selectboxes':
      return fitBoxes(component, value);
    case 'datetime':
      return fitDate(value, (date) => `${date}T00:00:00+08:00`);
    case 'day':
      return fitDate(value, (date) => dayText(component, date));
    case 'time':
      return typeof value === 'string' && /^\d{2}:\d{2}(:\d{2})?$/.test(value)
        ? fit(value.length === 5 ? `${value}:00` : value)
        : unfit;
    case 'textfield':
    case 'textarea':
    case 'email':
    case 'url':
    case 'phoneNumber':
    case 'hidden':
      return withinLimits(component, fitText(value));
    default:
      return unfit;
  }
}

/** The value in a form that is equal exactly when the values mean the same, however they are written. */
export function canonicalValue(component: FormComponent, value: unknown): string {
  if (value === null || value === undefined || value === '') return '';
  switch (component.type) {
    case 'number':
    case 'currency':
      return canonicalNumber(value) ?? JSON.stringify(value);
    case 'datetime':
      return hasTime(component) ? instantOf(value) : (dateOf(value) ?? JSON.stringify(value));
    case 'day': {
      const parts = typeof value === 'string' ? /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(value) : null;
      return parts ? parts.slice(1).map(Number).join('/') : JSON.stringify(value);
    }
    case 'checkbox':
      return value === true || value === 'true'
        ? 'true'
        : value === false || value === 'false'
          ? 'false'
          : JSON.stringify(value);
    case 'file':
      return JSON.stringify(Array.isArray(value) ? value.map(fileIdOf) : value);
    case 'selectboxes':
      return JSON.stringify(
        Object.entries(typeof value === 'object' ? value : {})
          .filter(([, chosen]) => chosen === true)
          .map(([name]) => name)
          .sort(),
      );
    default:
      if (Array.isArray(value)) return JSON.stringify(value);
      return typeof value === 'object' ? JSON.stringify(value) : scalarText(value).trim();
  }
}

function fileIdOf(file: unknown): unknown {
  return typeof file === 'object' && file !== null && 'fileId' in file ? file.fileId : file;
}

/** Whether a date field asks for the time too: form.io's own default is yes. */
export function hasTime(component: FormComponent): boolean {
  return (
    component.enableTime !== false && (typeof component.format !== 'string' || /h/i.test(component.format))
  );
}

/** The calendar date in the city that a value names: ISO dates and instants, 20180416, 2018/4/16, 2018年4月16日. */
export function dateOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = value.trim();
  const parts = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/.exec(text);
  if (parts) {
    const date = [parts[1], parts[2]?.padStart(2, '0'), parts[3]?.padStart(2, '0')].join('-');
    return isIsoDate(date) ? date : null;
  }
  if (!/^\d{4}-\d{2}-\d{2}T/.test(text)) return null;
  const instant = new Date(text);
  if (Number.isNaN(instant.valueOf())) return null;
  // A zone-less or UTC midnight is how date pickers write a plain date.
  return /T00:00(:00(\.0+)?)?Z?$/.test(text) ? text.slice(0, 10) : cityDate(instant);
}

function fitNumber(component: FormComponent, value: unknown): FittedValue {
  const canonical = typeof value === 'boolean' ? null : canonicalNumber(value);
  if (canonical === null) return unfit;
  const number = Number(canonical);
  // A binary float can't hold every decimal; a value that it would change doesn't fit.
  if (!Number.isFinite(number) || canonicalNumber(number) !== canonical) return unfit;
  const places = canonical.split('.')[1]?.length ?? 0;
  const limit =
    typeof component.decimalLimit === 'number'
      ? component.decimalLimit
      : component.type === 'currency'
        ? 2
        : 20;
  return places <= limit ? fit(number) : unfit;
}

/** `0300.50` → `300.5`; null for what is no decimal number. */
function canonicalNumber(value: unknown): string | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null;
  const match = /^([+-]?)0*(\d+)(?:\.(\d*))?$/.exec(plainDecimal(value));
  if (!match) return null;
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  const digits = fraction === '' ? (match[2] as string) : `${match[2]}.${fraction}`;
  return match[1] === '-' && digits !== '0' ? `-${digits}` : digits;
}

function plainDecimal(value: number | string): string {
  if (typeof value === 'string') return value.trim().replaceAll(',', '');
  const text = String(value);
  return /e/i.test(text) ? value.toFixed(20) : text;
}

function fitText(value: unknown): FittedValue {
  if (typeof value === 'string') return fit(value);
  if (typeof value === 'number') return fit(String(value));
  if (typeof value === 'boolean') return fit(value ? '是' : '否');
  return unfit;
}

function fitOption(component: FormComponent, value: unknown): FittedValue {
  if (component.multiple === true) {
    const list = Array.isArray(value) ? value : [value];
    const fitted = list.map((item) => findOption(component, item));
    return fitted.every((item) => item !== undefined) ? fit(fitted) : unfit;
  }
  const option = findOption(component, value);
  return option === undefined ? unfit : fit(option);
}

function findOption(component: FormComponent, value: unknown): string | undefined {
  const wanted =
    typeof value === 'boolean'
      ? value
        ? ['true', 'yes', '1', '是']
        : ['false', 'no', '0', '否']
      : [scalarText(value).trim()];
  const options = optionsOf(component);
  return (
    options.find((option) => wanted.includes(option.value)) ??
    options.find((option) => wanted.includes(option.label))
  )?.value;
}

function fitBoxes(component: FormComponent, value: unknown): FittedValue {
  const list = Array.isArray(value) ? value : [value];
  const chosen = list.map((item) => findOption(component, item));
  if (chosen.some((item) => item === undefined)) return unfit;
  return fit(
    Object.fromEntries(optionsOf(component).map((option) => [option.value, chosen.includes(option.value)])),
  );
}

function fitDate(value: unknown, write: (date: string) => string): FittedValue {
  const date = dateOf(value);
  return date === null ? unfit : fit(write(date));
}

function dayText(component: FormComponent, date: string): string {
  const [year, month, day] = date.split('-');
  return component.dayFirst === true ? `${day}/${month}/${year}` : `${month}/${day}/${year}`;
}

function instantOf(value: unknown): string {
  const instant = typeof value === 'string' ? new Date(value) : null;
  return instant && !Number.isNaN(instant.valueOf()) ? instant.toISOString() : JSON.stringify(value);
}

function withinLimits(component: FormComponent, fitted: FittedValue): FittedValue {
  if (!fitted.fits) return fitted;
  const { value } = fitted;
  if (kindProblem(component, value) || codeProblem(component, value)) return unfit;
  const { min, max, minLength, maxLength, pattern } = component.validate ?? {};
  if (typeof value === 'number') {
    if (isSet(min) && value < Number(min)) return unfit;
    if (isSet(max) && value > Number(max)) return unfit;
    return fitted;
  }
  if (typeof value !== 'string') return fitted;
  if (isSet(minLength) && value.length < Number(minLength)) return unfit;
  if (isSet(maxLength) && value.length > Number(maxLength)) return unfit;
  if (typeof pattern === 'string' && pattern !== '' && !new RegExp(`^${pattern}$`).test(value)) return unfit;
  return fitted;
}

function isSet(limit: unknown): boolean {
  return limit !== undefined && limit !== null && limit !== '';
}

function scalarText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : JSON.stringify(value);
}
