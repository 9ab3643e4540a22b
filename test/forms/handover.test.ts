import { beforeAll, expect, test } from 'vitest';

import { getHolder } from '~/forms/handover/get-holder.server';
import { handOverDraft } from '~/forms/handover/hand-over-draft.server';
import { startDraft } from '~/forms/submission/start-draft.server';
import type { Reader } from '~/prisma/access/reader';

import { useDatabase } from '../setup/database';
import { buildCity, key, member, noon, otherMember, publish } from './small-city';

const { db } = useDatabase();
let now = noon;
const deps = { db, now: () => now, signingKey: key };
const colleague: Reader = { ...member, personId: 'fang', name: '方同事' };
let draftId = '';

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
