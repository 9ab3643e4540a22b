import path from 'node:path';

import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';

import { correctDocument, setDocumentState } from '~/knowledge/documents/correct-document.server';
import { openDocumentParser } from '~/knowledge/documents/document-parser.server';
import { documentStatus, type DocumentStatus } from '~/knowledge/documents/document-status';
import { getDocument, getManagedDocument } from '~/knowledge/documents/get-document.server';
import {
  ingestArchive,
  ingestDocument,
  type IngestOptions,
} from '~/knowledge/documents/ingest-document.server';
import { listDocuments, listDocumentsAfter } from '~/knowledge/documents/list-documents.server';
import { decideRelation } from '~/knowledge/documents/relations/decide-relation.server';
import { NotFoundError } from '~/prisma/access/access-denied';
import { anonymousReader, systemReader, type Reader } from '~/prisma/access/reader';
import { useDatabase } from '~/test/setup/database';

const database = useDatabase();
const { db, dir } = database;
const parser = openDocumentParser({ threads: 1 });
afterAll(() => parser.close());

let clock = Date.parse('2026-01-01T00:00:00Z');
const now = () => new Date((clock += 1000));
const deps = { db, parser, filesDir: path.join(dir, 'files'), now };
const staff = (...departments: string[]): Reader => ({
  ...anonymousReader,
  kind: 'person',
  personId: 'p1',
  name: '唐慧',
  appointments: departments.map((departmentId) => ({ role: 'helpdesk', departmentId })),
});

const ingest = (name: string, text: string, options: Partial<IngestOptions> = {}) =>
  ingestDocument(deps, { bytes: strToU8(text), name }, { reader: systemReader, ...options });
const statute = (title: string, effect: string, more = '') =>
  `# ${title}\n\n第一条 为了示例。\n\n第二条 本法自${effect}起施行。${more}\n`;
const rowOf = (id: string | undefined) => db.document.findUniqueOrThrow({ where: { id: id ?? '' } });

beforeEach(async () => {
  await db.document.deleteMany();
  await db.job.deleteMany();
  await db.storedFile.deleteMany();
});

describe('taking in', () => {
  test('writes the document, its passages, their keywords and one job for vectors', async () => {
    const result = await ingest('示例法(2024-01-01).md', statute('中华人民共和国示例法', '2024年3月1日'));
    expect(result).toMatchObject({ outcome: 'added', title: '中华人民共和国示例法', passages: 2 });
    await ingest('其他法.md', statute('其他法', '2025年3月1日'));
    expect(await rowOf(result.documentId)).toMatchObject({
      titleKey: '示例法',
      state: 'published',
      region: '000000',
      effectiveFrom: '2024-03-01',
    });
    const passages = await db.passage.findMany({
      where: { documentId: result.documentId ?? '' },
      orderBy: { number: 'asc' },
    });
    expect(passages.map(({ number, path: place }) => [number, place])).toEqual([
      [1, '第一条'],
      [2, '第二条'],
    ]);
    const indexed = database.reader().all<{ rowid: number }>('SELECT rowid FROM "PassageIndex"');
    expect(indexed).toHaveLength(4);
    expect(await db.job.findMany({ select: { kind: true, state: true } })).toEqual([
      { kind: 'embed-passages', state: 'waiting' },
    ]);
  });

  test('twice the same text is one document, also under another name and at the same time', async () => {
    const text = statute('示例法', '2024年3月1日');
    const both = await Promise.all([ingest('a.md', text), ingest('b.md', text)]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['added', 'unchanged']);
    expect((await ingest('示例法.md', text.replace('示例法', '中华人民共和国示例法'))).outcome).toBe(
      'new-version',
    );
    expect((await ingest('c.md', text)).outcome).toBe('unchanged');
    expect(await db.document.count()).toBe(2);
    expect(await db.storedFile.count()).toBe(2);
  });

  test('what is refused leaves nothing behind', async () => {
    expect(await ingest('a.pdf', 'MZ')).toMatchObject({ outcome: 'refused', reason: { code: 'wrong-type' } });
    expect([await db.document.count(), await db.storedFile.count(), await db.job.count()]).toEqual([0, 0, 0]);
  });

  test('a ZIP has an outcome for each of its files', async () => {
    const zip = zipSync({
      'a.md': strToU8(statute('甲法', '2024年1月1日')),
      'b.exe': strToU8('MZ'),
      '../c.md': strToU8('x'),
      'd.md': strToU8(statute('丁法', '2024年1月1日')),
    });
    const results = await ingestArchive(deps, { bytes: zip, name: 'all.zip' }, { reader: systemReader });
    expect(results.map(({ name, outcome, reason }) => [name, outcome, reason?.code])).toEqual([
      ['all.zip/a.md', 'added', undefined],
      ['all.zip/b.exe', 'refused', 'unknown-type'],
      ['all.zip/../c.md', 'refused', 'unsafe-name'],
      ['all.zip/d.md', 'added', undefined],
    ]);
  });

  test('region and issuer given outrank those found; front matter outranks the text', async () => {
    const plain = await ingest('a.md', statute('上海市示例条例', '2024年1月1日'), {
      region: '359900',
      issuer: '云江市财政局',
    });
    expect(await rowOf(plain.documentId)).toMatchObject({ region: '359900', issuer: '云江市财政局' });
    const front = JSON.stringify({
      title: '示例要点',
      textKind: 'key-points',
      documentNumber: '财税〔2023〕1号',
      effectiveFrom: '2023-13-01',
    });
    const told = await ingest('b.md', `---json\n${front}\n---\n# 示例要点\n\n减按百分之五。\n`);
    expect(await rowOf(told.documentId)).toMatchObject({
      textKind: 'key-points',
      documentNumber: '财税〔2023〕1号',
      effectiveFrom: null,
    });
    expect(
      await db.passage.findMany({ where: { documentId: told.documentId ?? '' }, select: { kind: true } }),
    ).toEqual([{ kind: 'key-point' }]);
  });
});

describe('versions', () => {
  const old = statute('中华人民共和国公司法', '2018年10月26日');
  const young = statute('公司法', '2024年7月1日').replace('示例', '新示例');

  test.each([
    ['old first', [old, young]],
    ['new first', [young, old]],
  ])('the newer replaces the older from its day on, %s', async (_, texts) => {
    for (const text of texts) await ingest('公司法.md', text);
    const rows = await db.document.findMany({ orderBy: { effectiveFrom: 'asc' } });
    expect(rows.map(({ supersededOn, supersededById }) => [supersededOn, supersededById])).toEqual([
      ['2024-07-01', rows[1]?.id],
      [null, null],
    ]);
    const status = (day: string) => rows.map((row) => documentStatus(row, day));
    expect(status('2020-01-01')).toEqual(['in-force', 'not-yet']);
    expect(status('2024-07-01')).toEqual(['superseded', 'in-force']);
  });

  test('the same title in another region is another document', async () => {
    await ingest('a.md', statute('优化营商环境条例', '2020年1月1日'), { region: '310000' });
    const other = await ingest('b.md', statute('优化营商环境条例', '2024年1月1日'), { region: '110000' });
    expect(other.outcome).toBe('added');
    expect(await db.document.count({ where: { supersededOn: { not: null } } })).toBe(0);
  });

  test('a draft replaces nothing until it is published, and a withdrawn one no longer', async () => {
    const first = await ingest('a.md', old);
    const draft = await ingest('b.md', young, { draft: true });
    expect((await rowOf(first.documentId)).supersededOn).toBeNull();
    await setDocumentState(deps, systemReader, draft.documentId ?? '', 'published');
    expect((await rowOf(first.documentId)).supersededOn).toBe('2024-07-01');
    await setDocumentState(deps, systemReader, draft.documentId ?? '', 'withdrawn');
    expect((await rowOf(first.documentId)).supersededOn).toBeNull();
  });
});

describe('同时废止', () => {
  const repealer = statute(
    '市场主体登记管理条例',
    '2022年3月1日',
    '《中华人民共和国公司登记管理条例》同时废止。',
  );
  const repealed = statute('公司登记管理条例', '2016年2月6日');

  test.each([
    ['known before', [repealed, repealer]],
    ['arriving later', [repealer, repealed]],
  ])('acts on a text %s', async (_, texts) => {
    for (const text of texts) await ingest('x.md', text);
    const [target] = await db.document.findMany({ where: { titleKey: '公司登记管理条例' } });
    const [by] = await db.document.findMany({ where: { titleKey: '市场主体登记管理条例' } });
    expect(target).toMatchObject({ repealedOn: '2022-03-01', repealedBy: by?.id });
  });

  test('waits for a person, who can take it back', async () => {
    const target = await ingest('x.md', repealed);
    const by = await ingest('y.md', repealer);
    const view = await getManagedDocument(db, staff('finance'), by.documentId ?? '', '2026-01-01');
    const [relation] = view?.relations ?? [];
    expect(relation).toMatchObject({
      kind: 'repeals',
      title: '中华人民共和国公司登记管理条例',
      state: 'acting',
      others: [{ id: target.documentId }],
    });
    await decideRelation(deps, staff('finance'), relation?.id ?? '', 'dismiss');
    expect((await rowOf(target.documentId)).repealedOn).toBeNull();
    await decideRelation(deps, staff('finance'), relation?.id ?? '', 'undo');
    expect((await rowOf(target.documentId)).repealedOn).toBe('2022-03-01');
  });

  test('does not touch a text that came out again afterwards', async () => {
    await ingest('y.md', repealer);
    const again = await ingest('x.md', statute('公司登记管理条例', '2025年1月1日'));
    expect((await rowOf(again.documentId)).repealedOn).toBeNull();
  });
});

describe('corrections', () => {
  test('keep what stood there before, settle the versions and leave an audit entry', async () => {
    const old = await ingest('a.md', statute('公司法', '2018年10月26日'));
    const young = await ingest('b.md', statute('公司法', '2024年7月1日'));
    const { changed } = await correctDocument(
      deps,
      staff('finance'),
      young.documentId ?? '',
      { effectiveFrom: '2024-08-01', issuer: '' },
      '以公报为准',
    );
    expect(changed).toEqual(['effectiveFrom']);
    expect(await rowOf(old.documentId)).toMatchObject({ supersededOn: '2024-08-01' });
    const view = await getManagedDocument(db, staff('finance'), young.documentId ?? '', '2026-01-01');
    expect(view?.metadata.fields.effectiveFrom).toMatchObject({
      value: '2024-08-01',
      from: 'correction',
      correctedBy: '唐慧',
    });
    expect(view?.metadata.history).toMatchObject([
      {
        field: 'effectiveFrom',
        before: { value: '2024-07-01', words: '自2024年7月1日起施行' },
        reason: '以公报为准',
      },
    ]);
    const entry = await db.auditEntry.findFirst({
      where: { action: 'document.correct' },
      orderBy: { seq: 'desc' },
    });
    expect(entry).toMatchObject({ subjectId: young.documentId, actorId: 'p1' });
  });

  test('of the title are searched, and meet the versions of the new title', async () => {
    const old = await ingest('a.md', statute('公司法', '2018年10月26日'));
    const wrong = await ingest('b.md', statute('公可法', '2024年7月1日'));
    const before = await db.passage.findFirstOrThrow({ where: { documentId: wrong.documentId ?? '' } });
    await correctDocument(deps, systemReader, wrong.documentId ?? '', { title: '中华人民共和国公司法' });
    expect((await rowOf(old.documentId)).supersededById).toBe(wrong.documentId);
    const after = await db.passage.findUniqueOrThrow({ where: { id: before.id } });
    expect(after.textHash).not.toBe(before.textHash);
  });

  test('of a repeal stay when other texts come', async () => {
    const target = await ingest('a.md', statute('旧办法', '2018年1月1日'));
    await correctDocument(deps, systemReader, target.documentId ?? '', { repealedOn: '2020-01-01' });
    await ingest('b.md', statute('新办法', '2022年1月1日', '《旧办法》同时废止。'));
    expect((await rowOf(target.documentId)).repealedOn).toBe('2020-01-01');
  });

  test('that can’t be are refused by field, and others’ documents are not found', async () => {
    const mine = await ingest('a.md', statute('公司法', '2018年10月26日'), { departmentId: null });
    await expect(
      correctDocument(deps, systemReader, mine.documentId ?? '', {
        effectiveFrom: '2024-02-30',
        region: '云江',
      }),
    ).rejects.toMatchObject({
      code: 'invalid-input',
      fields: {
        effectiveFrom: expect.stringContaining('日期') as string,
        region: expect.stringContaining('6 位') as string,
      },
    });
    await expect(
      correctDocument(deps, anonymousReader, mine.documentId ?? '', { title: 'x' }),
    ).rejects.toMatchObject({ code: 'access-denied' });
    await expect(correctDocument(deps, systemReader, 'nothing', { title: 'x' })).rejects.toBeInstanceOf(
      NotFoundError,
    );
  });
});

describe('reading', () => {
  test('nobody reads a draft, or another department’s own document', async () => {
    await db.department
      .createMany({
        data: [
          { id: 'finance', name: '财政' },
          { id: 'labour', name: '人社' },
        ],
      })
      .catch(() => undefined);
    const open = await ingest('a.md', statute('公开办法', '2024年1月1日'));
    const draft = await ingest('b.md', statute('草稿办法', '2024年1月1日'), { draft: true });
    const inner = await ingest('c.md', statute('内部办法', '2024年1月1日'), {
      audience: 'department',
      departmentId: 'finance',
    });
    const titles = async (reader: Reader, scope?: 'desk') =>
      (await listDocuments(db, { reader, asOf: '2026-01-01', ...(scope && { scope }) })).documents
        .map(({ title }) => title)
        .sort();
    expect(await titles(anonymousReader)).toEqual(['公开办法']);
    expect(await titles(staff('labour'))).toEqual(['公开办法']);
    expect(await titles(staff('finance'))).toEqual(['公开办法', '内部办法'].sort());
    expect(await titles(staff('labour'), 'desk')).toEqual(['公开办法', '草稿办法'].sort());
    for (const [reader, id, seen] of [
      [anonymousReader, open.documentId, true],
      [anonymousReader, draft.documentId, false],
      [anonymousReader, inner.documentId, false],
      [staff('finance'), inner.documentId, true],
    ] as const) {
      expect((await getDocument(db, reader, id ?? '', '2026-01-01')) !== null).toBe(seen);
    }
    expect(await getManagedDocument(db, staff('labour'), inner.documentId ?? '', '2026-01-01')).toBeNull();
  });

  test('the filter by status agrees with the status of each row', async () => {
    const days = [null, '2024-01-01', '2024-06-01', '2025-01-01'];
    let n = 0;
    for (const effectiveFrom of days) {
      for (const expiresOn of days) {
        for (const repealedOn of days) {
          n += 1;
          await db.document.create({
            data: {
              titleKey: `t${n}`,
              title: `t${n}`,
              metadata: {},
              textHash: `${n}`,
              text: '',
              format: 'text',
              effectiveFrom,
              expiresOn,
              repealedOn,
              supersededOn: days[n % 4] ?? null,
            },
          });
        }
      }
    }
    for (const asOf of ['2023-12-31', '2024-01-01', '2024-06-01', '2024-06-02', '2025-06-01']) {
      const all = await listDocuments(db, { reader: anonymousReader, asOf }, { pageSize: 100 });
      for (const status of ['in-force', 'not-yet', 'superseded', 'expired', 'repealed'] as DocumentStatus[]) {
        const found = await listDocuments(db, { reader: anonymousReader, asOf, status }, { pageSize: 100 });
        const expected = all.documents
          .filter((row) => documentStatus(row, asOf) === status)
          .map(({ id }) => id);
        expect(found.documents.map(({ id }) => id).sort()).toEqual(expected.sort());
      }
    }
  });

  test('by cursor each document comes once', async () => {
    for (let i = 0; i < 7; i += 1) await ingest(`${i}.md`, statute(`办法${i}`, '2024年1月1日'));
    const seen: string[] = [];
    let after: string | undefined;
    for (let page = 0; page < 10; page += 1) {
      const found = await listDocumentsAfter(
        db,
        { reader: anonymousReader, asOf: '2026-01-01' },
        { limit: 3, ...(after && { after }) },
      );
      seen.push(...found.documents.map(({ id }) => id));
      if (found.next === null) break;
      after = found.next;
    }
    expect(new Set(seen).size).toBe(7);
    expect(seen).toHaveLength(7);
  });
});
