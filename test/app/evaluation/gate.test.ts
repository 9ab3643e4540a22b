import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from 'vitest';

import { gateJobHandlers } from '~/knowledge/evaluation/gate/check-change.server';
import { publishByDecision, rejectChange } from '~/knowledge/evaluation/gate/decide-change.server';
import { listChanges, requireChangeView } from '~/knowledge/evaluation/gate/list-changes.server';
import { rollBackChange } from '~/knowledge/evaluation/gate/roll-back-change.server';
import { AccessDeniedError, ConflictError, InvalidInputError } from '~/prisma/access/access-denied';
import { checkAuditChain } from '~/prisma/audit/check-audit-chain.server';

import { colleague, designer, parking, stranger, useGate } from './use-gate';

const { db, dir, deps, save, workChecks, proposeDocument, ask } = useGate();

describe('the gate', () => {
  test('an empty set can tell nothing: a person decides, and not whoever proposed it', async () => {
    const documentId = await save('parking.md', parking, 'in-review');
    const { changeId } = await proposeDocument(documentId);
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
    await ask([
      { question: '研发补助最高补多少钱？', path: '第三条', mustHold: ['五十万元'] },
      { question: '夜里停货车要收多少钱？' },
    ]);
    const { id } = await db.document.findFirstOrThrow({ where: { fileName: 'parking.md' } });
    // What a killed process left behind.
    mkdirSync(path.join(dir, 'shadow'), { recursive: true });
    writeFileSync(path.join(dir, 'shadow', 'left.db-wal'), 'x');
    const { changeId } = await proposeDocument(id);
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
    const first = await proposeDocument(
      (await db.document.findFirstOrThrow({ where: { fileName: 'subsidy.md' } })).id,
      'withdraw-document',
    );
    const parkingId = (await db.document.findFirstOrThrow({ where: { fileName: 'parking.md' } })).id;
    const second = await proposeDocument(parkingId);
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
