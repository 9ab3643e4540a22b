import { rmSync, existsSync } from 'node:fs';
import path from 'node:path';

import { utils, write } from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { creditCodeCheck } from '~/knowledge/enterprises/credit-code';
import { openFactImporter } from '~/knowledge/enterprises/imports/fact-importer.server';
import type { FactMapping } from '~/knowledge/enterprises/imports/fact-mapping';
import { getFactImport } from '~/knowledge/enterprises/imports/get-fact-import.server';
import { spoolPath } from '~/knowledge/enterprises/imports/row-spool.server';
import { startFactImport } from '~/knowledge/enterprises/imports/start-fact-import.server';
import {
  applyFactImport,
  cancelFactImport,
  previewFactImport,
} from '~/knowledge/enterprises/imports/steer-fact-import.server';
import { workFactImport } from '~/knowledge/enterprises/imports/work-fact-import.server';
import { loadFacts } from '~/knowledge/enterprises/load-facts.server';
import { NotFoundError } from '~/prisma/access/access-denied';
import { anonymousReader, type Reader } from '~/prisma/access/reader';
import { useDatabase } from '~/test/setup/database';

const { db, dir, file: databaseFile } = useDatabase();
const factImporter = openFactImporter();
afterAll(() => factImporter.close());

let announced = 0;
const deps = {
  db,
  now: () => new Date('2026-11-22T03:00:00Z'),
  factImporter,
  dataDir: dir,
  databaseFile,
  filesDir: path.join(dir, 'files'),
  onFacts: () => {
    announced += 1;
    return Promise.resolve();
  },
};
const officer = (departmentId: string): Reader => ({
  ...anonymousReader,
  kind: 'person',
  personId: `officer-${departmentId}`,
  name: '周敏',
  appointments: [{ role: 'designer', departmentId }],
});
const reader = officer('human-resources');
const codeOf = (n: number) => {
  const first = `91359900${String(n).padStart(9, '0')}`;
  return `${first}${creditCodeCheck(first)}`;
};

beforeAll(async () => {
  await db.department.createMany({
    data: [
      { id: 'human-resources', name: '云江市人力资源和社会保障局（示例）' },
      { id: 'science', name: '云江市科学技术局（示例）' },
    ],
  });
  await db.enterprise.createMany({
    data: [1, 2, 3].map((n) => ({ id: `e${n}`, creditCode: codeOf(n), name: `第${n}家` })),
  });
});

const work = (importId: string, signal = new AbortController().signal) =>
  workFactImport(deps, { payload: { importId }, signal, progress: () => Promise.resolve() });

const insured = (observedOn = '2026-11-20'): FactMapping => ({
  columns: {
    统一社会信用代码: { to: 'credit-code' },
    参保人数: { to: 'fact', key: 'staff.insured', period: '', unit: 'plain' },
  },
  observedOn,
  kind: 'registry',
  addFirms: false,
});

async function bringIn(csv: string, mapping = insured(), title = '社保.csv'): Promise<string> {
  const bytes = new TextEncoder().encode(csv);
  const departmentId = 'human-resources';
  const id = await startFactImport(deps, reader, { title, bytes, origin: 'file', departmentId });
  await work(id);
  await previewFactImport(deps, reader, { importId: id, mapping });
  await work(id);
  await applyFactImport(deps, reader, id);
  await work(id);
  return id;
}

const csv = (rows: [string, string | number][]) =>
  ['统一社会信用代码,参保人数', ...rows.map((row) => row.join(','))].join('\n');

describe('a register from a file', () => {
  test('is guessed, previewed, taken in, and adds nothing the second time', async () => {
    const text = csv([
      [codeOf(1), '86'],
      [codeOf(2), '1,204人'],
      [codeOf(9), 5],
      ['91350100M000100Y4Z', 5],
      [codeOf(3), '很多'],
      [codeOf(1), 87],
    ]);
    const bytes = new TextEncoder().encode(text.replace('1,204人', '"1,204人"'));
    const id = await startFactImport(deps, reader, {
      ...{ title: '社保.csv', bytes, origin: 'file', departmentId: 'human-resources' },
    });
    await work(id);
    const read = await getFactImport(db, reader, id);
    expect(read.state).toBe('mapping');
    expect(read.layout?.guess).toMatchObject({
      统一社会信用代码: { to: 'credit-code' },
      参保人数: { to: 'fact', key: 'staff.insured' },
    });
    await previewFactImport(deps, reader, { importId: id, mapping: insured(), saveAs: '社保月报' });
    await work(id);
    const preview = await getFactImport(db, reader, id);
    expect(preview.state).toBe('previewed');
    expect(preview.preview).toMatchObject({
      rows: 6,
      matched: 3,
      unknown: 1,
      repeated: 1,
      badRows: 1,
      badCells: 1,
    });
    expect(preview.preview?.facts).toEqual({ new: 2, changed: 0, confirmed: 0, unchanged: 0, older: 0 });
    expect(preview.problems.map(({ row, problem }) => [row, problem])).toEqual([
      [4, '没有这家企业'],
      [5, expect.stringContaining('统一社会信用代码')],
      [6, expect.stringContaining('整数')],
      [7, expect.stringContaining('前面已有一行')],
    ]);
    expect(await db.fact.count({ where: { key: 'staff.insured' } })).toBe(0);

    await applyFactImport(deps, reader, id);
    await work(id);
    expect((await getFactImport(db, reader, id)).state).toBe('done');
    expect(announced).toBeGreaterThan(0);
    const facts = await loadFacts(db, 'e2', '2026-11-22');
    expect(facts.get('staff.insured')?.get('')).toMatchObject({
      value: { numerator: 1204n },
      source: '人社局',
      sourceKind: 'registry',
      observedAt: '2026-11-20',
    });
    expect(existsSync(spoolPath(dir, id))).toBe(false);

    const again = await bringIn(text.replace('1,204人', '"1,204人"'));
    expect((await getFactImport(db, reader, again)).result?.facts).toMatchObject({
      new: 0,
      changed: 0,
      unchanged: 2,
    });
    expect(await db.fact.count({ where: { key: 'staff.insured' } })).toBe(2);
  });

  test('keeps history: a change, a confirmation of a later day, an older edition', async () => {
    const before = await db.fact.count();
    const changed = await bringIn(csv([[codeOf(1), 90]]), insured('2026-11-21'));
    expect((await getFactImport(db, reader, changed)).result?.facts).toMatchObject({ changed: 1 });
    const confirmed = await bringIn(csv([[codeOf(1), 90]]), insured('2026-11-22'));
    expect((await getFactImport(db, reader, confirmed)).result?.facts).toMatchObject({ confirmed: 1 });
    const older = await bringIn(csv([[codeOf(1), 12]]), insured('2025-01-01'));
    expect((await getFactImport(db, reader, older)).result?.facts).toMatchObject({ older: 1 });
    expect(await db.fact.count()).toBe(before + 3);
    const facts = await loadFacts(db, 'e1', '2026-11-22');
    expect(facts.get('staff.insured')?.get('')).toMatchObject({ value: { numerator: 90n } });
  });

  test('says where another source holds something else', async () => {
    await db.fact.create({
      data: {
        ...{ enterpriseId: 'e3', key: 'staff.insured', value: 7, source: '林经办', sourceKind: 'stated' },
        observedAt: new Date('2026-11-01T00:00:00Z'),
      },
    });
    const id = await bringIn(csv([[codeOf(3), 9]]));
    expect((await getFactImport(db, reader, id)).result?.conflicts).toBe(1);
    expect(await db.factConflict.findMany({ where: { enterpriseId: 'e3' } })).toMatchObject([
      { key: 'staff.insured', state: 'open' },
    ]);
  });

  test('reads figures of a workbook in full, dates as days, and adds firms where that is wanted', async () => {
    const sheet = utils.aoa_to_sheet([
      ['登记一览'],
      ['统一社会信用代码', '企业名称', '成立日期', '注册资本（万元）'],
      [codeOf(21), '新办企业', new Date(Date.UTC(2020, 4, 18)), 1234.5678],
    ]);
    const cell = sheet.D3 as { z?: string };
    cell.z = '0';
    const book = utils.book_new();
    utils.book_append_sheet(book, sheet, '登记');
    const bytes = new Uint8Array(write(book, { type: 'buffer', cellDates: false }) as Buffer);
    await db.department.create({ data: { id: 'market', name: '云江市市场监督管理局（示例）' } });
    const market = officer('market');
    const id = await startFactImport(deps, market, {
      ...{ title: '登记.xlsx', bytes, origin: 'file', departmentId: 'market' },
    });
    await work(id);
    const { layout } = await getFactImport(db, market, id);
    expect(layout?.guess['注册资本（万元）']).toMatchObject({ key: 'registration.capital', unit: 'wan' });
    await previewFactImport(deps, market, {
      importId: id,
      mapping: { columns: layout?.guess ?? {}, observedOn: '2026-11-20', kind: 'registry', addFirms: true },
    });
    await work(id);
    await applyFactImport(deps, market, id);
    await work(id);
    const firm = await db.enterprise.findUniqueOrThrow({ where: { creditCode: codeOf(21) } });
    expect(firm.name).toBe('新办企业');
    const rows = await db.fact.findMany({ where: { enterpriseId: firm.id }, orderBy: { key: 'asc' } });
    expect(rows.map(({ key, value }) => [key, value])).toEqual([
      ['registration.capital', '12345678'],
      ['registration.date', '2020-05-18'],
      // The name of the table is the firm's, and no fact of its own unless a column says so.
    ]);
  });
});

describe('rows of a program', () => {
  test('go through by their mapping without a person, once a key', async () => {
    const bytes = new TextEncoder().encode(JSON.stringify([{ 统一社会信用代码: codeOf(2), 参保人数: 33 }]));
    const sent = {
      title: '接口.json',
      bytes,
      origin: 'api' as const,
      departmentId: 'human-resources',
      mapping: insured('2026-11-22'),
      requestKey: '2026-11-22',
    };
    const id = await startFactImport(deps, reader, sent);
    expect(await startFactImport(deps, reader, sent)).toBe(id);
    await work(id);
    await work(id);
    expect(await getFactImport(db, reader, id)).toMatchObject({
      state: 'done',
      result: { facts: { changed: 1 } },
    });
  });
});

describe('rights', () => {
  test('a department brings in the facts that it keeps, and sees its own imports alone', async () => {
    const bytes = new TextEncoder().encode(csv([[codeOf(1), 5]]));
    const science = officer('science');
    const id = await startFactImport(deps, science, {
      ...{ title: '别家的.csv', bytes, origin: 'file', departmentId: 'science' },
    });
    await work(id);
    await expect(
      previewFactImport(deps, science, { importId: id, mapping: insured() }),
    ).rejects.toMatchObject({
      fields: { 'columns.参保人数': expect.stringContaining('人社局') as string },
    });
    await expect(getFactImport(db, reader, id)).rejects.toThrow(NotFoundError);
    await expect(
      startFactImport(deps, reader, { title: 'x', bytes, origin: 'file', departmentId: 'science' }),
    ).rejects.toMatchObject({ code: 'access-denied' });
  });
});

describe('a process that stops', () => {
  test('goes on where it stood, and ends with the same facts', async () => {
    await db.enterprise.createMany({
      data: Array.from({ length: 9000 }, (_, n) => ({
        id: `m${n}`,
        creditCode: codeOf(1000 + n),
        name: `很多${n}`,
      })),
    });
    const text = csv(Array.from({ length: 9000 }, (_, n) => [codeOf(1000 + n), n % 500]));
    const bytes = new TextEncoder().encode(text);
    const id = await startFactImport(deps, reader, {
      ...{ title: '大表.csv', bytes, origin: 'file', departmentId: 'human-resources' },
    });
    await work(id);
    await previewFactImport(deps, reader, { importId: id, mapping: insured() });
    await work(id);
    await applyFactImport(deps, reader, id);
    const stopping = new AbortController();
    const stopped = work(id, stopping.signal);
    const wait = setInterval(() => {
      void db.factImport.findUniqueOrThrow({ where: { id } }).then(({ position }) => {
        if (position > 0) stopping.abort(new Error('stopping'));
      });
    }, 5);
    await stopped.catch(() => undefined);
    clearInterval(wait);
    const { position, state } = await db.factImport.findUniqueOrThrow({ where: { id } });
    expect(position).toBeGreaterThan(0);
    if (state === 'applying') await work(id);
    const done = await getFactImport(db, reader, id);
    expect(done.state).toBe('done');
    expect(done.result).toMatchObject({ rows: 9000, matched: 9000, repeated: 0 });
    expect(done.result?.facts.new).toBe(9000);
    expect(await db.fact.count({ where: { enterpriseId: { startsWith: 'm' } } })).toBe(9000);
  });

  test('a cancelled import writes nothing more and can be read no further', async () => {
    const bytes = new TextEncoder().encode(csv([[codeOf(1), 1]]));
    const id = await startFactImport(deps, reader, {
      ...{ title: 'x.csv', bytes, origin: 'file', departmentId: 'human-resources' },
    });
    await work(id);
    await cancelFactImport(deps, reader, id);
    await work(id);
    expect((await getFactImport(db, reader, id)).state).toBe('cancelled');
    await expect(applyFactImport(deps, reader, id)).rejects.toMatchObject({ code: 'conflict' });
    rmSync(spoolPath(dir, id), { force: true });
  });

  test('what is no table is refused with the reason', async () => {
    const bytes = new TextEncoder().encode('%PDF-1.4 something');
    const id = await startFactImport(deps, reader, {
      ...{ title: 'x.pdf', bytes, origin: 'file', departmentId: 'human-resources' },
    });
    await work(id);
    expect(await getFactImport(db, reader, id)).toMatchObject({
      state: 'refused',
      refusal: { code: 'not-a-table' },
    });
  });
});
