import type { FormFinding } from '~/forms/definition/form-finding';
import type { FieldError } from '~/forms/submission/prune-data';

import { hasWords, say, type FormLocale } from './say';

/** A finding as a sentence. */
export function describeFinding(finding: FormFinding, locale: FormLocale = 'zh-CN'): string {
  return say(locale, `forms.lint.${finding.code}`, {
    label: finding.label ?? finding.key ?? finding.path,
    ...finding.params,
  });
}

/** A wrong field as a sentence: the designer's own in Chinese, else the platform's. */
export function describeError(error: FieldError, locale: FormLocale = 'zh-CN'): string {
  const key = `forms.check.${error.code}`;
  const designed = error.message?.replace(/<[^>]*>/g, '').trim();
  if (designed && (locale === 'zh-CN' || !hasWords(key))) return designed;
  return say(locale, hasWords(key) ? key : 'forms.check.other', { label: error.label, ...error.params });
}
