import { systemReader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';

import { isAsIssued, withDigested } from './digest-kept.server';
import { newVerifyCode } from './new-verify-code.server';

/**
 * The code of a receipt, which one from before there were codes gets when it is first asked for. Null for one whose
 * digest doesn't hold over what is kept: a public page must not call it genuine, nor changed, since digests of then were
 * taken before the database had rounded.
 */
export async function giveVerifyCode(
  { db, now }: { db: Db; now: () => Date },
  number: string,
): Promise<string | null> {
  return db.$transaction(async (tx) => {
    const receipt = await tx.receipt.findUnique({ where: { number }, include: withDigested });
    if (!receipt) return null;
    if (receipt.code !== null) return receipt.code;
    if (!isAsIssued(receipt)) return null;
    const code = newVerifyCode();
    await tx.receipt.update({ where: { number }, data: { code } });
    const subject = { subjectKind: 'receipt', subjectId: number };
    await appendAuditEntry(tx, systemReader, { action: 'receipt.code-given', ...subject }, now());
    return code;
  });
}
