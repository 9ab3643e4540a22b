import path from 'node:path';

import { strToU8 } from 'fflate';
import { afterAll, beforeEach, expect, test } from 'vitest';

import { proposePublishing, publishDocuments } from '~/knowledge/documents/changes/publish-documents.server';
import { openDocumentParser } from '~/knowledge/documents/document-parser.server';
import { ingestDocument } from '~/knowledge/documents/ingest-document.server';
import { AccessDeniedError, InvalidInputError } from '~/prisma/access/access-denied';
import { anonymousReader, systemReader, type Reader } from '~/prisma/access/reader';
import { useDatabase } from '~/test/setup/database';

const { db, dir } = useDatabase();
const parser = openDocumentParser({ threads: 1 });
afterAll(() => parser.close());

let clock = Date.parse('2026-01-01T00:00:00Z');
const now = () => new Date((clock += 1000));
const deps = { db, parser, filesDir: path.join(dir, 'files'), now };
const staff = (departmentId: string): Reader => ({
  ...anonymousReader,
  kind: 'person',
  name: '唐静',
  appointments: [{ role: 'helpdesk', departmentId }],
});

async function takeIn(title: string, effect: string, more = ''): Promise<string> {
  const text = `# ${title}\n\n第一条 为了示例。\n\n第二条 本办法自${effect}起施行。${more}\n`;
  const { documentId } = await ingestDocument(
    deps,
    { bytes: strToU8(text), name: `${title}.md` },
    { reader: systemReader, departmentId: 'data', state: 'in-review' },
  );
  return documentId ?? '';
}
const context = (where: 'live' | 'shadow') => ({
  where,
  changeId: 'c1',
  proposedById: null,
  departmentId: 'data',
  reader: systemReader,
  now: now(),
});

beforeEach(async () => {
  await db.document.deleteMany();
  await db.knowledgeChange.deleteMany();
  await db.auditEntry.deleteMany();
});

test('publishing in one go closes older versions and repeals, and taking it back opens them again', async () => {
  const old = await takeIn('示例办法', '2020年1月1日');
  const other = await takeIn('旧办法', '2020年1月1日');
  await db.$transaction((tx) => publishDocuments.apply(tx, { documentIds: [old, other] }, context('live')));
  const fresh = await takeIn('示例办法', '2026年3月1日', '《旧办法》同时废止。');
  const undo = await db.$transaction((tx) =>
    publishDocuments.apply(tx, { documentIds: [fresh, old] }, context('live')),
  );
  expect(undo).toEqual({ states: { [fresh]: 'in-review' } });
  const standing = () =>
    db.document.findMany({
      where: { id: { in: [old, other] } },
      orderBy: { title: 'asc' },
      select: { id: true, supersededOn: true, repealedOn: true },
    });
  expect(await standing()).toEqual(
    expect.arrayContaining([
      { id: old, supersededOn: '2026-03-01', repealedOn: null },
      { id: other, supersededOn: null, repealedOn: '2026-03-01' },
    ]),
  );
  await db.$transaction((tx) => publishDocuments.revert(tx, undo as never, context('live')));
  expect(await db.document.findUniqueOrThrow({ where: { id: fresh } })).toMatchObject({ state: 'in-review' });
  for (const row of await standing()) expect(row).toMatchObject({ supersededOn: null, repealedOn: null });
  expect(await db.auditEntry.count()).toBeGreaterThan(0);
});

test('a shadow leaves no audit entry', async () => {
  const id = await takeIn('示例办法', '2020年1月1日');
  const before = await db.auditEntry.count();
  await db.$transaction((tx) => publishDocuments.apply(tx, { documentIds: [id] }, context('shadow')));
  expect(await db.auditEntry.count()).toBe(before);
});

test('documents go to the gate once, those of one’s department alone', async () => {
  const ids = [await takeIn('甲办法', '2020年1月1日'), await takeIn('乙办法', '2020年1月1日')];
  const propose = (reader: Reader, documentIds: string[]) =>
    db.$transaction((tx) => proposePublishing(tx, { reader, documentIds, now: now() }));
  await expect(propose(staff('finance'), ids)).rejects.toThrow(InvalidInputError);
  await expect(propose(anonymousReader, ids)).rejects.toThrow(AccessDeniedError);
  const change = await propose(staff('data'), ids);
  const row = await db.knowledgeChange.findUniqueOrThrow({ where: { id: change?.changeId ?? '' } });
  expect(row).toMatchObject({
    kind: 'publish-documents',
    title: '发布《甲办法》等 2 份文件',
    departmentId: 'data',
  });
  expect(row.payload).toEqual({ documentIds: ids });
  expect(await propose(staff('data'), ids)).toBeNull();
  await db.knowledgeChange.update({ where: { id: row.id }, data: { state: 'rejected' } });
  expect(await propose(staff('data'), ids.slice(0, 1))).not.toBeNull();
});

test('thousands of documents are published by a handful of statements', async () => {
  await db.document.createMany({
    data: Array.from({ length: 2300 }, (_, i) => ({
      id: `d${String(i)}`,
      titleKey: `事项${String(i)}`,
      title: `事项${String(i)}`,
      state: 'in-review',
      departmentId: 'data',
      metadata: {},
      textHash: String(i),
      text: '',
      format: 'text',
    })),
  });
  const documentIds = Array.from({ length: 2300 }, (_, i) => `d${String(i)}`);
  const change = await db.$transaction((tx) =>
    proposePublishing(tx, { reader: staff('data'), documentIds, now: now() }),
  );
  expect(change).not.toBeNull();
  await db.$transaction((tx) => publishDocuments.apply(tx, { documentIds }, context('live')));
  expect(await db.document.count({ where: { state: 'published' } })).toBe(2300);
  // One family each: nothing was worked out anew, and the ids stand in one audit entry.
  expect(await db.auditEntry.count({ where: { action: 'documents.publish' } })).toBe(1);
});
