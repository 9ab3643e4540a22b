import { expect, test } from 'vitest';

import { defaultLimits } from '~/knowledge/documents/document-limits';
import { parseFile } from '~/knowledge/documents/parse-file.server';

import { makeTablePdf } from './make-files';

const rows = [
  ['项目', '标准（万元）', '条件'],
  ...Array.from({ length: 60 }, (_, i) => [
    `补助项目${i + 1}`,
    `${i + 1}.5`,
    `上一年度研发费用${i + 1}万元以上，近三年没有重大安全、质量事故`,
  ]),
];

test.each([
  ['with rulings', true],
  ['without', false],
])('a table over several pages of a PDF %s is told by its rows, each with its page', async (_, lines) => {
  const parsed = await parseFile(
    { bytes: await makeTablePdf(rows, { lines }), name: '目录.pdf' },
    defaultLimits,
  );
  const inTable = parsed.passages.filter(({ kind }) => kind === 'table-row');
  expect(inTable.map(({ text }) => text)).toEqual(
    rows
      .slice(1)
      .map(([name, amount, condition]) => `项目：${name}；标准（万元）：${amount}；条件：${condition}`),
  );
  expect(inTable.at(-1)?.path).toBe('表 第60行');
  expect(parsed.text).not.toMatch(/—\s*\d/);
  expect(parsed.pageStarts.length).toBeGreaterThan(1);
  const second = parsed.pageStarts[1] ?? 0;
  const onSecond = parsed.passages.find(({ start }) => start >= second);
  expect(onSecond?.text).toMatch(/^项目：补助项目/);
  expect(parsed.text.slice(0, second)).toContain('补助项目1；');
});
