import { RemixI18Next } from 'remix-i18next/server';

import { i18nextOptions, locales, type Locale } from '~/app/words/merge-words';

import { readPreferences } from './preferences';

/** Words in loaders and actions: `await i18n.getFixedT(request)`. */
export const i18n = new RemixI18Next({
  detection: {
    supportedLanguages: [...locales],
    fallbackLanguage: 'zh-CN',
    order: ['custom'],
    findLocale: (request) => Promise.resolve(readPreferences(request).locale),
  },
  i18next: i18nextOptions,
});

/** The request's language. */
export function localeOf(request: Request): Locale {
  return readPreferences(request).locale;
}
