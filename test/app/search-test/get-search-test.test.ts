import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { getSearchTest, readSearchTest, settingsTried } from '~/app/search-test/get-search-test.server';
import { tryAnswer } from '~/app/search-test/try-answer.server';
import { proposeSearchSettings } from '~/knowledge/search/settings/propose-search-settings.server';
import { AccessDeniedError, InvalidInputError } from '~/prisma/access/access-denied';
import { anonymousReader, type Reader } from '~/prisma/access/reader';
import { openSampleCity } from '~/test/app/openapi/open-sample-city';
import { useDatabase } from '~/test/setup/database';

const database = useDatabase();
const { db } = database;
const now = () => new Date('2026-11-22T02:00:00Z');
let city: Awaited<ReturnType<typeof openSampleCity>>;

beforeAll(async () => {
  city = await openSampleCity(database, now);
}, 120_000);
afterAll(() => city.close());

const staff = (role: 'administrator' | 'designer'): Reader => ({
  ...anonymousReader,
  kind: 'person',
  appointments: [{ role, departmentId: null }],
});
const look = (query: Record<string, string>, reader = staff('designer')) =>
  getSearchTest(
    city.services,
    reader,
    new URL(`http://localhost/desk/search-test?${new URLSearchParams(query).toString()}`),
  );

describe('the hit test', () => {
  it('finds nothing before anything is asked, and gives what can be chosen', async () => {
    const page = await look({});
    expect(page).toMatchObject({ understood: null, now: null, other: null, adoptable: false });
    expect(page.choices.departments.length).toBeGreaterThan(3);
    expect(page.choices.hasReranker).toBe(false);
  });

  it('leaves out what can’t be in its address', () => {
    const given = new URLSearchParams({
      q: ' 高企 ',
      region: 'x',
      depth: '5',
      vectorWeight: '2',
      asOf: '2026-02-30',
    });
    expect(readSearchTest(given)).toEqual({ q: '高企', retriever: 'hybrid' });
    expect(
      settingsTried(readSearchTest(new URLSearchParams({ q: '高企', rerankDepth: '0', depth: '50' }))),
    ).toEqual({
      depth: 50,
      rerankDepth: 0,
    });
  });

  it('shows what was understood, and the ranking with both ranks', async () => {
    const page = await look({ q: '高企认定要什么条件' });
    expect(page.understood?.expansions.map(({ text }) => text)).toContain('高新技术企业');
    expect(page.now?.results.length).toBeGreaterThan(3);
    expect(page.now?.results[0]?.details?.fused.rank).toBe(1);
    expect(page.other).toBeNull();
  });

  it('compares with the dictionary left out, which is no setting to adopt', async () => {
    const page = await look({ q: '高企认定要什么条件', dictionary: 'off' });
    expect(page.now?.explanation?.understood?.expansions).not.toEqual([]);
    expect(page.other).not.toBeNull();
    expect(page.adoptable).toBe(false);
    const { explanation } = await city.services.search.search({
      ...{ q: '高企认定要什么条件', reader: anonymousReader, explain: true, withoutDictionary: true },
    });
    expect(explanation?.understood?.expansions).toEqual([]);
  });

  it('compares with other settings, which can be adopted', async () => {
    const page = await look({ q: '高企认定', method: 'ranks' }, staff('administrator'));
    expect(page).toMatchObject({ adoptable: true, choices: { mayAdopt: true } });
    expect(page.other?.results.length).toBeGreaterThan(0);
  });

  it('looks at one department’s documents alone, and says what that took out', async () => {
    const all = await look({ q: '企业' });
    const none = await look({ q: '企业', department: 'no-such-department' });
    expect(all.now?.results.length).toBeGreaterThan(0);
    expect(none.now?.results).toEqual([]);
    expect(none.now?.explanation?.dropped.every(({ reasons }) => reasons.includes('department'))).toBe(true);
  });
});

describe('the answer of the hit test', () => {
  const { signal } = new AbortController();

  it('is the assistant’s, and leaves nothing behind', async () => {
    const { answer } = await tryAnswer(city.services, {
      question: '高新技术企业认定要满足什么条件？',
      signal,
    });
    expect(answer?.outcome).toBe('answered');
    expect(answer?.citations.length).toBeGreaterThan(0);
    expect(await db.conversation.count({ where: { title: { contains: '高新技术企业认定要满足' } } })).toBe(0);
  });

  it('hands nothing over when asked to', async () => {
    const before = await db.conversation.count();
    expect((await tryAnswer(city.services, { question: '转人工', signal })).answer).toBeNull();
    expect(await db.conversation.count()).toBe(before);
  });
});

describe('adopting settings of search', () => {
  it('goes through the gate, and takes an administrator', async () => {
    await expect(proposeSearchSettings(city.services, staff('designer'), { depth: 50 })).rejects.toThrow(
      AccessDeniedError,
    );
    await expect(proposeSearchSettings(city.services, staff('administrator'), {})).rejects.toThrow(
      InvalidInputError,
    );
    const { changeId } = await proposeSearchSettings(city.services, staff('administrator'), { depth: 50 });
    expect(await db.knowledgeChange.findUnique({ where: { id: changeId } })).toMatchObject({
      kind: 'search-settings',
      state: 'waiting',
      payload: { depth: 50 },
      departmentId: null,
    });
  });
});
