import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { creditCodeCheck } from '~/knowledge/enterprises/credit-code';
import { openFactImporter } from '~/knowledge/enterprises/imports/fact-importer.server';
import { saveFactMapping } from '~/knowledge/enterprises/imports/steer-fact-import.server';
import { workFactImport } from '~/knowledge/enterprises/imports/work-fact-import.server';
import { askDueSources, askSource } from '~/knowledge/enterprises/sources/ask-source.server';
import { addSource, listSources, steerSource } from '~/knowledge/enterprises/sources/manage-sources.server';
import { NotFoundError } from '~/prisma/access/access-denied';
import { anonymousReader, type Reader } from '~/prisma/access/reader';
import { useDatabase } from '~/test/setup/database';

const { db, dir, file: databaseFile } = useDatabase();
const factImporter = openFactImporter();
let at = new Date('2026-11-22T03:00:00Z');
const now = () => at;
const deps = { db, now, filesDir: path.join(dir, 'files'), sealingKey: Buffer.alloc(32, 7) };
const importing = { ...deps, factImporter, dataDir: dir, databaseFile, onFacts: () => Promise.resolve() };

const officer = (departmentId: string): Reader => ({
  ...anonymousReader,
  ...{ kind: 'person', personId: departmentId, name: '周敏' },
  appointments: [{ role: 'designer', departmentId }],
});
const reader = officer('hr');
const first = `91359900${'1'.padStart(9, '0')}`;
const code = `${first}${creditCodeCheck(first)}`;

let server: Server;
let url = '';
const seen: (string | undefined)[] = [];
let answer: { status: number; body: string } = { status: 200, body: '' };

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(request.headers.authorization);
    if (request.url === '/moved') return void response.writeHead(302, { Location: url }).end();
    response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/insured`;
  await db.department.create({ data: { id: 'hr', name: '云江市人力资源和社会保障局' } });
  await db.enterprise.create({ data: { id: 'e1', creditCode: code, name: '一号' } });
  await db.$transaction((tx) =>
    saveFactMapping(tx, reader, {
      ...{ departmentId: 'hr', name: '社保', at: now() },
      mapping: {
        columns: {
          code: { to: 'credit-code' },
          n: { to: 'fact', key: 'staff.insured', period: '', unit: 'plain' },
        },
        ...{ observedOn: '2026-01-01', kind: 'registry', addFirms: false },
      },
    }),
  );
});
afterAll(async () => {
  await factImporter.close();
  await new Promise((resolve) => server.close(resolve));
});

const input = (more: object = {}) => ({
  ...{ name: '社保接口', url, mappingName: '社保', everyHours: '24', headerName: 'Authorization' },
  ...{ secret: 'Bearer secret-token' },
  ...more,
});
const work = async (importId: string) => {
  for (let stage = 0; stage < 2; stage += 1)
    await workFactImport(importing, {
      payload: { importId },
      signal: new AbortController().signal,
      progress: () => Promise.resolve(),
    });
};

describe('a scheduled source', () => {
  test('is asked with its credential, which the database holds sealed alone, and taken in', async () => {
    answer = { status: 200, body: JSON.stringify([{ code, n: 42 }]) };
    const id = await addSource(deps, reader, input());
    const row = await db.factSource.findUniqueOrThrow({ where: { id } });
    expect(JSON.stringify(row)).not.toContain('secret-token');
    expect(JSON.stringify(await listSources(db, reader))).not.toMatch(/secret-token|sealedSecret/);
    expect(JSON.stringify(await db.auditEntry.findMany())).not.toContain('secret-token');

    await askDueSources(deps, new AbortController().signal);
    expect(seen).toEqual(['Bearer secret-token']);
    const { lastImportId } = await db.factSource.findUniqueOrThrow({ where: { id } });
    await work(lastImportId ?? '');
    expect(await db.fact.findMany({ where: { key: 'staff.insured' } })).toMatchObject([
      { enterpriseId: 'e1', value: 42, source: '人社局', observedAt: new Date('2026-11-22T01:00:00Z') },
    ]);

    // Not before its time; then once more, and the same facts aren't written twice.
    await askDueSources(deps, new AbortController().signal);
    expect(seen).toHaveLength(1);
    at = new Date('2026-11-22T04:00:00Z');
    await work((await askSource(deps, id)) ?? '');
    expect(await db.fact.count()).toBe(1);
  });

  test.each([
    [{ status: 500, body: 'x' }, '对方返回 500'],
    [{ status: 200, body: '' }, '空内容'],
  ])('says what went wrong: %o', async (wrong, sentence) => {
    answer = wrong;
    const [source] = await listSources(db, reader);
    expect(await askSource(deps, source?.id ?? '')).toBeNull();
    expect((await listSources(db, reader))[0]?.lastError).toContain(sentence);
  });

  test('never carries its credential to where it is sent on, and names a closed address', async () => {
    const before = seen.length;
    const moved = await addSource(
      deps,
      reader,
      input({ name: '搬走了', url: url.replace('/insured', '/moved') }),
    );
    expect(await askSource(deps, moved)).toBeNull();
    expect(seen).toHaveLength(before + 1);
    const closed = await addSource(deps, reader, input({ name: '关了', url: 'http://127.0.0.1:9/' }));
    expect(await askSource(deps, closed)).toBeNull();
    const errors = new Map((await listSources(db, reader)).map(({ name, lastError }) => [name, lastError]));
    expect(errors.get('搬走了')).toContain('无法连接');
    expect(errors.get('关了')).toContain('无法连接');
  });

  test('a credential of another installation is asked for anew', async () => {
    const [source] = await listSources(db, reader);
    expect(await askSource({ ...deps, sealingKey: Buffer.alloc(32, 8) }, source?.id ?? '')).toBeNull();
    expect((await listSources(db, reader)).some(({ lastError }) => lastError?.includes('重新填写'))).toBe(
      true,
    );
  });

  test('is its department’s alone, and wrong fields are named', async () => {
    const [source] = await listSources(db, reader);
    expect(await listSources(db, officer('tax'))).toEqual([]);
    await expect(steerSource(deps, officer('tax'), { id: source?.id ?? '', deed: 'remove' })).rejects.toThrow(
      NotFoundError,
    );
    await expect(addSource(deps, reader, input({ name: '新', url: 'ftp://x' }))).rejects.toMatchObject({
      fields: { url: expect.stringContaining('http') as string },
    });
    await expect(addSource(deps, reader, input({ name: '新', secret: '' }))).rejects.toMatchObject({
      fields: { secret: expect.any(String) as string },
    });
    await expect(addSource(deps, reader, input())).rejects.toMatchObject({
      fields: { name: expect.any(String) as string },
    });
    await steerSource(deps, reader, { id: source?.id ?? '', deed: 'pause' });
    expect((await listSources(db, reader)).find(({ id }) => id === source?.id)?.paused).toBe(true);
  });
});
