import type { Finding } from './finding';

/** What a firm was last told: its verdict, amount and deadline. */
export interface ToldFigures {
  shown: string;
  amountYuan: string | null;
  closesOn: string | null;
}

/** An opportunity as it stands. */
export interface KnownOpportunity extends ToldFigures {
  state: string;
  told: ToldFigures | null;
}

/** What becomes of an opportunity, and whether the firm hears of it. */
export type OpportunityStep =
  | { kind: 'none' }
  | { kind: 'found' | 'changed' | 'reopened'; speaks: boolean }
  /** It isn't one any more. */
  | { kind: 'ended'; speaks: boolean };

/**
 * Compares what was found with what stands. Only a change of verdict, deadline or amount speaks, and only to a firm that
 * can do something with it: it may have the policy, or one answer of its own decides. What a firm applied for or set
 * aside stays so, until a later window opens.
 *
 * @param isOpen whether the policy takes applications: one that ended for everyone is no news of this firm's
 */
export function compareOpportunity(
  known: KnownOpportunity | null,
  finding: Finding | null,
  isOpen: boolean,
): OpportunityStep {
  if (!known) return finding ? { kind: 'found', speaks: isWorthTelling(finding) } : { kind: 'none' };
  const isClosed = ['applied', 'granted', 'dismissed'].includes(known.state);
  if (!finding) {
    if (known.shown === 'none') return { kind: 'none' };
    return { kind: 'ended', speaks: isOpen && !isClosed && known.told !== null };
  }
  const laterWindow =
    isClosed && known.closesOn !== null && finding.closesOn !== null && finding.closesOn > known.closesOn;
  if (laterWindow) return { kind: 'reopened', speaks: isWorthTelling(finding) };
  if (isSame(known, finding)) {
    // Found but untold (nobody to tell, or not worth it): stays so.
    return { kind: 'none' };
  }
  const speaks = !isClosed && isWorthTelling(finding) && !(known.told && isSame(known.told, finding));
  return { kind: 'changed', speaks };
}

/** Whether the firm can act on it: it qualifies, or one missing answer decides. */
export function isWorthTelling(finding: Pick<Finding, 'shown' | 'missing'>): boolean {
  return finding.shown === 'eligible' || finding.missing.length > 0;
}

function isSame(a: ToldFigures, b: ToldFigures): boolean {
  return a.shown === b.shown && a.amountYuan === b.amountYuan && a.closesOn === b.closesOn;
}
