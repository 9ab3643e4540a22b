import { tellGrant } from '~/app/grants/tell-grant.server';
import { recordFacts, type NewFact } from '~/knowledge/enterprises/record-facts.server';
import {
  announceBatch,
  proposeBatch,
  tellGrantBatchJob,
} from '~/knowledge/policies/grants/decide-batch.server';
import { findGrantable } from '~/knowledge/policies/grants/find-grantable.server';
import { listGrantBatch } from '~/knowledge/policies/grants/list-batch.server';
import { settleGrants } from '~/knowledge/policies/grants/settle-grants.server';
import { startGrantBatch } from '~/knowledge/policies/grants/start-batch.server';
import { tellGrantBatch } from '~/knowledge/policies/grants/tell-batch.server';
import { HeldPopulation } from '~/knowledge/policies/simulation/held-population.server';
import { anonymousReader, type HeldRole, type Reader } from '~/prisma/access/reader';
import type { Prisma } from '~/prisma/generated/client';
import type { TestDatabase } from '~/test/setup/database';

/** Somebody of a department. */
export const staff = (
  personId: string,
  role: HeldRole['role'] = 'designer',
  departmentId = 'industry',
): Reader => ({
  ...anonymousReader,
  ...{ kind: 'person', personId, name: personId, appointments: [{ role, departmentId }] },
});

/** Somebody who acts for a firm. */
export const memberOf = (enterpriseId: string): Reader => ({
  ...anonymousReader,
  ...{ kind: 'person', personId: `p-${enterpriseId}`, name: enterpriseId },
  ...{ enterpriseId, enterpriseIds: [enterpriseId] },
});

/** A policy of 300,000 yuan for at least so many people. */
export function grantContent(more: object = {}): Prisma.InputJsonObject {
  const words = { zh: '字' };
  return {
    summary: words,
    topic: 'industry',
    guide: { audience: words, conditions: words, timeLimit: words, address: words, phone: { zh: '12345' } },
    rule: {
      combinator: 'and',
      rules: [
        { id: 'insured', field: 'staff.insured', operator: '>=', value: 10, source: 's' },
        { id: 'credit', field: 'credit.abnormal', operator: 'isFalse', source: 's' },
      ],
    },
    benefit: { label: words, amount: { kind: 'exact', formula: { kind: 'fixed', yuan: '300000' } } },
    channel: 'automatic',
    sources: [{ id: 's', documentTitle: '办法' }],
    ...more,
  };
}

/** A small city with its clock, in which batches run through their life. */
export function openGrantCity(database: TestDatabase) {
  const { db } = database;
  let today = '2026-11-02';
  const now = () => new Date(`${today}T02:00:00Z`);
  let held: HeldPopulation | null = null;
  const population = {
    grantable: (request: Parameters<typeof findGrantable>[1]) => {
      held ??= new HeldPopulation(database.reader());
      return Promise.resolve(findGrantable(held, request));
    },
  };
  const deps = { db, now, population, tell: tellGrant };
  const signal = new AbortController().signal;
  const job = (batchId: string) => ({
    payload: { batchId },
    signal,
    progress: () => Promise.resolve(),
  });
  const record = (enterpriseId: string, key: string, value: unknown, more: Partial<NewFact> = {}) =>
    db.$transaction((tx) =>
      recordFacts(tx, {
        enterpriseId,
        facts: [
          {
            ...{ key, value, source: '人社局', sourceKind: 'registry' as const },
            observedAt: new Date(`${today}T01:00:00Z`),
            ...more,
          },
        ],
      }),
    );
  return {
    deps,
    job,
    record,
    at: (day: string) => (today = day),
    async addFirm(id: string, insured: number | null = 20) {
      await db.enterprise.create({ data: { id, creditCode: `code-${id}`, name: `企业${id}` } });
      await db.person.create({
        data: {
          ...{ id: `p-${id}`, loginName: id, name: id },
          memberships: { create: { enterpriseId: id, state: 'active' } },
        },
      });
      if (insured !== null) await record(id, 'staff.insured', insured);
      await record(id, 'credit.abnormal', false);
    },
    async publish(policyId: string, more: object = {}, departmentId = 'industry') {
      await db.department.upsert({
        where: { id: departmentId },
        create: { id: departmentId, name: `${departmentId}局` },
        update: {},
      });
      await db.policy.create({ data: { id: policyId, departmentId } });
      await db.policyVersion.create({
        data: {
          ...{ policyId, number: 1, state: 'published', title: `政策 ${policyId}`, region: '000000' },
          ...{ effectiveFrom: '2026-01-01', content: grantContent(more) },
        },
      });
    },
    /** A batch that is listed. */
    async list(policyId: string, by = staff('first')) {
      const { batchId } = await startGrantBatch(deps, by, policyId);
      await listGrantBatch(deps, job(batchId));
      return batchId;
    },
    /** A batch that is announced, and whose firms are told. */
    async announce(batchId: string, days = 5) {
      const { revision } = await db.grantBatch.findUniqueOrThrow({ where: { id: batchId } });
      await proposeBatch(deps, staff('first'), { batchId, revision, objectionDays: days });
      await announceBatch(deps, staff('second', 'reviewer'), { batchId, revision });
      await tellGrantBatch(deps, job(batchId));
      await db.job.updateMany({ where: { kind: tellGrantBatchJob }, data: { state: 'done', openKey: null } });
    },
    settle: () => settleGrants(deps, signal),
    async statesOf(batchId: string) {
      const items = await db.grantItem.findMany({ where: { batchId }, orderBy: { enterpriseId: 'asc' } });
      return Object.fromEntries(items.map(({ enterpriseId, state }) => [enterpriseId, state]));
    },
    async itemOf(batchId: string, enterpriseId: string) {
      return db.grantItem.findUniqueOrThrow({ where: { batchId_enterpriseId: { batchId, enterpriseId } } });
    },
  };
}
