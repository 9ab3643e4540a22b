import { aspectRules, type AspectRule } from './aspect-rules';

/** The aspect 方面 of a policy that a question asks about. */
export type Aspect =
  | 'who'
  | 'conditions'
  | 'amount'
  | 'deadline'
  | 'where'
  | 'materials'
  | 'how'
  | 'legal-basis'
  | 'phone'
  | 'penalty'
  | 'stacking'
  | 'meaning'
  | 'general';

const byAspect = new Map(aspectRules.map((rule) => [rule.aspect, rule]));

/** The aspect that the question asks about; the first rule that fits counts, since the narrow ones come first. */
export function aspectOf(question: string): Aspect {
  return aspectRules.find((rule) => asksFor(rule, question))?.aspect ?? 'general';
}

const asksFor = (rule: AspectRule, question: string) =>
  rule.asks.test(question) || (isEnglish(question) && rule.asksInEnglish.test(question));

/** Whether a question is asked in English: it has words of Latin letters and no Chinese to speak of. */
export function isEnglish(question: string): boolean {
  const han = question.match(/[\u4e00-\u9fff]/g)?.length ?? 0;
  const words = question.match(/[A-Za-z]{2,}/g)?.length ?? 0;
  return words >= 3 && han * 2 < words;
}

const mostAspects = 5;
const cuts = /[，。；！？、,;!?\s]+|以及|还有|另外|同时|并且|和|与|及/;

/**
 * The aspects that a question asks about, in its order: 要什么材料、补多少、什么时候截止 asks for three. One that asks for none
 * is `general`.
 */
export function aspectsOf(question: string): Aspect[] {
  const whole = aspectOf(question);
  const pieces = isEnglish(question) ? question.split(/[,;?.]+|\band\b/i) : question.split(cuts);
  const found = pieces.map(aspectOf).filter((aspect) => aspect !== 'general');
  const several = [...new Set(found)].slice(0, mostAspects);
  return several.length > 1 ? several : [whole];
}

/** The question without the words that only ask: what is left names the matter. */
export function withoutAspectWords(question: string, ...aspects: Aspect[]): string {
  return aspects.reduce((left, aspect) => {
    const rule = byAspect.get(aspect);
    if (!rule) return left;
    const plain = left.replace(new RegExp(rule.asks.source, 'g'), ' ');
    return isEnglish(question) ? plain.replace(new RegExp(rule.asksInEnglish.source, 'gi'), ' ') : plain;
  }, question);
}

const listsConditions = /(?:同时)?(?:符合|具备|满足)(?:下列|以下)(?:全部)?条件/;
const grants = /给予|补助标准|奖励标准|按.{0,24}(?:补助|奖励|返还|计算|扣除|征收)|最高/;

/** How well a clause under a heading answers the aspect, from 0 to 1. */
export function aspectFit(aspect: Aspect, clause: string, heading: string): number {
  const rule = byAspect.get(aspect);
  if (!rule) return 0.5;
  const label =
    /^(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.]\s*)?([^：:。，,；]{2,12})[：:]/.exec(clause)?.[1] ?? '';
  const byHeading = rule.heading.test(heading) || rule.heading.test(label) ? 0.5 : 0;
  const lead = /^[^\n]*[：:](?=\n)/.exec(clause)?.[0];
  const opensList = lead !== undefined && rule.answers.test(lead) ? 0.3 : 0;
  const byWords = rule.answers.test(clause) ? 0.5 : 0;
  const mentionsOnly = byWords > 0 && rule.answersWell !== undefined && !rule.answersWell.test(clause);
  // A share among the conditions isn't what one gets.
  const isAmong = aspect === 'amount' && listsConditions.test(clause) && !grants.test(clause);
  return Math.min(1, byHeading + byWords * (mentionsOnly || isAmong ? 0.5 : 1) + opensList);
}
