import type { FormComponent } from '~/forms/definition/form-definition';

/** A word's key and what it says; the sentence is `t(key, params)`. */
export interface Problem {
  key: string;
  params: Record<string, string | number>;
}

/** What a validation rule of form.io found: its name and its settings. */
export interface BrokenRule {
  rule: string;
  context: Record<string, unknown>;
}

const chosen = new Set(['select', 'radio', 'selectboxes', 'datetime', 'day']);

/**
 * Says what would be right, and what there is now: 手机号应为 11 位数字，现在是 7 位. Null when only the designer's own
 * message or form.io's word can say it.
 */
export function explainProblem(component: FormComponent, value: unknown, broken: BrokenRule): Problem | null {
  const label = component.label ?? component.key;
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const length = [...text].length;
  switch (broken.rule) {
    case 'required':
      return { key: `fill.problem.required-${howToAnswer(component)}`, params: { label } };
    case 'pattern':
    case 'mask':
      return explainPattern(component, text);
    case 'minLength': {
      const least = numberOf(broken.context.length);
      return least === null
        ? null
        : { key: 'fill.problem.too-short', params: { label, n: least - length, least } };
    }
    case 'maxLength': {
      const most = numberOf(broken.context.length);
      return most === null
        ? null
        : { key: 'fill.problem.too-long', params: { label, n: length - most, most } };
    }
    case 'min': {
      const least = numberOf(broken.context.min);
      return least === null ? null : { key: 'fill.problem.too-small', params: { label, least } };
    }
    case 'max': {
      const most = numberOf(broken.context.max);
      return most === null ? null : { key: 'fill.problem.too-big', params: { label, most } };
    }
    case 'invalid_email':
    case 'email':
      return { key: 'fill.problem.email', params: { label } };
    case 'number':
      return { key: 'fill.problem.number', params: { label } };
    case 'date':
    case 'invalid_date':
    case 'invalidDate':
    case 'invalid_day':
    case 'day':
      return { key: 'fill.problem.date', params: { label } };
    default:
      return null;
  }
}

function howToAnswer(component: FormComponent): 'fill' | 'choose' | 'upload' | 'confirm' {
  if (component.type === 'file') return 'upload';
  if (component.type === 'checkbox') return 'confirm';
  return chosen.has(component.type) ? 'choose' : 'fill';
}

/** The palette's formats have their own sentence; others have the designer's. */
function explainPattern(component: FormComponent, text: string): Problem | null {
  const label = component.label ?? component.key;
  if (isMobile(component)) {
    if (!/^\d*$/.test(text)) return { key: 'fill.problem.mobile-digits', params: { label } };
    if (text.length !== 11) return { key: 'fill.problem.mobile-length', params: { label, n: text.length } };
    return { key: 'fill.problem.mobile-start', params: { label } };
  }
  if (component.format === 'credit-code') {
    if (text.length !== 18)
      return { key: 'fill.problem.credit-code-length', params: { label, n: text.length } };
    return { key: 'fill.problem.credit-code-letters', params: { label } };
  }
  return null;
}

/** Marked by the palette, or written out as in forms from elsewhere. */
function isMobile(component: FormComponent): boolean {
  const pattern = component.validate?.pattern;
  return component.format === 'mobile' || (typeof pattern === 'string' && /^\^?\(?1\[3-9\]/.test(pattern));
}

/** Whether our sentence says more than the designer's: how many are missing, how many there are. */
export function saysMore(problem: Problem): boolean {
  return 'n' in problem.params;
}

function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}
