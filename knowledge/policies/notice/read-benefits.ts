import { extractFigures } from '../../answers/extract-figures';
import type { Figure } from '../../answers/figures/figure';
import { splitSentences } from '../../answers/split-clauses';
import type { AmountFormula } from '../policy-content';
import type { FactCatalogue } from '../../enterprises/fact-catalogue';
import { namesIn, phrasesOf } from './name-phrases';
import type { Doubt, Found, FoundAmount, NoticePassage } from './notice-draft';
import { decimalOf } from './read-figure-condition';

const grants = /补助|补贴|奖励|资助|返还|贴息|奖补|扶持资金|给予/;
const refuses = /不予|不得|不重复|追回|取消|骗取|违规/;

/** The amounts that a notice promises: a rate of a fact, a fixed sum, a ceiling. What is case by case is said to be so. */
export function readAmounts(
  passages: readonly NoticePassage[],
  catalogue: FactCatalogue,
): Found<FoundAmount>[] {
  return passages.flatMap((passage) =>
    splitSentences(passage.text).flatMap((quote): Found<FoundAmount>[] => {
      if (!grants.test(quote) || refuses.test(quote)) return [];
      const read = readAmount(quote, catalogue);
      if (!read) return [];
      return [{ value: read.amount, doubts: read.doubts, passageId: passage.id, path: passage.path, quote }];
    }),
  );
}

function readAmount(
  sentence: string,
  catalogue: FactCatalogue,
): { amount: FoundAmount; doubts: Doubt[] } | null {
  const figures = extractFigures(sentence);
  // A share with a bound is a condition: 裁员率不高于5.5%.
  const shares = figures.filter(({ kind, bound }) => kind === 'share' && bound === null);
  const sums = figures.filter(({ kind, unit }) => kind === 'amount' && unit === '元');
  const caps = sums.filter(({ bound }) => bound === 'at-most' || bound === 'below');
  const fixed = sums.filter(({ bound }) => bound === null);
  const formula = shares.length > 0 ? rateOf(shares, sentence, catalogue) : fixedOf(fixed, sentence);
  const cap = caps.at(-1);
  if (!formula.value && !cap) return null;
  const several = shares.length > 1 || (shares.length === 0 && fixed.length > 1) || caps.length > 1;
  return {
    amount: {
      ...(formula.value && { formula: formula.value }),
      ...(cap && { cap: { yuan: cap.value } }),
    },
    doubts: [...new Set([...formula.doubts, ...(several ? (['several-cases'] as const) : [])])],
  };
}

type ReadFormula = { value: AmountFormula | null; doubts: Doubt[] };

/** 按其上年度研发费用的百分之八给予: the fact that stands nearest before the rate. */
function rateOf([share]: readonly Figure[], sentence: string, catalogue: FactCatalogue): ReadFormula {
  if (!share) return { value: null, doubts: [] };
  const lead = sentence.slice(0, share.start);
  const base = namesIn(lead, phrasesOf(catalogue)).findLast(
    ({ key }) => catalogue.get(key)?.type === 'money',
  );
  if (!base) return { value: null, doubts: ['no-fact'] };
  const label = { zh: `补助比例 ${share.words}` };
  return {
    value: {
      kind: 'product',
      of: base.key,
      factors: [{ rate: decimalOf(share.value), label, unit: 'percent' }],
    },
    doubts: [],
  };
}

function fixedOf([sum]: readonly Figure[], sentence: string): ReadFormula {
  if (!sum) return { value: null, doubts: [] };
  // A sum a head, a project or a kilowatt-hour needs a count that the sentence may not name.
  const perUnit = /每[^，。；]{0,12}$/.test(sentence.slice(0, sum.start));
  return {
    value: { kind: 'fixed', yuan: sum.value, label: { zh: sum.words } },
    doubts: perUnit ? ['rest-not-read'] : [],
  };
}
