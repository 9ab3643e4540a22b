import { expect, test } from 'vitest';

import type { ModelTrial } from '~/knowledge/answers/models/try-model.server';
import { proposeTurningPoints } from '~/knowledge/evaluation/gate/calendar-change.server';
import { publishByDecision } from '~/knowledge/evaluation/gate/decide-change.server';
import { requireChangeView } from '~/knowledge/evaluation/gate/list-changes.server';
import { rollBackChange } from '~/knowledge/evaluation/gate/roll-back-change.server';
import { keepBaseline } from '~/knowledge/evaluation/runs/keep-baseline.server';
import { readRunAnswers } from '~/knowledge/evaluation/runs/read-run.server';
import { ConflictError } from '~/prisma/access/access-denied';
import { addDays, cityDate } from '~/prisma/calendar/city-date';

import { colleague, designer, parking, useGate } from './use-gate';

const gate = useGate();
const { db, deps, now, told, trials, save, workChecks, propose, proposeDocument, ask } = gate;
const slow = { timeout: 240_000 };
const view = (changeId: string) => requireChangeView(db, designer, changeId);

const entry = (term: string, target: string) => ({
  kind: 'dictionary' as const,
  payload: {
    upserts: [
      {
        ...{ kind: 'synonym', term, targets: [target], weight: 1, note: '' },
        ...{ departmentId: 'science', isSample: false },
      },
    ],
    removals: [],
  },
});

test('a synonym asks only the questions that it lets be understood otherwise', slow, async () => {
  await ask([
    { question: '研发补助最高补多少钱？', path: '第三条', mustHold: ['五十万元'] },
    { question: '申请研发补助要交哪些材料？', path: '第四条' },
    { question: '夜里停货车要收多少钱？' },
  ]);
  const { changeId } = await propose(entry('搞研发拿钱', '研发补助'));
  await workChecks();
  const first = await view(changeId);
  expect(first).toMatchObject({ state: 'published', finding: { questions: 3, askedAfter: 0 } });

  const turning = await propose(entry('材料', '报送材料'));
  await workChecks();
  const { finding } = await view(turning.changeId);
  expect(finding).toMatchObject({ outcome: 'no-worse', questions: 3, askedAfter: 1 });
  // What the first check asked on its copy is what the city answers: nothing was asked before the second.
  expect(finding?.baselineRunId).toBe(first.finding?.candidateRunId);
  // And what stands by proof is what asking gives.
  const asked = await deps.replayer.replay(
    { jobId: 'fresh', fresh: true },
    { signal: new AbortController().signal, onProgress: () => undefined },
  );
  const plain = (answers: typeof asked.before) =>
    answers
      .map(({ tookMs: _ms, firstWordsMs: _first, ...answer }) => answer)
      .sort((a, b) => a.questionId.localeCompare(b.questionId));
  expect(plain(await readRunAnswers(db, finding?.candidateRunId ?? ''))).toEqual(plain(asked.before));
});

test(
  'what is taken back leaves the answers of before known; an edited question is asked anew',
  slow,
  async () => {
    const { changeId } = await propose(entry('复印件', '专项审计报告'));
    await workChecks();
    const { finding } = await view(changeId);
    await rollBackChange(deps, designer, changeId);
    const again = await propose(entry('原件', '申请表'));
    await workChecks();
    expect((await view(again.changeId)).finding?.baselineRunId).toBe(finding?.baselineRunId);

    const one = await db.evaluationQuestion.findFirstOrThrow({ where: { kind: 'unanswerable' } });
    await db.evaluationQuestion.update({ where: { id: one.id }, data: { note: '改过' } });
    const third = await propose(entry('扫描件', '申请表'));
    await workChecks();
    const last = await view(third.changeId);
    expect(last.finding?.questions).toBe(3);
    expect(last.finding?.baselineRunId).not.toBe((await view(again.changeId)).finding?.candidateRunId);
  },
);

test('waiting uploads go through one replay and are all published by it', slow, async () => {
  const ids = [
    await save('parking.md', parking, 'in-review'),
    await save('light.md', '# 云江市路灯办法\n\n第一条 路灯日落后半小时内开启。\n', 'in-review'),
  ];
  const changes = [];
  for (const id of ids) changes.push(await proposeDocument(id));
  await workChecks();
  for (const { changeId } of changes)
    expect(await view(changeId)).toMatchObject({ state: 'published', finding: { together: 2 } });
  const entries = await db.auditEntry.findMany({ where: { action: 'change.published' } });
  for (const { changeId } of changes)
    expect(entries.filter(({ subjectId }) => subjectId === changeId)).toHaveLength(1);
});

test(
  'uploads of which one does harm are parted: the harmless one is published, the other waits',
  slow,
  async () => {
    const rumour = Array.from(
      { length: 6 },
      (_, at) => `第${'一二三四五六'.charAt(at)}条 研发补助最高补多少钱：研发补助最高补三十${at + 1}万元。`,
    );
    const harmful = await save(
      'rumour.md',
      `# 研发补助最高补多少钱\n\n${rumour.join('\n\n')}\n`,
      'in-review',
    );
    const harmless = await save('bench.md', '# 云江市长椅办法\n\n第一条 长椅每年刷漆一次。\n', 'in-review');
    const [first, second] = [await proposeDocument(harmful), await proposeDocument(harmless)];
    await workChecks();
    expect(await view(first.changeId)).toMatchObject({
      state: 'failed',
      finding: { outcome: 'worse', together: 1 },
    });
    expect(await view(second.changeId)).toMatchObject({ state: 'published', finding: { together: 1 } });
    expect((await db.document.findUniqueOrThrow({ where: { id: harmful } })).state).toBe('in-review');
  },
);

const trial = (verdict: ModelTrial['verdict']): ModelTrial => ({
  ...{ at: new Date().toISOString(), verdict, charactersPerSecond: 20 },
  answers: [
    {
      ...{ question: '首次获得认定的企业奖励多少钱？', shown: ['18万元。'], dropped: [] },
      ...{ outcome: verdict === 'holds' ? 'right' : 'wrong', firstMs: 5, tookMs: 9 },
    },
  ],
});

test(
  'a chat model is published when the citations of its trial hold, else a person decides',
  slow,
  async () => {
    trials.push(trial('holds'), trial('partly'));
    const model = { kind: 'chat-model' as const, payload: { serverId: 'ollama', model: 'qwen3' } };
    const good = await propose(model);
    await workChecks();
    expect(await view(good.changeId)).toMatchObject({
      state: 'published',
      finding: { outcome: 'trial-holds', trial: { verdict: 'holds' } },
    });
    const bad = await propose(model);
    await workChecks();
    expect(await view(bad.changeId)).toMatchObject({ state: 'failed', finding: { outcome: 'trial-fails' } });
    expect(told.filter(({ kind }) => kind === 'change-undecided').map(({ personId }) => personId)).toContain(
      'p-zhou',
    );
    expect(await publishByDecision(deps, colleague, bad.changeId, '先用起来看看效果')).toBe('published');
    const none = await propose({ kind: 'chat-model', payload: { automatic: true } });
    await workChecks();
    expect(await view(none.changeId)).toMatchObject({ state: 'published', finding: { outcome: 'no-model' } });
  },
);

test(
  'what ends tomorrow is replayed today as on that day, and its keepers are told what is lost',
  slow,
  async () => {
    await ask([{ question: '申请研发补助的企业应当在哪里注册？', path: '第二条' }]);
    const today = cityDate(now());
    await db.document.updateMany({ where: { fileName: 'subsidy.md' }, data: { expiresOn: today } });
    expect(await proposeTurningPoints(deps)).toBe(1);
    expect(await proposeTurningPoints(deps)).toBe(0);
    await workChecks();
    const change = await db.knowledgeChange.findFirstOrThrow({ where: { kind: 'calendar' } });
    const { state, finding, title } = await view(change.id);
    expect(title).toContain(addDays(today, 1));
    expect(state).toBe('published');
    expect(finding?.explained.map(({ explanation }) => explanation)).toContain('clause-left');
    expect(told.map(({ kind }) => kind)).toContain('calendar-turns');
    // The law decides: there is nothing to take back, and today's answers stand.
    await expect(rollBackChange(deps, designer, change.id)).rejects.toThrow(ConflictError);
    expect((await db.document.findFirstOrThrow({ where: { fileName: 'subsidy.md' } })).state).toBe(
      'published',
    );
  },
);

test(
  'what changes by another way is asked anew once, and administrators are told what got worse',
  slow,
  async () => {
    const signal = new AbortController().signal;
    await keepBaseline(deps, { id: 'first', signal });
    expect(await keepBaseline(deps, { id: 'second', signal })).toBeNull();
    await db.person.create({ data: { id: 'p-admin', loginName: 'p-admin', name: '管' } });
    await db.appointment.create({ data: { personId: 'p-admin', role: 'administrator' } });
    await db.document.updateMany({ where: { fileName: 'subsidy.md' }, data: { audience: 'department' } });
    const kept = await keepBaseline(deps, { id: 'third', signal });
    expect(kept?.worse).toBeGreaterThan(0);
    expect(told.at(-1)).toMatchObject({ personId: 'p-admin', kind: 'questions-worse' });
  },
);
