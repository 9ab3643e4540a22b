import { aspectFit, type Aspect } from './question-aspect';
import type { SourcePassage } from './source-passage';
import { splitClauses } from './split-clauses';

export type ComparedAspect = Extract<Aspect, 'who' | 'conditions' | 'amount' | 'deadline'>;

const benefit = /减按|减征|免征|减半|加计|补助|补贴|奖励|给予|返还|贴息|扣除|抵免|优惠|税率|拨付/;
const condition =
  /应当|须|不低于|不少于|不超过|以上|下列条件|符合|不得|要求|属于|拥有|具有|达到|未发生|注册成立/;
/** Whom it is for, not what one of its words means. */
const audience = /(?:企业|单位|户)[^。，]{0,6}是指|所称[^，。]{0,16}企业|对象|适用于|企业[^。]{0,30}可以申请/;
const window = /申报|申请|受理|有效期|施行|截止|期限|自.{4,14}(?:起|至)/;
const wanted: Record<ComparedAspect, RegExp> = {
  who: audience,
  conditions: condition,
  amount: benefit,
  deadline: window,
};
const limits: Record<ComparedAspect, { lines: number; characters: number }> = {
  who: { lines: 1, characters: 220 },
  conditions: { lines: 9, characters: 900 },
  amount: { lines: 3, characters: 420 },
  deadline: { lines: 2, characters: 240 },
};

/**
 * The clauses of one policy's documents that stand in a cell of a comparison, in the documents' order; a clause stands in
 * one cell only (`used` holds those that do).
 */
export function pickForComparison(
  passages: readonly SourcePassage[],
  aspect: ComparedAspect,
  used: Set<string>,
): { passage: SourcePassage; text: string }[] {
  const { lines, characters } = limits[aspect];
  const found: { passage: SourcePassage; text: string }[] = [];
  let length = 0;
  for (const passage of passages) {
    for (const { text } of splitClauses(passage.text)) {
      if (used.has(text) || !fits(aspect, text, passage.path)) continue;
      if (found.length >= lines || length + text.length > characters) continue;
      found.push({ passage, text });
      length += text.length;
      used.add(text);
    }
  }
  return found;
}

function fits(aspect: ComparedAspect, text: string, path: string): boolean {
  if (!wanted[aspect].test(text) || aspectFit(aspect, text, path) < 0.5) return false;
  if (aspect === 'conditions' || aspect === 'who')
    return !benefit.test(text) || /下列条件|申请.{0,12}的企业/.test(text);
  return aspect === 'amount' ? !/不予|下列条件/.test(text) : true;
}
