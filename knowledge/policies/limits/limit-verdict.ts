import { parseDecimal, type ExactNumber } from '../../enterprises/exact-number';
import type { ConditionJson, EvidenceJson } from '../condition-json';
import { inWords } from '../estimate-amount';
import { formatYuan, type Locale } from '../format-value';
import type { JudgedPolicy, PolicyVerdict } from '../judge-policy';
import { yuanOf, type BenefitUsed } from './benefit-used';
import { leastLeft, type LimitStanding } from './judge-limits';

/**
 * Adds the yearly limits to a verdict as conditions of their own: what was had already is said with its day and amount.
 * A spent limit is 不符合; one of which nobody can tell, or a benefit of the same group that the firm has already, is for
 * the department to confirm, never a no. Where a sum is left, the amount is no more than what is left.
 */
export function limitVerdict(
  judged: JudgedPolicy,
  standings: readonly LimitStanding[],
  locale: Locale,
): JudgedPolicy {
  // A department's budget says nothing of the firm until it is spent.
  const said = standings.filter(({ kind, state }) => kind !== 'budget' || state === 'spent');
  if (said.length === 0) return judged;
  const added = said.map((standing) => toCondition(standing, locale));
  const isSpent = added.some(({ result }) => result === 'not-met');
  const isOpen = added.some(({ result }) => result === 'unknown');
  const verdict = withConditions(judged.verdict, added, { isSpent, isOpen });
  const amount = isSpent ? undefined : cut(verdict.amount, leastLeft(standings), locale);
  const { amount: _before, ...rest } = verdict;
  const left = said.flatMap(({ kind, group, label, leftFen }) =>
    (kind === 'sum' || kind === 'capped') && group !== null && label && leftFen !== null
      ? [{ group, label: inWords(label, locale), yuan: yuanOf(leftFen) }]
      : [],
  );
  return {
    policy: judged.policy,
    verdict: { ...rest, ...(amount && { amount }), ...(left.length > 0 && { left }) },
    open: {
      ...judged.open,
      ...(isSpent && { missing: [] }),
      amountYuan: amount ? Number(amount.yuan) : 0,
      factsDecide: judged.open.factsDecide && !isSpent && !isOpen,
    },
  };
}

function withConditions(
  before: PolicyVerdict,
  added: readonly ConditionJson[],
  { isSpent, isOpen }: { isSpent: boolean; isOpen: boolean },
): PolicyVerdict {
  const count = (result: ConditionJson['result']) => added.filter((one) => one.result === result).length;
  const { counts, blocking, ...rest } = before;
  const isPast = before.shown === 'expired';
  const limited = isSpent || isOpen;
  return {
    ...rest,
    verdict: isSpent ? 'ineligible' : isOpen && before.verdict === 'eligible' ? 'unknown' : before.verdict,
    shown: isPast ? 'expired' : isSpent ? 'ineligible' : isOpen ? confirm(before.shown) : before.shown,
    conditions: [...before.conditions, ...added],
    missing: isSpent ? [] : before.missing,
    ...(blocking && !limited && { blocking }),
    counts: {
      conditions: counts.conditions + added.length,
      met: counts.met + count('met'),
      notMet: counts.notMet + count('not-met'),
      unknown: counts.unknown + count('unknown'),
    },
  };
}

/** Nobody but the department can tell: no answer of the firm would settle it. */
function confirm(shown: PolicyVerdict['shown']): PolicyVerdict['shown'] {
  return shown === 'ineligible' ? shown : 'to-confirm';
}

function cut(amount: PolicyVerdict['amount'], left: bigint | null, locale: Locale): PolicyVerdict['amount'] {
  if (!amount || left === null) return amount;
  const most = exactYuan(left);
  const whole = parseDecimal(String(amount.yuan));
  if (!whole || whole.numerator * 100n <= left * whole.denominator) return amount;
  const label = locale === 'zh' ? '本年度尚可享受' : 'left in the year';
  return {
    ...amount,
    yuan: yuanOf(left),
    text: formatYuan(most, locale, 2),
    steps: [...amount.steps, { sign: 'cap', text: formatYuan(most, locale), label }],
  };
}

const results = { open: 'met', spent: 'not-met', unknown: 'unknown' } as const;

function toCondition(standing: LimitStanding, locale: Locale): ConditionJson {
  const { kind, state, uses, source } = standing;
  const name = standing.label ? inWords(standing.label, locale) : '';
  return {
    id: `limit-${kind}`,
    label: labels[kind][locale].replace('%', name),
    // Whether the difference can be made up is the department's to say.
    result: kind === 'exclusive' && state === 'spent' ? 'unknown' : results[state],
    facts: uses.map((use) => toEvidence(use, locale)),
    expected: expectedOf(standing, locale),
    source,
    ...(kind !== 'budget' && { value: { key: `limit-${kind}`, text: usedWords(standing, locale) } }),
  };
}

/** What was had, with day and amount, and of which policy where it isn't this one. */
function usedWords({ kind, uses }: LimitStanding, locale: Locale): string {
  if (uses.length === 0) return locale === 'zh' ? '未享受' : 'none';
  const each = uses.map((use) => {
    const { text = '' } = toEvidence(use, locale);
    return [...(kind === 'once' ? [] : [use.title]), use.on, text].join(' ');
  });
  return each.join(locale === 'zh' ? '；' : '; ');
}

const labels = {
  once: { zh: '本年度未享受过本政策', en: 'Not had this year' },
  exclusive: { zh: '未享受同类政策（%）', en: 'No benefit of the same kind (%)' },
  sum: { zh: '本年度合计未达上限（%）', en: 'Below the sum of the year (%)' },
  capped: { zh: '合计未达上限（%）', en: 'Below the common cap (%)' },
  budget: { zh: '本年度资金尚有余额（%）', en: 'Funds are left in the year (%)' },
} as const;

function expectedOf({ kind, limitFen, leftFen }: LimitStanding, locale: Locale): string {
  if (kind === 'once') return locale === 'zh' ? '每年一次' : 'once a year';
  if (kind === 'exclusive') return locale === 'zh' ? '不重复享受' : 'one of the group';
  const [most, left] = [limitFen ?? 0n, leftFen ?? 0n].map((fen) => formatYuan(exactYuan(fen), locale));
  if (kind === 'budget') return locale === 'zh' ? `全年 ${most ?? ''}` : `${most ?? ''} a year`;
  return locale === 'zh'
    ? `上限 ${most ?? ''}，至多还剩 ${left ?? ''}`
    : `at most ${most ?? ''}, at most ${left ?? ''} left`;
}

function toEvidence(use: BenefitUsed, locale: Locale): EvidenceJson {
  const applied = locale === 'zh' ? '已申报' : 'applied for';
  const known = use.fen === null ? null : formatYuan(exactYuan(use.fen), locale);
  const unsaid = locale === 'zh' ? '金额未记录' : 'amount not recorded';
  const text = [use.state === 'held' ? applied : null, known ?? unsaid].filter(Boolean);
  return {
    key: `benefit.${use.policyId}`,
    label: use.title,
    value: use.fen === null ? true : yuanOf(use.fen),
    text: text.join(locale === 'zh' ? '，' : ', '),
    source: use.department,
    sourceKind: 'registry',
    observedAt: use.on,
  };
}

function exactYuan(fen: bigint): ExactNumber {
  return parseDecimal(yuanOf(fen)) ?? { numerator: 0n, denominator: 1n };
}
