import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { isSampleCitySeeded, seedSampleCity } from '~/app/commands/seed-sample-city.server';
import { verifyPassword } from '~/app/session/hash-password.server';
import { readDemoAccounts, readLibraryDocuments } from '~/knowledge/library/read-library.server';
import { policyContentSchema } from '~/knowledge/policies/policy-content';
import { matchPolicies } from '~/knowledge/policies/match-policies.server';
import { systemReader, type Reader } from '~/prisma/access/reader';
import { openDatabase, type Db } from '~/prisma/database.server';
import { migrateDatabase } from '~/prisma/migrate.server';

import { useDatabase } from '../../setup/database';

const now = () => new Date('2026-11-22T02:00:00Z');
const today = '2026-11-22';

async function countRows(db: Db) {
  return {
    departments: await db.department.count(),
    definitions: await db.factDefinition.count(),
    forms: await db.form.count(),
    formVersions: await db.formVersion.count({ where: { state: 'published' } }),
    drafts: await db.formVersion.count({ where: { state: { not: 'published' } } }),
    policies: await db.policy.count(),
    policyVersions: await db.policyVersion.count(),
    enterprises: await db.enterprise.count(),
    facts: await db.fact.count(),
    people: await db.person.count(),
    appointments: await db.appointment.count(),
    memberships: await db.membership.count(),
    documents: await db.document.count(),
    passages: await db.passage.count(),
    files: await db.storedFile.count(),
    embedJobs: await db.job.count({ where: { kind: 'embed-passages' } }),
    seededEntries: await db.auditEntry.count({ where: { action: 'sample-city.seeded' } }),
  };
}

const whole = useDatabase();
const filesDir = path.join(whole.dir, 'files');
const steps: string[] = [];

beforeAll(async () => {
  const progress = (message: string, done: number, total: number) =>
    steps.push(`${message} ${done}/${total}`);
  expect(await isSampleCitySeeded(whole.db)).toBe(false);
  expect(await seedSampleCity({ db: whole.db, filesDir, now, progress })).toBe('seeded');
});

describe('the starter city in the database', () => {
  test('is complete, and tells of its progress', async () => {
    expect(await isSampleCitySeeded(whole.db)).toBe(true);
    const counts = await countRows(whole.db);
    expect(counts).toMatchObject({
      departments: 8,
      forms: 20,
      formVersions: 20,
      drafts: 0,
      people: 12,
      embedJobs: 1,
    });
    expect(counts.policies).toBeGreaterThanOrEqual(30);
    // The R&D subsidy has a version before the one in force.
    expect(counts.policyVersions).toBe(counts.policies + 1);
    expect(counts.documents).toBe(readLibraryDocuments(today).length);
    expect(steps).toContain(`Sample city: documents ${counts.documents}/${counts.documents}`);
  });

  test('a second run finds nothing to do', async () => {
    const before = await countRows(whole.db);
    expect(await seedSampleCity({ db: whole.db, filesDir, now })).toBe('complete');
    expect(await countRows(whole.db)).toEqual(before);
  });

  test('everything is marked as a sample', async () => {
    const { db } = whole;
    const real = { where: { isSample: false } };
    expect([
      await db.department.count(real),
      await db.form.count(real),
      await db.policy.count(real),
      await db.enterprise.count(real),
      await db.fact.count(real),
      await db.person.count(real),
      await db.document.count(real),
    ]).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  test('documents keep what their headers say; replaced versions are linked', async () => {
    const rows = await whole.db.document.findMany();
    for (const { slug, header } of readLibraryDocuments(today)) {
      const row = rows.find((one) => one.fileName === `${slug}.md`);
      expect(row, slug).toMatchObject({
        title: header.title,
        documentNumber: header.documentNumber ?? null,
        issuer: header.issuer,
        region: header.region,
        kind: header.kind,
        textKind: header.textKind,
        effectiveFrom: header.effectiveFrom ?? null,
        expiresOn: header.expiresOn ?? null,
        supersededOn: header.supersededOn ?? null,
        repealedOn: null,
        departmentId: header.departmentId ?? null,
        state: 'published',
      });
      if (header.supersededBy !== undefined) {
        const successor = rows.find((one) => one.fileName === `${header.supersededBy}.md`);
        expect(row?.supersededById).toBe(successor?.id);
      }
    }
  });

  test('key points are passages of that kind, and all passages are found by keyword', async () => {
    const kinds = await whole.db.passage.groupBy({
      by: ['kind'],
      where: { document: { textKind: 'key-points' } },
      _count: true,
    });
    expect(kinds.map(({ kind }) => kind)).toEqual(['key-point']);
    const [row] = whole.reader().all<{ n: number }>('SELECT count(*) AS n FROM "PassageIndex"');
    expect(row?.n).toBe(await whole.db.passage.count());
  });

  test('policies are published with content of the schema, and tied to their forms', async () => {
    const versions = await whole.db.policyVersion.findMany();
    for (const version of versions) {
      expect(version.state).toBe('published');
      expect(policyContentSchema.safeParse(version.content).success, version.policyId).toBe(true);
    }
    const subsidy = versions.find(({ policyId, number }) => policyId === 'rd-subsidy' && number === 2);
    const form = await whole.db.form.findUnique({ where: { path: 'rd-subsidy' } });
    expect(subsidy?.formId).toBe(form?.id);
    expect(policyContentSchema.parse(subsidy?.content).window).toMatchObject({
      opens: '2026-10-17',
      closes: '2026-12-17',
    });
  });

  test('云江智造 is matched by its stored facts', async () => {
    const zhizao = await whole.db.enterprise.findFirstOrThrow({ where: { name: '云江智造科技有限公司' } });
    const reader: Reader = { ...systemReader, enterpriseId: zhizao.id, enterpriseIds: [zhizao.id] };
    const { verdicts, nextQuestion } = await matchPolicies(
      { db: whole.db, now },
      { reader, enterpriseId: zhizao.id },
    );
    const of = (policyId: string) => verdicts.find((verdict) => verdict.policyId === policyId);
    expect(of('small-low-profit')).toMatchObject({
      verdict: 'eligible',
      amount: { kind: 'about', yuan: 436_000 },
    });
    expect(of('rd-deduction')).toMatchObject({ verdict: 'eligible', amount: { yuan: 2_480_000 } });
    expect(of('rd-subsidy')).toMatchObject({ shown: 'one-step', amount: { yuan: 198_400 } });
    expect(of('job-retention-local')).toMatchObject({ verdict: 'eligible', amount: { yuan: 52_020 } });
    expect(nextQuestion?.fact).toBe('staff.technical');
    expect(nextQuestion?.unlocks).toEqual(expect.arrayContaining(['rd-subsidy', 'tech-sme', 'high-tech']));
    expect(of('job-retention')).toBeUndefined();
  });

  test('on a day before the new rules the old version counts', async () => {
    const facts = {
      'region.code': '359900',
      'qualification.high-tech': true,
      'sales.annual': 10_000_000,
      'rd.expense': 1_000_000,
      'credit.dishonest': false,
    };
    const on = async (asOf: string) =>
      (
        await matchPolicies(
          { db: whole.db, now },
          { reader: systemReader, facts, asOf, policyIds: ['rd-subsidy'] },
        )
      ).verdicts[0];
    expect(await on('2025-06-01')).toMatchObject({ verdict: 'eligible', amount: { yuan: 60_000 } });
    expect(await on('2026-11-22')).toMatchObject({ verdict: 'unknown', amount: { yuan: 80_000 } });
  });

  test('who acts for two firms begins with the first of the list', async () => {
    const memberships = await whole.db.membership.findMany({
      where: { person: { loginName: 'lin' } },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      select: { enterprise: { select: { name: true } } },
    });
    expect(memberships.map(({ enterprise }) => enterprise.name)).toEqual([
      '云江智造科技有限公司',
      '云江青禾食品有限公司',
    ]);
  });

  test('demo people sign in with the passwords that are shown', async () => {
    for (const { loginName, password } of readDemoAccounts()) {
      const person = await whole.db.person.findUniqueOrThrow({ where: { loginName } });
      expect(await verifyPassword(person.passwordHash, password), loginName).toBe(true);
    }
  });
});

describe('killed on the way', () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'huiqitong-seed-'));
  const file = path.join(dir, 'huiqitong.db');
  migrateDatabase(file);
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  /** A database that dies at the n-th transaction: everything before it stands, nothing of it does. */
  function dieAt(db: Db, n: number): Db {
    let left = n;
    return new Proxy(db, {
      get(target, property) {
        const found: unknown = Reflect.get(target, property, target);
        if (typeof found !== 'function') return found;
        return (...args: unknown[]): unknown => {
          if (property === '$transaction' && (left -= 1) < 0) throw new Error('killed');
          return Reflect.apply(found, target, args);
        };
      },
    });
  }

  test('again and again, on other days, it ends as the run that nothing stopped', async () => {
    let kills = 0;
    for (let done = false; !done && kills < 100; kills += 1) {
      const db = openDatabase(file);
      const later = () => new Date(now().valueOf() + kills * 40 * 86_400_000);
      try {
        await seedSampleCity({
          db: dieAt(db, 2 + (kills % 4)),
          filesDir: path.join(dir, 'files'),
          now: later,
        });
        done = true;
      } catch (error) {
        expect(String(error)).toContain('killed');
      } finally {
        await db.$disconnect();
      }
    }
    expect(kills).toBeGreaterThan(10);
    const db = openDatabase(file);
    try {
      expect(await countRows(db)).toEqual(await countRows(whole.db));
      // All dates count from the day of the first run.
      const select = { key: true, period: true, value: true } as const;
      const orderBy = { id: 'asc' } as const;
      expect(await db.fact.findMany({ select, orderBy })).toEqual(
        await whole.db.fact.findMany({ select, orderBy }),
      );
      const texts = { select: { textHash: true, supersededOn: true }, orderBy: { textHash: 'asc' } } as const;
      expect(await db.document.findMany(texts)).toEqual(await whole.db.document.findMany(texts));
    } finally {
      await db.$disconnect();
    }
  }, 120_000);
});
