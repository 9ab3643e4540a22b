import { describe, expect, test } from 'vitest';

import {
  requestFirms,
  writeFirmsHandler,
  writeFirmsJob,
} from '~/app/commands/sample-city/write-firms.server';
import { generateFirm } from '~/knowledge/library/firms/generate-firm';
import { loadFacts } from '~/knowledge/enterprises/load-facts.server';
import { useDatabase } from '../../setup/database';

const { db } = useDatabase();
const now = () => new Date('2026-11-22T02:00:00Z');
const total = 130;

function run(onProgress: (done: number) => void = () => undefined, at = now) {
  return writeFirmsHandler(
    { db, now: at },
    total,
  )({
    id: 'job',
    payload: {} as never,
    attempt: 1,
    signal: new AbortController().signal,
    progress: (done) => Promise.resolve(onProgress(done)),
  });
}

describe('the generated firms of the sample city', () => {
  test('are asked for once, written once, and go on with the same dates where a run was killed', async () => {
    await requestFirms(db, now());
    await requestFirms(db, now());
    expect(await db.job.count({ where: { kind: writeFirmsJob } })).toBe(1);
    const killed = run((done) => {
      if (done === 80) throw new Error('killed');
    });
    await expect(killed).rejects.toThrow('killed');
    expect(await db.enterprise.count()).toBe(80);
    await run(undefined, () => new Date('2027-03-01T02:00:00Z'));
    expect(await db.enterprise.count({ where: { isSample: true } })).toBe(total);
    const facts = await db.fact.count();
    await run();
    expect([await db.enterprise.count(), await db.fact.count()]).toEqual([total, facts]);
    expect(await db.auditEntry.count({ where: { action: 'sample-city.firms-written' } })).toBe(1);
    await db.job.deleteMany();
    await requestFirms(db, now());
    expect(await db.job.count()).toBe(0);
  });

  test('have the facts that were drawn, as the platform reads facts', async () => {
    const firm = generateFirm(129, '2026-11-22');
    const row = await db.enterprise.findUniqueOrThrow({ where: { creditCode: firm.creditCode } });
    expect(row).toMatchObject({ id: 'sample-firm-0129', name: firm.name, region: firm.region });
    const facts = await loadFacts(db, row.id, '2026-11-22');
    const drawn = firm.observations.flatMap((one) => Object.keys(one.facts));
    const own = new Set(drawn.filter((key) => facts.has(key)));
    expect(own.size).toBeGreaterThan(15);
    expect(facts.get('registration.name')?.get('')?.value).toBe(firm.name);
    const [fact] = await db.fact.findMany({ where: { enterpriseId: row.id, key: 'registration.name' } });
    expect(fact?.observedAt.valueOf()).toBeLessThanOrEqual(now().valueOf());
    expect(await db.fact.count({ where: { enterpriseId: row.id } })).toBe(
      await db.fact.count({ where: { enterpriseId: row.id, isSample: true } }),
    );
  });
});
