import { extractFigures } from '../../answers/extract-figures';
import type { Bound } from '../../answers/figures/figure';
import { formatDecimal, parseDecimal } from '../../enterprises/exact-number';
import type { FactCatalogue } from '../../enterprises/fact-catalogue';
import type { FactDefinition } from '../../enterprises/fact-definition';
import { InvalidRuleError } from '../invalid-rule';
import { prepareRule } from '../prepare-rule';
import { makeRuleContext } from '../rule-context';
import type { RuleLeaf, RuleOperator } from '../rule-schema';
import {
  unreadConditions,
  type ModelReading,
  type ReadConditionClaim,
  type ReadElementClaim,
} from './model-reading';
import { fits } from './name-phrases';
import type { Found, FoundCondition, NoticeDraft, NoticePassage } from './notice-draft';
import { decimalOf } from './read-figure-condition';
import { sharedBigrams } from './shared-bigrams';

/** A draft with what a model read and the notice bears out, and how many claims it doesn't bear out. */
export interface AppliedReading {
  notice: NoticeDraft;
  kept: number;
  dropped: number;
}

/**
 * Puts into the draft what a model read, where the notice bears it out: only conditions that the rules left unread,
 * only a fact that the sentence names, only the figure that stands in it, with its bound; elements only word for word.
 * All of it is marked as read by a model, for a person to check. The same reading gives the same draft.
 */
export function applyReading(
  notice: NoticeDraft,
  passages: readonly NoticePassage[],
  reading: ModelReading,
  { catalogue, at }: { catalogue: FactCatalogue; at: string },
): AppliedReading {
  const asked = new Set(unreadConditions(notice));
  const conditions = [...notice.conditions];
  const elements = { ...notice.elements };
  let kept = 0;
  for (const claim of reading.conditions) {
    const condition = asked.has(claim.n) ? conditions[claim.n] : undefined;
    const leaf = condition && leafOf(claim, condition, catalogue, at);
    if (!condition || !leaf) continue;
    conditions[claim.n] = { ...condition, value: leaf, doubts: ['by-model'] };
    asked.delete(claim.n);
    kept += 1;
  }
  for (const claim of reading.elements) {
    const found = elements[claim.element] ? null : findElement(claim, passages);
    if (!found) continue;
    elements[claim.element] = found;
    kept += 1;
  }
  const dropped = reading.conditions.length + reading.elements.length - kept;
  return { notice: { ...notice, conditions, elements }, kept, dropped };
}

const operatorOf: Record<Bound, RuleOperator> = {
  'at-most': '<=',
  below: '<',
  'at-least': '>=',
  above: '>',
};

function leafOf(
  { field, operator, value }: ReadConditionClaim,
  { quote, value: declared }: FoundCondition,
  catalogue: FactCatalogue,
  at: string,
): RuleLeaf | null {
  const fact = catalogue.get(field);
  if (!fact || sharedBigrams(fact.label.zh, quote).length === 0) return null;
  const label = 'label' in declared ? declared.label : undefined;
  const leaf: RuleLeaf = { field, operator, ...(value !== undefined && { value }), label };
  if (!isComputable(leaf, catalogue, at)) return null;
  return isBorneOut(leaf, fact, quote, catalogue) ? leaf : null;
}

function isComputable(leaf: RuleLeaf, catalogue: FactCatalogue, at: string): boolean {
  try {
    prepareRule({ combinator: 'and', rules: [leaf] }, makeRuleContext(at, [], catalogue));
    return true;
  } catch (error) {
    if (error instanceof InvalidRuleError) return false;
    throw error;
  }
}

function isBorneOut(leaf: RuleLeaf, fact: FactDefinition, quote: string, catalogue: FactCatalogue): boolean {
  const denies = /未|没有|无|不|非/.test(quote);
  if (fact.type === 'boolean') return leaf.operator === (denies ? 'isFalse' : 'isTrue');
  if (fact.type === 'code') return !denies && namesCodes(leaf, fact, quote);
  // A sentence of several bounded figures tells more than one fact against one value.
  const bounded = extractFigures(quote).filter(({ bound }) => bound !== null);
  const [figure] = bounded;
  if (!figure?.bound || bounded.length > 1 || leaf.operator !== operatorOf[figure.bound]) return false;
  if (fact.type === 'share') return figure.kind === 'share' && isSame(decimalOf(figure.value), leaf.value);
  return figure.kind !== 'share' && fits(figure, fact.key, catalogue) && isSame(figure.value, leaf.value);
}

function namesCodes({ operator, value }: RuleLeaf, { codes = [] }: FactDefinition, quote: string): boolean {
  const wanted = Array.isArray(value) ? value : [value];
  const isNamed = (code: unknown) =>
    codes.some((each) => each.code === code && quote.includes(each.words.zh));
  return (operator === '=' || operator === 'in') && wanted.length > 0 && wanted.every(isNamed);
}

function isSame(figure: string, value: unknown): boolean {
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  const claimed = parseDecimal(String(value));
  const written = parseDecimal(figure);
  return claimed !== null && written !== null && formatDecimal(claimed) === formatDecimal(written);
}

/** What a sentence must hold to state the element at all. */
const holds: Record<ReadElementClaim['element'], RegExp> = {
  audience: /企业|单位|个体|机构|主体|合作社/,
  timeLimit: /(?:日|天|月|周)(?:内|之内|以内|前|以前)/,
  address: /[路街道]|号|楼|厅|窗口|网|平台|系统/,
  phone: /\d{5,}|\d{3,4}-\d{7,8}/,
};

function findElement(
  { element, quote }: ReadElementClaim,
  passages: readonly NoticePassage[],
): Found<string> | null {
  if (!holds[element].test(quote)) return null;
  for (const { id, path, text } of passages) {
    const at = text.indexOf(quote);
    if (at < 0) continue;
    return { value: quote, quote, passageId: id, path, doubts: ['by-model'] };
  }
  return null;
}
