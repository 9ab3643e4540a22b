import { ConflictError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import { canActFor, type Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db, Tx } from '~/prisma/database.server';

import { toJsonValue } from './fact-value';
import { loadCatalogue } from './load-catalogue.server';
import { parseFactValue } from './parse-fact-value';
import { ownerDepartment } from './owner-department';
import { granularity, type Period } from './period';

/** What the firm says is wrong, and what would be right. */
export interface DisputeInput {
  reader: Reader;
  enterpriseId: string;
  key: string;
  period: Period;
  claimedValue: unknown;
  reason: string;
  /** A stored file of the firm's that proves it. */
  proofFileId?: string | null;
  at: Date;
}

/**
 * Raises a 异议 against a fact that an authority holds. The fact itself stays as it is until the department decides.
 * Throws what `checkDispute` throws.
 */
export async function disputeFact(tx: Tx, input: DisputeInput): Promise<string> {
  const { reader, enterpriseId, key, period, at } = input;
  const { definition, personId, value, reason } = await checkDispute(tx, input);
  const json = toJsonValue(value, definition.type);
  const departments = await tx.department.findMany({ select: { id: true, name: true } });
  const { id } = await tx.factDispute.create({
    data: {
      departmentId: ownerDepartment(definition, departments)?.id ?? null,
      proofFileId: input.proofFileId ?? null,
      enterpriseId,
      key,
      period,
      claimedValue: definition.type === 'money' ? String(json) : json,
      reason,
      personId,
      createdAt: at,
    },
    select: { id: true },
  });
  const detail = { key, period };
  await appendAuditEntry(
    tx,
    reader,
    { action: 'fact.disputed', subjectKind: 'fact-dispute', subjectId: id, enterpriseId, detail },
    at,
  );
  return id;
}

/**
 * Whether the dispute may be raised, and what it says. Throws NotFoundError without the right or the fact,
 * InvalidInputError by field, ConflictError when one is open already.
 */
export async function checkDispute(db: Db | Tx, input: DisputeInput) {
  const { reader, enterpriseId, key, period } = input;
  const { personId } = reader;
  if (!canActFor(reader, enterpriseId) || personId === null)
    throw new NotFoundError('enterprise', enterpriseId);
  const fact = await db.fact.findFirst({ where: { enterpriseId, key, period }, select: { id: true } });
  const definition = (await loadCatalogue(db)).get(key);
  if (!fact || !definition) throw new NotFoundError('fact', key);
  const parsed = parseFactValue(definition, input.claimedValue, granularity(period) === 'quarter');
  const reason = input.reason.trim();
  const problems = {
    ...(!parsed.ok && { claimedValue: parsed.problem }),
    ...(reason.length < 5 && { reason: '请写明哪里不对、以什么为准，至少 5 个字' }),
    ...(reason.length > 1000 && { reason: `理由最多 1000 字，现在是 ${reason.length} 字` }),
  };
  if (!parsed.ok || Object.keys(problems).length > 0) throw new InvalidInputError(problems);
  const open = await db.factDispute.findFirst({ where: { enterpriseId, key, period, state: 'open' } });
  if (open) throw new ConflictError('A dispute of this fact is open already');
  return { definition, personId, value: parsed.value, reason };
}
