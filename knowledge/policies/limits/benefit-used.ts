import type { PublishedPolicy } from '../published-policy';

/** A benefit that a firm has this year, or has applied for. */
export interface BenefitUsed {
  readonly policyId: string;
  readonly title: string;
  /** Who says so: the department of that policy. */
  readonly department: string;
  /** The day of the grant or of the application. */
  readonly on: string;
  /** Null when nobody has said how much. */
  readonly fen: bigint | null;
  /** held: an application under way */
  readonly state: 'held' | 'granted';
  /** As `groupsOf` wrote them then. */
  readonly groups: readonly string[];
}

/** What a policy's benefit counts towards besides the policy itself: its exclusive groups, caps and yearly sums. */
export function groupsOf({ content }: Pick<PublishedPolicy, 'content'>): string[] {
  const bonds = (content.bonds ?? []).filter(({ kind }) => kind !== 'same-base');
  const sums = (content.limits ?? []).flatMap((limit) => (limit.kind === 'sum' ? [limit] : []));
  return [...bonds, ...sums].map(({ kind, id }) => `${kind}:${id}`);
}

/** The department's budget that pays the policy; null without one. */
export function budgetOf({ content }: Pick<PublishedPolicy, 'content'>): string | null {
  const limit = (content.limits ?? []).find(({ kind }) => kind === 'budget');
  return limit && limit.kind !== 'once' ? limit.id : null;
}

/** Whether anything but the quota bounds who may have the policy. */
export function isLimited({ content }: Pick<PublishedPolicy, 'content'>): boolean {
  return (content.limits ?? []).length > 0 || groupsOf({ content }).length > 0;
}

/** Yuan as a decimal string with at most two places, in fen; null for null. */
export function fenOf(yuan: string | number | null): bigint | null {
  if (yuan === null) return null;
  const [whole = '0', part = ''] = String(yuan).split('.');
  return BigInt(whole) * 100n + BigInt(part.slice(0, 2).padEnd(2, '0'));
}

/** Fen as yuan, a decimal string without needless zeros: 30000050n is 300000.5. */
export function yuanOf(fen: bigint): string {
  const part = String(fen % 100n)
    .padStart(2, '0')
    .replace(/0+$/, '');
  return `${String(fen / 100n)}${part === '' ? '' : `.${part}`}`;
}
