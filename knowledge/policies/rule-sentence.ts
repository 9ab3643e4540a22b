import { conditionClause, type ClausePart } from './condition-clause';
import type { Locale } from './format-value';
import type { RuleContext } from './rule-context';
import { isRuleGroup, type RuleGroup, type RuleLeaf } from './rule-schema';

/** A piece of the sentence; `path` leads from the rule to the condition that it tells (indices of `rules`). */
export interface SentencePart extends ClausePart {
  path?: readonly number[];
}

interface Writer {
  locale: Locale;
  context: RuleContext;
}

/**
 * The whole rule as one sentence, made of what is computed and never of a condition's own label: an editor reads there
 * what the rule really asks. Groups below the first level stand in brackets, so that it can be read in one way only.
 * A condition that isn't finished is a gap (……, `open`). Joined, the texts are the sentence.
 */
export function ruleSentence(rule: RuleGroup, context: RuleContext, locale: Locale = 'zh'): SentencePart[] {
  const writer = { locale, context };
  const zh = locale === 'zh';
  const body = writeGroup(rule, [], 0, writer);
  const lead = zh ? (body[0]?.text.startsWith('企业') ? '' : '企业') : 'The firm qualifies when ';
  return [{ text: lead }, ...body, { text: zh ? '。' : '.' }].filter(({ text }) => text !== '');
}

/** The parts of a sentence as plain text. */
export function sentenceText(parts: readonly ClausePart[]): string {
  return parts.map(({ text }) => text).join('');
}

/** How a group is put: what stands before it, between its conditions, and after it. */
function frameOf(group: RuleGroup, depth: number, zh: boolean): [string, string, string] {
  const any = group.combinator === 'or';
  const top = depth === 0;
  if (group.not) {
    const joint = any ? (zh ? ' 或 ' : ' or ') : zh ? ' 且 ' : ' and ';
    if (zh) return any ? ['不满足（', joint, '）中的任何一项'] : ['不同时满足（', joint, '）'];
    return any ? ['none of (', joint, ') holds'] : ['not all of (', joint, ') hold'];
  }
  // At the top the joints are stronger than those of the groups in it, so that those need no brackets.
  if (top) return ['', any ? (zh ? '；或 ' : '; or ') : zh ? '；且 ' : '; and ', ''];
  const joint = any ? (zh ? ' 或 ' : ' or ') : zh ? ' 且 ' : ' and ';
  return depth === 1 ? ['', joint, ''] : zh ? ['（', joint, '）'] : ['(', joint, ')'];
}

function writeGroup(
  group: RuleGroup,
  path: readonly number[],
  depth: number,
  writer: Writer,
): SentencePart[] {
  const [only, ...others] = group.rules;
  // A group of one is that one; brackets around it would only be noise.
  if (only && others.length === 0 && !group.not) return writeNode(only, [...path, 0], depth, writer);
  const [before, joint, after] = frameOf(group, depth, writer.locale === 'zh');
  const inner = group.not ? Math.max(depth + 1, 2) : depth + 1;
  const parts = group.rules.flatMap((rule, index) => [
    ...(index > 0 ? [{ text: joint }] : []),
    ...writeNode(rule, [...path, index], inner, writer),
  ]);
  const gap = parts.length === 0 ? [{ text: '……', open: true, path }] : parts;
  return [{ text: before }, ...gap, { text: after }].filter(({ text }) => text !== '');
}

function writeNode(
  node: RuleGroup | RuleLeaf,
  path: readonly number[],
  depth: number,
  writer: Writer,
): SentencePart[] {
  if (isRuleGroup(node)) return writeGroup(node, path, depth, writer);
  return conditionClause(node, writer.context, writer.locale).map((part) => ({ ...part, path }));
}
