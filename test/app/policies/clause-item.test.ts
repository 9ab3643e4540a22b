import { expect, test } from 'vitest';

import { clauseItem } from '~/app/policies/clause-item';

const text =
  '第五条 申请企业应当同时符合下列条件：\n（一）在本市注册的居民企业；\n（二）拥有市级以上研发机构；\n（十）未列入失信名单。';

test.each([
  ['第五条 第（二）项', '（二）拥有市级以上研发机构'],
  ['第五条第二项', '（二）拥有市级以上研发机构'],
  ['第五条 第（十）项', '（十）未列入失信名单'],
  ['第五条 第（三）项', null],
  ['第五条', null],
])('%s → %s', (path, item) => {
  expect(clauseItem(text, path)).toBe(item);
});
