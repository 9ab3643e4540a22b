import { sendFile } from '~/app/forms/send-file.server';
import type { Services } from '~/app/services.server';
import { ownDisputes } from '~/knowledge/enterprises/decide-dispute.server';
import { NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';

/** The proof of a dispute that the reader decides, as a download. Throws NotFoundError. */
export async function sendProof(
  { db, settings }: Pick<Services, 'db' | 'settings'>,
  reader: Reader,
  disputeId: string,
): Promise<Response> {
  const dispute = await db.factDispute.findFirst({
    where: { AND: [{ id: disputeId }, ownDisputes(reader)] },
    select: { proofFileId: true },
  });
  const file = await db.storedFile.findUnique({ where: { id: dispute?.proofFileId ?? '' } });
  if (!file) throw new NotFoundError('fact-dispute', disputeId);
  return sendFile(settings.filesDir, file);
}
