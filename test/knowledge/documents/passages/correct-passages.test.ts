import path from 'node:path';

import { strToU8 } from 'fflate';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';

import {
  passageEdits,
  proposePassageEdits,
  type PassageEdits,
} from '~/knowledge/documents/changes/passage-edits.server';
import { openDocumentParser } from '~/knowledge/documents/document-parser.server';
import { ingestDocument } from '~/knowledge/documents/ingest-document.server';
import { correctPassage, undoRevision } from '~/knowledge/documents/passages/correct-passages.server';
import type { PassageEdit } from '~/knowledge/documents/passages/edit-passages';
import { readWorkingLayout } from '~/knowledge/documents/passages/working-layout.server';
import { ConflictError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import { anonymousReader, systemReader, type Reader } from '~/prisma/access/reader';
import { useDatabase } from '~/test/setup/database';

const database = useDatabase();
const { db, dir } = database;
const parser = openDocumentParser({ threads: 1 });
afterAll(() => parser.close());

let clock = Date.parse('2026-01-01T00:00:00Z');
const now = () => new Date((clock += 1000));
const deps = { db, parser, filesDir: path.join(dir, 'files'), now };
const staff = (name: string, departmentId: string): Reader => ({
  ...anonymousReader,
  kind: 'person',
  name,
  appointments: [{ role: 'helpdesk', departmentId }],
});
const tang = staff('唐静', 'data');
const zhou = staff('周敏', 'data');

async function takeIn(state: 'draft' | 'published'): Promise<string> {
  const text = '# 市示例办法\n\n第一条 为了示例。申请人应当提交材料。\n\n第二条 补助最高三十万元。\n';
  const { documentId } = await ingestDocument(
    deps,
    { bytes: strToU8(text), name: '市示例办法.md' },
    { reader: systemReader, departmentId: 'data', state },
  );
  return documentId ?? '';
}

const passagesOf = (documentId: string) =>
  db.passage.findMany({ where: { documentId }, orderBy: { number: 'asc' } });

/** An edit of the passage with this number, as the page sends it. */
async function editOf(documentId: string, number: number, more: object): Promise<PassageEdit> {
  const { working } = await readWorkingLayout(db, documentId);
  const { start, text, path: place } = working[number - 1] ?? { start: -1, text: '', path: '' };
  return { start, text, path: place, ...more } as PassageEdit;
}

function found(words: string): number[] {
  const tokens = words
    .split('')
    .map((one) => `"${one}"`)
    .join(' AND ');
  return database
    .reader()
    .all<{ id: number }>('SELECT rowid AS id FROM "PassageIndex" WHERE tokens MATCH ?', [tokens])
    .map(({ id }) => id);
}

beforeEach(async () => {
  await db.document.deleteMany();
  await db.knowledgeChange.deleteMany();
  await db.job.deleteMany();
});

describe('a document that is not published', () => {
  test('takes a split at once: passages, numbers, keywords and the job for vectors', async () => {
    const id = await takeIn('draft');
    const [first, second] = await passagesOf(id);
    await db.job.deleteMany();
    const at = first?.text.indexOf('申请人') ?? 0;
    await correctPassage(deps, tang, id, {
      edit: await editOf(id, 1, { action: 'split', at, nextPath: '第一条 第二款' }),
      revision: 0,
      reason: '两款合成了一条',
    });
    const after = await passagesOf(id);
    expect(after.map(({ number, path: place, text }) => [number, place, text])).toEqual([
      [1, '第一条', '第一条 为了示例。'],
      [2, '第一条 第二款', '申请人应当提交材料。'],
      [3, '第二条', '第二条 补助最高三十万元。'],
    ]);
    // A passage that begins where it began is the same one: citations go on to it.
    expect([after[0]?.id, after[2]?.id]).toEqual([first?.id, second?.id]);
    expect(found('材料')).toEqual([after[1]?.id]);
    expect(await db.job.findMany({ select: { kind: true } })).toEqual([{ kind: 'embed-passages' }]);
    const { text } = await db.document.findUniqueOrThrow({ where: { id } });
    expect(text).toContain('第一条 为了示例。申请人应当提交材料。');
    expect(await db.auditEntry.count({ where: { action: 'document.correct-passage', subjectId: id } })).toBe(
      1,
    );
  });

  test('says of corrected words that they are not the source’s, until the undo', async () => {
    const id = await takeIn('draft');
    const [, second] = await passagesOf(id);
    await correctPassage(deps, tang, id, {
      edit: await editOf(id, 2, { action: 'text', text: '第二条 补助最高五十万元。' }),
      revision: 0,
    });
    expect((await passagesOf(id))[1]).toMatchObject({ id: second?.id, text: '第二条 补助最高五十万元。' });
    expect((await passagesOf(id))[1]?.correctedAt).not.toBeNull();
    const { revisions } = await readWorkingLayout(db, id);
    await undoRevision(deps, tang, id, revisions[0]?.id ?? '');
    expect((await passagesOf(id))[1]).toEqual(second);
    const history = (await readWorkingLayout(db, id)).revisions;
    expect(history.map(({ number, undoesId }) => [number, undoesId])).toEqual([
      [2, history[1]?.id],
      [1, null],
    ]);
    await expect(undoRevision(deps, tang, id, history[1]?.id ?? '')).rejects.toThrow(InvalidInputError);
  });

  test('gives the vector of words that stand again its place at the end, where searching processes look', async () => {
    const id = await takeIn('draft');
    const hashes = (await passagesOf(id)).map(({ textHash }) => textHash);
    for (const textHash of hashes)
      await db.passageVector.create({
        data: { textHash, model: 'm', dimension: 1, bytes: new Uint8Array(4) },
      });
    const places = () =>
      db.$queryRawUnsafe<{ hash: string }[]>('SELECT textHash AS hash FROM "PassageVector" ORDER BY rowid');
    await correctPassage(deps, tang, id, {
      edit: await editOf(id, 1, { action: 'text', text: '第一条 改过。' }),
      revision: 0,
    });
    const [made] = (await readWorkingLayout(db, id)).revisions;
    await undoRevision(deps, tang, id, made?.id ?? '');
    expect((await places()).map(({ hash }) => hash)).toEqual([hashes[1], hashes[0]]);
  });
});

describe('two editors', () => {
  test('the later one is told what the other did at the same place; elsewhere both go on', async () => {
    const id = await takeIn('draft');
    const mine = await editOf(id, 2, { action: 'text', text: '第二条 补助最高四十万元。' });
    const elsewhere = await editOf(id, 1, { action: 'text', text: '第一条 为了更好的示例。' });
    await correctPassage(deps, zhou, id, {
      edit: await editOf(id, 2, { action: 'text', text: '第二条 补助最高五十万元。' }),
      revision: 0,
    });
    const refused = correctPassage(deps, tang, id, { edit: mine, revision: 0 });
    await expect(refused).rejects.toThrow(ConflictError);
    await expect(refused).rejects.toMatchObject({
      current: { revision: 1, by: '周敏', passages: [{ text: '第二条 补助最高五十万元。' }] },
    });
    await correctPassage(deps, tang, id, { edit: elsewhere, revision: 0 });
    await correctPassage(deps, tang, id, { edit: mine, revision: 2 });
    expect((await passagesOf(id)).map(({ text }) => text)).toEqual([
      '第一条 为了更好的示例。',
      '第二条 补助最高四十万元。',
    ]);
  });
});

describe('a published document', () => {
  test('keeps what is live until the gate publishes the corrections, and takes them back as one', async () => {
    const id = await takeIn('published');
    const before = await passagesOf(id);
    await correctPassage(deps, tang, id, { edit: await editOf(id, 1, { action: 'merge' }), revision: 0 });
    const at = (await readWorkingLayout(db, id)).working[0]?.text.indexOf('申请人') ?? 0;
    await correctPassage(deps, tang, id, {
      edit: await editOf(id, 1, { action: 'split', at, nextPath: '第二条' }),
      revision: 1,
    });
    expect(await passagesOf(id)).toEqual(before);
    const change = await proposePassageEdits(deps, tang, id);
    expect(await proposePassageEdits(deps, tang, id)).toBeNull();
    expect((await readWorkingLayout(db, id)).revisions.map(({ state }) => state)).toEqual([
      'checking',
      'checking',
    ]);
    const row = await db.knowledgeChange.findUniqueOrThrow({ where: { id: change?.changeId ?? '' } });
    expect(row).toMatchObject({ kind: 'passage-edits', title: '更正《市示例办法》的 2 处条款' });
    const context = {
      where: 'live' as const,
      changeId: row.id,
      proposedById: null,
      departmentId: 'data',
      reader: systemReader,
      now: now(),
    };
    const payload = row.payload as unknown as PassageEdits;
    const undo = await db.$transaction((tx) => passageEdits.apply(tx, payload, context));
    expect((await passagesOf(id)).map(({ path: place, text }) => [place, text])).toEqual([
      ['第一条', '第一条 为了示例。'],
      ['第二条', '申请人应当提交材料。\n第二条 补助最高三十万元。'],
    ]);
    // What is so already can't be done twice.
    await expect(db.$transaction((tx) => passageEdits.apply(tx, payload, context))).rejects.toThrow(
      ConflictError,
    );
    await db.$transaction((tx) => passageEdits.revert(tx, undo as unknown as PassageEdits, context));
    expect((await passagesOf(id)).map(({ text, start, end }) => [text, start, end])).toEqual(
      before.map(({ text, start, end }) => [text, start, end]),
    );
  });

  test('drops what waited on corrections that were turned down', async () => {
    const id = await takeIn('published');
    await correctPassage(deps, tang, id, { edit: await editOf(id, 1, { action: 'merge' }), revision: 0 });
    const change = await proposePassageEdits(deps, tang, id);
    await correctPassage(deps, tang, id, {
      edit: await editOf(id, 1, { action: 'text', text: '合并后又改。' }),
      revision: 1,
    });
    await db.knowledgeChange.update({ where: { id: change?.changeId ?? '' }, data: { state: 'rejected' } });
    const { revisions, working, live } = await readWorkingLayout(db, id);
    expect(revisions.map(({ state }) => state)).toEqual(['dropped', 'dropped']);
    expect(working).toEqual(live);
  });

  test('is corrected by its own department alone', async () => {
    const id = await takeIn('published');
    const stranger = staff('何人', 'finance');
    const edit = await editOf(id, 1, { action: 'text', text: '别的' });
    await expect(correctPassage(deps, stranger, id, { edit, revision: 0 })).rejects.toThrow(NotFoundError);
    await expect(proposePassageEdits(deps, stranger, id)).rejects.toThrow(NotFoundError);
    await expect(undoRevision(deps, stranger, id, 'r')).rejects.toThrow(NotFoundError);
    await expect(correctPassage(deps, anonymousReader, id, { edit, revision: 0 })).rejects.toThrow();
    expect(await db.passageRevision.count({ where: { documentId: id } })).toBe(0);
  });
});

test('a citation keeps its quote when the passage it names is merged away', async () => {
  const id = await takeIn('draft');
  const [, second] = await passagesOf(id);
  const conversation = await db.conversation.create({
    data: { id: 'c1', title: '问', statedFacts: {} },
  });
  const turn = await db.turn.create({
    data: {
      conversationId: conversation.id,
      number: 1,
      message: '补助多少',
      intent: 'ask',
      mode: 'extractive',
      answer: {},
      outcome: 'answered',
      tookMs: 1,
    },
  });
  await db.citation.create({
    data: { turnId: turn.id, n: 1, passageId: second?.id ?? 0, documentId: id, quote: '补助最高三十万元。' },
  });
  await correctPassage(deps, tang, id, { edit: await editOf(id, 1, { action: 'merge' }), revision: 0 });
  expect(await passagesOf(id)).toHaveLength(1);
  expect(await db.citation.findFirstOrThrow()).toMatchObject({ quote: '补助最高三十万元。', documentId: id });
});
