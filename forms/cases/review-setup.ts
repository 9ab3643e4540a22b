import { valueAt } from '~/forms/definition/data-path';

/** How a form's cases are reviewed. */
export interface ReviewSetup {
  /** Whether a second person decides: never, always, or above an amount. */
  fourEyes: 'never' | 'always' | 'above';
  /** above: the data path of the amount. */
  amountField: string | null;
  /** above: in yuan; what lies above it needs a second person. */
  aboveYuan: number | null;
  /** What a reviewer ticks before approving. */
  checklist: string[];
  /** Who hears of it when a case is overdue; null for the department's reviewers. */
  headId: string | null;
}

const strictness = { never: 0, above: 1, always: 2 } as const;

/** Whether a setup asks for less than the one before: fewer second persons, or less to be ticked. */
export function isLooser(before: ReviewSetup, next: ReviewSetup): boolean {
  if (strictness[next.fourEyes] < strictness[before.fourEyes]) return true;
  if (before.checklist.some((item) => !next.checklist.includes(item))) return true;
  if (before.fourEyes !== 'above' || next.fourEyes !== 'above') return false;
  return next.amountField !== before.amountField || Number(next.aboveYuan) > Number(before.aboveYuan);
}

/** A form whose department set nothing. */
export const plainSetup: ReviewSetup = {
  fourEyes: 'never',
  amountField: null,
  aboveYuan: null,
  checklist: [],
  headId: null,
};

/**
 * Whether a second person must decide. An amount that can't be read as a number needs one, too: nobody can say that it
 * lies below.
 */
export function needsSecondPerson(setup: ReviewSetup, data: Record<string, unknown>): boolean {
  if (setup.fourEyes !== 'above') return setup.fourEyes === 'always';
  if (setup.amountField === null || setup.aboveYuan === null) return true;
  const given = valueAt(data, setup.amountField);
  const yuan = typeof given === 'string' && given.trim() !== '' ? Number(given.replaceAll(',', '')) : given;
  return typeof yuan !== 'number' || !Number.isFinite(yuan) || yuan > setup.aboveYuan;
}
