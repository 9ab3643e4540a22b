import { AccessDeniedError, InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db, Tx } from '~/prisma/database.server';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';

import type { Audience } from './audience-tally';
import { mayApprove, seenBy, writtenBy } from './campaign-rights';
import { countAudience } from './read-audience.server';
import { requireCampaign, type CampaignDeed, type CampaignRow } from './require-campaign.server';
import { noteCampaign } from './write-campaign.server';

/** `alone`: to how many firms one person may send without a second. */
type Deps = { db: Db; now: () => Date; alone: number };

/** The queue's name of the sending. */
export const sendCampaignJob = 'send-campaign';

/**
 * The writer is done: to few firms the campaign leaves by itself, to more than `alone` it waits for the second person.
 * Throws InvalidInputError when nobody would be told.
 */
export async function proposeCampaign(
  { db, now, alone }: Deps,
  reader: Reader,
  deed: CampaignDeed,
): Promise<void> {
  const at = now();
  await db.$transaction(async (tx) => {
    const campaign = await requireCampaign(tx, writtenBy(reader), deed, ['draft']);
    const { policyId } = campaign;
    const audience = campaign.audience as Audience;
    const { reached } = await countAudience(tx, { policyId, audience, now: at });
    if (reached === 0)
      throw new InvalidInputError({ audience: '现在没有可以告知的企业，请改变人群，或等数据更新后再发' });
    const needsSecond = reached > alone;
    await tx.campaign.update({
      where: { id: campaign.id },
      data: {
        state: needsSecond ? 'in-review' : 'scheduled',
        proposedById: reader.personId,
        proposedAt: at,
        reviewNote: null,
        stopped: null,
        revision: { increment: 1 },
      },
    });
    await noteCampaign(tx, reader, 'proposed', campaign, at, { reached });
    if (!needsSecond) await schedule(tx, campaign, at);
  });
}

/** The second person approves: it leaves at its moment. Throws AccessDeniedError for the first person. */
export async function approveCampaign(
  { db, now }: Omit<Deps, 'alone'>,
  reader: Reader,
  deed: CampaignDeed,
): Promise<void> {
  const at = now();
  await db.$transaction(async (tx) => {
    const campaign = await requireCampaign(tx, seenBy(reader), deed, ['in-review']);
    if (!mayApprove(reader, campaign.policy.departmentId, campaign))
      throw new AccessDeniedError('approve-own-campaign');
    await tx.campaign.update({
      where: { id: campaign.id },
      data: {
        state: 'scheduled',
        approvedById: reader.personId,
        approvedByName: reader.name,
        approvedAt: at,
        stopped: null,
        revision: { increment: 1 },
      },
    });
    await noteCampaign(tx, reader, 'approved', campaign, at);
    await schedule(tx, campaign, at);
  });
}

/** The second person sends it back with a reason, or the writer takes it back to go on writing. */
export async function returnCampaign(
  { db, now }: Omit<Deps, 'alone'>,
  reader: Reader,
  deed: CampaignDeed & { reason: string | null },
): Promise<void> {
  const reason = deed.reason?.trim() ?? null;
  if (reason === '') throw new InvalidInputError({ reason: '请写明退回的原因，便于修改' });
  await db.$transaction(async (tx) => {
    const isOwn = reason === null;
    const campaign = await requireCampaign(
      tx,
      isOwn ? writtenBy(reader) : seenBy(reader),
      deed,
      isOwn ? ['in-review', 'scheduled', 'stopped'] : ['in-review'],
    );
    if (!isOwn && !mayApprove(reader, campaign.policy.departmentId, campaign))
      throw new AccessDeniedError('approve-own-campaign');
    await tx.campaign.update({
      where: { id: campaign.id },
      data: {
        state: 'draft',
        reviewNote: reason,
        approvedById: null,
        approvedByName: null,
        approvedAt: null,
        revision: { increment: 1 },
      },
    });
    await noteCampaign(
      tx,
      reader,
      isOwn ? 'recalled' : 'sent-back',
      campaign,
      now(),
      reason ? { reason } : {},
    );
  });
}

function schedule(tx: Tx, { id, sendAt }: CampaignRow, now: Date) {
  return enqueueJob(tx, {
    kind: sendCampaignJob,
    payload: { campaignId: id },
    runAt: sendAt && sendAt > now ? sendAt : now,
  });
}
