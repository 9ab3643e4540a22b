import path from 'node:path';

import { strToU8 } from 'fflate';
import { afterAll, beforeEach, expect, test } from 'vitest';

import { runBatch } from '~/knowledge/documents/batch/batch-documents.server';
import {
  documentFields,
  proposeFields,
  proposeUndoCorrection,
} from '~/knowledge/documents/changes/document-fields.server';
import { withdrawDocument } from '~/knowledge/documents/changes/withdraw-document.server';
import { openDocumentParser } from '~/knowledge/documents/document-parser.server';
import { ingestDocument } from '~/knowledge/documents/ingest-document.server';
import { listOpenChanges } from '~/knowledge/documents/life/list-open-changes.server';
import type { ChangeContext } from '~/knowledge/evaluation/gate/change-applier';
import { ConflictError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import { anonymousReader, systemReader, type Reader } from '~/prisma/access/reader';
import { useDatabase } from '~/test/setup/database';

const { db, dir } = useDatabase();
const parser = openDocumentParser({ threads: 1 });
afterAll(() => parser.close());

const now = () => new Date('2026-01-01T00:00:00Z');
const deps = { db, parser, filesDir: path.join(dir, 'files'), now };
const staff = (departmentId: string): Reader => ({
  ...anonymousReader,
  ...{ kind: 'person', personId: null, name: '唐静' },
  appointments: [{ role: 'designer', departmentId }],
});
const context: ChangeContext = {
  ...{ where: 'live', changeId: 'c1', proposedById: null, departmentId: 'data', reader: systemReader },
  now: now(),
};

async function takeIn(title: string, state: 'published' | 'in-review' = 'published'): Promise<string> {
  const text = `# ${title}\n\n第一条 为了示例。\n\n第二条 本办法自2020年1月1日起施行。\n`;
  const { documentId } = await ingestDocument(
    deps,
    { bytes: strToU8(text), name: `${title}.md` },
    { reader: systemReader, departmentId: 'data', state },
  );
  return documentId ?? '';
}
const read = (id: string) => db.document.findUniqueOrThrow({ where: { id } });

beforeEach(async () => {
  await db.document.deleteMany();
  await db.knowledgeChange.deleteMany();
});

test('a correction of what is published waits for the gate, and is taken back with the words that were found', async () => {
  const id = await takeIn('示例办法');
  const { changeId } = await proposeFields(deps, staff('data'), id, {
    changes: { effectiveFrom: '2021-01-01', title: '示例管理办法', expiresOn: '' },
    reason: '印错了',
  });
  expect(await read(id)).toMatchObject({ title: '示例办法', effectiveFrom: '2020-01-01' });
  const change = await db.knowledgeChange.findUniqueOrThrow({ where: { id: changeId ?? '' } });
  expect(change).toMatchObject({ kind: 'document-fields', state: 'waiting', departmentId: 'data' });
  expect(await listOpenChanges(db, { id, changeId: null })).toHaveLength(1);

  const before = (await read(id)).metadata as { fields: { effectiveFrom: unknown } };
  const undo = await db.$transaction((tx) => documentFields.apply(tx, change.payload as never, context));
  expect(await read(id)).toMatchObject({ title: '示例管理办法', effectiveFrom: '2021-01-01' });
  await db.$transaction((tx) => documentFields.revert(tx, undo as never, context));
  const after = await read(id);
  expect(after).toMatchObject({ title: '示例办法', effectiveFrom: '2020-01-01' });
  expect((after.metadata as typeof before).fields.effectiveFrom).toEqual(before.fields.effectiveFrom);
});

test('a draft is corrected at once, and taking a correction back goes the same way as the correction', async () => {
  const id = await takeIn('示例办法', 'in-review');
  expect(
    await proposeFields(deps, staff('data'), id, { changes: { documentNumber: '云府〔2020〕1号' } }),
  ).toEqual({
    changeId: null,
  });
  expect((await read(id)).documentNumber).toBe('云府〔2020〕1号');
  expect(await db.knowledgeChange.count()).toBe(0);
  await db.document.update({ where: { id }, data: { state: 'published' } });
  const { changeId } = await proposeUndoCorrection(deps, staff('data'), id, 'documentNumber');
  expect(changeId).not.toBeNull();
  expect((await read(id)).documentNumber).toBe('云府〔2020〕1号');
});

test('what can’t be is refused before anything waits, by field and with the remedy', async () => {
  const id = await takeIn('示例办法');
  const twin = await takeIn('另一办法');
  await db.document.update({ where: { id: twin }, data: { textHash: (await read(id)).textHash } });
  const correct = (changes: Parameters<typeof proposeFields>[3]['changes'], reader = staff('data')) =>
    proposeFields(deps, reader, id, { changes });
  await expect(correct({ effectiveFrom: '2020-02-30' })).rejects.toThrow(InvalidInputError);
  await expect(correct({ expiresOn: '2019-01-01' })).rejects.toThrow(InvalidInputError);
  await expect(correct({ title: '另一办法' })).rejects.toThrow(ConflictError);
  await expect(correct({ title: '新题' }, staff('finance'))).rejects.toThrow(NotFoundError);
  expect(await correct({ title: '示例办法' })).toEqual({ changeId: null });
  expect(await db.knowledgeChange.count()).toBe(0);
});

test('withdrawing many is one change for what is published, and done at once for drafts', async () => {
  const live = [await takeIn('甲办法'), await takeIn('乙办法')];
  const draft = await takeIn('丙办法', 'in-review');
  const done = await runBatch(deps, staff('data'), { action: 'withdraw', documentIds: [...live, draft] });
  expect(done.changed).toBe(3);
  expect(done.batchId).not.toBeNull();
  expect((await read(draft)).state).toBe('withdrawn');
  for (const id of live) expect((await read(id)).state).toBe('published');
  const change = await db.knowledgeChange.findUniqueOrThrow({ where: { id: done.changeId ?? '' } });
  const undo = await db.$transaction((tx) => withdrawDocument.apply(tx, change.payload as never, context));
  for (const id of live) expect((await read(id)).state).toBe('withdrawn');
  await db.$transaction((tx) => withdrawDocument.revert(tx, undo as never, context));
  for (const id of live) expect((await read(id)).state).toBe('published');
  expect((await read(draft)).state).toBe('withdrawn');
});
