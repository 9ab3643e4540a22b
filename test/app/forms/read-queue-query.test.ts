import { expect, test } from 'vitest';

import {
  isNarrowed,
  readQueueQuery,
  toCaseFilter,
  writeQueueQuery,
} from '~/app/forms/cases/read-queue-query';

const read = (query: string) => readQueueQuery(new URLSearchParams(query));

test('an address is read into filters, and what makes no sense is left out', () => {
  expect(toCaseFilter(read(''))).toEqual({ state: 'submitted' });
  expect(toCaseFilter(read('state=all&clock=never&sort=&form='))).toEqual({});
  expect(toCaseFilter(read('state=overdue&second=on&assignee=me&q=%20智造%20&cursor=c1'))).toEqual({
    overdue: true,
    second: true,
    assignee: 'me',
    q: '智造',
    cursor: 'c1',
  });
});

test('filters are written back as an address without the page', () => {
  const query = read('state=returned&clock=stopped&cursor=c1&region=359902');
  expect(readQueueQuery(new URLSearchParams(writeQueueQuery(query)))).toEqual({
    ...query,
    cursor: undefined,
  });
  expect(writeQueueQuery(query, { state: 'all', clock: undefined })).toBe('state=all&region=359902');
  expect([isNarrowed(query), isNarrowed(read('state=approved'))]).toEqual([true, false]);
});
