import { shownOrder, type Shown } from '~/knowledge/policies/shown';
import type { AmountEstimate } from '~/knowledge/policies/estimate-amount';
import { inWords } from '~/knowledge/policies/estimate-amount';
import type { Locale } from '~/knowledge/policies/format-value';
import type { ConditionJson } from '~/knowledge/policies/condition-json';
import type { PolicyVerdict } from '~/knowledge/policies/judge-policy';
import { windowState } from '~/knowledge/policies/policy-window';
import { isInForce, type PublishedPolicy } from '~/knowledge/policies/published-policy';

/** A policy as a list shows it; without a firm nothing is judged. */
export interface PolicyRowData {
  id: string;
  title: string;
  summary: string;
  shown: Shown | null;
  documentNumber: string | null;
  department: string;
  departmentId: string;
  region: string;
  topic: string;
  channel: string;
  amount: AmountEstimate | null;
  benefitLabel: string;
  /** What is lacking, to be confirmed or not met, in words. */
  lacks: string[];
  deadline: { date: string; daysLeft: number } | null;
  /** The policy's last day. */
  until: string | null;
  /** The day on which it ended or its window closed. */
  ended: string | null;
}

/** Makes the row of a policy from its verdict, if there is one. */
export function toPolicyRow(
  policy: PublishedPolicy,
  verdict: PolicyVerdict | undefined,
  at: string,
  locale: Locale,
): PolicyRowData {
  const { content } = policy;
  const window = windowState(content.window, at);
  const ended = !isInForce(policy, at)
    ? policy.expiresOn
    : window.state === 'closed'
      ? (window.closes ?? null)
      : null;
  return {
    id: policy.id,
    title: locale === 'en' ? (policy.titleEn ?? policy.title) : policy.title,
    summary: inWords(content.summary, locale),
    shown: verdict?.shown ?? null,
    documentNumber: content.sources.find((source) => source.documentNumber)?.documentNumber ?? null,
    department: locale === 'en' ? (policy.departmentEn ?? policy.department) : policy.department,
    departmentId: policy.departmentId,
    region: policy.region,
    topic: content.topic,
    channel: content.channel,
    amount: verdict?.amount ?? null,
    benefitLabel: inWords(content.benefit.label, locale),
    lacks: verdict ? lacksOf(verdict) : [],
    deadline:
      window.state === 'open' && window.closes !== undefined
        ? { date: window.closes, daysLeft: window.daysLeft ?? 0 }
        : null,
    until: policy.expiresOn,
    ended,
  };
}

/** The names of the missing facts, or of the conditions that aren't met. */
function lacksOf(verdict: PolicyVerdict): string[] {
  const { shown, conditions } = verdict;
  if (shown === 'ineligible')
    return conditions.filter(({ result }) => result === 'not-met').map(({ label }) => label);
  const open = conditions.filter(({ result }) => result === 'unknown' || result === 'not-met');
  return [...new Set(open.flatMap(missingLabels))].slice(0, 3);
}

/** Of an open condition the facts that it lacks, of a group those of its open parts; else its own name. */
function missingLabels(condition: ConditionJson): string[] {
  const inside = (condition.children ?? [])
    .filter(({ result }) => result === 'unknown')
    .flatMap(missingLabels);
  const own = condition.facts.filter(({ value }) => value === undefined).map(({ label }) => label);
  return [...own, ...inside].length > 0 ? [...own, ...inside] : [condition.label];
}

/** By severity of the verdict, then by deadline, then by title. */
export function compareRows(a: PolicyRowData, b: PolicyRowData): number {
  const rank = (row: PolicyRowData) => (row.shown ? shownOrder.indexOf(row.shown) : 0);
  const due = (row: PolicyRowData) => row.deadline?.date ?? row.until ?? '9999';
  return rank(a) - rank(b) || due(a).localeCompare(due(b)) || a.title.localeCompare(b.title, 'zh');
}
