import { readPreferences } from '~/app/i18n/preferences';
import type { Locale } from '~/knowledge/policies/format-value';

/** The language in which knowledge words its conditions and amounts for a page. */
export function pageLocale(request: Request): Locale {
  return readPreferences(request).locale === 'en' ? 'en' : 'zh';
}
