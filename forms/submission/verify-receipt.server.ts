import type { FormDefinition } from '~/forms/definition/form-definition';
import type { Db } from '~/prisma/database.server';

import { namedFiles } from './named-files';
import { submissionDigest } from './submission-digest.server';
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
          attachments: { select: { path: true, fileId: true, sha256: true } },
          formVersion: { select: { title: true, titleEn: true, definition: true } },
          case: { select: { department: { select: { name: true } } } },
        },
      },
    },
  });
  if (!receipt) return null;
  const { submission } = receipt;
  const data = submission.data as Record<string, unknown>;
  const { components } = submission.formVersion.definition as unknown as FormDefinition;
  const files = namedFiles(components, data).flatMap(({ path, fileId }) => {
    const kept = submission.attachments.find((file) => file.path === path && file.fileId === fileId);
    return kept ? [{ path, sha256: kept.sha256 }] : [];
  });
  const digest = submissionDigest({
    number: receipt.number,
    submissionId: submission.id,
    formVersionId: submission.formVersionId,
    enterpriseId: submission.enterpriseId,
    submittedAt: submission.submittedAt.toISOString(),
    data,
    provenance: submission.provenance,
    attachments: files,
  });
  return {
    number: receipt.number,
    title: submission.formVersion.title,
    titleEn: submission.formVersion.titleEn,
    departmentName: submission.case?.department.name ?? '',
    issuedAt: receipt.issuedAt,
    isUnchanged: digest === receipt.digest && files.length === submission.attachments.length,
    digest: receipt.digest,
  };
}
