import { codeProblem } from '~/forms/components/check-code';
import { kindProblem } from '~/forms/components/check-kind';
import type { FormComponent } from '~/forms/definition/form-definition';
import { optionsOf } from '~/forms/definition/read-options';

import { mostFilesOf } from './file-rules';

/** Why a value isn't of its field's type. */
export interface ValueProblem {
  code: string;
  params: Record<string, string | number>;
}

const mostText = 20_000;
const wrongType: ValueProblem = { code: 'type', params: {} };

/**
 * Whether the value is what the field can hold at all: the shape, a choice that is offered, a number that is one, a
 * date that exists. form.io itself checks none of this on the server. Null when all is well.
 */
export function valueProblem(component: FormComponent, value: unknown): ValueProblem | null {
  if (component.type === 'file') return fileProblem(component, value);
  if (component.multiple === true && component.type !== 'selectboxes') {
    if (!Array.isArray(value)) return wrongType;
    if (value.length > 1_000) return { code: 'too-many-values', params: { most: 1_000 } };
    return value.map((item) => singleProblem(component, item)).find((problem) => problem !== null) ?? null;
  }
  return singleProblem(component, value);
}

function singleProblem(component: FormComponent, value: unknown): ValueProblem | null {
  return kindProblem(component, value) ?? typeProblem(component, value) ?? codeProblem(component, value);
}

function typeProblem(component: FormComponent, value: unknown): ValueProblem | null {
  switch (component.type) {
    case 'number':
    case 'currency':
      return numberProblem(component, value);
    case 'checkbox':
      return typeof value === 'boolean' ? null : wrongType;
    case 'radio':
    case 'select':
      return choiceProblem(component, value);
    case 'selectboxes':
      return boxesProblem(component, value);
    case 'datetime':
      return typeof value === 'string' && isDateTime(value) ? null : { code: 'invalid_date', params: {} };
    case 'day':
      return typeof value === 'string' && isDay(component, value)
        ? null
        : { code: 'invalid_day', params: {} };
    case 'time':
      return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(value)
        ? null
        : { code: 'time', params: {} };
    case 'signature':
      return typeof value === 'string' ? null : wrongType;
    default:
      return textProblem(value);
  }
}

function textProblem(value: unknown): ValueProblem | null {
  if (typeof value !== 'string') return wrongType;
  return value.length > mostText ? { code: 'maxLength', params: { length: mostText } } : null;
}

function numberProblem(component: FormComponent, value: unknown): ValueProblem | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return { code: 'number', params: {} };
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return { code: 'number-too-large', params: {} };
  const limit =
    typeof component.decimalLimit === 'number'
      ? component.decimalLimit
      : component.type === 'currency'
        ? 2
        : null;
  if (limit !== null && Number(value.toFixed(limit)) !== value)
    return { code: 'decimals', params: { places: limit } };
  return null;
}

/** The value must be offered; form.io turns choices that look like numbers or booleans into those. */
function choiceProblem(component: FormComponent, value: unknown): ValueProblem | null {
  if (!['string', 'number', 'boolean'].includes(typeof value)) return wrongType;
  const text = String(value);
  if (text === '') return null;
  return optionsOf(component).some((option) => option.value === text) ? null : { code: 'choice', params: {} };
}

function boxesProblem(component: FormComponent, value: unknown): ValueProblem | null {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return wrongType;
  const offered = new Set(optionsOf(component).map((option) => option.value));
  for (const [name, chosen] of Object.entries(value) as [string, unknown][]) {
    // form.io keeps {"": false} in an untouched field.
    if (name === '' && chosen === false) continue;
    if (!offered.has(name)) return { code: 'choice', params: {} };
    if (typeof chosen !== 'boolean') return wrongType;
  }
  return null;
}

function fileProblem(component: FormComponent, value: unknown): ValueProblem | null {
  if (!Array.isArray(value)) return wrongType;
  const most = component.multiple === true ? mostFilesOf(component) : 1;
  if (value.length > most) return { code: 'too-many-files', params: { most } };
  return value.every(
    (file) =>
      file !== null && typeof file === 'object' && typeof (file as { fileId?: unknown }).fileId === 'string',
  )
    ? null
    : { code: 'file-unknown', params: {} };
}

/** An ISO date or instant that exists: 2026-02-30 doesn't. */
function isDateTime(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?)?$/.exec(
    text,
  );
  if (!match) return false;
  return (
    exists(Number(match[1]), Number(match[2]), Number(match[3])) && !Number.isNaN(new Date(text).valueOf())
  );
}

function isDay(component: FormComponent, text: string): boolean {
  const match = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text);
  if (!match) return false;
  const [first, second, year] = match.slice(1).map(Number) as [number, number, number];
  return component.dayFirst === true ? exists(year, second, first) : exists(year, first, second);
}

function exists(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
