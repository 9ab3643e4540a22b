import { beforeAll, describe, expect, test } from 'vitest';

import {
  listCertificates,
  recordCertificate,
  revokeCertificate,
} from '~/knowledge/enterprises/certificates/record-certificate.server';
import { decideConsent, givesConsent } from '~/knowledge/enterprises/consent.server';
import { creditCodeCheck } from '~/knowledge/enterprises/credit-code';
import { decideDispute } from '~/knowledge/enterprises/decide-dispute.server';
import { disputeFact } from '~/knowledge/enterprises/dispute-fact.server';
import { listConflicts, settleConflict } from '~/knowledge/enterprises/list-conflicts.server';
import { listDisputes } from '~/knowledge/enterprises/list-disputes.server';
import { loadFacts } from '~/knowledge/enterprises/load-facts.server';
import { listAccess } from '~/knowledge/enterprises/note-access.server';
import { recordFacts, recordStatedFact } from '~/knowledge/enterprises/record-facts.server';
import { NotFoundError } from '~/prisma/access/access-denied';
import { anonymousReader, type Reader } from '~/prisma/access/reader';
import { useDatabase } from '~/test/setup/database';

const { db } = useDatabase();
const now = () => new Date('2026-11-22T03:00:00Z');
const told: string[] = [];
const tell = (_: unknown, { outcome }: { outcome: string }) => {
  told.push(outcome);
  return Promise.resolve();
};
const deps = { db, now, tell };

const first = `91359900${'1'.padStart(9, '0')}`;
const creditCode = `${first}${creditCodeCheck(first)}`;
const member: Reader = {
  ...anonymousReader,
  ...{ kind: 'person', personId: 'lin', name: '林经办', enterpriseId: 'e1', enterpriseIds: ['e1'] },
};
const staff = (role: 'designer' | 'reviewer', departmentId: string): Reader => ({
  ...anonymousReader,
  ...{ kind: 'person', personId: `${role}-${departmentId}`, name: '经手人' },
  appointments: [{ role, departmentId }],
});
const science = staff('designer', 'science');

beforeAll(async () => {
  await db.department.createMany({
    data: [
      { id: 'science', name: '云江市科学技术局' },
      { id: 'hr', name: '云江市人力资源和社会保障局' },
    ],
  });
  await db.enterprise.create({ data: { id: 'e1', creditCode, name: '一号' } });
  await db.$transaction((tx) =>
    recordFacts(tx, {
      enterpriseId: 'e1',
      facts: [
        {
          key: 'staff.insured',
          value: 10,
          source: '人社局',
          sourceKind: 'registry',
          observedAt: new Date('2026-10-01'),
        },
      ],
    }),
  );
});

const raise = () =>
  db.$transaction((tx) =>
    disputeFact(tx, {
      ...{ reader: member, enterpriseId: 'e1', key: 'staff.insured', period: '', claimedValue: 12 },
      ...{ reason: '十月起新增两人', at: now() },
    }),
  );

describe('a dispute', () => {
  test('is decided by the department that keeps the fact, once; upheld, it becomes a record of its own', async () => {
    const id = await raise();
    expect(await listDisputes(deps, staff('reviewer', 'science'), 'open')).toEqual([]);
    const [view] = await listDisputes(deps, staff('reviewer', 'hr'), 'open');
    expect(view).toMatchObject({ id, current: { source: '人社局' }, claimed: { numerator: 12n } });
    await expect(
      decideDispute(deps, staff('reviewer', 'science'), { id, outcome: 'upheld', reason: '' }),
    ).rejects.toThrow(NotFoundError);
    await decideDispute(deps, staff('reviewer', 'hr'), { id, outcome: 'upheld', reason: '' });
    await expect(
      decideDispute(deps, staff('reviewer', 'hr'), { id, outcome: 'upheld', reason: '' }),
    ).rejects.toMatchObject({ code: 'conflict' });
    const facts = await loadFacts(db, 'e1', '2026-11-22');
    expect(facts.get('staff.insured')?.get('')).toMatchObject({
      value: { numerator: 12n },
      sourceKind: 'registry',
    });
    expect(await db.fact.count({ where: { key: 'staff.insured' } })).toBe(2);
    expect(told).toEqual(['upheld']);
  });

  test('is refused with a reason alone, and the record stays', async () => {
    const id = await raise();
    const decision = { id, outcome: 'refused', reason: '' } as const;
    await expect(decideDispute(deps, staff('reviewer', 'hr'), decision)).rejects.toMatchObject({
      fields: { reason: expect.any(String) as string },
    });
    await decideDispute(deps, staff('reviewer', 'hr'), { ...decision, reason: '以十一月缴费记录为准' });
    expect(await db.fact.count({ where: { key: 'staff.insured' } })).toBe(2);
    expect(await listDisputes(deps, staff('reviewer', 'hr'), 'decided')).toHaveLength(2);
  });

  test('the firm reads which department looked, and nobody else does', async () => {
    expect(
      (await listAccess(db, member, 'e1')).map(({ department, purpose }) => [department, purpose]),
    ).toContainEqual(['云江市人力资源和社会保障局', 'dispute']);
    await expect(listAccess(db, { ...member, enterpriseIds: [] }, 'e1')).rejects.toThrow(NotFoundError);
  });
});

describe('a conflict', () => {
  test('is listed with the record that counts first; what the firm stated stays hidden until it agrees', async () => {
    await db.$transaction((tx) =>
      recordStatedFact(tx, {
        reader: member,
        enterpriseId: 'e1',
        key: 'staff.insured',
        value: 15,
        at: now(),
      }),
    );
    const [hidden] = (await listConflicts(deps, staff('reviewer', 'hr'))).conflicts;
    expect(hidden).toMatchObject({ hidesStated: true });
    expect(hidden?.rows.map(({ sourceKind }) => sourceKind)).toEqual(['registry']);
    await decideConsent(db, member, {
      enterpriseId: 'e1',
      purpose: 'shared-statements',
      given: true,
      at: now(),
    });
    expect(await givesConsent(db, 'e1', 'shared-statements')).toBe(true);
    const [open] = (await listConflicts(deps, staff('reviewer', 'hr'))).conflicts;
    expect(open?.rows.map(({ sourceKind }) => sourceKind)).toEqual(['registry', 'stated']);
    expect((await listConflicts(deps, science)).total).toBe(0);
  });

  test('is settled with a note by its department alone', async () => {
    const place = { enterpriseId: 'e1', key: 'staff.insured', period: '' };
    await expect(settleConflict(deps, science, { ...place, note: '已核' })).rejects.toThrow(NotFoundError);
    await expect(settleConflict(deps, staff('reviewer', 'hr'), { ...place, note: '' })).rejects.toMatchObject(
      {
        fields: { note: expect.any(String) as string },
      },
    );
    await settleConflict(deps, staff('reviewer', 'hr'), { ...place, note: '以缴费记录为准' });
    expect((await listConflicts(deps, staff('reviewer', 'hr'))).total).toBe(0);
  });
});

describe('a certificate', () => {
  const input = {
    ...{ creditCode, key: 'qualification.high-tech', number: 'GR2026001' },
    ...{ issuedOn: '2026-11-01', validUntil: '2029-10-31' },
  };
  test('counts until its last day, is entered once, and revoked counts no more', async () => {
    const id = await recordCertificate(deps, science, input);
    expect(await recordCertificate(deps, science, input)).toBe(id);
    const facts = await loadFacts(db, 'e1', '2026-11-22');
    expect(facts.get('qualification.high-tech')?.get('')).toMatchObject({
      ...{ value: true, validUntil: '2029-10-31', reference: 'GR2026001', sourceKind: 'certificate' },
    });
    expect(await db.fact.count({ where: { key: 'qualification.high-tech' } })).toBe(1);
    expect(await listCertificates(deps, science, 'XX9999')).toEqual([]);
    expect(await listCertificates(deps, science, 'GR2026')).toMatchObject([
      { state: 'in-force', firm: '一号' },
    ]);
    expect(await listCertificates(deps, staff('designer', 'hr'), '')).toEqual([]);
    await expect(
      revokeCertificate(deps, staff('designer', 'hr'), { id, reason: '复核未通过' }),
    ).rejects.toThrow(NotFoundError);
    await revokeCertificate(deps, science, { id, reason: '复核未通过' });
    const after = await loadFacts(db, 'e1', '2026-11-22');
    expect(after.get('qualification.high-tech')?.get('')).toMatchObject({ value: false });
    expect(await listCertificates(deps, science, '')).toMatchObject([{ state: 'revoked' }]);
  });

  test('what can’t be is named by field', async () => {
    await expect(
      recordCertificate(deps, science, {
        ...{ creditCode: '91350100M000100Y4Z', key: 'staff.insured', number: '' },
        ...{ issuedOn: '2027-01-01', validUntil: '2026-13-01' },
      }),
    ).rejects.toMatchObject({
      fields: {
        ...{
          creditCode: expect.any(String) as string,
          key: expect.any(String) as string,
          number: expect.any(String) as string,
        },
        ...{ issuedOn: expect.any(String) as string, validUntil: expect.any(String) as string },
      },
    });
  });
});
