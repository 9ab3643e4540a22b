import { hanNumeral, multiplierPower, parseNumeral, shiftDecimal } from '~/knowledge/answers/parse-numeral';
import { regions } from '~/knowledge/documents/region';
import type { FactDefinition } from '~/knowledge/enterprises/fact-definition';

import { cityRegion } from './regions-of';

/** What a message says in reply to a question for a fact. */
export type FactReply =
  { kind: 'value'; value: string | number | boolean } | { kind: 'skip' } | { kind: 'other' };

const other: FactReply = { kind: 'other' };
const figure = new RegExp(
  `(-|负)?(\\d+(?:,\\d{3})*(?:\\.\\d+)?|[${hanNumeral}]+(?:点[零〇一二三四五六七八九]+)?)\\s*([百千万亿]*)\\s*(%|％)?`,
);

/**
 * Reads a reply to the question for a fact: a quick reply's words, 是 or 否, a number with 万 or %, a date. A message
 * that is longer than a reply, or asks something itself, is none (`other`).
 */
export function readFactReply(definition: FactDefinition, message: string): FactReply {
  const text = message.trim().replace(/[。.！!]+$/, '');
  if (/不清楚|不知道|先跳过|跳过|不确定|skip|not sure/i.test(text) && text.length <= 24)
    return { kind: 'skip' };
  if (text.length > 40 || /[？?]|怎么|什么|多少|吗$/.test(text)) return other;
  const chosen = definition.replies.find(({ words }) => [words.zh, words.en].includes(text));
  if (chosen) return { kind: 'value', value: chosen.value };
  switch (definition.type) {
    case 'boolean':
      return readBoolean(text);
    case 'code':
      return readCode(definition, text);
    case 'money':
    case 'count':
    case 'number':
    case 'share':
      return readFigure(definition.type, text);
    case 'date':
      return readDate(text);
    case 'region':
      return readRegion(text);
    case 'text':
      return text === '' ? other : { kind: 'value', value: text };
    default:
      return /^[A-Z]?\d{2,6}$/i.test(text) ? { kind: 'value', value: text.toUpperCase() } : other;
  }
}

/** A code, or the name of the city or of a province or prefecture. */
function readRegion(text: string): FactReply {
  if (/^\d{6}$/.test(text)) return { kind: 'value', value: text };
  if (/云江/.test(text)) return { kind: 'value', value: cityRegion };
  const named = regions.find(({ name }) => text.includes(name));
  return named ? { kind: 'value', value: named.code } : other;
}

function readBoolean(text: string): FactReply {
  if (/^(?:不|没|无|未|否|no\b)/i.test(text)) return { kind: 'value', value: false };
  if (/^(?:是|有|对|已|属于|符合|嗯|yes\b)/i.test(text)) return { kind: 'value', value: true };
  return other;
}

function readCode(definition: FactDefinition, text: string): FactReply {
  const found = (definition.codes ?? []).filter(
    ({ code, words }) =>
      text === code ||
      text.includes(words.zh) ||
      text.toLowerCase().includes(words.en.toLowerCase()) ||
      new RegExp(`(?<![A-Z])${code}\\s*级`, 'i').test(text),
  );
  return found.length === 1 && found[0] ? { kind: 'value', value: found[0].code } : other;
}

function readFigure(type: 'money' | 'count' | 'number' | 'share', text: string): FactReply {
  const match = figure.exec(text);
  const value = match?.[2] === undefined ? null : parseNumeral(match[2]);
  if (!match || value === null || new RegExp(figure.source).test(text.replace(match[0], ' '))) return other;
  const exact = shiftDecimal(value, multiplierPower(match[3] ?? '') - (match[4] ? 2 : 0));
  const signed = match[1] ? `-${exact}` : exact;
  if (type === 'money') return { kind: 'value', value: signed };
  return Number.isFinite(Number(signed)) ? { kind: 'value', value: Number(signed) } : other;
}

function readDate(text: string): FactReply {
  const match = /(\d{4})\s*[年\-/.]\s*(\d{1,2})\s*[月\-/.]\s*(\d{1,2})/.exec(text);
  if (!match) return other;
  const [, year = '', month = '', day = ''] = match;
  return { kind: 'value', value: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` };
}
