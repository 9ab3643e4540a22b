import { englishTerms } from '~/knowledge/answers/english-words';
import { questionTerms, termCoverage } from '~/knowledge/answers/question-terms';

/** What is needed of a published policy to recognise it in a question. */
export interface PolicyFace {
  id: string;
  title: string;
  titleEn: string | null;
  summary: string;
  formId: string | null;
  documentNumbers: string[];
}

/** A policy that a question may mean; `score` from 0 to 1. */
export interface FoundPolicy {
  policy: PolicyFace;
  score: number;
}

const least = 0.5;

/**
 * The policies that a question, with the official words for its everyday ones, names, best first: by the words of their titles in the question and of the question in
 * title and summary. None when the question names no policy well enough.
 */
export function findPolicies(asked: string, policies: PolicyFace[]): FoundPolicy[] {
  const questionPairs = equalWeights(questionTerms(asked));
  if (questionPairs.length === 0) return [];
  return policies
    .map((policy) => {
      const title = plainTitle(policy.title);
      const titleShare = termCoverage(equalWeights(pairs(title)), asked);
      const questionShare = termCoverage(questionPairs, `${title} ${policy.summary}`);
      const whole = asked.includes(title) ? 0.2 : 0;
      return { policy, score: Math.min(1, 0.6 * titleShare + 0.4 * questionShare + whole) };
    })
    .filter(({ score }) => score >= least)
    .sort((a, b) => b.score - a.score || (a.policy.id < b.policy.id ? -1 : 1));
}

/** What an English title must share with the question: titles are short, and many speak of a subsidy. */
const leastInEnglish = 0.6;

/** The same for an English question, by the words of the policies' English titles; none when two fit it alike. */
export function findPolicyInEnglish(asked: string, policies: readonly PolicyFace[]): FoundPolicy | null {
  const question = new Set(englishTerms(asked));
  const scored = policies
    .flatMap((policy) => {
      const title = englishTerms((policy.titleEn ?? '').replace(/\(sample\)/i, ''));
      const shared = title.filter((term) => question.has(term)).length;
      if (shared === 0) return [];
      return [{ policy, score: (0.6 * shared) / title.length + (0.4 * shared) / question.size }];
    })
    .sort((a, b) => b.score - a.score);
  const [best, next] = scored;
  return best && best.score >= leastInEnglish && best.score > (next?.score ?? 0) ? best : null;
}

const plainTitle = (title: string) => title.replace(/（示例）|[“”"「」、，\s]/g, '');
const equalWeights = (terms: string[]) => terms.map((term) => ({ term, weight: 1 }));
const pairs = (text: string) => [
  ...new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2))),
];
