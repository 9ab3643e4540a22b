import type { Db } from '~/prisma/database.server';
import { recordFile, storeBytes } from '~/prisma/files/store-file.server';

import { checkDispute, disputeFact, type DisputeInput } from './dispute-fact.server';

/** The firm's file that proves a dispute; `mediaType` is the one found in its bytes. */
export interface Proof {
  bytes: Uint8Array;
  name: string;
  mediaType: string;
}

/**
 * Raises a 异议 with the file that proves it. The file is kept once nothing else stands against the dispute, and its row
 * only together with the dispute's. Throws what `disputeFact` throws. Returns the dispute's id.
 */
export async function disputeWithProof(
  { db, filesDir }: { db: Db; filesDir: string },
  input: Omit<DisputeInput, 'proofFileId'>,
  proof: Proof | null,
): Promise<string> {
  await checkDispute(db, input);
  const sha256 = proof && (await storeBytes(filesDir, proof.bytes));
  const owner = { ownerKind: 'dispute', ownerId: input.enterpriseId } as const;
  return db.$transaction(async (tx) => {
    const proofFileId =
      proof && sha256
        ? await recordFile(tx, { ...proof, sha256, ...owner, uploadedById: input.reader.personId })
        : null;
    return disputeFact(tx, { ...input, proofFileId });
  });
}
