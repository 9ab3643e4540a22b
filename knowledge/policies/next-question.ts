import type { FactCatalogue } from '../enterprises/fact-catalogue';
import type { FactDefinition } from '../enterprises/fact-definition';
import type { MissingFact } from '../enterprises/reading';
import type { Locale } from './format-value';

/** What a policy that isn't decided yet lacks. */
export interface OpenPolicy {
  policyId: string;
  missing: readonly MissingFact[];
  /** Whether nothing but the missing facts keeps it open: no person has to judge. */
  factsDecide: boolean;
  /** The estimate in yuan, or 0 where there is none. */
  amountYuan: number;
}

/** The question that a firm is asked next. */
export interface NextQuestion {
  fact: string;
  /** The period that is asked about; empty for a fact without one. */
  period: string;
  question: string;
  hint?: string;
  type: FactDefinition['type'];
  unit?: string;
  replies: { label: string; value: string | number | boolean }[];
  /** The policies that this one answer decides; if there are none, those that it brings nearer. */
  unlocks: string[];
  /** Whether the answer alone decides them. */
  decides: boolean;
}

interface Candidate {
  missing: MissingFact;
  decides: string[];
  concerns: string[];
  amountYuan: number;
}

/**
 * Chooses the one question that unlocks most over all policies: first by how many it alone decides, then by the money
 * in them, then by how many it concerns, then by the catalogue's order. Only what a firm can state is asked.
 */
export function chooseNextQuestion(
  policies: readonly OpenPolicy[],
  catalogue: FactCatalogue,
  options: { locale?: Locale; skip?: ReadonlySet<string> } = {},
): NextQuestion | null {
  const order = new Map([...catalogue.keys()].map((key, index) => [key, index]));
  const candidates = new Map<string, Candidate>();
  for (const policy of policies) {
    for (const missing of policy.missing) {
      if (!catalogue.get(missing.key)?.stateable || options.skip?.has(missing.key)) continue;
      const name = `${missing.key} ${missing.period}`;
      const candidate = candidates.get(name) ?? { missing, decides: [], concerns: [], amountYuan: 0 };
      candidates.set(name, candidate);
      candidate.concerns.push(policy.policyId);
      if (policy.missing.length === 1 && policy.factsDecide) {
        candidate.decides.push(policy.policyId);
        candidate.amountYuan += policy.amountYuan;
      }
    }
  }
  const [best] = [...candidates.values()].sort(
    (a, b) =>
      b.decides.length - a.decides.length ||
      b.amountYuan - a.amountYuan ||
      b.concerns.length - a.concerns.length ||
      (order.get(a.missing.key) ?? 0) - (order.get(b.missing.key) ?? 0) ||
      b.missing.period.localeCompare(a.missing.period),
  );
  const definition = best && catalogue.get(best.missing.key);
  if (!best || !definition) return null;
  const decides = best.decides.length > 0;
  return {
    ...askFor(definition, best.missing.period, options.locale ?? 'zh'),
    unlocks: decides ? best.decides : best.concerns,
    decides,
  };
}

/** The catalogue's question for a fact and a period, in words. */
export function askFor(
  definition: FactDefinition,
  period: string,
  locale: Locale,
): Omit<NextQuestion, 'unlocks' | 'decides'> {
  const [year = '', quarter] = period.split('Q');
  const when = quarter
    ? locale === 'zh'
      ? `${year} 年第 ${quarter} 季度`
      : `quarter ${quarter} of ${year}`
    : year;
  const question = definition.question[locale];
  return {
    fact: definition.key,
    period,
    question: quarter
      ? question.replace(/\{year\} 年度?|\{year\}/, when)
      : question.replaceAll('{year}', when),
    ...(definition.hint && { hint: definition.hint[locale] }),
    type: definition.type,
    ...(definition.unit && { unit: definition.unit[locale] }),
    replies: (definition.replies.length > 0 ? definition.replies : codeReplies(definition)).map(
      ({ words, value }) => ({
        label: words[locale],
        value,
      }),
    ),
  };
}

function codeReplies(definition: FactDefinition) {
  return (definition.codes ?? []).slice(0, 4).map(({ code, words }) => ({ words, value: code }));
}
