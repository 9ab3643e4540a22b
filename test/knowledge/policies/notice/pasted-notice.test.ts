import { beforeAll, expect, test } from 'vitest';

import { openPolicyFromNotice } from '~/knowledge/policies/notice/open-policy-from-notice.server';
import { readPastedNotice } from '~/knowledge/policies/notice/read-pasted-notice.server';
import { anonymousReader, type Reader } from '~/prisma/access/reader';
import { useDatabase } from '~/test/setup/database';

const { db } = useDatabase();
const now = () => new Date('2026-11-22T02:00:00Z');
const designer: Reader = {
  ...anonymousReader,
  kind: 'person',
  personId: 'zhou',
  name: '周敏',
  appointments: [{ role: 'designer', departmentId: 'science' }],
};
const text = `云江市科学技术局关于组织申报2026年度研发补助的通知
云江科发〔2026〕21号
各有关企业：
一、申报条件
（一）在本市登记成立满一年；
（二）职工总数不超过500人、年销售收入不超过2亿元；
（三）未列入严重违法失信名单。
二、补助标准
按上年度研发费用的百分之五给予补助，最高不超过50万元。
三、申报时间
2026年12月1日至2026年12月31日。
四、咨询电话
12345`;

beforeAll(async () => {
  await db.department.create({ data: { id: 'science', name: '科学技术局' } });
});

test('a pasted text is read by the rules of documents, its title and number with it', async () => {
  const { document, notice } = await readPastedNotice({ db }, text, { region: '359900' });
  expect(document).toMatchObject({
    ...{ id: '', title: '云江市科学技术局关于组织申报2026年度研发补助的通知' },
    ...{ documentNumber: '云江科发〔2026〕21号', region: '359900' },
  });
  const fields = notice.conditions.flatMap(({ value }) => ('field' in value ? [value.field] : []));
  expect(fields).toEqual(expect.arrayContaining(['region.code', 'staff.count', 'credit.dishonest']));
  for (const { quote } of notice.conditions) expect(text).toContain(quote);
  // What is paid, and at most how much, is no condition; the words under a heading are the element.
  expect(notice.conditions.every(({ quote }) => /^（[一二三]）/.test(quote))).toBe(true);
  expect(notice.elements.phone?.value).toBe('12345');
  expect(notice.amounts[0]?.value).toMatchObject({ cap: { yuan: '500000' } });
  expect(notice.window?.value).toEqual({ opens: '2026-12-01', closes: '2026-12-31' });
});

test('a policy opened from it names the notice as its source, and is a draft', async () => {
  const kept = { conditions: [1, 2, 3], amount: 0 };
  const { policyId } = await openPolicyFromNotice({ db, now }, designer, {
    ...{ id: 'rd-2026', title: '研发补助', departmentId: 'science', ...kept },
    origin: { text, region: '359900' },
  });
  const version = await db.policyVersion.findFirstOrThrow({ where: { policyId } });
  expect(version.state).toBe('draft');
  expect(JSON.stringify(version.content)).toContain('云江科发〔2026〕21号');
  expect(JSON.stringify(version.tests)).toContain('只差：从业人数');
});

test('a text without conditions opens nothing, whatever places a client sends', async () => {
  const opened = openPolicyFromNotice({ db, now }, designer, {
    ...{ id: 'nothing', title: '无', departmentId: 'science', conditions: [0, 7], amount: null },
    origin: { text: '今天天气很好，大家都很高兴，没有别的事情。', region: '359900' },
  });
  await expect(opened).rejects.toMatchObject({ fields: { keep: expect.any(String) as string } });
  expect(await db.policy.count({ where: { id: 'nothing' } })).toBe(0);
});
