import { NotFoundError } from '~/prisma/access/access-denied';
import { canActFor, type Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db, Tx } from '~/prisma/database.server';

/**
 * What a firm is asked. `telling`: to hear unasked of policies that it may have. `shared-statements`: departments see what
 * the firm itself stated, outside of an application. `chat-statements`: what its members told the assistant is filled
 * into its forms. The default stands until someone of the firm decides.
 */
export const consentDefaults = {
  telling: true,
  'shared-statements': false,
  'chat-statements': true,
} as const;
export type ConsentPurpose = keyof typeof consentDefaults;
export const consentPurposes = Object.keys(consentDefaults) as ConsentPurpose[];

/** What the firm allows now. */
export async function givesConsent(
  db: Db | Tx,
  enterpriseId: string,
  purpose: ConsentPurpose,
): Promise<boolean> {
  const newest = await db.factConsent.findFirst({
    where: { enterpriseId, purpose },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    select: { given: true },
  });
  return newest?.given ?? consentDefaults[purpose];
}

/** Keeps a decision of the firm's member; the same one twice is once. Throws NotFoundError without the right. */
export async function decideConsent(
  db: Db,
  reader: Reader,
  input: { enterpriseId: string; purpose: ConsentPurpose; given: boolean; at: Date },
): Promise<void> {
  const { enterpriseId, purpose, given, at } = input;
  const { personId } = reader;
  if (!canActFor(reader, enterpriseId) || personId === null)
    throw new NotFoundError('enterprise', enterpriseId);
  await db.$transaction(async (tx) => {
    if ((await givesConsent(tx, enterpriseId, purpose)) === given) return;
    await tx.factConsent.create({ data: { enterpriseId, purpose, given, personId, at } });
    await appendAuditEntry(
      tx,
      reader,
      {
        action: 'consent.decided',
        subjectKind: 'enterprise',
        subjectId: enterpriseId,
        enterpriseId,
        detail: { purpose, given },
      },
      at,
    );
  });
}
