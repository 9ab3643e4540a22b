import { describe, expect, test } from 'vitest';

import { listKnownBonds } from '~/knowledge/policies/design/list-known-bonds.server';
import { lintBonds } from '~/knowledge/policies/design/lint-bonds';
import { emptyPolicyDraft, type PolicyDraft } from '~/knowledge/policies/design/policy-draft';
import { useDatabase } from '~/test/setup/database';

const { db } = useDatabase();

const label = { zh: '不重复享受' };
const codes = (...bonds: NonNullable<PolicyDraft['bonds']>) =>
  lintBonds({ ...emptyPolicyDraft(), sources: [{ id: 's', documentTitle: '办法' }], bonds }).map(
    ({ code, id }) => `${code} ${id ?? ''}`,
  );
const exclusive = { kind: 'exclusive', id: 'once', label, source: 's' } as const;
const capped = { kind: 'capped', id: 'cap', label, yuan: '500000', source: 's' } as const;

describe('the bonds of a draft', () => {
  test('nothing is wrong with none, nor with finished ones', () => {
    expect(codes()).toEqual([]);
    expect(codes(exclusive, capped, { kind: 'same-base', id: 'tax', label })).toEqual([]);
  });

  test('each has a name, a mark and its clause; a cap is money', () => {
    expect(codes({ ...exclusive, id: ' ', source: 'x' })).toEqual([
      'bonds.name bond-0',
      'bonds.source bond-0',
    ]);
    expect(codes(exclusive, { ...capped, yuan: '0' })).toEqual(['bonds.yuan bond-1']);
    expect(codes({ ...capped, yuan: '1.234', label: { zh: '' } })).toEqual([
      'bonds.name bond-0',
      'bonds.yuan bond-0',
    ]);
  });

  test('the same group stands there once', () => {
    expect(codes(exclusive, { ...capped, id: 'once' }, exclusive)).toEqual(['bonds.twice bond-2']);
  });
});

test('the groups of other published policies are known, each with its policies, and drafts are not', async () => {
  await db.department.create({ data: { id: 'science', name: '市科技局' } });
  const add = async (id: string, state: string, bonds: object[], number = 1) => {
    await db.policy.upsert({ where: { id }, create: { id, departmentId: 'science' }, update: {} });
    await db.policyVersion.create({
      data: {
        policyId: id,
        number,
        state,
        title: `${id}政策`,
        region: '359900',
        effectiveFrom: '2026-01-01',
        content: JSON.parse(JSON.stringify({ ...emptyPolicyDraft(), bonds })) as object,
      },
    });
  };
  await add('first', 'published', [capped, exclusive]);
  await add('second', 'published', [capped]);
  await add('second', 'published', [capped], 2);
  await add('writing', 'draft', [{ ...exclusive, id: 'secret' }]);
  expect(await listKnownBonds(db, 'third')).toEqual([
    {
      kind: 'capped',
      id: 'cap',
      label,
      yuan: '500000',
      policies: [
        { id: 'first', title: 'first政策' },
        { id: 'second', title: 'second政策' },
      ],
    },
    { kind: 'exclusive', id: 'once', label, policies: [{ id: 'first', title: 'first政策' }] },
  ]);
  expect(await listKnownBonds(db, 'first')).toHaveLength(1);
});
