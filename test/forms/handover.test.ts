import { afterAll, beforeAll, expect, test } from 'vitest';

import { getHolder } from '~/forms/handover/get-holder.server';
import { handOverDraft } from '~/forms/handover/hand-over-draft.server';
import type { HandoverPurpose } from '~/forms/handover/handover-purpose';
import { openFormChecker } from '~/forms/submission/form-checker.server';
import { declineChatOffers } from '~/forms/prefill/chat-offer.server';
import { attachFile } from '~/forms/submission/attach-file.server';
import { getDraft } from '~/forms/submission/get-draft.server';
import { saveDraft } from '~/forms/submission/save-draft.server';
import { submitDraft } from '~/forms/submission/submit-draft.server';
import { startDraft } from '~/forms/submission/start-draft.server';
import { startUpload } from '~/forms/upload/start-upload.server';
import type { Reader } from '~/prisma/access/reader';

import { useDatabase } from '../setup/database';
import { buildCity, key, member, noon, otherMember, publish } from './small-city';

const { db, dir } = useDatabase();
let now = noon;
const deps = { db, now: () => now, signingKey: key };
const colleague: Reader = { ...member, personId: 'fang', name: '方同事' };
let draftId = '';
const formChecker = openFormChecker();
afterAll(() => formChecker.close());

beforeAll(async () => {
  await buildCity(db);
  await publish(db, 'rd');
  await db.person.create({ data: { id: 'fang', name: '方同事', loginName: 'fang' } });
  const acts = { enterpriseId: 'zhizao', state: 'active' };
  for (const personId of ['fang', 'lin'])
    await db.membership.upsert({
      where: { personId_enterpriseId: { personId, enterpriseId: 'zhizao' } },
      create: { personId, ...acts },
      update: acts,
    });
  ({ draftId } = await startDraft(deps, member, { form: 'rd', enterpriseId: 'zhizao' }));
});
const give = (reader: Reader, toId: string, note = '') =>
  handOverDraft(deps, reader, { draftId, toId, note });
const notices = (personId: string) =>
  db.notice.findMany({
    where: { personId, kind: { startsWith: 'case.handed' } },
    orderBy: { createdAt: 'asc' },
  });

test('a draft goes to a colleague with a note, who is told, and comes back', async () => {
  const draft = { id: draftId, enterpriseId: 'zhizao' };
  expect(await getHolder(db, member, draft)).toMatchObject({
    holder: null,
    colleagues: [{ personId: 'fang', name: '方同事' }],
  });
  await give(member, 'fang', '请填研发项目');
  expect((await getHolder(db, colleague, draft)).holder).toMatchObject({
    ...{ name: '方同事', isReader: true, fromName: '林经办', note: '请填研发项目' },
  });
  expect(await notices('fang')).toMatchObject([
    {
      kind: 'case.handed-over',
      link: `/drafts/${draftId}`,
      body: expect.stringContaining('请填研发项目') as string,
    },
  ]);
  now = new Date(noon.valueOf() + 60_000);
  const { holder } = await give(colleague, 'lin', '填好了');
  expect(holder).toMatchObject({ name: '林经办', fromName: '方同事', isReader: false });
  expect(await notices('lin')).toMatchObject([{ kind: 'case.handed-back' }]);
});

test('the same again is nothing new', async () => {
  const before = await db.draftHandover.count({ where: { draftId } });
  await give(colleague, 'lin', '填好了');
  expect(await db.draftHandover.count({ where: { draftId } })).toBe(before);
});

test('two clicks at once are one handover and one notice', async () => {
  const { draftId: twice } = await startDraft(deps, member, {
    ...{ form: 'rd', enterpriseId: 'zhizao', fresh: true },
  });
  const told = await db.notice.count({ where: { personId: 'fang' } });
  const once = () => handOverDraft(deps, member, { draftId: twice, toId: 'fang', note: '请填' });
  await Promise.all([once(), once(), once()]);
  expect(await db.draftHandover.count({ where: { draftId: twice } })).toBe(1);
  expect(await db.notice.count({ where: { personId: 'fang' } })).toBe(told + 1);
});

test('who holds the seal signs and nothing else, and gives it back sealed or with the reason', async () => {
  const { draftId: sealed } = await startDraft(deps, member, {
    form: 'rd',
    enterpriseId: 'zhizao',
    fresh: true,
  });
  const pass = (reader: Reader, toId: string, purpose: HandoverPurpose, note = '') =>
    handOverDraft(deps, reader, { draftId: sealed, toId, note, purpose });
  const later = () => (now = new Date(now.valueOf() + 60_000));
  await expect(pass(member, 'fang', 'sealed')).rejects.toMatchObject({
    fields: { purpose: expect.any(String) as string },
  });
  later();
  await pass(member, 'fang', 'seal', '请签字');
  expect(await db.notice.findMany({ where: { personId: 'fang', kind: 'case.seal-asked' } })).toMatchObject([
    { link: `/drafts/${sealed}`, body: expect.stringContaining('请签字') as string },
  ]);

  // Only the promise is taken of what the colleague saves, and filing is not theirs.
  const before = await getDraft(deps, colleague, sealed);
  const data = { ...before.data, phone: '13900000000', promise: true };
  const { revision } = await saveDraft(deps, colleague, { draftId: sealed, revision: before.revision, data });
  const after = await getDraft(deps, colleague, sealed);
  expect(after.data.phone).toBe(before.data.phone);
  expect(after.data.promise).toBe(true);
  await expect(
    submitDraft({ ...deps, formChecker }, colleague, { draftId: sealed, revision }),
  ).rejects.toMatchObject({ code: 'access-denied' });
  // Neither are its files and offers.
  const files = { ...deps, filesDir: dir, uploadLimitMb: 1 };
  const file = { draftId: sealed, path: 'report', name: '报告.pdf' };
  for (const deed of [
    attachFile(files, colleague, { ...file, bytes: new TextEncoder().encode('%PDF-1.7') }),
    startUpload(files, colleague, { ...file, sizeBytes: 8, fingerprint: 'f' }),
    declineChatOffers(deps, colleague, { draftId: sealed, again: false }),
  ])
    await expect(deed).rejects.toMatchObject({ code: 'access-denied' });
  expect(await db.storedFile.count({ where: { ownerId: sealed } })).toBe(0);

  await expect(pass(colleague, 'lin', 'fill')).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(pass(colleague, 'lin', 'sent-back')).rejects.toMatchObject({
    fields: { note: '请写明退回的原因' },
  });
  later();
  const { holder } = await pass(colleague, 'lin', 'sealed');
  expect(holder).toMatchObject({ purpose: 'sealed', personId: 'lin' });
  expect((await db.notice.findMany({ where: { personId: 'lin', kind: 'case.sealed' } })).length).toBe(1);
  // Back with whoever fills it, everything is open again.
  await saveDraft(deps, member, { draftId: sealed, revision, data: { ...after.data, phone: '13900000001' } });
  expect((await getDraft(deps, member, sealed)).data.phone).toBe('13900000001');

  later();
  await saveDraft(deps, member, {
    ...{ draftId: sealed, revision: revision + 1 },
    data: { ...after.data, promise: false },
  });
  await pass(member, 'fang', 'seal');
  await expect(pass(colleague, 'lin', 'sealed')).rejects.toMatchObject({ code: 'invalid-input' });
  later();
  await pass(colleague, 'lin', 'sent-back', '金额不对');
  expect((await getHolder(db, member, { id: sealed, enterpriseId: 'zhizao' })).holder).toMatchObject({
    ...{ purpose: 'sent-back', note: '金额不对', isReader: true },
  });
});

test('only to who acts for the firm, only by its own people, and not once it was handed in', async () => {
  await expect(give(member, 'wu')).rejects.toMatchObject({ fields: { toId: '请选择本企业在册的经办人。' } });
  await expect(give(member, 'lin')).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(give(otherMember, 'fang')).rejects.toMatchObject({ code: 'not-found' });
  await expect(give({ ...member, personId: null, keyId: 'k' }, 'fang')).rejects.toMatchObject({
    code: 'access-denied',
  });
  await db.draft.update({ where: { id: draftId }, data: { submittedAt: now } });
  await expect(give(member, 'fang')).rejects.toMatchObject({ code: 'conflict' });
});
