import en from './en.json';
import zh from './zh-CN.json';

/** The languages in which the room speaks. */
export type KnowledgeLocale = 'zh-CN' | 'en';

const words: Record<KnowledgeLocale, Readonly<Record<string, string>>> = { 'zh-CN': zh, en };

/** The room's own words for code without React; `{{name}}` is filled from `params`. An unknown key stands for itself. */
export function sayKnowledge(
  locale: KnowledgeLocale,
  key: string,
  params: Record<string, string | number> = {},
): string {
  const text = words[locale][key] ?? words['zh-CN'][key] ?? key;
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => String(params[name] ?? ''));
}

/** Whether there are words for the key. */
export function hasKnowledgeWords(key: string): boolean {
  return key in words['zh-CN'];
}
