import { InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db, Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { writtenBy as policiesWrittenBy } from '../../design/policy-rights';
import { audiences } from './audience-tally';
import { writtenBy } from './campaign-rights';
import { requireCampaign, type CampaignDeed } from './require-campaign.server';

type Deps = { db: Db; now: () => Date };

/** Notes a deed on a campaign in the audit chain. */
export function noteCampaign(
  tx: Tx,
  reader: Reader,
  action: string,
  campaign: { id: string; policyId: string },
  at: Date,
  detail: Prisma.InputJsonObject = {},
): Promise<void> {
  const { id, policyId } = campaign;
  return appendAuditEntry(
    tx,
    reader,
    { action: `campaign.${action}`, subjectKind: 'campaign', subjectId: id, detail: { policyId, ...detail } },
    at,
  );
}

/** Begins a campaign on a policy of the reader's department. Throws NotFoundError for another's. */
export async function createCampaign(
  { db, now }: Deps,
  reader: Reader,
  input: { policyId: string; title: string },
): Promise<string> {
  const at = now();
  return db.$transaction(async (tx) => {
    const policy = await tx.policy.findFirst({
      where: { id: input.policyId, ...policiesWrittenBy(reader), versions: { some: { state: 'published' } } },
    });
    if (!policy || reader.personId === null) throw new NotFoundError('policy', input.policyId);
    const campaign = await tx.campaign.create({
      data: {
        policyId: policy.id,
        title: requireTitle(input.title),
        createdById: reader.personId,
        createdByName: reader.name ?? '',
        createdAt: at,
      },
    });
    await noteCampaign(tx, reader, 'created', campaign, at);
    return campaign.id;
  });
}

/**
 * Keeps what the writer chose: title, audience and the moment of sending (null: at once). Throws InvalidInputError with
 * the field, ConflictError when somebody changed it since.
 */
export async function saveCampaign(
  { db, now }: Deps,
  reader: Reader,
  deed: CampaignDeed & { title: string; audience: string; sendAt: Date | null },
): Promise<void> {
  const at = now();
  const audience = audiences.find((one) => one === deed.audience);
  if (!audience) throw new InvalidInputError({ audience: '请选择发给哪些企业' });
  if (deed.sendAt && deed.sendAt <= at)
    throw new InvalidInputError({ sendAt: '发送时间已经过去，请改为以后的时间，或选择审核后立即发送' });
  const title = requireTitle(deed.title);
  await db.$transaction(async (tx) => {
    const campaign = await requireCampaign(tx, writtenBy(reader), deed, ['draft']);
    await tx.campaign.update({
      where: { id: campaign.id },
      data: { title, audience, sendAt: deed.sendAt, revision: { increment: 1 } },
    });
    await noteCampaign(tx, reader, 'saved', campaign, at, { audience });
  });
}

/** Throws a draft away, or calls off what hasn't left yet. */
export async function cancelCampaign({ db, now }: Deps, reader: Reader, deed: CampaignDeed): Promise<void> {
  await db.$transaction(async (tx) => {
    const campaign = await requireCampaign(tx, writtenBy(reader), deed, ['draft', 'in-review', 'scheduled']);
    await tx.campaign.update({
      where: { id: campaign.id },
      data: { state: 'cancelled', revision: { increment: 1 } },
    });
    await noteCampaign(tx, reader, 'cancelled', campaign, now());
  });
}

function requireTitle(given: string): string {
  const title = given.trim();
  if (title.length < 2 || title.length > 60)
    throw new InvalidInputError({ title: `名称应为 2 至 60 字，现在是 ${title.length} 字` });
  return title;
}
