import { beforeAll, describe, expect, it } from 'vitest';

import { addNote } from '~/knowledge/helpdesk/add-note.server';
import { askOn, rateReply } from '~/knowledge/helpdesk/ask-on.server';
import { claimQuestion, releaseQuestion } from '~/knowledge/helpdesk/claim-question.server';
import { closeQuestion } from '~/knowledge/helpdesk/close-question.server';
import { escalateQuestions } from '~/knowledge/helpdesk/escalate-questions.server';
import { getQuestion } from '~/knowledge/helpdesk/get-question.server';
import { handOver } from '~/knowledge/helpdesk/hand-over.server';
import { listQuestions } from '~/knowledge/helpdesk/list-questions.server';
import { readReply } from '~/knowledge/helpdesk/read-reply.server';
import { replyToQuestion, saveDraft } from '~/knowledge/helpdesk/reply-to-question.server';
import { transferQuestion } from '~/knowledge/helpdesk/transfer-question.server';
import { ConflictError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import { anonymousReader, type Reader } from '~/prisma/access/reader';
import { useDatabase } from '~/test/setup/database';

import { addDocument, addStaff, makeClock } from './people';

const database = useDatabase();
const { db } = database;
// A Friday in the city; due two work days later, on Tuesday.
const clock = makeClock('2026-11-20T02:00:00Z');
const deps = { db, now: clock.now };
let [tang, luo, han, admin, lin] = [] as unknown as (Reader & { personId: string })[];
let passages: number[];

beforeAll(async () => {
  for (const [id, name] of [
    ['data', '数据局'],
    ['tax', '税务局'],
  ] as const)
    await db.department.create({ data: { id, name } });
  tang = await addStaff(db, 'tang', [{ role: 'helpdesk', departmentId: 'data' }]);
  luo = await addStaff(db, 'luo', [{ role: 'helpdesk', departmentId: 'data' }], 'luo@example.org');
  han = await addStaff(db, 'han', [{ role: 'helpdesk', departmentId: 'tax' }]);
  admin = await addStaff(db, 'admin', [{ role: 'administrator', departmentId: null }]);
  lin = await addStaff(db, 'lin', [], 'lin@example.org');
  passages = await addDocument(db, {
    ...{ id: 'd1', title: '云江市稳岗返还办法', number: '云江人社〔2025〕3号' },
    texts: ['第一条 中小微企业返还比例为60%。', '第二条 大型企业返还比例为30%，但裁员率超过5.5%的除外。'],
  });
});

const people = () => ({ tang, luo, han, admin, lin }) as Record<string, Reader & { personId: string }>;
const who = (name: string) => people()[name] as Reader & { personId: string };

async function ask(question: string, reader: Reader = anonymousReader, extra = {}) {
  const summary = { turns: [], sources: [], facts: [] };
  return handOver(deps, { reader, question, summary, conversationId: null, ...extra });
}

async function kindsOf(id: string) {
  const rows = await db.handoverEvent.findMany({ where: { handoverId: id }, orderBy: { number: 'asc' } });
  return rows.map(({ kind }) => kind);
}

describe('a question at the desk', () => {
  it('is numbered, claimed once, and a second claim says who has it', async () => {
    const first = await ask('稳岗返还怎么申请？');
    const second = await ask('返还什么时候到账？');
    expect([first.number, second.number]).toEqual(['2611-0001', '2611-0002']);
    await claimQuestion(deps, who('tang'), first.id);
    await claimQuestion(deps, who('tang'), first.id);
    const refused = await claimQuestion(deps, who('luo'), first.id).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ConflictError);
    expect((refused as ConflictError).current).toMatchObject({ state: 'claimed', claimedBy: 'tang（测试）' });
    expect(await kindsOf(first.id)).toEqual(['handed-over', 'claimed']);
    await expect(releaseQuestion(deps, who('luo'), first.id)).rejects.toThrow(ConflictError);
    await releaseQuestion(deps, who('tang'), first.id);
    await claimQuestion(deps, who('luo'), first.id);
    expect(await kindsOf(first.id)).toEqual(['handed-over', 'claimed', 'released', 'claimed']);
  });

  it('is claimed by one of many who reach for it at once', async () => {
    const { id } = await ask('谁先认领？');
    const tries = await Promise.allSettled(
      [who('tang'), who('luo'), who('tang'), who('luo')].map((reader) => claimQuestion(deps, reader, id)),
    );
    const row = await db.handover.findUniqueOrThrow({ where: { id } });
    const holders = await db.handoverEvent.count({ where: { handoverId: id, kind: 'claimed' } });
    expect(holders).toBe(1);
    expect([who('tang').personId, who('luo').personId]).toContain(row.claimedById);
    expect(tries.some(({ status }) => status === 'rejected')).toBe(true);
  });

  it('is passed to another department with a note, keeps its term, and leaves the sight of the first', async () => {
    const { id, dueOn } = await ask('发票怎么开？');
    await claimQuestion(deps, who('tang'), id);
    await expect(
      transferQuestion(deps, who('tang'), id, { to: 'department:tax', note: ' ' }),
    ).rejects.toThrow(InvalidInputError);
    await expect(
      transferQuestion(deps, who('luo'), id, { to: 'department:tax', note: '税务事项' }),
    ).rejects.toThrow(ConflictError);
    await expect(
      transferQuestion(deps, who('tang'), id, { to: 'department:nowhere', note: '税务事项' }),
    ).rejects.toThrow(InvalidInputError);
    await transferQuestion(deps, who('tang'), id, { to: 'department:tax', note: '税务事项，请答复' });
    const view = await getQuestion(deps, who('han'), id);
    expect(view).toMatchObject({ state: 'waiting', departmentId: 'tax', dueOn });
    expect(view?.timeline.at(-1)).toMatchObject({
      kind: 'transferred',
      by: 'tang（测试）',
      to: '税务局',
      detail: { text: '税务事项，请答复' },
    });
    expect(await getQuestion(deps, who('tang'), id)).toBeNull();
    await expect(claimQuestion(deps, who('tang'), id)).rejects.toThrow(NotFoundError);
    expect(
      await db.notice.count({ where: { personId: who('han').personId, kind: 'question.transferred' } }),
    ).toBe(1);
  });

  it('is passed to a colleague, who then holds it', async () => {
    const { id } = await ask('这件给同事');
    await transferQuestion(deps, who('tang'), id, { to: `person:${who('luo').personId}`, note: '你熟悉' });
    expect(await getQuestion(deps, who('luo'), id)).toMatchObject({ state: 'claimed', isMine: true });
  });

  it('takes notes that only the desk sees, and tells whom they name', async () => {
    const { id, queryCode } = await ask('内部备注会泄露吗？');
    await addNote(deps, who('tang'), id, '先问处长 @luo（测试）');
    await expect(addNote(deps, who('tang'), id, '  ')).rejects.toThrow(InvalidInputError);
    expect(JSON.stringify(await readReply(db, queryCode))).not.toContain('处长');
    expect(
      await db.notice.count({ where: { personId: who('luo').personId, kind: 'question.mentioned' } }),
    ).toBe(1);
  });

  it('is closed with a reason that stands in the timeline', async () => {
    const { id, queryCode } = await ask('重复的问题');
    await expect(closeQuestion(deps, who('tang'), id, { reason: 'whatever', text: '' })).rejects.toThrow(
      InvalidInputError,
    );
    await expect(closeQuestion(deps, who('tang'), id, { reason: 'other', text: '' })).rejects.toThrow(
      InvalidInputError,
    );
    await closeQuestion(deps, who('tang'), id, { reason: 'duplicate', text: '' });
    expect(await readReply(db, queryCode)).toMatchObject({ state: 'closed', closedReason: 'duplicate' });
    await expect(closeQuestion(deps, who('tang'), id, { reason: 'duplicate', text: '' })).rejects.toThrow(
      ConflictError,
    );
  });
});

describe('a reply', () => {
  it('is held back when a figure stands in no cited clause, and sent when the person confirms', async () => {
    const { id } = await ask('返还多少？', who('lin'));
    await claimQuestion(deps, who('tang'), id);
    const wrong = { text: '中小微企业返还80%。[1]', cited: [passages[0] as number] };
    expect(await replyToQuestion(deps, who('tang'), id, wrong)).toMatchObject({
      sent: false,
      pointedOut: [{ reason: 'figures', figures: ['80%'] }],
    });
    expect(await getQuestion(deps, who('tang'), id)).toMatchObject({
      state: 'claimed',
      draft: { text: wrong.text },
      replies: [],
    });
    expect(await replyToQuestion(deps, who('tang'), id, { ...wrong, confirmed: true })).toMatchObject({
      sent: true,
    });
    const kept = await db.handoverReply.findFirstOrThrow({ where: { handoverId: id } });
    expect(kept.pointedOut).toMatchObject([{ reason: 'figures' }]);
  });

  it('reaches the asker with its clauses, the department and the day, in the app and by the ways of their choice, and nobody’s login', async () => {
    const { id, queryCode } = await ask('大型企业返还多少？', who('lin'), { conversationId: null });
    await claimQuestion(deps, who('tang'), id);
    const text = '您好。大型企业返还比例为30%，裁员率超过5.5%的除外。[2]';
    expect(await replyToQuestion(deps, who('tang'), id, { text, cited: passages })).toMatchObject({
      sent: true,
    });
    const seen = await readReply(db, queryCode);
    expect(seen?.exchange).toMatchObject([
      {
        kind: 'reply',
        reply: {
          text,
          department: '数据局',
          citations: [
            { n: 2, passageId: passages[1], documentNumber: '云江人社〔2025〕3号', path: '第二条' },
          ],
        },
      },
    ]);
    expect(JSON.stringify(seen)).not.toContain('tang');
    const key = { startsWith: `question.replied:${id}` };
    expect(await db.notice.findFirst({ where: { dedupeKey: key } })).toMatchObject({
      personId: who('lin').personId,
    });
    expect(
      await db.personalMessage.count({
        where: { personId: who('lin').personId ?? '', topic: 'reply', dedupeKey: { contains: id } },
      }),
    ).toBe(1);
    await expect(replyToQuestion(deps, who('luo'), id, { text: '再答', cited: [] })).rejects.toThrow(
      ConflictError,
    );
  });

  it('never cites what the public may not read', async () => {
    await addDocument(db, { id: 'inner', title: '内部口径', texts: ['内部口径。'] });
    await db.document.update({
      where: { id: 'inner' },
      data: { audience: 'department', departmentId: 'data' },
    });
    const inner = await db.passage.findFirstOrThrow({ where: { documentId: 'inner' } });
    const { id } = await ask('内部口径是什么？');
    await expect(
      replyToQuestion(deps, who('tang'), id, { text: '见内部口径。[1]', cited: [inner.id] }),
    ).rejects.toThrow(InvalidInputError);
  });

  it('is rated, and asked on: the question opens again with a new term and all that was said', async () => {
    const { id, queryCode } = await ask('追问测试');
    await claimQuestion(deps, who('tang'), id);
    await saveDraft(deps, who('tang'), id, { text: '草稿', cited: [] });
    await expect(saveDraft(deps, who('luo'), id, { text: '覆盖', cited: [] })).rejects.toThrow(ConflictError);
    await replyToQuestion(deps, who('tang'), id, { text: '先答到这里。', cited: [] });
    const first = (await readReply(db, queryCode))?.exchange[0];
    const replyId = first?.kind === 'reply' ? first.reply.id : '';
    await rateReply(deps, anonymousReader, { code: queryCode }, { replyId, rating: 'not-useful' });
    clock.moveTo('2026-11-25T02:00:00Z');
    expect(await askOn(deps, anonymousReader, { code: queryCode }, '那个体户呢？')).toEqual({
      reopened: true,
    });
    expect(await askOn(deps, anonymousReader, { code: queryCode }, '那个体户呢？')).toEqual({
      reopened: false,
    });
    const row = await db.handover.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({
      state: 'waiting',
      claimedById: null,
      dueOn: '2026-11-27',
      reply: '先答到这里。',
    });
    expect(
      await db.notice.count({ where: { personId: who('tang').personId, kind: 'question.asked-on' } }),
    ).toBe(1);
    await claimQuestion(deps, who('luo'), id);
    await replyToQuestion(deps, who('luo'), id, { text: '补充答复如上。', cited: [] });
    const seen = await readReply(db, queryCode);
    expect(seen?.exchange.map((item) => item.kind)).toEqual(['reply', 'follow-up', 'reply']);
    expect(await kindsOf(id)).toEqual([
      ...['handed-over', 'claimed', 'replied', 'rated', 'follow-up', 'reopened', 'claimed', 'replied'],
    ]);
    await expect(askOn(deps, anonymousReader, { code: 'ABCDE-23456' }, '别人的')).rejects.toThrow(
      NotFoundError,
    );
    clock.moveTo('2026-11-20T02:00:00Z');
  });
});

describe('the clock', () => {
  it('tells the holder on the day, then colleagues and administrators once, and not on days off', async () => {
    await db.handover.updateMany({
      where: { state: { in: ['waiting', 'claimed'] } },
      data: { state: 'closed' },
    });
    const { id } = await ask('会超期的问题');
    await claimQuestion(deps, who('tang'), id);
    expect(await escalateQuestions(deps)).toEqual({ due: 0, overdue: 0 });
    clock.moveTo('2026-11-24T01:00:00Z');
    expect(await escalateQuestions(deps)).toEqual({ due: 1, overdue: 0 });
    expect(await escalateQuestions(deps)).toEqual({ due: 0, overdue: 0 });
    expect(await db.notice.count({ where: { kind: 'question.due', dedupeKey: { contains: id } } })).toBe(1);
    clock.moveTo('2026-11-25T01:00:00Z');
    expect(await escalateQuestions(deps)).toEqual({ due: 0, overdue: 1 });
    expect(await escalateQuestions(deps)).toEqual({ due: 0, overdue: 0 });
    const told = await db.notice.findMany({
      where: { kind: { startsWith: 'question.overdue' }, dedupeKey: { contains: id } },
    });
    const ids = told.map(({ personId }) => personId);
    expect(ids).toEqual(
      expect.arrayContaining([who('tang').personId, who('luo').personId, who('admin').personId]),
    );
    expect(told.find(({ personId }) => personId === who('admin').personId)?.body).not.toContain('会超期');
    const { items } = await listQuestions(deps, who('luo'), { tab: 'claimed' });
    expect(items.find((item) => item.id === id)).toMatchObject({ due: 'overdue', workDaysLeft: -1 });
    clock.moveTo('2026-11-28T01:00:00Z');
    expect(await escalateQuestions(deps)).toEqual({ due: 0, overdue: 0 });
    clock.moveTo('2026-11-20T02:00:00Z');
  });

  it('sorts the queue by the time left', async () => {
    await ask('后到的');
    const { items } = await listQuestions(deps, who('tang'), { tab: 'waiting' });
    const days = items.map(({ dueOn }) => dueOn);
    expect(days).toEqual([...days].sort());
  });
});
