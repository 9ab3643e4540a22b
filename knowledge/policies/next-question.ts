import type { FactCatalogue } from '../enterprises/fact-catalogue';
import type { FactDefinition } from '../enterprises/fact-definition';
import type { MissingFact } from '../enterprises/reading';
import type { LikelyAnswer } from './answers/answer-spread';
import { weighQuestion, type ConcernedPolicy } from './answers/weigh-question';
import type { Locale } from './format-value';

/** What a policy that isn't decided yet lacks. */
export interface OpenPolicy {
  policyId: string;
  missing: readonly MissingFact[];
  /** Whether nothing but the missing facts keeps it open: no person has to judge. */
  factsDecide: boolean;
  /** The estimate in yuan, or 0 where there is none. */
  amountYuan: number;
  /** Where the policy would stand with an answer; absent: it can't be tried. */
  tryAnswer?: ConcernedPolicy['tryAnswer'];
}

/** The answers that firms like this one give to a question; null where too few have given one. */
export type AnswersOf = (fact: MissingFact) => readonly LikelyAnswer[] | null;

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
  /** Why it goes before the others. */
  why: {
    /** Open policies that the answer has a say in. */
    policies: number;
    /** The largest sum among them, in yuan; 0 where none is known. */
    mostYuan: number;
    /** Questions that could be asked instead. */
    others: number;
  };
}

/** The question itself, without why it was chosen. */
export type AskedQuestion = Omit<NextQuestion, 'unlocks' | 'decides' | 'why'>;

interface Candidate {
  missing: MissingFact;
  decides: string[];
  concerns: OpenPolicy[];
  amountYuan: number;
  /** Expected value of the answer; 0 without anything to expect. */
  worth: number;
}

/**
 * Chooses the one question that unlocks most over all policies. With `answersOf` by the expected value of its answer,
 * in money and verdicts (`weighQuestion`). Without: first by how many it alone decides, then by the money in them, then
 * by how many it concerns. Among equals by the catalogue's order. Only what a firm can state is asked.
 */
export function chooseNextQuestion(
  policies: readonly OpenPolicy[],
  catalogue: FactCatalogue,
  options: { locale?: Locale; skip?: ReadonlySet<string>; answersOf?: AnswersOf } = {},
): NextQuestion | null {
  const candidates = findCandidates(policies, catalogue, options.skip);
  const { answersOf } = options;
  if (answersOf) {
    // Each answer tried costs an evaluation of each policy: only those are tried that could be worth most.
    const blind = candidates.map((candidate) => ({ candidate, worth: worthOf(candidate, () => null) }));
    for (const { candidate } of blind.sort((a, b) => b.worth - a.worth).slice(0, mostTried))
      candidate.worth = worthOf(candidate, answersOf);
  }
  const order = new Map([...catalogue.keys()].map((key, index) => [key, index]));
  const [best] = candidates.sort(
    (a, b) =>
      b.worth - a.worth ||
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
    unlocks: decides ? best.decides : best.concerns.map(({ policyId }) => policyId),
    decides,
    why: {
      policies: best.concerns.length,
      mostYuan: Math.max(0, ...best.concerns.map(({ amountYuan }) => amountYuan)),
      others: candidates.length - 1,
    },
  };
}

/** The questions that can be asked, each with the policies that it concerns. */
function findCandidates(
  policies: readonly OpenPolicy[],
  catalogue: FactCatalogue,
  skip: ReadonlySet<string> | undefined,
): Candidate[] {
  const candidates = new Map<string, Candidate>();
  for (const policy of policies) {
    for (const missing of policy.missing) {
      if (!catalogue.get(missing.key)?.stateable || skip?.has(missing.key)) continue;
      const name = `${missing.key} ${missing.period}`;
      const candidate = candidates.get(name) ?? {
        ...{ missing, decides: [], concerns: [], amountYuan: 0, worth: 0 },
      };
      candidates.set(name, candidate);
      candidate.concerns.push(policy);
      if (policy.missing.length === 1 && policy.factsDecide) {
        candidate.decides.push(policy.policyId);
        candidate.amountYuan += policy.amountYuan;
      }
    }
  }
  return [...candidates.values()];
}

function worthOf({ missing, concerns }: Candidate, answersOf: AnswersOf): number {
  const policies = concerns.map(({ policyId, missing: open, amountYuan, tryAnswer }): ConcernedPolicy => ({
    policyId,
    stand: { verdict: 'unknown', open: open.length, amountYuan },
    tryAnswer: tryAnswer ?? (() => null),
  }));
  return weighQuestion(missing, policies, answersOf(missing));
}

/** Questions whose answers are tried, of the thirty or so that a firm can be asked. */
const mostTried = 12;

/** The catalogue's question for a fact and a period, in words. */
export function askFor(definition: FactDefinition, period: string, locale: Locale): AskedQuestion {
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
