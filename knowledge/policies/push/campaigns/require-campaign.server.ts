import { ConflictError, NotFoundError } from '~/prisma/access/access-denied';
import type { Db, Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

/** What a deed is done to: the campaign as the person saw it. */
export interface CampaignDeed {
  id: string;
  revision: number;
}

export type CampaignRow = Prisma.CampaignGetPayload<{
  include: { policy: { select: { departmentId: true } } };
}>;

/**
 * The campaign whose revision the person saw, in one of the states. Throws NotFoundError without the right,
 * ConflictError when it went on since.
 */
export async function requireCampaign(
  tx: Tx | Db,
  where: Prisma.CampaignWhereInput,
  { id, revision }: CampaignDeed,
  states: readonly string[],
): Promise<CampaignRow> {
  const campaign = await tx.campaign.findFirst({
    where: { id, ...where },
    include: { policy: { select: { departmentId: true } } },
  });
  if (!campaign) throw new NotFoundError('campaign', id);
  if (!states.includes(campaign.state) || campaign.revision !== revision)
    throw new ConflictError('The campaign has changed since', {
      state: campaign.state,
      revision: campaign.revision,
    });
  return campaign;
}
