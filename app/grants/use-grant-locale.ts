import { useTranslation } from 'react-i18next';

import type { Locale } from '~/knowledge/policies/format-value';

/** The language in which amounts and frozen evidence are shown. */
export function useGrantLocale(): Locale {
  return useTranslation().i18n.language === 'en' ? 'en' : 'zh';
}
