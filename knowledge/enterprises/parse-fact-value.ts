import { isIsoDate } from '~/prisma/calendar/city-date';

import { creditCodeProblem } from './credit-code';
import {
  isWhole,
  multiplyExact,
  exact,
  parseDecimal,
  parseJsonNumber,
  type ExactNumber,
} from './exact-number';
import type { FactDefinition } from './fact-definition';
import type { FactValue } from './fact-value';
import { isIndustryCode } from './industry-code';
import { isRegionCode } from './region-code';

/** A value that fits its type, or the sentence that says what would be right. */
export type ParsedValue = { ok: true; value: FactValue } | { ok: false; problem: string };

const wrong = (problem: string): ParsedValue => ({ ok: false, problem });
const right = (value: FactValue): ParsedValue => ({ ok: true, value });

/**
 * Checks one value of a fact as it comes from outside. `quarterly` values of counts may end in a half: they are means of
 * an opening and a closing figure.
 */
export function parseFactValue(definition: FactDefinition, raw: unknown, quarterly = false): ParsedValue {
  if (raw === '') return wrong(`没有数据时请不要填写“${definition.label.zh}”，空字符串不是数值`);
  switch (definition.type) {
    case 'money':
      return parseMoney(definition, raw);
    case 'count':
      return parseCount(definition, raw, quarterly);
    case 'share':
      return parseShare(definition, raw);
    case 'number':
      return parseAmount(definition, raw);
    case 'boolean':
      return typeof raw === 'boolean' ? right(raw) : wrong(`${definition.label.zh}应为 true 或 false`);
    default:
      return typeof raw === 'string' ? parseText(definition, raw) : wrong(`${definition.label.zh}应为文字`);
  }
}

function parseMoney(definition: FactDefinition, raw: unknown): ParsedValue {
  const form = `${definition.label.zh}应为以元计的整数或十进制字符串，例如 12000000 或 "12000000.50"`;
  const value =
    typeof raw === 'string' ? parseDecimal(raw) : Number.isSafeInteger(raw) ? exact(raw as number) : null;
  if (!value) return wrong(form);
  if (value.numerator < 0n && !definition.mayBeNegative) return wrong(`${definition.label.zh}不能为负数`);
  return right(value);
}

function parseCount(definition: FactDefinition, raw: unknown, quarterly: boolean): ParsedValue {
  const unit = definition.unit?.zh ?? '';
  const value = typeof raw === 'number' ? parseJsonNumber(raw) : null;
  if (!value) return wrong(`${definition.label.zh}应为整数，例如 86（${unit}）`);
  if (value.numerator < 0n) return wrong(`${definition.label.zh}不能为负数`);
  if (isWhole(quarterly ? multiplyExact(value, exact(2)) : value)) return right(value);
  return wrong(`${definition.label.zh}应为整数${quarterly ? '；季度平均值可以有半个' : ''}`);
}

function parseFigure(raw: unknown): ExactNumber | null {
  if (typeof raw === 'string') return parseDecimal(raw);
  return typeof raw === 'number' ? parseJsonNumber(raw) : null;
}

function parseShare(definition: FactDefinition, raw: unknown): ParsedValue {
  const value = parseFigure(raw);
  if (!value) return wrong(`${definition.label.zh}应为小数，例如 0.05 表示 5%`);
  if (value.numerator < 0n || value.numerator > value.denominator) {
    return wrong(`${definition.label.zh}应在 0 与 1 之间，例如 0.05 表示 5%`);
  }
  return right(value);
}

function parseAmount(definition: FactDefinition, raw: unknown): ParsedValue {
  const value = parseFigure(raw);
  if (!value) return wrong(`${definition.label.zh}应为数字，单位为${definition.unit?.zh ?? '个'}`);
  return value.numerator < 0n ? wrong(`${definition.label.zh}不能为负数`) : right(value);
}

function parseText(definition: FactDefinition, raw: string): ParsedValue {
  const label = definition.label.zh;
  switch (definition.type) {
    case 'date':
      return isIsoDate(raw) ? right(raw) : wrong(`${label}应为存在的日期，写作 2020-05-18`);
    case 'code': {
      const codes = definition.codes ?? [];
      if (codes.some(({ code }) => code === raw)) return right(raw);
      return wrong(
        `${label}应为 ${codes.map(({ code, words }) => `${code}（${words.zh}）`).join('、')} 之一`,
      );
    }
    case 'region':
      return isRegionCode(raw)
        ? right(raw)
        : wrong(`${label}应为 6 位行政区划代码（GB/T 2260），例如 330100`);
    case 'industry':
      return isIndustryCode(raw)
        ? right(raw)
        : wrong(`${label}应为带门类字母的行业代码（GB/T 4754-2017），例如 I6513`);
    case 'credit-code': {
      const problem = creditCodeProblem(raw);
      return problem === null ? right(raw) : wrong(problem);
    }
    default:
      return raw.trim() === '' ? wrong(`${label}不能只有空格`) : right(raw);
  }
}
