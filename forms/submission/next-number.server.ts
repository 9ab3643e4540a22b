import { cityDate } from '~/prisma/calendar/city-date';
import type { Tx } from '~/prisma/database.server';

/**
 * The day's next receipt number, HQ20261122-000123. Transactions begin by taking the write lock, so that two processes
 * never read the same last number; the primary key stands behind that.
 */
export async function nextReceiptNumber(tx: Tx, at: Date): Promise<string> {
  const prefix = `HQ${day(at)}-`;
  const last = await tx.receipt.findFirst({
    where: { number: { startsWith: prefix } },
    orderBy: { number: 'desc' },
    select: { number: true },
  });
  return `${prefix}${following(last?.number)}`;
}

/** The day's next case number, BJ20261122-000045. */
export async function nextCaseNumber(tx: Tx, at: Date): Promise<string> {
  const prefix = `BJ${day(at)}-`;
  const last = await tx.case.findFirst({
    where: { number: { startsWith: prefix } },
    orderBy: { number: 'desc' },
    select: { number: true },
  });
  return `${prefix}${following(last?.number)}`;
}

function day(at: Date): string {
  return cityDate(at).replaceAll('-', '');
}

function following(last: string | undefined): string {
  return String(Number(last?.split('-')[1] ?? '0') + 1).padStart(6, '0');
}
