import { expect, test } from 'vitest';

import { readStages } from '~/knowledge/policies/push/campaigns/read-stages.server';
import { makeEnterprise } from '~/test/app/session/make-context';
import { useDatabase } from '~/test/setup/database';

const database = useDatabase();
const { db } = database;
const at = new Date('2026-11-22T02:00:00Z');
const later = new Date('2026-11-23T02:00:00Z');

test('each firm counts with every way that reached it, as far as it came after it was told', async () => {
  await db.department.create({ data: { id: 'hr', name: '人社局' } });
  await db.policy.create({ data: { id: 'hire', departmentId: 'hr' } });
  const form = await db.form.create({
    data: {
      ...{ path: 'hire', departmentId: 'hr' },
      versions: { create: { number: 1, title: '申报表', definition: {} } },
    },
    include: { versions: true },
  });
  const campaign = await db.campaign.create({
    data: { policyId: 'hire', title: '推送', createdById: 'z', createdByName: '周', createdAt: at },
  });
  let n = 0;
  const firm = async (told: {
    ways: Record<string, string>;
    did?: string[];
    drafted?: Date;
    outcome?: string;
  }) => {
    n += 1;
    const { id: enterpriseId } = await makeEnterprise(database);
    const { id: opportunityId } = await db.opportunity.create({
      data: {
        ...{ enterpriseId, policyId: 'hire', versionId: 'v', shown: 'eligible' },
        ...{ missing: [], reason: {}, foundAt: at },
        events: { create: (told.did ?? []).map((kind) => ({ kind, detail: {}, at: later })) },
      },
    });
    const campaignId = campaign.id;
    await db.campaignFirm.create({
      data: { campaignId, opportunityId, outcome: told.outcome ?? 'told', at },
    });
    const dedupeKey = `campaign:${campaignId}:${opportunityId}:p${String(n)}`;
    await db.notice.create({ data: { personId: 'p', kind: 'k', title: 't', body: 'b', dedupeKey } });
    const message = await db.personalMessage.create({
      data: {
        ...{ personId: 'p', kind: 'k', topic: 'opportunity', locale: 'zh-CN', values: {} },
        ...{ dedupeKey, nextAt: at, state: 'sent' },
      },
    });
    for (const [channel, state] of Object.entries(told.ways)) {
      const key = `${channel}:${String(n)}`;
      const row = { channel, recipient: 'a', kind: 'k', payload: {}, dedupeKey: key, state };
      const { id: outboxId } = await db.outbox.create({ data: row });
      await db.messageDelivery.create({ data: { messageId: message.id, channel, outboxId } });
    }
    if (told.drafted)
      await db.draft.create({
        data: {
          ...{ formVersionId: form.versions[0]!.id, enterpriseId, personId: 'p', policyId: 'hire' },
          ...{ data: {}, provenance: {}, locks: {}, createdAt: told.drafted },
        },
      });
  };
  await firm({ ways: { mail: 'sent', dingtalk: 'dead' }, did: ['seen', 'applied', 'granted'] });
  await firm({ ways: { mail: 'sent' }, drafted: later });
  await firm({ ways: { mail: 'waiting' }, did: ['seen'], drafted: new Date(at.valueOf() - 1) });
  await firm({ ways: {} });
  await firm({ ways: { mail: 'sent' }, outcome: 'declined' });

  const counts = (await readStages(db, campaign.id)).map(({ channel, firms }) => [
    channel,
    ...Object.values(firms),
  ]);
  expect(counts).toEqual([
    // sent, delivered, seen, begun, applied, granted
    ['all', 4, 4, 3, 2, 1, 1],
    ['in-app', 4, 4, 3, 2, 1, 1],
    ['mail', 3, 2, 2, 2, 1, 1],
    ['dingtalk', 1, 0, 0, 0, 0, 0],
  ]);
  expect(await readStages(db, 'none')).toEqual([]);
});
