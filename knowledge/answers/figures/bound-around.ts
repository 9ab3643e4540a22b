import type { Bound } from './figure';

const filler = String.raw`(?:人民币|为|达|达到|的|约)*\s?`;
/** Words may stand between 最高 and its figure: 最高给予补助50万元. */
const verb = String.raw`(?:[^\d，。；：、！？\n〇零一二两三四五六七八九十百千]{0,8})`;

const before: [Bound, RegExp][] = [
  ['at-most', new RegExp(`(?:不超过|不高于|不多于|不大于|不得超过|不得高于|≤)${filler}$`)],
  ['at-least', new RegExp(`(?:不低于|不少于|不小于|不得低于|不得少于|≥)${filler}$`)],
  ['at-most', new RegExp(`(?:最高|最多|至多|最长|最迟|上限)${verb}$`)],
  ['at-least', new RegExp(`(?:最低|最少|至少|最短|下限)${verb}$`)],
  ['below', new RegExp(`(?:低于|少于|小于|不足|不满|未满|不到|未超过|<)${filler}$`)],
  ['above', new RegExp(`(?:超过|高于|大于|多于|超出|>)${filler}$`)],
  ['at-least', new RegExp(`(?:满|达到|已达)${filler}$`)],
];
const after: [Bound, RegExp][] = [
  ['at-most', /^(?:及以下|[（(]含[）)]以下|以下|以内|之内|内(?![资部设地容外河需]))/],
  ['at-least', /^(?:及以上|[（(]含[）)]以上|以上)/],
  ['above', /^以外/],
];

/** Whether the words around a figure make it a ceiling or a floor; null when they leave it as it is. */
export function boundAround(text: string, start: number, end: number): Bound | null {
  const [lead, trail] = [text.slice(Math.max(0, start - 16), start), text.slice(end, end + 6)];
  for (const [bound, words] of after) if (words.test(trail)) return bound;
  for (const [bound, words] of before) if (words.test(lead)) return bound;
  return null;
}
