import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import { beforeAll, describe, expect, it } from 'vitest';

import { policyContentSchema } from '~/knowledge/policies/policy-content';
import {
  QuotaFullError,
  QuotaHeldError,
  releaseQuotaSlots,
  takeQuotaSlots,
} from '~/knowledge/policies/quota/quota-slots.server';
import type { Prisma } from '~/prisma/generated/client';
import { useDatabase } from '~/test/setup/database';

const { db, file } = useDatabase();
const run = promisify(execFile);
const script = path.join(import.meta.dirname, 'take-slots.ts');
const at = new Date('2026-11-21T17:00:00Z');
const words = { zh: '字' };

beforeAll(async () => {
  await db.department.create({ data: { id: 'tax', name: '税务局' } });
  await db.policy.create({ data: { id: 'few', departmentId: 'tax' } });
  const content = policyContentSchema.parse({
    summary: words,
    topic: 'tax',
    guide: { audience: words, conditions: words, timeLimit: words, address: words, phone: words },
    rule: { combinator: 'and', rules: [{ field: 'staff.count', operator: '<=', value: 300 }] },
    benefit: { label: words },
    channel: 'on-application',
    sources: [{ id: 's', documentTitle: '办法' }],
    quota: { slots: 3, per: 'year', source: 's' },
  });
  await db.policyVersion.create({
    data: {
      policyId: 'few',
      number: 1,
      state: 'published',
      title: '限额补助',
      content: content as unknown as Prisma.InputJsonObject,
      formId: 'few-form',
      effectiveFrom: '2023-01-01',
    },
  });
});

const take = (firm: string) =>
  db.$transaction(
    (tx) =>
      takeQuotaSlots(
        tx,
        { policyId: null, formId: 'few-form', enterpriseId: firm, caseId: `case-${firm}` },
        at,
      ),
    { maxWait: 20_000, timeout: 20_000 },
  );

describe('the places of a quota', () => {
  it('go to exactly as many as there are, however many race for them from two processes', async () => {
    const got = await Promise.all(
      ['a', 'b'].map((name) => run(process.execPath, ['--import', 'tsx', script, file, name, '6'])),
    );
    expect(got.reduce((sum, { stdout }) => sum + Number(stdout), 0)).toBe(3);
    const slots = await db.quotaSlot.findMany({ orderBy: { number: 'asc' } });
    expect(slots.map(({ number, period }) => [number, period])).toEqual([
      [1, '2026'],
      [2, '2026'],
      [3, '2026'],
    ]);
  });

  it('are kept by a case that is corrected, and free for another once it is given back', async () => {
    const [first] = await db.quotaSlot.findMany({ orderBy: { number: 'asc' } });
    await take(first?.enterpriseId ?? '');
    expect(await db.quotaSlot.count()).toBe(3);
    await expect(take('late')).rejects.toThrow(QuotaFullError);
    await db.$transaction((tx) => releaseQuotaSlots(tx, first?.caseId ?? ''));
    await take('late');
    const late = await db.quotaSlot.findFirst({ where: { enterpriseId: 'late' } });
    expect(late?.number).toBe(first?.number);
  });

  it('are one a firm: a second application takes none from the others', async () => {
    const second = db.$transaction((tx) =>
      takeQuotaSlots(
        tx,
        { policyId: null, formId: 'few-form', enterpriseId: 'late', caseId: 'case-again' },
        at,
      ),
    );
    await expect(second).rejects.toThrow(QuotaHeldError);
  });
});
