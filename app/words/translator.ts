import i18next, { type TFunction } from 'i18next';

import { i18nextOptions, type Locale } from './merge-words';

/** Words for code that is not React: mails, error titles, commands. Returns i18next's `t` for the language. */
export function translator(locale: Locale): TFunction {
  const instance = i18next.createInstance();
  void instance.init({ ...i18nextOptions, lng: locale, initImmediate: false });
  return instance.t;
}
