import type { Locale } from './merge-words';
import english from './problems.en.json';

/** A sentence with holes, as a pattern: `说明最多 500 字，现在是 {1} 字`. */
interface Pattern {
  expression: RegExp;
  english: string;
}

const exact: Record<string, string> = english;

/**
 * A sentence that says what is wrong with a field, in the reader's language. The rooms below word it in Chinese, where
 * the rule is; its English stands in problems.en.json under those words, with `{1}` for what varies. A sentence that
 * isn't there stays as it is: better read in Chinese than not at all.
 */
export function sayProblem(locale: Locale, sentence: string): string {
  if (locale !== 'en') return sentence;
  if (Object.hasOwn(exact, sentence)) return exact[sentence] ?? sentence;
  for (const { expression, english: words } of patterns()) {
    const found = expression.exec(sentence);
    // A part may be a term of its own: 请填写账号.
    if (found) return words.replace(/\{(\d)\}/g, (_, n: string) => sayPart(found[Number(n)] ?? ''));
  }
  return sentence;
}

/** The same for each field of an `InvalidInputError`. */
export function sayProblems(
  locale: Locale,
  fields: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([field, sentence]) => [field, sayProblem(locale, sentence)]),
  );
}

/** The first of them, for a page with one place for what is wrong. */
export function firstProblem(locale: Locale, fields: Readonly<Record<string, string>>): string {
  return sayProblem(locale, Object.values(fields)[0] ?? '');
}

/** All of them as one line. */
export function joinProblems(locale: Locale, fields: Readonly<Record<string, string>>): string {
  return Object.values(sayProblems(locale, fields)).join(locale === 'en' ? '; ' : '；');
}

function sayPart(part: string): string {
  return Object.hasOwn(exact, part) ? (exact[part] ?? part) : part;
}

/** What says more by its own words goes first: {1}应为整数，例如 86（{2}） before {1}应为整数. */
function patterns(): Pattern[] {
  return Object.entries(exact)
    .filter(([chinese]) => chinese.includes('{1}'))
    .sort(([a], [b]) => wordsOf(b).length - wordsOf(a).length)
    .map(([chinese, words]) => ({ expression: toExpression(chinese), english: words }));
}

function wordsOf(chinese: string): string {
  return chinese.replace(/\{\d\}/g, '');
}

function toExpression(chinese: string): RegExp {
  const parts = chinese.split(/\{\d\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('(.+?)')}$`, 's');
}
