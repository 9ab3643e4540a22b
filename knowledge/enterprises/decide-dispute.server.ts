import { ConflictError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import { departmentsOf, type Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db, Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { loadCatalogue } from './load-catalogue.server';
import { recordFacts } from './record-facts.server';

/** The disputes that a reader decides: of facts that the own departments keep; those that nobody keeps, any may take. */
export function ownDisputes(reader: Reader): Prisma.FactDisputeWhereInput {
  const mine = departmentsOf(reader, 'designer', 'reviewer');
  if (mine.length === 0) return { id: '' };
  return { OR: [{ departmentId: { in: mine } }, { departmentId: null }] };
}

/** What the department says. */
export interface DisputeDecision {
  id: string;
  outcome: 'upheld' | 'refused';
  /** Shown to the firm; to refuse it is needed. */
  reason: string;
}

/** Tells the person who raised it. */
export type TellDispute = (
  tx: Tx,
  told: {
    personId: string;
    enterpriseId: string;
    departmentId: string | null;
    label: string;
    outcome: string;
    reason: string;
    id: string;
  },
) => Promise<unknown>;

/**
 * Decides a firm's dispute. Upheld, the claimed value becomes a record of the authority, seen now; what stood before
 * stays as history. Throws NotFoundError (another department's), ConflictError (decided already), InvalidInputError.
 */
export async function decideDispute(
  { db, now, tell }: { db: Db; now: () => Date; tell: TellDispute },
  reader: Reader,
  { id, outcome, reason: given }: DisputeDecision,
): Promise<void> {
  const reason = given.trim();
  if (outcome === 'refused' && reason.length < 5)
    throw new InvalidInputError({ reason: '不予更正的，请写明依据什么记录，至少 5 个字' });
  if (reason.length > 1000)
    throw new InvalidInputError({ reason: `说明最多 1000 字，现在是 ${reason.length} 字` });
  const at = now();
  await db.$transaction(async (tx) => {
    const dispute = await tx.factDispute.findFirst({ where: { AND: [{ id }, ownDisputes(reader)] } });
    if (!dispute) throw new NotFoundError('fact-dispute', id);
    const { count } = await tx.factDispute.updateMany({
      where: { id, state: 'open' },
      data: { state: outcome, decision: reason || null, decidedById: reader.personId, decidedAt: at },
    });
    if (count === 0) throw new ConflictError('The dispute was decided already', { state: dispute.state });
    const catalogue = await loadCatalogue(tx);
    const definition = catalogue.get(dispute.key);
    const { enterpriseId, departmentId, key, period } = dispute;
    if (outcome === 'upheld' && definition) {
      await recordFacts(tx, {
        enterpriseId,
        recordedById: reader.personId,
        catalogue,
        facts: [
          {
            key,
            period,
            value: dispute.claimedValue,
            source: definition.authority.zh,
            sourceKind: 'registry',
            observedAt: at,
            reference: '企业异议核实更正',
          },
        ],
      });
    }
    await appendAuditEntry(
      tx,
      reader,
      {
        action: `fact.dispute-${outcome}`,
        subjectKind: 'fact-dispute',
        subjectId: id,
        enterpriseId,
        detail: { key, period, reason },
      },
      at,
    );
    const label = definition?.label.zh ?? key;
    const { personId } = dispute;
    await tell(tx, { personId, enterpriseId, departmentId, label, outcome, reason, id });
  });
}
