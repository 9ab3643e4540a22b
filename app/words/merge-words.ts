import appEn from '~/app/words/en.json';
import appZh from '~/app/words/zh-CN.json';
import formsEn from '~/forms/words/en.json';
import formsZh from '~/forms/words/zh-CN.json';
import knowledgeEn from '~/knowledge/words/en.json';
import knowledgeZh from '~/knowledge/words/zh-CN.json';

/** The languages of the interface; Chinese comes first. */
export const locales = ['zh-CN', 'en'] as const;
export type Locale = (typeof locales)[number];

/** i18next resources: the words of all rooms, merged. Keys are flat; each room prefixes its own. */
export const wordResources = {
  'zh-CN': { translation: { ...knowledgeZh, ...formsZh, ...appZh } as Record<string, string> },
  en: { translation: { ...knowledgeEn, ...formsEn, ...appEn } as Record<string, string> },
};

/** Options that the browser's and the server's i18next share. */
export const i18nextOptions = {
  supportedLngs: [...locales],
  fallbackLng: 'zh-CN',
  keySeparator: false as const,
  nsSeparator: false as const,
  defaultNS: 'translation',
  interpolation: { escapeValue: false },
  resources: wordResources,
};
