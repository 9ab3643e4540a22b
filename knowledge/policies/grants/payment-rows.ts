import { fenOf } from '../limits/benefit-used';

/** A firm that is to be paid. Account: only for who may see it. */
export interface Payment {
  number: number;
  name: string;
  creditCode: string;
  yuan: string | null;
  account?: { bank: string; number: string; source: string } | null;
}

/** The heads of the table, in the reader's language. */
export interface PaymentWords {
  number: string;
  name: string;
  creditCode: string;
  yuan: string;
  bank: string;
  account: string;
  accountSource: string;
  total: string;
  noAccount: string;
}

/**
 * The table for payment: one row a firm, and the sum below. Amounts are decimals with two places, as text, so that
 * nothing is rounded on the way; for a benefit that isn't money the amount is empty.
 */
export function paymentRows(
  payments: readonly Payment[],
  words: PaymentWords,
  { withAccounts }: { withAccounts: boolean },
): string[][] {
  const head = [words.number, words.name, words.creditCode, words.yuan];
  const accountHead = withAccounts ? [words.bank, words.account, words.accountSource] : [];
  const rows = payments.map(({ number, name, creditCode, yuan, account }) => [
    String(number),
    name,
    creditCode,
    yuan === null ? '' : withPlaces(fenOf(yuan) ?? 0n),
    ...(withAccounts
      ? account
        ? [account.bank, account.number, account.source]
        : ['', words.noAccount, '']
      : []),
  ]);
  const total = payments.reduce((sum, { yuan }) => sum + (fenOf(yuan) ?? 0n), 0n);
  const foot = [words.total, '', '', payments.some(({ yuan }) => yuan !== null) ? withPlaces(total) : ''];
  return [[...head, ...accountHead], ...rows, [...foot, ...accountHead.map(() => '')]];
}

/** Fen as yuan with two places: 30000050n is 300000.50. */
function withPlaces(fen: bigint): string {
  return `${String(fen / 100n)}.${String(fen % 100n).padStart(2, '0')}`;
}
