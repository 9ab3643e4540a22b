import { AccessDeniedError, ConflictError } from '~/prisma/access/access-denied';
import { hasRole, type Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';
import { NotFoundError } from '~/prisma/access/access-denied';

import { chooseFacts } from '../../enterprises/choose-fact';
import { loadCatalogue } from '../../enterprises/load-catalogue.server';
import { noteAccess } from '../../enterprises/note-access.server';
import { parseFactValue } from '../../enterprises/parse-fact-value';
import { seenBy } from '../design/policy-rights';
import { noteGrantEvent } from './note-grant-event.server';
import type { Payment } from './payment-rows';

const accountKeys = ['bank.name', 'bank.account'];

/** Who may see the firms' bank accounts: the department's reviewers, who pay. */
export function maySeeAccounts(reader: Reader, departmentId: string): boolean {
  return hasRole(reader, 'reviewer', departmentId);
}

/**
 * What a final batch pays, for the export; audited, and each look at an account stands in the firm's own access log.
 * Throws NotFoundError without the right, AccessDeniedError for accounts without theirs, ConflictError before it is final.
 */
export async function exportBatch(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
  input: { batchId: string; withAccounts: boolean; format: 'csv' | 'xlsx' },
): Promise<{ number: string; payments: Payment[] }> {
  const { batchId, withAccounts, format } = input;
  const batch = await db.grantBatch.findFirst({ where: { id: batchId, ...seenBy(reader) } });
  if (!batch) throw new NotFoundError('grant-batch', batchId);
  if (batch.state !== 'final') throw new ConflictError('The batch is not final', { state: batch.state });
  if (withAccounts && !maySeeAccounts(reader, batch.departmentId))
    throw new AccessDeniedError('bank-accounts');
  const items = await db.grantItem.findMany({
    where: { batchId, state: 'granted' },
    orderBy: { number: 'asc' },
    include: { enterprise: { select: { id: true, name: true, creditCode: true } } },
  });
  const at = now();
  const accounts = withAccounts
    ? await readAccounts(
        db,
        items.map(({ enterpriseId }) => enterpriseId),
        cityDate(at),
      )
    : new Map<string, Payment['account']>();
  await db.$transaction(async (tx) => {
    const detail = { format, withAccounts: withAccounts ? 1 : 0, firms: items.length };
    await noteGrantEvent(tx, reader, { batchId, kind: 'exported', detail, at });
    const subject = { subjectKind: 'grant-batch', subjectId: batchId, detail };
    await appendAuditEntry(tx, reader, { action: 'grant.exported', ...subject }, at);
  });
  if (withAccounts)
    for (const enterpriseId of accounts.keys())
      await noteAccess(db, reader, {
        ...{ enterpriseId, purpose: 'payment', subjectId: batchId, keys: accountKeys, at },
      });
  return {
    number: batch.number,
    payments: items.map(({ grantedYuan, enterprise }, index): Payment => ({
      ...{ number: index + 1, name: enterprise.name, creditCode: enterprise.creditCode, yuan: grantedYuan },
      ...(withAccounts && { account: accounts.get(enterprise.id) ?? null }),
    })),
  };
}

/** The accounts that count today, with who says so. */
async function readAccounts(
  db: Db,
  enterpriseIds: readonly string[],
  day: string,
): Promise<Map<string, Payment['account']>> {
  const catalogue = await loadCatalogue(db);
  const found = new Map<string, Payment['account']>();
  for (let from = 0; from < enterpriseIds.length; from += 500) {
    const ids = enterpriseIds.slice(from, from + 500);
    const rows = await db.fact.findMany({ where: { enterpriseId: { in: ids }, key: { in: accountKeys } } });
    for (const id of ids) {
      const own = rows.flatMap((row) => {
        const definition = row.enterpriseId === id ? catalogue.get(row.key) : undefined;
        const parsed = definition && parseFactValue(definition, row.value, false);
        if (!parsed?.ok) return [];
        const { key, period, source, sourceKind, validUntil } = row;
        const observedAt = cityDate(row.observedAt);
        return [
          {
            ...{ key, period, source, sourceKind, validUntil, observedAt, value: parsed.value },
            recordedAt: row.recordedAt.toISOString(),
          },
        ];
      });
      const facts = chooseFacts(own, day);
      const account = facts.get('bank.account')?.get('');
      const bank = facts.get('bank.name')?.get('')?.value;
      if (typeof account?.value === 'string')
        found.set(id, {
          bank: typeof bank === 'string' ? bank : '',
          number: account.value,
          source: account.source ?? '',
        });
    }
  }
  return found;
}
