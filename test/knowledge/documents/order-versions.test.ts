import fc from 'fast-check';
import { expect, test } from 'vitest';

import { documentStatus } from '~/knowledge/documents/document-status';
import { orderVersions, type Version } from '~/knowledge/documents/order-versions';

const version = (id: string, changes: Partial<Version> = {}): Version => ({
  id,
  title: '公司法',
  textKind: 'original',
  effectiveFrom: null,
  issuedOn: null,
  adoptedOn: null,
  createdOn: '2026-01-01',
  createdAt: Number(id),
  ...changes,
});

test('each version ends on the day on which the next begins', () => {
  const versions = [
    version('1', { effectiveFrom: '2024-07-01' }),
    version('2', { effectiveFrom: '2018-10-26' }),
  ];
  expect(orderVersions(versions)).toEqual([
    { id: '2', supersededOn: '2024-07-01', supersededById: '1' },
    { id: '1', supersededOn: null, supersededById: null },
  ]);
});

test('the order of arrival changes nothing, and on any day one version at most counts', () => {
  const day = fc.integer({ min: 1, max: 28 }).map((n) => `2024-01-${String(n).padStart(2, '0')}`);
  const many = fc
    .uniqueArray(fc.tuple(day, fc.integer({ min: 0, max: 1000 })), {
      selector: ([, at]) => at,
      minLength: 1,
      maxLength: 8,
    })
    .map((dates) =>
      dates.map(([effectiveFrom, at]) => version(String(at), { effectiveFrom, createdAt: at })),
    );
  fc.assert(
    fc.property(many, day, (versions, asOf) => {
      const order = new Map(orderVersions(versions).map((one) => [one.id, one]));
      const backwards = new Map(orderVersions([...versions].reverse()).map((one) => [one.id, one]));
      expect(backwards).toEqual(order);
      const counting = versions.filter(
        ({ id, effectiveFrom }) =>
          documentStatus(
            {
              effectiveFrom,
              expiresOn: null,
              repealedOn: null,
              supersededOn: order.get(id)?.supersededOn ?? null,
            },
            asOf,
          ) === 'in-force',
      );
      const begun = versions.some(({ effectiveFrom }) => (effectiveFrom ?? '') <= asOf);
      expect(counting).toHaveLength(begun ? 1 : 0);
    }),
  );
});

test('of two with the same day, the later issued replaces the other', () => {
  const versions = [
    version('2', { effectiveFrom: '2006-01-01', adoptedOn: '2005-10-27' }),
    version('1', { effectiveFrom: '2006-01-01', adoptedOn: '2013-12-28' }),
  ];
  expect(orderVersions(versions)).toEqual([
    { id: '2', supersededOn: '2006-01-01', supersededById: '1' },
    { id: '1', supersededOn: null, supersededById: null },
  ]);
});

test('an excerpt and key points stand beside the whole text of their day, and end with it', () => {
  const versions = [
    version('1', { effectiveFrom: '2018-12-29', title: '企业所得税法（节录）' }),
    version('2', { effectiveFrom: '2018-12-29' }),
    version('3', { effectiveFrom: '2018-12-29', textKind: 'key-points' }),
    version('4', { effectiveFrom: '2027-01-01' }),
  ];
  expect(
    orderVersions(versions).map(({ supersededOn, supersededById }) => [supersededOn, supersededById]),
  ).toEqual([
    ['2027-01-01', '4'],
    ['2027-01-01', '4'],
    ['2027-01-01', '4'],
    [null, null],
  ]);
});

test('a version without any date counts from the day on which it came in', () => {
  expect(
    orderVersions([version('1', { effectiveFrom: '2024-07-01' }), version('2')])[0]?.supersededById,
  ).toBe('2');
});
