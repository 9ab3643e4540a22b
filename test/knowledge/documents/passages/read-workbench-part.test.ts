import path from 'node:path';

import { strToU8 } from 'fflate';
import { afterAll, beforeEach, expect, test } from 'vitest';

import { openDocumentParser } from '~/knowledge/documents/document-parser.server';
import { getDocumentPage } from '~/knowledge/documents/get-document-page.server';
import { ingestDocument } from '~/knowledge/documents/ingest-document.server';
import { correctPassage } from '~/knowledge/documents/passages/correct-passages.server';
import { getWorkbench } from '~/knowledge/documents/passages/get-workbench.server';
import { readWorkbenchPart } from '~/knowledge/documents/passages/read-workbench-part.server';
import { readWorkingLayout } from '~/knowledge/documents/passages/working-layout.server';
import { anonymousReader, systemReader, type Reader } from '~/prisma/access/reader';
import { useDatabase } from '~/test/setup/database';

const { db, dir } = useDatabase();
const parser = openDocumentParser({ threads: 1 });
afterAll(() => parser.close());
const deps = { db, parser, filesDir: path.join(dir, 'files'), now: () => new Date() };
const desk: Reader = {
  ...anonymousReader,
  kind: 'person',
  name: '唐静',
  appointments: [{ role: 'helpdesk', departmentId: 'data' }],
};
let id: string;
let text: string;

beforeEach(async () => {
  await db.document.deleteMany();
  const articles = Array.from(
    { length: 11 },
    (_, i) => `第${'一二三四五六七八九十'[i] ?? '十一'}条 内容${i + 1}。`,
  );
  articles.splice(5, 0, '第二章 附则');
  const { documentId } = await ingestDocument(
    deps,
    { bytes: strToU8(`# 市示例办法\n\n${articles.join('\n\n')}\n`), name: '市示例办法.md' },
    { reader: systemReader, departmentId: 'data', state: 'published' },
  );
  id = documentId ?? '';
  ({ text } = await db.document.findUniqueOrThrow({ where: { id } }));
});

const part = (page: number, at: number | null = null) => readWorkbenchPart(db, { id, text }, { page, at }, 4);

/** All pages, put together again. */
async function allParts() {
  const { pages } = await part(1);
  return Promise.all(Array.from({ length: pages }, (_, i) => part(i + 1)));
}

async function expectWhole() {
  const parts = await allParts();
  const { working } = await readWorkingLayout(db, id);
  expect(parts.flatMap(({ passages }) => passages).map(({ corrected: _, ...passage }) => passage)).toEqual(
    working,
  );
  expect(parts.map((one) => one.text).join('')).toBe(text);
  for (const one of parts) expect(one.total).toBe(working.length);
  for (const passage of working) {
    const opened = await part(1, passage.start);
    expect(opened.passages.map(({ start }) => start)).toContain(passage.start);
  }
}

async function edit(number: number, more: object) {
  const { working, revision } = await readWorkingLayout(db, id);
  const { start, text: words, path: place } = working[number - 1] ?? { start: -1, text: '', path: '' };
  await correctPassage(deps, desk, id, {
    edit: { start, text: words, path: place, ...more } as Parameters<typeof correctPassage>[3]['edit'],
    revision,
  });
}

test('the pages in order are all passages and the whole text', async () => {
  await expectWhole();
  expect((await part(99)).page).toBe(3);
  expect((await part(Number.NaN)).page).toBe(1);
});

test('corrections that wait stand on their page; what is merged over two pages stands on one', async () => {
  await edit(4, { action: 'merge' });
  await edit(1, { action: 'split', at: 3, nextPath: '第一条（续1）' });
  await edit(9, { action: 'text', text: '第九条 改过。' });
  expect((await part(1)).text).toContain('内容5');
  await expectWhole();
  await edit(5, { action: 'merge' });
  await expectWhole();
});

test('words are counted on all pages where there are several', async () => {
  const found = await getWorkbench(db, desk, id, { page: 1, at: null, find: '内容' });
  expect(found).toMatchObject({ found: null, pages: 1, pageStarts: null, total: 11 });
  expect(await getWorkbench(db, anonymousReader, id, { page: 1, at: null, find: '' })).toBeNull();
});

test('the public page reads the passage that is asked for, with the heading above it', async () => {
  const passages = await db.passage.findMany({ where: { documentId: id }, orderBy: { number: 'asc' } });
  const sixth = passages[5];
  const shown = await getDocumentPage(db, anonymousReader, id, {
    asOf: '2026-01-01',
    page: 7,
    passageId: sixth?.id ?? -1,
  });
  expect(shown).toMatchObject({ page: 1, pages: 1, hasPassage: true });
  const blocks =
    shown?.blocks.map((block) => (block.type === 'passage' ? block.passage.text : block.text)) ?? [];
  expect(blocks.indexOf('第二章 附则')).toBe(5);
  expect(blocks).toHaveLength(12);
  const none = await getDocumentPage(db, anonymousReader, id, {
    asOf: '2026-01-01',
    page: 1,
    passageId: 999_999,
  });
  expect(none?.hasPassage).toBe(false);
});
