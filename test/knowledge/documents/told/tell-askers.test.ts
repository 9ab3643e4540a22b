import path from 'node:path';

import { strToU8 } from 'fflate';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';

import { getSource } from '~/app/assistant/get-source.server';
import { tellPerson } from '~/app/people/tell-person.server';
import { proposeWithdrawal, withdrawDocument } from '~/knowledge/documents/changes/withdraw-document.server';
import { documentDates, proposeDates } from '~/knowledge/documents/changes/document-dates.server';
import { openDocumentParser } from '~/knowledge/documents/document-parser.server';
import { getDocument } from '~/knowledge/documents/get-document.server';
import { ingestDocument } from '~/knowledge/documents/ingest-document.server';
import { confirmDates } from '~/knowledge/documents/life/confirm-dates.server';
import { listFoundDates } from '~/knowledge/documents/life/list-found-dates.server';
import { listHistory } from '~/knowledge/documents/life/list-history.server';
import { setAudience } from '~/knowledge/documents/life/set-audience.server';
import { watchDocuments } from '~/knowledge/documents/life/watch-documents.server';
import { listDocuments } from '~/knowledge/documents/list-documents.server';
import { listTold } from '~/knowledge/documents/told/list-told.server';
import { tellAskers } from '~/knowledge/documents/told/tell-askers.server';
import { filterDocuments } from '~/knowledge/search/passage-filter';
import { readDocumentIds } from '~/knowledge/search/read-passages.server';
import { NotFoundError } from '~/prisma/access/access-denied';
import { anonymousReader, systemReader, type Reader } from '~/prisma/access/reader';
import { useDatabase } from '~/test/setup/database';

const database = useDatabase();
const { db, dir } = database;
const sql = database.reader();
const parser = openDocumentParser({ threads: 1 });
afterAll(() => parser.close());

let clock = Date.parse('2026-11-22T02:00:00Z');
const now = () => new Date((clock += 1000));
const today = '2026-11-22';
const deps = { db, parser, filesDir: path.join(dir, 'files'), now };
const tellDeps = { db, now, tell: tellPerson };
const staff = (departmentId: string): Reader => ({
  ...anonymousReader,
  kind: 'person',
  personId: 'p-desk',
  name: '唐静',
  appointments: [{ role: 'helpdesk', departmentId }],
});
const desk = staff('science');

const version = (share: string, from: string, rest = '第三条 申请人应当通过平台提交申请材料。') =>
  `# 云江市展会补助办法\n\n第一条 为了支持企业参加展会。\n\n第二条 对企业参加展会的展位费给予补助，补助比例为${share}。\n\n${rest}\n\n第四条 本办法自${from}起施行。\n`;
async function ingest(text: string, more: { departmentId?: string } = {}) {
  const { documentId } = await ingestDocument(
    deps,
    { bytes: strToU8(text), name: '办法.md' },
    { reader: systemReader, departmentId: 'science', ...more },
  );
  return documentId ?? '';
}

/** An answer that quoted a clause, as the assistant keeps it. */
async function ask(documentId: string, pathOf: string, more: { personId?: string; asOf?: string } = {}) {
  const passage = await db.passage.findFirstOrThrow({ where: { documentId, path: pathOf } });
  const id = `t${clock++}`;
  const quote = passage.text;
  await db.conversation.create({
    data: {
      id: `c-${id}`,
      title: '展位费',
      statedFacts: {},
      personId: more.personId ?? null,
      turns: {
        create: {
          id,
          number: 1,
          message: '展位费补助多少',
          intent: 'ask-policy',
          mode: 'extractive',
          outcome: 'answered',
          tookMs: 1,
          answer: {
            text: quote,
            ...(more.asOf && { asOf: more.asOf }),
            citations: [{ n: 1, documentId, path: pathOf, status: 'in-force', quote }],
          },
          citations: { create: { n: 1, passageId: passage.id, documentId, quote } },
        },
      },
    },
  });
  return id;
}

beforeEach(async () => {
  await db.document.deleteMany();
  await db.conversation.deleteMany();
  await db.notice.deleteMany();
  await db.personalMessage.deleteMany();
  await db.knowledgeChange.deleteMany();
  await db.person.deleteMany();
  await db.department.deleteMany();
  await db.department.create({ data: { id: 'science', name: '云江市科学技术局' } });
  await db.person.create({
    data: { id: 'p-asker', loginName: 'asker', name: '林', email: 'lin@example.com' },
  });
  await db.person.create({
    data: {
      id: 'p-desk',
      loginName: 'desk',
      name: '唐静',
      appointments: { create: { role: 'helpdesk', departmentId: 'science' } },
    },
  });
});

describe('who was told the old answer', () => {
  test('is listed where the clause differs, and told once', async () => {
    const old = await ingest(version('50%', '2024年1月1日'));
    const changed = await ask(old, '第二条', { personId: 'p-asker' });
    const anonymous = await ask(old, '第二条');
    await ask(old, '第三条'); // The same words in the new version.
    await ask(old, '第二条', { asOf: '2025-12-31' }); // Said itself that it speaks of the past.
    expect((await listTold(db, desk, old, today)).answers).toEqual([]);
    const young = await ingest(version('30%', '2026年11月1日'));
    // An administrator sees that there are answers to correct, and not what firms asked.
    const administrator = { ...desk, appointments: [{ role: 'administrator' as const, departmentId: null }] };
    const { answers: wordless } = await listTold(db, administrator, old, today);
    expect(wordless.map(({ question, answer }) => ({ question, answer }))).toEqual(
      Array.from({ length: 2 }, () => ({ question: null, answer: null })),
    );
    const { change, answers } = await listTold(db, desk, old, today);
    expect(change).toMatchObject({ kind: 'superseded', on: '2026-11-01', by: { id: young } });
    expect(answers.map(({ turnId }) => turnId).sort()).toEqual([changed, anonymous].sort());
    expect(answers[0]?.clauses).toMatchObject([
      {
        n: 1,
        change: 'superseded',
        path: '第二条',
        after: { documentId: young, path: '第二条' },
        toldOn: null,
      },
    ]);
    expect(answers[0]?.clauses[0]?.before).toContain('50%');
    expect(answers[0]?.clauses[0]?.after?.text).toContain('30%');

    expect(await tellAskers(tellDeps, desk, old)).toEqual({ answers: 2, notices: 1 });
    expect(await tellAskers(tellDeps, desk, old)).toEqual({ answers: 0, notices: 0 });
    expect(await db.notice.findMany()).toMatchObject([
      {
        personId: 'p-asker',
        kind: 'answer-corrected',
        link: expect.stringContaining(`c-${changed}`) as string,
      },
    ]);
    expect(await db.personalMessage.findMany()).toMatchObject([
      { personId: 'p-asker', kind: 'answer-corrected', topic: 'reply' },
    ]);
    expect(await db.answerCorrection.count()).toBe(2);
    expect((await listTold(db, desk, old, today)).answers[0]?.clauses[0]?.toldOn).toBe(today);
    const [event] = await listHistory(db, desk, old);
    expect(event).toMatchObject({ action: 'document.askers-told', by: '唐静', about: '2' });
  });

  test('after a repeal, an expiry or a withdrawal nothing stands in its place', async () => {
    const gone = await ingest(version('50%', '2024年1月1日'));
    const turn = await ask(gone, '第二条');
    await db.document.update({ where: { id: gone }, data: { expiresOn: '2026-11-21' } });
    expect(await listTold(db, desk, gone, today)).toMatchObject({
      change: { kind: 'expired', on: '2026-11-22', by: null },
      answers: [{ turnId: turn, clauses: [{ change: 'expired', after: null }] }],
    });
    await db.document.update({ where: { id: gone }, data: { repealedOn: '2026-11-20' } });
    expect((await listTold(db, desk, gone, today)).change?.kind).toBe('repealed');
    await db.document.update({ where: { id: gone }, data: { state: 'withdrawn' } });
    expect((await listTold(db, desk, gone, today)).change?.kind).toBe('withdrawn');
  });

  test('a corrected passage is told too', async () => {
    const id = await ingest(version('50%', '2024年1月1日'));
    const turn = await ask(id, '第二条');
    await db.passage.updateMany({
      where: { documentId: id, path: '第二条' },
      data: { text: '第二条 对企业参加展会的展位费给予补助，补助比例为40%。' },
    });
    expect((await listTold(db, desk, id, today)).answers).toMatchObject([
      {
        turnId: turn,
        clauses: [{ change: 'corrected', after: { text: expect.stringContaining('40%') as string } }],
      },
    ]);
    expect(await tellAskers(tellDeps, desk, id, ['another'])).toEqual({ answers: 0, notices: 0 });
    expect(await tellAskers(tellDeps, desk, id, [turn])).toEqual({ answers: 1, notices: 0 });
  });

  test('another department sees none of it', async () => {
    const id = await ingest(version('50%', '2024年1月1日'));
    await expect(listTold(db, staff('tax'), id, today)).rejects.toThrow(NotFoundError);
    await expect(tellAskers(tellDeps, staff('tax'), id)).rejects.toThrow(NotFoundError);
    await expect(listTold(db, anonymousReader, id, today)).rejects.toThrow(NotFoundError);
  });
});

describe('the gate’s changes', () => {
  const context = {
    where: 'live' as const,
    changeId: 'x',
    proposedById: null,
    departmentId: 'science',
    reader: desk,
  };

  test('a withdrawal takes the document out of search, and its revert brings it back', async () => {
    const old = await ingest(version('50%', '2024年1月1日'));
    const young = await ingest(version('30%', '2026年11月1日'));
    await expect(
      db.$transaction((tx) => proposeWithdrawal(tx, desk, { documentId: young, reason: ' ' }, now())),
    ).rejects.toMatchObject({ fields: { reason: expect.any(String) as string } });
    await db.$transaction((tx) => proposeWithdrawal(tx, desk, { documentId: young, reason: '误传' }, now()));
    expect(await db.knowledgeChange.findMany()).toMatchObject([
      { kind: 'withdraw-document', departmentId: 'science' },
    ]);
    const undo = await db.$transaction((tx) =>
      withdrawDocument.apply(tx, { documentId: young, reason: '误传' }, { ...context, now: now() }),
    );
    const inForce = () => [
      ...readDocumentIds(sql, filterDocuments({ asOf: today, reader: anonymousReader })),
    ];
    expect(inForce()).toEqual([old]);
    await db.$transaction((tx) => withdrawDocument.revert(tx, undo as never, { ...context, now: now() }));
    expect(inForce()).toEqual([young]);
  });

  test('new days count at once, and go back with the words they were found in', async () => {
    const id = await ingest(version('50%', '2024年1月1日'));
    await expect(
      db.$transaction((tx) =>
        proposeDates(tx, desk, { documentId: id, dates: { expiresOn: '2020-01-01' }, reason: '' }, now()),
      ),
    ).rejects.toMatchObject({ fields: { expiresOn: expect.stringContaining('2024-01-01') as string } });
    expect(
      await db.$transaction((tx) =>
        proposeDates(tx, desk, { documentId: id, dates: { effectiveFrom: '2024-01-01' }, reason: '' }, now()),
      ),
    ).toBeNull();
    const undo = await db.$transaction((tx) =>
      documentDates.apply(
        tx,
        {
          documentId: id,
          dates: { effectiveFrom: '2024-02-01', expiresOn: '2025-01-31' },
          reason: '公报',
          by: '唐静',
        },
        { ...context, now: now() },
      ),
    );
    expect(await db.document.findUnique({ where: { id } })).toMatchObject({
      effectiveFrom: '2024-02-01',
      expiresOn: '2025-01-31',
      datesState: 'given',
    });
    await db.$transaction((tx) => documentDates.revert(tx, undo as never, { ...context, now: now() }));
    expect(await db.document.findUnique({ where: { id } })).toMatchObject({
      effectiveFrom: '2024-01-01',
      expiresOn: null,
      datesState: 'found',
    });
  });
});

describe('found days', () => {
  test('wait in a list with their sentence until someone lets them stand', async () => {
    const id = await ingest(version('50%', '2024年1月1日'));
    const { documents } = await listFoundDates(db, desk, 1, today);
    expect(documents).toMatchObject([
      {
        id,
        dates: [
          {
            field: 'effectiveFrom',
            found: { value: '2024-01-01' },
            sentence: '第四条 本办法自2024年1月1日起施行。',
          },
        ],
      },
    ]);
    expect((await listFoundDates(db, staff('tax'), 1, today)).total).toBe(0);
    await confirmDates(deps, desk, id);
    expect((await listFoundDates(db, desk, 1, today)).total).toBe(0);
  });
});

describe('the calendar', () => {
  test('tells the keepers of what began, ended or ends soon, each once', async () => {
    const id = await ingest(version('50%', '2026年11月20日'));
    await db.document.update({ where: { id }, data: { expiresOn: '2026-12-20' } });
    expect(await watchDocuments(tellDeps)).toEqual({ milestones: 2, notices: 2 });
    expect(await watchDocuments(tellDeps)).toEqual({ milestones: 0, notices: 0 });
    expect((await db.notice.findMany({ orderBy: { kind: 'asc' } })).map(({ kind }) => kind)).toEqual([
      'document-expires-in-30',
      'document-in-force',
    ]);
    const kinds: string[] = [];
    for (const day of ['2026-12-14', '2026-12-20', '2026-12-21']) {
      const before = await db.notice.count();
      await watchDocuments({ ...tellDeps, now: () => new Date(`${day}T00:30:00+08:00`) });
      kinds.push(`${day} ${String((await db.notice.count()) - before)}`);
    }
    // Seven days ahead, nothing on the last day itself, and on the day after it has ended.
    expect(kinds).toEqual(['2026-12-14 1', '2026-12-20 0', '2026-12-21 1']);
  });
});

describe('a document for one department', () => {
  test('is seen by nobody else: not in search, lists, pages, clauses, versions or relations', async () => {
    const old = await ingest(version('50%', '2024年1月1日'));
    const secret = await ingest(version('30%', '2026年11月1日'));
    await setAudience(deps, desk, secret, 'department');
    const passage = await db.passage.findFirstOrThrow({ where: { documentId: secret } });
    for (const reader of [anonymousReader, staff('tax')]) {
      expect(readDocumentIds(sql, filterDocuments({ asOf: today, reader })).has(secret)).toBe(false);
      expect((await listDocuments(db, { reader, asOf: today })).documents.map(({ id }) => id)).not.toContain(
        secret,
      );
      expect(await getDocument(db, reader, secret, today)).toBeNull();
      expect(await getSource(db, reader, passage.id, today)).toBeNull();
      const view = await getDocument(db, reader, old, today);
      expect(
        JSON.stringify([view?.versions, view?.supersededByDocument, view?.relations, view?.relationsTo]),
      ).not.toContain(secret);
    }
    expect(readDocumentIds(sql, filterDocuments({ asOf: today, reader: desk })).has(secret)).toBe(true);
    expect(await getDocument(db, desk, secret, today)).not.toBeNull();
    // The askers of the old text are told nothing of it either.
    await ask(old, '第二条', { personId: 'p-asker' });
    expect((await listTold(db, desk, old, today)).answers).toMatchObject([{ clauses: [{ after: null }] }]);
  });

  test('needs a department, and is none of another’s to open', async () => {
    const id = await ingest(version('50%', '2024年1月1日'));
    await expect(setAudience(deps, staff('tax'), id, 'department')).rejects.toThrow(NotFoundError);
    await db.document.update({ where: { id }, data: { departmentId: null } });
    await expect(setAudience(deps, desk, id, 'department')).rejects.toMatchObject({
      fields: { audience: expect.any(String) as string },
    });
  });
});
