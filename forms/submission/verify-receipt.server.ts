import type { Db } from '~/prisma/database.server';

import { isAsIssued, withDigested } from './digest-kept.server';
import { readVerifyCode } from './verify-code';

/** What anybody who holds the paper may know: nothing of what was submitted, and not by whom. */
export interface VerifiedReceipt {
  number: string;
  title: string;
  titleEn: string | null;
  departmentName: string;
  issuedAt: Date;
  /** Whether what is kept still gives the digest that was printed. */
  isUnchanged: boolean;
  digest: string;
}

/** The receipt with the code, its digest computed anew over what is kept; null when there is none. */
export async function verifyReceipt(db: Db, typed: string): Promise<VerifiedReceipt | null> {
  const code = readVerifyCode(typed);
  if (code === null) return null;
  const receipt = await db.receipt.findUnique({
    where: { code },
    include: {
      submission: {
        include: {
          ...withDigested.submission.include,
          case: { select: { department: { select: { name: true } } } },
        },
      },
    },
  });
  if (!receipt) return null;
  const { submission } = receipt;
  return {
    number: receipt.number,
    title: submission.formVersion.title,
    titleEn: submission.formVersion.titleEn,
    departmentName: submission.case?.department.name ?? '',
    issuedAt: receipt.issuedAt,
    isUnchanged: isAsIssued(receipt),
    digest: receipt.digest,
  };
}
