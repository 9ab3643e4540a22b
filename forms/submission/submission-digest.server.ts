import { createHash } from 'node:crypto';

import { canonicalJson } from '~/forms/definition/data-path';

/** What a receipt vouches for. */
export interface DigestedSubmission {
  number: string;
  submissionId: string;
  formVersionId: string;
  enterpriseId: string;
  submittedAt: string;
  data: unknown;
  provenance: unknown;
  attachments: { path: string; sha256: string }[];
}

/** SHA-256 over the submission in canonical JSON, in hexadecimal: the same content always gives the same digest. */
export function submissionDigest(submission: DigestedSubmission): string {
  return createHash('sha256').update(canonicalJson(submission)).digest('hex');
}
