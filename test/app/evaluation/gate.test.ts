import { readdirSync } from 'node:fs';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openReplayer } from '~/app/evaluation/open-replayer.server';
import { defaultLimits } from '~/knowledge/documents/document-limits';
import { parseFile } from '~/knowledge/documents/parse-file.server';
import { saveDocument } from '~/knowledge/documents/save-document.server';
import { gateJobHandlers } from '~/knowledge/evaluation/gate/check-change.server';
import { publishByDecision, rejectChange } from '~/knowledge/evaluation/gate/decide-change.server';
import { listChanges, requireChangeView } from '~/knowledge/evaluation/gate/list-changes.server';
import { proposeChange } from '~/knowledge/evaluation/gate/propose-change.server';
import { rollBackChange } from '~/knowledge/evaluation/gate/roll-back-change.server';
import { addQuestion, setOfDepartment } from '~/knowledge/evaluation/questions/save-question.server';
import { AccessDeniedError, ConflictError, InvalidInputError } from '~/prisma/access/access-denied';
import { anonymousReader, systemReader, type Reader } from '~/prisma/access/reader';
import { checkAuditChain } from '~/prisma/audit/check-audit-chain.server';
import type { JobContext } from '~/prisma/jobs/work-jobs.server';
import { parseSettings } from '~/prisma/settings.server';

import { useDatabase } from '../../setup/database';

// The real search with the real model, on a real copy, asked by the chat turn itself.
const { db, dir } = useDatabase();
const settings = parseSettings({ DATA_DIR: dir, CHAT_MODEL: 'off' });
const replayer = openReplayer(settings);
const now = () => new Date();
const deps = { db, replayer, now, log: pino({ level: 'silent' }) };
afterAll(() => replayer.close());

const designer: Reader = {
  ...anonymousReader,
  ...{ kind: 'person', personId: 'p-zhou', name: '周敏' },
  appointments: [{ role: 'designer', departmentId: 'science' }],
};
const colleague: Reader = { ...designer, personId: 'p-li', name: '李' };
const stranger: Reader = {
  ...designer,
  personId: 'p-wang',
  appointments: [{ role: 'designer', departmentId: 'finance' }],
};

const subsidy = `# 云江市研发补助办法

第一条 为支持企业研发，制定本办法。

第二条 申请研发补助的企业应当在本市注册。

第三条 研发补助按企业上年度研发费用的百分之八计算，单户企业最高不超过五十万元。

第四条 申请研发补助的材料包括申请表和专项审计报告。
`;
const parking = `# 云江市货车停放办法

第一条 货车应当停放在指定的停车场。

第二条 停车场夜间停放货车每辆收费十元。
`;

async function save(name: string, markdown: string, state: 'published' | 'in-review'): Promise<string> {
  const file = { bytes: new TextEncoder().encode(markdown), name };
  const parsed = await parseFile(file, defaultLimits);
  await saveDocument({ db, filesDir: settings.filesDir, now }, file, parsed, {
    ...{ reader: systemReader, departmentId: 'science', isSample: false, state },
  });
  const { id } = await db.document.findFirstOrThrow({ where: { fileName: name }, select: { id: true } });
  return id;
}

/** Works the open checks as the queue would, one after another. */
async function workChecks(signal = new AbortController().signal): Promise<void> {
  const handler = gateJobHandlers(deps)['check-change'];
  for (;;) {
    const job = await db.job.findFirst({
      where: { kind: 'check-change', state: { in: ['waiting', 'running'] } },
      orderBy: { createdAt: 'asc' },
    });
    if (!job) return;
    await db.job.update({ where: { id: job.id }, data: { state: 'running' } });
    await handler?.({
      ...{ id: job.id, payload: job.payload, attempt: 1, signal },
      progress: async (progress: number, total: number) => {
        await db.job.update({ where: { id: job.id }, data: { progress, total } });
      },
    } as JobContext<never>);
    await db.job.update({ where: { id: job.id }, data: { state: 'done', openKey: null } });
  }
}

const propose = (documentId: string, kind: 'publish-documents' | 'withdraw-document' = 'publish-documents') =>
  db.$transaction((tx) =>
    proposeChange(tx, {
      ...{ kind, title: '一项变更', departmentId: 'science', reader: designer, now: now() },
      payload: kind === 'publish-documents' ? { documentIds: [documentId] } : { documentId, reason: '试' },
    }),
  );

beforeAll(async () => {
  mkdirSync(settings.filesDir, { recursive: true });
  for (const id of ['science', 'finance']) await db.department.create({ data: { id, name: `${id}局` } });
  for (const { personId, name } of [designer, colleague]) {
    const id = personId ?? '';
    await db.person.create({ data: { id, loginName: id, name: name ?? '' } });
    await db.appointment.create({ data: { personId: id, departmentId: 'science', role: 'designer' } });
  }
  await save('subsidy.md', subsidy, 'published');
});

describe('the gate', () => {
  test('an empty set can tell nothing: a person decides, and not whoever proposed it', async () => {
    const documentId = await save('parking.md', parking, 'in-review');
    const { changeId } = await propose(documentId);
    await workChecks();
    const view = await requireChangeView(db, colleague, changeId);
    expect(view).toMatchObject({ state: 'failed', finding: { outcome: 'no-questions' }, mayPublish: true });
    await expect(publishByDecision(deps, designer, changeId, '先发布再补题')).rejects.toThrow(
      AccessDeniedError,
    );
    await expect(publishByDecision(deps, colleague, changeId, ' ')).rejects.toThrow(InvalidInputError);
    await expect(requireChangeView(db, stranger, changeId)).rejects.toThrow('was not found');
    expect(await publishByDecision(deps, colleague, changeId, '新办法急用，随后补题')).toBe('published');
    expect(await publishByDecision(deps, colleague, changeId, '新办法急用，随后补题')).toBe('published');
    expect((await db.document.findUniqueOrThrow({ where: { id: documentId } })).state).toBe('published');
  });

  test('one click takes it back, once', async () => {
    const [published] = await listChanges(db, designer, { state: 'published' });
    const id = published?.id ?? '';
    const { rollbackId } = await rollBackChange(deps, designer, id);
    expect(await rollBackChange(deps, designer, id)).toEqual({ rollbackId });
    expect((await requireChangeView(db, designer, id)).state).toBe('rolled-back');
    expect((await db.document.findFirstOrThrow({ where: { fileName: 'parking.md' } })).state).toBe(
      'in-review',
    );
  });

  test('a good change is published by itself, and its copy is gone', async () => {
    await db.$transaction(async (tx) => {
      const setId = await setOfDepartment(tx, 'science', now());
      const common = { setId, origin: 'desk' as const, mustHold: [], asOf: null, note: null };
      const clause = {
        documentTitle: '云江市研发补助办法',
        titleKey: '云江市研发补助办法',
        documentNumber: null,
      };
      await addQuestion(
        tx,
        designer,
        {
          ...common,
          ...{ question: '研发补助最高补多少钱？', kind: 'answerable', mustHold: ['五十万元'] },
          clauses: [{ ...clause, path: '第三条' }],
        },
        now(),
      );
      await addQuestion(
        tx,
        designer,
        { ...common, question: '夜里停货车要收多少钱？', kind: 'unanswerable', clauses: [] },
        now(),
      );
    });
    const { id } = await db.document.findFirstOrThrow({ where: { fileName: 'parking.md' } });
    // What a killed process left behind.
    mkdirSync(path.join(dir, 'shadow'), { recursive: true });
    writeFileSync(path.join(dir, 'shadow', 'left.db-wal'), 'x');
    const { changeId } = await propose(id);
    await workChecks();
    const { state, finding } = await requireChangeView(db, designer, changeId);
    expect(finding).toMatchObject({ outcome: 'no-worse', questions: 2, rightBefore: 2, worse: [] });
    // The new document answers what nothing answered: told, not held against it.
    expect(finding?.explained.map(({ explanation }) => explanation)).toEqual(['now-answered']);
    expect(state).toBe('published');
    expect(readdirSync(path.join(dir, 'shadow'))).toEqual([]);
    expect(
      await db.evaluationRun.count({ where: { role: { in: ['baseline', 'candidate'] } } }),
    ).toBeGreaterThan(0);
  });

  test('changes are checked one at a time, each on what the one before left', async () => {
    const first = await propose(
      (await db.document.findFirstOrThrow({ where: { fileName: 'subsidy.md' } })).id,
      'withdraw-document',
    );
    const parkingId = (await db.document.findFirstOrThrow({ where: { fileName: 'parking.md' } })).id;
    const second = await propose(parkingId);
    // The second's job comes first: it lets the change be that another one checks.
    await db.knowledgeChange.update({
      where: { id: first.changeId },
      data: { state: 'running', attempt: 'elsewhere' },
    });
    const handler = gateJobHandlers(deps)['check-change'];
    const job = await db.job.findFirstOrThrow({ where: { openKey: `check-change:${second.changeId}` } });
    await handler?.({
      ...job,
      signal: new AbortController().signal,
      progress: () => Promise.resolve(),
    } as never);
    expect((await requireChangeView(db, designer, second.changeId)).state).toBe('waiting');
    // The process that checked the first was killed: its job comes back and does it all again.
    await workChecks();
    const after = await requireChangeView(db, designer, first.changeId);
    expect(after).toMatchObject({ state: 'published', finding: { outcome: 'no-worse' } });
    expect(after.finding?.explained.map(({ explanation }) => explanation)).toEqual(['clause-left']);
    expect((await requireChangeView(db, designer, second.changeId)).state).not.toBe('waiting');
    await rollBackChange(deps, colleague, first.changeId);
  });

  test('what can no longer be decided says so, and the audit chain holds', async () => {
    const [published] = await listChanges(db, designer, { state: 'published' });
    await expect(rejectChange(deps, designer, published?.id ?? '', '不要了不要了')).rejects.toThrow(
      ConflictError,
    );
    expect(await db.auditEntry.count({ where: { action: 'change.rolled-back' } })).toBe(2);
    expect(await checkAuditChain(db)).toMatchObject({ intact: true });
  });
}, 240_000);
