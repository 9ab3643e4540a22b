import type { YearlyLimit } from '../policy-content';
import { fenOf } from '../limits/benefit-used';
import { mostOfferDays } from '../quota/waiting-line';
import type { PolicyFinding } from './lint-policy';
import type { PolicyDraft } from './policy-draft';

/** What is wrong with places and yearly limits: unfinished, without a clause, or bounding what isn't money. */
export function lintLimits(content: PolicyDraft): PolicyFinding[] {
  const found: PolicyFinding[] = [];
  const add = (code: string, id: string, severity: PolicyFinding['severity'] = 'error') =>
    found.push({ code, severity, tab: 'benefit', id });
  const known = new Set(content.sources.map(({ id }) => id));
  const { quota, benefit } = content;
  const limits = (content.limits ?? []) as YearlyLimit[];
  if (quota && !(Number.isInteger(quota.slots) && quota.slots >= 1)) add('limits.slots', 'quota');
  if (quota && !known.has(quota.source)) add('limits.source', 'quota');
  const days = quota?.offerDays;
  if (days !== undefined && !(Number.isInteger(days) && days >= 1 && days <= mostOfferDays))
    add('limits.offer-days', 'quota');
  const isMoney = benefit.amount !== undefined && benefit.amount.measure !== 'base';
  const cap = benefit.amount?.cap?.yuan ?? '';
  for (const limit of limits) {
    if (!known.has(limit.source)) add('limits.source', limit.kind);
    if (limit.kind === 'once') continue;
    const isAmount = /^\d+(\.\d{1,2})?$/.test(limit.yuan);
    if (!isAmount || fenOf(limit.yuan) === 0n) add('limits.yuan', limit.kind);
    if (limit.id.trim() === '' || limit.label.zh.trim() === '') add('limits.name', limit.kind);
    if (!isMoney) add('limits.no-money', limit.kind);
    const isBelow =
      isAmount && /^\d+(\.\d{1,2})?$/.test(cap) && (fenOf(limit.yuan) ?? 0n) < (fenOf(cap) ?? 0n);
    if (isBelow) add('limits.below-cap', limit.kind, 'warning');
  }
  const sums = [...limits, ...(content.bonds ?? [])].filter(
    ({ kind }) => kind === 'sum' || kind === 'capped',
  );
  if (sums.length > 1) add('limits.two-sums', 'sum');
  return found;
}
