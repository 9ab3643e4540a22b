import { expect, it } from 'vitest';

import { cutList, listResponse } from '~/app/formio/answer-list';
import { readFormioRoute } from '~/app/formio/formio-routes';
import { meetsFilters, selectFields, sortItems } from '~/app/formio/match-filters';
import {
  looksIntoData,
  mostListed,
  readListQuery,
  type InvalidQueryError,
} from '~/app/formio/read-list-query';

const item = {
  _id: 'a',
  state: 'submitted',
  created: '2026-11-20T04:00:00.000Z',
  data: {
    staff: 86,
    amount: '12.50',
    town: '青禾镇',
    promise: true,
    rows: [{ kind: 'new' }, { kind: 'old' }],
    none: null,
  },
};

const meets = (query: string) => meetsFilters(item, readListQuery(new URLSearchParams(query)).filters);
const problems = (query: string) => {
  try {
    readListQuery(new URLSearchParams(query));
    return [];
  } catch (error) {
    return (error as InvalidQueryError).problems;
  }
};

it.each([
  ['data.staff=86', true],
  ['data.staff=86.0', true],
  ['data.staff=8', false],
  ['data.promise=true', true],
  ['data.rows.kind=old', true],
  ['data.rows.kind__ne=old', false],
  ['data.rows.kind__nin=a,b', true],
  ['data.staff__gt=9', true],
  ['data.staff__gt=eighty', false],
  ['data.staff__gte=86', true],
  ['data.staff__lt=86', false],
  ['data.staff__lte=86', true],
  ['data.amount__lt=100', true],
  ['data.promise__gt=0', false],
  ['created__gt=2026-11-20', true],
  ['created__lt=2026-11-20', false],
  ['data.town__in=青禾镇, 云江', true],
  ['data.town__regex=/^青/i', true],
  ['data.town__regex=云', false],
  ['data.none__exists=false', true],
  ['data.staff__exists=1', true],
  ['data.rows=x', false],
  ['data.staff.deeper=1', false],
  ['data.constructor__exists=true', false],
  ['toString__exists=true', false],
  ['live=1&limit=3', true],
])('%s', (query, expected) => {
  expect(meets(query)).toBe(expected);
});

it('refuses by name what it can’t understand', () => {
  expect(problems('limit=0&skip=-1&sort=x')).toEqual([
    { name: 'limit', code: 'number' },
    { name: 'skip', code: 'number' },
  ]);
  expect(problems('data.x__regex=(a%2B)%2Bb')).toEqual([{ name: 'data.x__regex', code: 'pattern-slow' }]);
  expect(problems(`data.x__regex=${'a'.repeat(201)}`)[0]?.code).toBe('pattern-slow');
  expect(problems('data.x__regex=(')).toEqual([{ name: 'data.x__regex', code: 'pattern' }]);
  expect(problems('data.x__regex=/a/ss')).toEqual([{ name: 'data.x__regex', code: 'pattern' }]);
  expect(problems('data.x__exists=maybe&data.x__near=1&__gt=3').map(({ code }) => code)).toEqual([
    'boolean',
    'operator',
    'path',
  ]);
});

it('reads paging, order and properties, with bounds', () => {
  const query = readListQuery(
    new URLSearchParams('limit=99999&skip=20&sort=-data.staff,created&select=title path'),
  );
  expect(query).toMatchObject({
    limit: mostListed,
    skip: 20,
    sort: [
      { path: 'data.staff', descending: true },
      { path: 'created', descending: false },
    ],
    select: { paths: ['title', 'path'], leaveOut: false },
  });
  expect(looksIntoData(query)).toBe(true);
  expect(looksIntoData(readListQuery(new URLSearchParams('state=draft&select=')))).toBe(false);
});

it('sorts figures as figures, and puts what has none last', () => {
  const items = [10, 9, undefined, '9.5', 10].map((staff, index) => ({
    _id: String(index),
    data: { staff },
  }));
  const order = (descending: boolean) =>
    sortItems(items, [{ path: 'data.staff', descending }]).map(({ _id }) => _id);
  expect(order(false)).toEqual(['1', '3', '0', '4', '2']);
  expect(order(true)).toEqual(['0', '4', '3', '1', '2']);
  expect(
    sortItems([{ _id: 'b' }, { _id: 'a' }], [{ path: 'none', descending: true }]).map(({ _id }) => _id),
  ).toEqual(['a', 'b']);
});

it('picks or leaves out properties, never the id', () => {
  const select = (paths: string) => readListQuery(new URLSearchParams({ select: paths })).select;
  expect(selectFields(item, select('data.staff,data.town,none.at'))).toEqual({
    _id: 'a',
    data: { staff: 86, town: '青禾镇' },
  });
  expect(Object.keys(selectFields(item, select('-data,-_id,-none.at')))).toEqual(['_id', 'state', 'created']);
  expect(selectFields(item, null)).toBe(item);
});

it('answers parts with 206 and wholes with 200, each with its range', () => {
  const items = ['a', 'b', 'c'].map((_id) => ({ _id }));
  const answer = (query: string) => {
    const response = listResponse(cutList(items, readListQuery(new URLSearchParams(query))));
    return [response.status, response.headers.get('content-range')];
  };
  expect(answer('')).toEqual([200, '0-2/3']);
  expect(answer('limit=2')).toEqual([206, '0-1/3']);
  expect(answer('skip=2')).toEqual([206, '2-2/3']);
  expect(answer('skip=9')).toEqual([200, '*/3']);
  expect(answer('_id=z')).toEqual([200, '*/0']);
});

it.each([
  ['/formio/form', { name: 'forms' }],
  ['/formio/form/', { name: 'forms' }],
  ['/formio/form/f1', { name: 'form', form: 'f1' }],
  ['/formio/rd-subsidy', { name: 'form', form: 'rd-subsidy' }],
  ['/formio/form/f1/submission', { name: 'submissions', form: 'f1' }],
  ['/formio/rd-subsidy/submission/s1', { name: 'submission', form: 'rd-subsidy', submission: 's1' }],
  ['/formio/form/f1/export', { name: 'export', form: 'f1' }],
  ['/formio/form/f1/publish', { name: 'publish', form: 'f1' }],
  ['/formio/user/login', { name: 'login' }],
  ['/formio/user/login/submission', { name: 'login' }],
  ['/formio/current', { name: 'current' }],
  ['/formio', null],
  ['/formio/form/f1/action', null],
  ['/formio/form/f1/export/x', null],
  ['/formio/form/f1/submission/s1/x', null],
  ['/formio/%E0%A4%A', null],
])('reads the address %s', (address, expected) => {
  expect(readFormioRoute(address)).toEqual(expected);
});
