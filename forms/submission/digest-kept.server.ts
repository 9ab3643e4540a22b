import type { FormDefinition } from '~/forms/definition/form-definition';
import type { Prisma } from '~/prisma/generated/client';

import { namedFiles } from './named-files';
import { submissionDigest } from './submission-digest.server';

/** What a receipt's digest is computed over, as it is kept now. */
export const withDigested = {
  submission: {
    include: {
      attachments: { select: { path: true, fileId: true, sha256: true } },
      formVersion: { select: { title: true, titleEn: true, definition: true } },
    },
  },
} satisfies Prisma.ReceiptInclude;
type DigestedReceipt = Prisma.ReceiptGetPayload<{ include: typeof withDigested }>;

/** Whether what is kept of the submission still gives the digest that the receipt was issued with. */
export function isAsIssued({ number, digest, submission }: DigestedReceipt): boolean {
  const data = submission.data as Record<string, unknown>;
  const { components } = submission.formVersion.definition as unknown as FormDefinition;
  const attachments = namedFiles(components, data).flatMap(({ path, fileId }) => {
    const kept = submission.attachments.find((file) => file.path === path && file.fileId === fileId);
    return kept ? [{ path, sha256: kept.sha256 }] : [];
  });
  const computed = submissionDigest({
    number,
    submissionId: submission.id,
    formVersionId: submission.formVersionId,
    enterpriseId: submission.enterpriseId,
    submittedAt: submission.submittedAt.toISOString(),
    data,
    provenance: submission.provenance,
    attachments,
  });
  return computed === digest && attachments.length === submission.attachments.length;
}
