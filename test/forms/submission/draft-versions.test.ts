import { beforeAll, expect, test } from 'vitest';

import { localCopyKey } from '~/forms/submission/local-copy-key.server';
import { listDraftVersions } from '~/forms/submission/list-draft-versions.server';
import { saveDraft } from '~/forms/submission/save-draft.server';
import { startDraft } from '~/forms/submission/start-draft.server';

import { useDatabase } from '../../setup/database';
import { buildCity, key, member, noon, otherMember, publish } from '../small-city';

const { db } = useDatabase();
let now = noon;
const deps = { db, now: () => now, signingKey: key };
const later = (seconds: number) => {
  now = new Date(now.valueOf() + seconds * 1000);
};
const start = async () =>
  (await startDraft(deps, member, { form: 'rd', enterpriseId: 'zhizao', fresh: true })).draftId;
const save = (draftId: string, revision: number, data: Record<string, unknown>, more = {}) =>
  saveDraft(deps, member, { draftId, revision, data, device: 'computer/Edge', ...more });

beforeAll(async () => {
  await buildCity(db);
  await publish(db, 'rd');
});

test('savings of a minute on one device are one version, and each names what it changed', async () => {
  const draftId = await start();
  later(10);
  await save(draftId, 0, { contact: '甲' });
  later(10);
  await save(draftId, 1, { contact: '甲乙' });
  later(90);
  await save(draftId, 2, { contact: '丙' }, { device: 'phone/WeChat' });
  const versions = await listDraftVersions(deps, member, draftId);
  expect(versions).toMatchObject([
    {
      kind: 'saved',
      device: 'phone/WeChat',
      changes: [{ path: 'contact', oldText: '甲乙', newText: '丙', isGone: false }],
    },
    { device: 'computer/Edge', changes: [{ newText: '甲乙', value: '甲乙', isGone: true }] },
  ]);
  expect(versions).toHaveLength(2);
});

test('what another device was first with is set aside, says who changed what, and is settled by the merge', async () => {
  const draftId = await start();
  await save(draftId, 0, { contact: '甲' }, { device: 'phone/WeChat' });
  const late = save(draftId, 0, { contact: '乙', phone: '13800000000' });
  const error = (await late.catch((reason: unknown) => reason)) as {
    current: { asideId: string; changed: Record<string, { device: string; at: string }>; revision: number };
  };
  const { asideId, changed, revision } = error.current;
  expect(changed.contact).toMatchObject({ device: 'phone/WeChat', at: now.toISOString() });
  expect(changed.phone).toBeUndefined();
  const [aside] = (await listDraftVersions(deps, member, draftId)).filter(({ kind }) => kind === 'aside');
  expect(aside?.changes).toContainEqual(expect.objectContaining({ path: 'contact', value: '乙' }));

  // Sent again by the same page, with more in it: still one.
  await expect(save(draftId, 0, { contact: '乙', phone: '13800000001' })).rejects.toMatchObject({
    current: { asideId },
  });
  await save(draftId, revision, { contact: '甲', phone: '13800000001' }, { settles: asideId });
  expect(await db.draftVersion.count({ where: { draftId, kind: 'aside' } })).toBe(0);
});

test('two devices of one name meet within a minute: what the first saved can still be brought back', async () => {
  const draftId = await start();
  await save(draftId, 0, { contact: '甲' });
  later(5);
  const late = save(draftId, 0, { contact: '乙' });
  const { current } = (await late.catch((reason: unknown) => reason)) as { current: { asideId: string } };
  await save(draftId, 1, { contact: '乙' }, { settles: current.asideId });
  const versions = await listDraftVersions(deps, member, draftId);
  expect(versions.flatMap(({ changes }) => changes)).toContainEqual(
    expect.objectContaining({ path: 'contact', value: '甲', isGone: true }),
  );
});

test('another firm sees no version, and can’t settle one', async () => {
  const draftId = await start();
  await expect(listDraftVersions(deps, otherMember, draftId)).rejects.toMatchObject({ code: 'not-found' });
});

test('a draft keeps a bounded number of versions', async () => {
  const draftId = await start();
  for (let n = 0; n < 70; n += 1) {
    later(61);
    await save(draftId, n, { contact: `第 ${n} 版` });
  }
  expect(await db.draftVersion.count({ where: { draftId } })).toBe(60);
});

test('the key of a browser’s copy is another for each person and draft, and the same the next time', () => {
  const one = localCopyKey(key, 'lin', 'd1');
  expect(Buffer.from(one, 'base64')).toHaveLength(32);
  expect(localCopyKey(key, 'lin', 'd1')).toBe(one);
  expect(localCopyKey(key, 'he', 'd1')).not.toBe(one);
  expect(localCopyKey(key, 'lin', 'd2')).not.toBe(one);
});
