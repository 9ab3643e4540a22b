import type { PreparedGroup } from '../prepare-rule';
import type { RuleContext } from '../rule-context';
import type { RuleGroup } from '../rule-schema';
import { ruleSentence, sentenceText } from '../rule-sentence';
import { ruleInSql } from './rule-in-sql';

/** A policy to be explained: its rule as it is stored, and made ready. */
export interface ExplainedPolicy {
  id: string;
  source: RuleGroup;
  rule: PreparedGroup;
  context: RuleContext;
}

/**
 * A policy's rule as people read it, in Chinese and English, and as SQL with the list of its parameters. Throws
 * InvalidRuleError for what has no form in SQL.
 */
export function explainInSql({ id, source, rule, context }: ExplainedPolicy): string {
  const { text, parameters } = ruleInSql(rule, context);
  const line = (words: string) => `-- ${words.replaceAll(/[\r\n\u2028\u2029]+/g, ' ')}`;
  return [
    line(`${id} @ ${context.at}`),
    line(sentenceText(ruleSentence(source, context))),
    line(sentenceText(ruleSentence(source, context, 'en'))),
    ...parameters.map(({ value, words }, index) => {
      const literal = typeof value === 'bigint' ? String(value) : `'${value.replaceAll("'", "''")}'`;
      const meant = words && words !== String(value) ? `  (${words})` : '';
      return line(`?${String(index + 1)} = ${literal}${meant}`);
    }),
    text,
  ].join('\n');
}
