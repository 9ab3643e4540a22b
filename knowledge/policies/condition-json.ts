import { toJsonValue, type JsonFactValue } from '../enterprises/fact-value';
import { formatDecimal } from '../enterprises/exact-number';
import type { Evidence, Reading, ScorePart } from '../enterprises/reading';
import type { Condition, ConditionResult } from './evaluate-rule';
import { inWords } from './estimate-amount';
import { formatValue, type Locale } from './format-value';
import { findField, type RuleContext } from './rule-context';

/** A fact beside a condition: absent value means that it is missing. */
export interface EvidenceJson {
  key: string;
  /** What the fact is called. */
  label: string;
  value?: JsonFactValue;
  period?: string;
  source?: string;
  sourceKind?: string;
  observedAt?: string;
  validUntil?: string;
  /** The value in words, with its unit. */
  text?: string;
  /** Of a fact that is missing: whose record it is, and whether the firm may state it itself. */
  authority?: string;
  stateable?: boolean;
}

/** A line of a score table. */
export interface ScorePartJson {
  id: string;
  label: string;
  max: number;
  low: number;
  high: number;
  key: string;
  text?: string;
}

/** CONDITION of the contract, with the words that pages show beside it. */
export interface ConditionJson {
  id: string;
  label: string;
  result: ConditionResult;
  facts: EvidenceJson[];
  expected: string;
  children?: ConditionJson[];
  combinator?: 'and' | 'or';
  not?: true;
  operator?: string;
  /** Id of the policy's source that demands it. */
  source?: string;
  /** The value of the fact, derived or not, that was compared. */
  value?: { key: string; text: string };
  /** What is known where the value isn't: the bounds of a score, the classes still possible. */
  bounds?: string;
  score?: ScorePartJson[];
}

/** Turns a condition into what the API answers and the pages draw. */
export function toConditionJson(
  condition: Condition,
  context: RuleContext,
  locale: Locale = 'zh',
): ConditionJson {
  const { node, reading, children } = condition;
  const json: ConditionJson = {
    id: node.id,
    label: node.label[locale],
    result: condition.result,
    facts: reading ? reading.evidence.map((item) => toEvidenceJson(item, context, locale)) : [],
    expected: node.expected[locale],
  };
  if (node.source !== undefined) json.source = node.source;
  if (node.kind === 'leaf') {
    json.operator = node.operator;
    if (reading && node.field) describeReading(json, reading, node.field.key, context, locale);
    return json;
  }
  json.combinator = node.combinator;
  if (node.not) json.not = true;
  json.children = (children ?? []).map((child) => toConditionJson(child, context, locale));
  return json;
}

function describeReading(
  json: ConditionJson,
  reading: Reading,
  key: string,
  context: RuleContext,
  locale: Locale,
) {
  const field = findField(key, context);
  if (!field) return;
  if (reading.value !== undefined) json.value = { key, text: formatValue(reading.value, field, locale) };
  else if (reading.among) {
    json.bounds = reading.among
      .map((code) => formatValue(code, field, locale))
      .join(locale === 'zh' ? '或' : ' or ');
  } else if (reading.low ?? reading.high) {
    const [low, high] = [reading.low, reading.high].map((end) => end && formatDecimal(end, 2));
    json.bounds =
      locale === 'zh'
        ? [low && `至少 ${low}`, high && `至多 ${high}`].filter(Boolean).join('，')
        : [low && `at least ${low}`, high && `at most ${high}`].filter(Boolean).join(', ');
  }
  if (reading.parts) json.score = reading.parts.map((part) => toScorePartJson(part, context, locale));
}

function toScorePartJson(part: ScorePart, context: RuleContext, locale: Locale): ScorePartJson {
  const field = findField(part.key, context);
  const { id, max, low, high, key } = part;
  const label = locale === 'en' ? (part.labelEn ?? part.label) : part.label;
  const text = part.value !== undefined && field ? formatValue(part.value, field, locale) : undefined;
  return { id, label, max, low, high, key, ...(text !== undefined && { text }) };
}

function toEvidenceJson(item: Evidence, context: RuleContext, locale: Locale): EvidenceJson {
  const field = findField(item.key, context);
  const json: EvidenceJson = { key: item.key, label: field?.label[locale] ?? item.key };
  if (item.value !== undefined && field) {
    json.value = toJsonValue(item.value, field.type);
    json.text = formatValue(item.value, field, locale);
  }
  const definition = item.value === undefined ? context.catalogue.get(item.key) : undefined;
  if (definition) {
    json.authority = inWords(definition.authority, locale);
    json.stateable = definition.stateable;
  }
  if (item.period) json.period = item.period;
  if (item.source !== undefined) json.source = item.source;
  if (item.sourceKind !== undefined) json.sourceKind = item.sourceKind;
  if (item.observedAt !== undefined) json.observedAt = item.observedAt;
  if (item.validUntil) json.validUntil = item.validUntil;
  return json;
}
