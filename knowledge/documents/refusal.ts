import en from '../words/en.json';
import zh from '../words/zh-CN.json';

/** Why a file was not taken. */
export const refusalCodes = [
  'encrypted',
  'scanned',
  'too-many-scans',
  'too-many-pixels',
  'legacy-word',
  'too-large',
  'too-many-pages',
  'too-much-text',
  'too-many-entries',
  'too-slow',
  'too-much-memory',
  'wrong-type',
  'unknown-type',
  'unknown-encoding',
  'empty',
  'damaged',
  'unsafe-name',
  'nested-archive',
  'too-many-rows',
  'not-a-table',
  'table-of-items',
  'row-not-json',
  'row-without-title',
  'row-without-content',
  'row-repeated',
  'not-a-printed-form',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** An expected outcome: the file is refused, with the figures that its sentence needs. */
export interface Refusal {
  code: RefusalCode;
  params?: Record<string, string | number>;
}

/** Thrown inside the parser's worker and turned into a value at its edge. */
export class RefusedFile extends Error {
  constructor(readonly refusal: Refusal) {
    super(`refused: ${refusal.code}`);
  }
}

/** Throws `RefusedFile`. */
export function refuse(code: RefusalCode, params?: Refusal['params']): never {
  throw new RefusedFile(params ? { code, params } : { code });
}

/** The refusal as a sentence that says what is wrong and what to do. */
export function refusalSentence({ code, params = {} }: Refusal, locale: 'zh-CN' | 'en'): string {
  const words: Record<string, string> = locale === 'en' ? en : zh;
  const sentence = words[`documents.refused.${code}`] ?? code;
  return sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ''));
}
