import type { Shown } from '~/knowledge/policies/shown';
import type { ConditionResult } from '~/knowledge/policies/evaluate-rule';

/** Colour and icon of each way in which a verdict is shown. */
export const shownLooks: Record<Shown, { tone: string; icon: string }> = {
  eligible: { tone: 'ok', icon: 'bi-check-circle-fill' },
  'one-step': { tone: 'gap', icon: 'bi-plus-circle-dotted' },
  'to-confirm': { tone: 'ask', icon: 'bi-question-circle-fill' },
  ineligible: { tone: 'no', icon: 'bi-x-circle-fill' },
  expired: { tone: 'old', icon: 'bi-clock-history' },
};

/** Colour and icon of each result of a condition. */
export const resultLooks: Record<ConditionResult, { tone: string; icon: string }> = {
  met: { tone: 'ok', icon: 'bi-check-circle-fill' },
  'not-met': { tone: 'no', icon: 'bi-x-circle-fill' },
  unknown: { tone: 'ask', icon: 'bi-question-circle-fill' },
  declared: { tone: 'old', icon: 'bi-pencil-square' },
};
