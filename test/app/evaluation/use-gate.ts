import { mkdirSync } from 'node:fs';

import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';

import { openReplayer } from '~/app/evaluation/open-replayer.server';
import type { ModelTrial } from '~/knowledge/answers/models/try-model.server';
import { defaultLimits } from '~/knowledge/documents/document-limits';
import { parseFile } from '~/knowledge/documents/parse-file.server';
import { saveDocument } from '~/knowledge/documents/save-document.server';
import { gateJobHandlers, type GateDependencies } from '~/knowledge/evaluation/gate/check-change.server';
import { proposeChange, type ChangeProposal } from '~/knowledge/evaluation/gate/propose-change.server';
import type { QuestionInput } from '~/knowledge/evaluation/questions/question-input';
import { addQuestion, setOfDepartment } from '~/knowledge/evaluation/questions/save-question.server';
import { anonymousReader, systemReader, type Reader } from '~/prisma/access/reader';
import type { JobContext } from '~/prisma/jobs/work-jobs.server';
import { parseSettings } from '~/prisma/settings.server';

import { useDatabase } from '../../setup/database';

export const designer: Reader = {
  ...anonymousReader,
  ...{ kind: 'person', personId: 'p-zhou', name: '周敏' },
  appointments: [{ role: 'designer', departmentId: 'science' }],
};
export const colleague: Reader = { ...designer, personId: 'p-li', name: '李' };
export const stranger: Reader = {
  ...designer,
  personId: 'p-wang',
  appointments: [{ role: 'designer', departmentId: 'finance' }],
};

export const subsidy = `# 云江市研发补助办法

第一条 为支持企业研发，制定本办法。

第二条 申请研发补助的企业应当在本市注册。

第三条 研发补助按企业上年度研发费用的百分之八计算，单户企业最高不超过五十万元。

第四条 申请研发补助的材料包括申请表和专项审计报告。
`;
export const parking = `# 云江市货车停放办法

第一条 货车应当停放在指定的停车场。

第二条 停车场夜间停放货车每辆收费十元。
`;

/** A small city with the real search, the real model and the real copy; the chat turn itself is asked. */
export function useGate() {
  const { db, dir } = useDatabase();
  const settings = parseSettings({ DATA_DIR: dir, CHAT_MODEL: 'off' });
  const replayer = openReplayer(settings);
  const now = () => new Date();
  const told: { personId: string; kind: string; params: Record<string, string> }[] = [];
  /** What the trials of chat models to come find; null: the change leads to no model. */
  const trials: (ModelTrial | null)[] = [];
  const deps: GateDependencies = {
    ...{ db, replayer, now, log: pino({ level: 'silent' }) },
    tryChat: () => Promise.resolve(trials.shift() ?? null),
    tell: (_tx, { personId, kind, params }) => {
      told.push({ personId, kind, params });
      return Promise.resolve();
    },
  };
  afterAll(() => replayer.close());
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

  const propose = (change: Pick<ChangeProposal, 'kind' | 'payload'>) =>
    db.$transaction((tx) =>
      proposeChange(tx, {
        ...{ title: '一项变更', departmentId: 'science', reader: designer, now: now() },
        ...change,
      }),
    );
  const proposeDocument = (
    id: string,
    kind: 'publish-documents' | 'withdraw-document' = 'publish-documents',
  ) =>
    propose({
      kind,
      payload: kind === 'publish-documents' ? { documentIds: [id] } : { documentId: id, reason: '试' },
    });

  /** Questions of the department's set; a path names the clause of the subsidy that answers. */
  const ask = (questions: { question: string; path?: string; mustHold?: string[] }[]) =>
    db.$transaction(async (tx) => {
      const setId = await setOfDepartment(tx, 'science', now());
      for (const { question, path, mustHold = [] } of questions) {
        const title = '云江市研发补助办法';
        const clause = { documentTitle: title, titleKey: title, documentNumber: null, path: path ?? '' };
        const input: QuestionInput = {
          ...{ question, mustHold, asOf: null, note: null },
          ...(path === undefined
            ? { kind: 'unanswerable', clauses: [] }
            : { kind: 'answerable', clauses: [clause] }),
        };
        await addQuestion(tx, designer, { ...input, setId, origin: 'desk' }, now());
      }
    });

  return { db, dir, deps, now, told, trials, save, workChecks, propose, proposeDocument, ask };
}
