import type { TFunction } from 'i18next';

import { parseDecimal } from '~/knowledge/enterprises/exact-number';
import { formatYuan, type Locale } from '~/knowledge/policies/format-value';
import type { GrantReason } from '~/knowledge/policies/grants/grant-batch';

/** An amount in words; a dash for a benefit that isn't money. */
export function yuanWords(yuan: string | null, locale: Locale): string {
  const value = yuan === null ? null : parseDecimal(yuan);
  return value ? formatYuan(value, locale) : '–';
}

/** Why a firm isn't granted, or is granted less, as a sentence. */
export function grantReasonWords(reason: GrantReason, t: TFunction, locale: Locale): string {
  if (reason.code === 'words') return reason.params.words ?? '';
  const { yuan, from, to, ...params } = reason.params;
  return t(`grants.reason.${reason.code}`, {
    ...params,
    amount: yuan ? t('grants.reason.with-amount', { amount: yuanWords(yuan, locale) }) : '',
    ...(from !== undefined && { from: yuanWords(from, locale) }),
    ...(to !== undefined && { to: yuanWords(to, locale) }),
  });
}
