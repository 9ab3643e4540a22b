import path from 'node:path';

import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';

import { openDocumentParser } from '~/knowledge/documents/document-parser.server';
import {
  cancelImport,
  closeAbandoned,
  closeImport,
} from '~/knowledge/documents/import-runs/close-import.server';
import { getImport, listImports } from '~/knowledge/documents/import-runs/get-import.server';
import { importJobHandlers } from '~/knowledge/documents/import-runs/import-handlers.server';
import { importTable, listMappings, previewTable } from '~/knowledge/documents/import-runs/map-table.server';
import { receiveFile } from '~/knowledge/documents/import-runs/receive-file.server';
import { retryItems } from '~/knowledge/documents/import-runs/retry-items.server';
import { startImport } from '~/knowledge/documents/import-runs/start-import.server';
import { ConflictError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import { anonymousReader, type Reader } from '~/prisma/access/reader';
import { embedJob } from '~/knowledge/documents/save-document.server';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';
import { useDatabase } from '~/test/setup/database';

const { db, dir } = useDatabase();
const parser = openDocumentParser({ threads: 1 });
afterAll(() => parser.close());

let clock = Date.parse('2026-01-01T00:00:00Z');
const now = () => new Date((clock += 1000));
const log = { error: vi.fn() };
const deps = { db, parser, filesDir: path.join(dir, 'files'), now, log };
const staff = (departmentId: string): Reader => ({
  ...anonymousReader,
  kind: 'person',
  name: '唐静',
  appointments: [{ role: 'helpdesk', departmentId }],
});
const tang = staff('data');
const plain = { audience: 'public' as const, draft: false };
const text = (title: string) => `# ${title}\n\n第一条 ${title}的内容。\n`;

async function send(
  files: { name: string; bytes: Uint8Array }[],
  { kind = 'files', options = plain }: { kind?: 'files' | 'table'; options?: typeof plain } = {},
): Promise<string> {
  const { runId, wanted } = await startImport({ db, now, limits: parser.limits }, tang, {
    kind,
    files: files.map(({ name, bytes }) => ({ name, sizeBytes: bytes.length })),
    options,
  });
  for (const number of wanted)
    await receiveFile(deps, tang, { runId, number, bytes: files[number - 1]?.bytes ?? new Uint8Array() });
  await closeImport(deps, tang, runId);
  return runId;
}

/** Works the import's jobs as the queue would, until none is left but those that wait for their hour. */
async function work(handlers = importJobHandlers(deps)): Promise<void> {
  for (;;) {
    // Nobody gives vectors here: without the embedding model's job nothing waits for them.
    await db.job.deleteMany({ where: { kind: 'embed-passages' } });
    const job = await db.job.findFirst({
      where: { state: 'waiting', kind: { in: Object.keys(handlers), not: 'close-import' } },
      orderBy: [{ runAt: 'asc' }, { id: 'asc' }],
    });
    if (!job) return;
    await db.job.update({ where: { id: job.id }, data: { state: 'done', openKey: null } });
    await handlers[job.kind]?.({
      id: job.id,
      payload: job.payload as never,
      attempt: 1,
      signal: new AbortController().signal,
      progress: () => Promise.resolve(),
    });
  }
}

async function statesOf(runId: string): Promise<[string, string][]> {
  const items = await db.importItem.findMany({ where: { runId }, orderBy: { number: 'asc' } });
  return items.map(({ name, state }) => [name, state]);
}

beforeEach(async () => {
  await db.importRun.deleteMany();
  await db.document.deleteMany();
  await db.job.deleteMany();
  await db.knowledgeChange.deleteMany();
});

describe('files', () => {
  test('are read by jobs, the refused ones stop none, and all of a run goes to the gate as one change', async () => {
    const runId = await send([
      { name: '甲.md', bytes: strToU8(text('甲办法')) },
      { name: '坏.pdf', bytes: strToU8('no pdf') },
      { name: '包.rar', bytes: strToU8('Rar!') },
      { name: '乙.md', bytes: strToU8(text('乙办法')) },
    ]);
    expect(await statesOf(runId)).toEqual([
      ['甲.md', 'waiting'],
      ['坏.pdf', 'waiting'],
      ['包.rar', 'refused'],
      ['乙.md', 'waiting'],
    ]);
    await work();
    expect((await statesOf(runId)).map(([, state]) => state)).toEqual([
      'added',
      'refused',
      'refused',
      'added',
    ]);
    const changes = await db.knowledgeChange.findMany();
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ kind: 'publish-documents', departmentId: 'data' });
    expect(await db.document.count({ where: { state: 'in-review', changeId: changes[0]?.id ?? '' } })).toBe(
      2,
    );
    const view = await getImport(db, tang, runId);
    expect(view?.items.map(({ stage }) => stage)).toEqual(['checking', 'refused', 'refused', 'checking']);
    expect((await listImports(db, tang))[0]).toMatchObject({ taken: 2, refused: 2, open: 0 });
    expect(await getImport(db, staff('finance'), runId)).toBeNull();
    expect(await listImports(db, staff('finance'))).toEqual([]);
  });

  test('wait for their vectors before they are checked', async () => {
    const runId = await send([{ name: '甲.md', bytes: strToU8(text('甲办法')) }]);
    const handlers = importJobHandlers(deps);
    await work({ 'read-import': handlers['read-import'] as never });
    await enqueueJob(db, embedJob);
    await handlers['settle-import']?.({ payload: { runId } } as never);
    expect(await db.knowledgeChange.count()).toBe(0);
    expect((await getImport(db, tang, runId))?.items[0]?.stage).toBe('embedding');
    for (const { textHash } of await db.passage.findMany())
      await db.passageVector.create({
        data: { textHash, model: 'm', dimension: 1, bytes: new Uint8Array(4) },
      });
    await handlers['settle-import']?.({ payload: { runId } } as never);
    await handlers['settle-import']?.({ payload: { runId } } as never);
    expect(await db.knowledgeChange.count()).toBe(1);
  });

  test('that are kept as drafts go to no gate; the same text again is said to stand already', async () => {
    const first = await send([{ name: '甲.md', bytes: strToU8(text('甲办法')) }], {
      options: { ...plain, draft: true },
    });
    await work();
    expect((await getImport(db, tang, first))?.items[0]?.stage).toBe('draft');
    expect(await db.knowledgeChange.count()).toBe(0);
    const again = await send([{ name: '又一份.md', bytes: strToU8(text('甲办法')) }]);
    await work();
    const item = (await getImport(db, tang, again))?.items[0];
    expect(item).toMatchObject({ stage: 'unchanged', title: '甲办法' });
    expect(await db.document.count()).toBe(1);
  });

  test('read half by a process that was killed are read again, and doubled nowhere', async () => {
    const zip = zipSync({ '甲.md': strToU8(text('甲办法')), '乙.md': strToU8(text('乙办法')) });
    const runId = await send([{ name: '包.zip', bytes: zip }]);
    await work();
    // As after kill -9 in the middle: items that say they are being read, a ZIP half unpacked.
    await db.importItem.updateMany({ where: { runId, number: { lte: 2 } }, data: { state: 'reading' } });
    await db.importItem.deleteMany({ where: { runId, number: 3 } });
    const handlers = importJobHandlers(deps);
    const job = { payload: { runId, from: 1, to: 2 }, signal: new AbortController().signal };
    await handlers['read-import']?.({ ...job, progress: () => Promise.resolve() } as never);
    await work();
    expect(await statesOf(runId)).toEqual([
      ['包.zip', 'unpacked'],
      ['包.zip/甲.md', 'unchanged'],
      ['包.zip/乙.md', 'unchanged'],
    ]);
    expect(await db.document.count()).toBe(2);
  });

  test('of a cancelled run are left out; tried again they come in', async () => {
    const runId = await send([{ name: '甲.md', bytes: strToU8(text('甲办法')) }]);
    await cancelImport(deps, tang, runId);
    await work();
    expect(await statesOf(runId)).toEqual([['甲.md', 'cancelled']]);
    await expect(receiveFile(deps, tang, { runId, number: 1, bytes: new Uint8Array() })).rejects.toThrow(
      ConflictError,
    );
    expect(await retryItems(deps, tang, runId)).toBe(1);
    await work();
    expect(await statesOf(runId)).toEqual([['甲.md', 'added']]);
    await expect(retryItems(deps, staff('finance'), runId)).rejects.toThrow(NotFoundError);
    await expect(cancelImport(deps, staff('finance'), runId)).rejects.toThrow(NotFoundError);
  });

  test('that a bug of ours stops say so, and can be tried again', async () => {
    const runId = await send([{ name: '甲.md', bytes: strToU8(text('甲办法')) }]);
    const broken = { ...parser, parse: () => Promise.reject(new Error('disk full')) };
    await work(importJobHandlers({ ...deps, parser: broken }));
    expect(await statesOf(runId)).toEqual([['甲.md', 'failed']]);
    expect(log.error).toHaveBeenCalled();
    expect((await getImport(db, tang, runId))?.items[0]).toMatchObject({ stage: 'failed', failed: true });
    await retryItems(deps, tang, runId);
    await work();
    expect(await statesOf(runId)).toEqual([['甲.md', 'added']]);
  });

  test('whose sender went away are noted as not received after a while', async () => {
    const { runId } = await startImport({ db, now, limits: parser.limits }, tang, {
      kind: 'files',
      files: [{ name: '甲.md', sizeBytes: 3 }],
      options: plain,
    });
    await closeAbandoned(deps, runId);
    expect(await statesOf(runId)).toEqual([['甲.md', 'not-sent']]);
  });

  test('too many, none, or of a stranger are refused before a byte is sent', async () => {
    const start = (files: { name: string; sizeBytes: number }[], reader = tang) =>
      startImport({ db, now, limits: parser.limits }, reader, { kind: 'files', files, options: plain });
    await expect(start([])).rejects.toThrow(InvalidInputError);
    await expect(
      start(Array.from({ length: 2001 }, (_, i) => ({ name: `${String(i)}.md`, sizeBytes: 1 }))),
    ).rejects.toThrow(InvalidInputError);
    await expect(start([{ name: '甲.md', sizeBytes: 1 }], anonymousReader)).rejects.toThrow();
    const { wanted } = await start([
      { name: '空.md', sizeBytes: 0 },
      { name: '大.pdf', sizeBytes: parser.limits.fileBytes + 1 },
      { name: '甲.md', sizeBytes: 1 },
    ]);
    expect(wanted).toEqual([3]);
  });
});

describe('a table of service guides', () => {
  const csv = strToU8(
    '事项名称,实施主体,受理条件,咨询电话\n' +
      '招牌备案,市城管局,设置招牌的经营者,0999-1\n占道备案,市城管局,占道经营者,0999-2\n,市城管局,无名,0999-3\n',
  );

  test('waits for its mapping, is previewed, and becomes a document a row, errors by row', async () => {
    const runId = await send([{ name: '指南.csv', bytes: csv }], { kind: 'table' });
    await work();
    const view = await getImport(db, tang, runId);
    expect(view).toMatchObject({ state: 'mapping', mapping: { rows: 3 } });
    const guess = view?.mapping?.guess ?? {};
    expect(guess).toMatchObject({ 事项名称: 'title', 咨询电话: 'phone' });
    const preview = await previewTable(deps, tang, runId, guess);
    expect(preview).toMatchObject({ total: 2, errorCount: 1 });
    await expect(previewTable(deps, staff('finance'), runId, guess)).rejects.toThrow(NotFoundError);
    await expect(importTable(deps, tang, runId, { 受理条件: 'conditions' })).rejects.toThrow(
      InvalidInputError,
    );
    await expect(importTable(deps, tang, runId, { 事项名称: 'title' })).rejects.toThrow(InvalidInputError);
    await importTable(deps, tang, runId, guess, '城管的表');
    await importTable(deps, tang, runId, guess);
    await work();
    expect((await statesOf(runId)).map(([, state]) => state)).toEqual([
      'unpacked',
      'added',
      'added',
      'refused',
    ]);
    const titles = await db.document.findMany({ select: { title: true, kind: true, issuer: true } });
    expect(titles.map(({ title }) => title).sort()).toEqual(['占道备案（市城管局）', '招牌备案（市城管局）']);
    expect(await listMappings(db, 'data')).toEqual([{ name: '城管的表', columns: guess }]);
  });

  test('of many rows is read in turns, each job making the next', async () => {
    const rows = Array.from(
      { length: 60 },
      (_, i) => `事项${String(i)},市局,条件${String(i)},0999-${String(i)}`,
    );
    const bytes = strToU8(`事项名称,实施主体,受理条件,咨询电话\n${rows.join('\n')}\n`);
    const runId = await send([{ name: '指南.csv', bytes }], { kind: 'table' });
    await work();
    await importTable(deps, tang, runId, (await getImport(db, tang, runId))?.mapping?.guess ?? {});
    const handlers = importJobHandlers(deps);
    const split = await db.job.findFirstOrThrow({ where: { kind: 'split-import-table' } });
    const job = { payload: split.payload, signal: new AbortController().signal };
    await handlers['split-import-table']?.({ ...job, progress: () => Promise.resolve() } as never);
    expect(await db.job.count({ where: { kind: 'read-import', state: 'waiting' } })).toBe(1);
    await work();
    expect(await db.importItem.count({ where: { runId, state: 'added' } })).toBe(60);
    expect(await db.document.count({ where: { kind: 'guide' } })).toBe(60);
  });
});
