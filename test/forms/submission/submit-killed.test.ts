import { spawn } from 'node:child_process';
import path from 'node:path';

import { expect, test } from 'vitest';

import { startDraft } from '~/forms/submission/start-draft.server';
import { checkAuditChain } from '~/prisma/audit/check-audit-chain.server';

import { useDatabase } from '../../setup/database';
import { buildCity, key, member, noon, publish } from '../small-city';

const { db, file } = useDatabase();
const drafts = 16;

/** Runs the loop and kills it −9 so many milliseconds after its first submission; null lets it finish. */
function runLoop(
  killAfterMs: number | null,
): Promise<{ code: number | null; signal: string | null; told: string[]; failed: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', path.join(import.meta.dirname, 'submit-loop.ts'), file],
      { stdio: 'pipe' },
    );
    let [out, failed] = ['', ''];
    let timer: NodeJS.Timeout | undefined;
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (killAfterMs !== null && out.split('\n').length > 2)
        timer ??= setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    });
    child.stderr.on('data', (chunk: Buffer) => (failed += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, told: out.split('\n').slice(1, -1), failed });
    });
  });
}

test(
  'kill −9 in the middle of submitting loses nothing and doubles nothing',
  { timeout: 240_000 },
  async () => {
    await buildCity(db);
    await publish(db, 'killed', [
      {
        type: 'textfield',
        key: 'name',
        label: '企业名称',
        input: true,
        prefill: { fact: 'registration.name' },
      },
    ]);
    const deps = { db, now: () => noon, signingKey: key };
    for (let n = 0; n < drafts; n += 1)
      await startDraft(deps, member, { form: 'killed', enterpriseId: 'zhizao', fresh: true });

    const told = new Set<string>();
    let kills = 0;
    for (const killAfterMs of [0, 37, 83]) {
      const run = await runLoop(killAfterMs);
      if (run.signal === 'SIGKILL') kills += 1;
      run.told.forEach((id) => told.add(id));
      // Whoever was told "submitted" before the kill has a submission after it.
      expect(await db.submission.count({ where: { draftId: { in: [...told] } } })).toBe(told.size);
    }
    expect(kills).toBeGreaterThan(0);
    expect(await runLoop(null)).toMatchObject({ code: 0, failed: '' });

    const submissions = await db.submission.findMany({
      include: { receipt: true, case: { include: { events: true } } },
    });
    expect(new Set(submissions.map(({ draftId }) => draftId)).size).toBe(drafts);
    expect(submissions).toHaveLength(drafts);
    expect(
      submissions.every(({ receipt, case: found }) => receipt !== null && found?.events.length === 1),
    ).toBe(true);
    expect([await db.receipt.count(), await db.case.count(), await db.caseEvent.count()]).toEqual([
      drafts,
      drafts,
      drafts,
    ]);
    expect(await db.auditEntry.count({ where: { action: 'submission.submitted' } })).toBe(drafts);
    expect(await db.draft.count({ where: { submittedAt: null } })).toBe(0);
    expect(await checkAuditChain(db)).toMatchObject({ intact: true });
  },
);
