import { beforeAll, describe, expect, test } from 'vitest';

import { loadTemplates } from '~/knowledge/policies/push/templates/load-templates.server';
import {
  decideTemplate,
  proposeTemplate,
  resetTemplate,
  type TemplateKey,
} from '~/knowledge/policies/push/templates/write-template.server';
import { tellPerson } from '~/knowledge/policies/push/tell-person.server';
import { AccessDeniedError, ConflictError, NotFoundError } from '~/prisma/access/access-denied';
import { anonymousReader, type Reader } from '~/prisma/access/reader';
import { useDatabase } from '~/test/setup/database';

const { db } = useDatabase();
const deps = { db, now: () => new Date('2026-11-02T02:00:00Z') };
const officer = (personId: string, role: 'designer' | 'reviewer', departmentId = 'hr'): Reader => ({
  ...anonymousReader,
  ...{ kind: 'person', personId, name: personId, appointments: [{ role, departmentId }] },
});
const [writer, second, stranger] = [
  officer('zhou', 'designer'),
  officer('wu', 'reviewer'),
  officer('sun', 'designer', 'tax'),
];
const key: TemplateKey = {
  departmentId: 'hr',
  kind: 'opportunity-eligible',
  channel: 'in-app',
  locale: 'zh-CN',
};
const words = { title: '可以申报{{policy}}', body: '{{enterprise}}符合条件。{{reason}}' };
const inUse = async () => (await loadTemplates(db, key)).get('in-app');
const waiting = async () => (await db.messageTemplate.findFirstOrThrow({ where: { state: 'in-review' } })).id;

beforeAll(async () => {
  for (const id of ['hr', 'tax']) await db.department.create({ data: { id, name: id } });
});

describe('the words of a department', () => {
  test('are its own', async () => {
    await expect(proposeTemplate(deps, stranger, { ...key, ...words })).rejects.toThrow(NotFoundError);
    await expect(proposeTemplate(deps, second, { ...key, ...words })).rejects.toThrow(NotFoundError);
  });

  test('that don’t fit their channel aren’t kept', async () => {
    expect(await proposeTemplate(deps, writer, { ...key, title: '', body: '符合' })).toHaveLength(2);
    expect(await db.messageTemplate.count()).toBe(0);
  });

  test('count when a second person approved them', async () => {
    await proposeTemplate(deps, writer, { ...key, ...words, title: '初稿' });
    // The writer goes on writing: one proposal waits, not two.
    expect(await proposeTemplate(deps, writer, { ...key, ...words })).toEqual([]);
    await expect(proposeTemplate(deps, officer('li', 'designer'), { ...key, ...words })).rejects.toThrow(
      ConflictError,
    );
    expect(await db.messageTemplate.count()).toBe(1);
    expect(await inUse()).toBeUndefined();
    const id = await waiting();
    await expect(decideTemplate(deps, writer, { id, deed: 'approve' })).rejects.toThrow(AccessDeniedError);
    await expect(decideTemplate(deps, second, { id, deed: 'recall' })).rejects.toThrow(AccessDeniedError);
    await expect(decideTemplate(deps, stranger, { id, deed: 'approve' })).rejects.toThrow(NotFoundError);
    await expect(decideTemplate(deps, second, { id, deed: 'send-back', reason: '' })).rejects.toMatchObject({
      fields: { reason: expect.any(String) as string },
    });
    await decideTemplate(deps, second, { id, deed: 'approve' });
    expect(await inUse()).toEqual(words);
    await expect(decideTemplate(deps, second, { id, deed: 'approve' })).rejects.toThrow(ConflictError);
    expect((await loadTemplates(db, { ...key, departmentId: 'tax' })).size).toBe(0);
  });

  test('are what a person is told in', async () => {
    await db.person.create({ data: { id: 'lin', loginName: 'lin', name: 'lin' } });
    const values = { policy: '稳岗补助', enterprise: '甲公司', reason: '数据更新。' };
    const tell = (departmentId: string) =>
      db.$transaction((tx) =>
        tellPerson(
          tx,
          { personId: 'lin', kind: key.kind, params: values, departmentId, dedupeKey: departmentId },
          { now: deps.now(), byMail: true },
        ),
      );
    await tell('hr');
    await tell('tax');
    const told = (dedupeKey: string) => db.notice.findUniqueOrThrow({ where: { dedupeKey } });
    expect(await told('hr')).toMatchObject({ title: '可以申报稳岗补助', body: '甲公司符合条件。数据更新。' });
    expect(await told('tax')).toMatchObject({ title: '符合：稳岗补助' });
  });

  test('stay as they were when a change is sent back or taken back', async () => {
    await proposeTemplate(deps, writer, { ...key, ...words, title: '新题' });
    await decideTemplate(deps, second, { id: await waiting(), deed: 'send-back', reason: '不清楚' });
    await proposeTemplate(deps, writer, { ...key, ...words, title: '又一题' });
    await decideTemplate(deps, writer, { id: await waiting(), deed: 'recall' });
    expect(await inUse()).toEqual(words);
  });

  test('give way to the platform’s own at once, and the history stays', async () => {
    await resetTemplate(deps, writer, key);
    await resetTemplate(deps, writer, key);
    expect(await inUse()).toBeUndefined();
    const rows = await db.messageTemplate.findMany({ orderBy: { number: 'asc' } });
    expect(rows.map(({ number, state, body }) => [number, state, body === null])).toEqual([
      [1, 'published', false],
      [2, 'returned', false],
      [3, 'returned', false],
      [4, 'published', true],
    ]);
    expect((await db.auditEntry.findMany({ orderBy: { seq: 'asc' } })).at(-1)).toMatchObject({
      action: 'template.reset',
    });
  });
});
