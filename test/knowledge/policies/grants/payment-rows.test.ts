import { expect, test } from 'vitest';

import { writeWorkbook } from '~/knowledge/documents/write-workbook.server';
import { toCsv } from '~/knowledge/helpdesk/insight-figures';
import { paymentRows, type Payment } from '~/knowledge/policies/grants/payment-rows';

const words = {
  ...{ number: '序号', name: '企业', creditCode: '代码', yuan: '金额', bank: '开户行', account: '账号' },
  ...{ accountSource: '来源', total: '合计', noAccount: '未登记' },
};
const firms: Payment[] = [
  { number: 1, name: '=HYPERLINK("http://x")', creditCode: '91', yuan: '0.1', account: null },
  {
    ...{ number: 2, name: '乙', creditCode: '92', yuan: '90071992547409.92' },
    account: { bank: '农商行', number: '0062220000111122223', source: '林' },
  },
];

test('amounts are exact to the fen, and so is their sum', () => {
  expect(paymentRows(firms, words, { withAccounts: false }).map((row) => row[3])).toEqual([
    '金额',
    '0.10',
    '90071992547409.92',
    '90071992547410.02',
  ]);
});

test('accounts stand there only where they are asked for; one that isn’t known is said to be', () => {
  expect(paymentRows(firms, words, { withAccounts: false })[0]).toHaveLength(4);
  expect(paymentRows(firms, words, { withAccounts: true }).map((row) => row.slice(4))).toEqual([
    ['开户行', '账号', '来源'],
    ['', '未登记', ''],
    ['农商行', '0062220000111122223', '林'],
    ['', '', ''],
  ]);
});

test('a benefit that isn’t money has no amount and no sum', () => {
  const rows = paymentRows([{ ...firms[0]!, yuan: null }], words, { withAccounts: false });
  expect(rows.map((row) => row[3])).toEqual(['金额', '', '']);
});

test('no spreadsheet takes a name for a formula, nor loses an account’s digits', async () => {
  const rows = paymentRows(firms, words, { withAccounts: true });
  expect(toCsv(rows)).toContain(`"'=HYPERLINK(""http://x"")"`);
  const bytes = await writeWorkbook('MS2611-001', rows, { numbers: [3] });
  const { read } = await import('@e965/xlsx');
  const sheet = read(bytes).Sheets['MS2611-001'];
  expect(sheet?.B2).toMatchObject({ t: 's', v: '=HYPERLINK("http://x")' });
  expect(sheet?.B2).not.toHaveProperty('f');
  expect(sheet?.D2).toMatchObject({ t: 'n', v: 0.1 });
  expect(sheet?.F3).toMatchObject({ t: 's', v: '0062220000111122223' });
});
