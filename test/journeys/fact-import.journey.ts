import path from 'node:path';

import { utils, write } from '@e965/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openReader, type SqlReader } from '~/prisma/database.server';

import { expectAccessible, signIn, takeScreenshot, useBrowser, type Visitor } from '../setup/browser';
import { startServer, type RunningServer } from '../setup/running-server';

// A city of its own: what this journey brings in changes verdicts that others look at.
let server: RunningServer;
let sql: SqlReader;
const browser = useBrowser(() => server.url);
beforeAll(async () => {
  server = await startServer();
  sql = openReader(path.join(server.dataDir, 'huiqitong.db'));
}, 600_000);
afterAll(async () => {
  sql.close();
  await server.stop();
});
const slow = { timeout: 600_000 };
const patience = { timeout: 120_000 };

const policy = '高新技术企业减按 15% 税率';

/** The science bureau's list of recognised firms, as it leaves their system: one column's name tells nothing. */
const register = [
  ['高新技术企业认定名单（示例）'],
  ['统一社会信用代码', '企业名称', '认定结果', '公告文号'],
  ['91359900MA7H6K2R64', '云江智造科技有限公司', '是', '示例〔2026〕1号'],
  ['91359900MA9L4J7Y9C', '云江星澜智能科技有限公司', '是', '示例〔2026〕1号'],
  ['91359900MA6W3D8Q2C', '云江联芯微电子有限公司', '是', '示例〔2025〕9号'],
  ['91359900MA4M7B3NXK', '云江青禾食品有限公司', '否', ''],
  ['92359900MA1F5T8K34', '云江市味真小馆', '否', ''],
  ['91359900MA8D2G5T7G', '云江百川物流有限公司', '复核中', ''],
  ['91359900MA0000000X', '代码写错的公司', '是', ''],
  ['91359900MA7H6K2R64', '云江智造科技有限公司', '否', '重复的一行'],
];

function workbook(rows: string[][]) {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), '名单');
  return {
    name: '高新技术企业名单.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: write(book, { type: 'buffer' }) as Buffer,
  };
}

/** Firm and policy of every verdict that stands at 符合. */
const eligiblePairs = () =>
  sql
    .all<{ pair: string }>(
      `SELECT enterpriseId || ' ' || policyId AS pair FROM Opportunity WHERE shown = 'eligible'`,
    )
    .map(({ pair }) => pair);

/** Each person's notices, read or not. */
function noticesByPerson(): Map<string, string> {
  const rows = sql.all<{ name: string; notices: string }>(
    `SELECT p.name AS name, group_concat(n.id || coalesce(n.enterpriseId, ''), ' ') AS notices
       FROM Person p LEFT JOIN (SELECT * FROM Notice ORDER BY id) n ON n.personId = p.id GROUP BY p.id`,
  );
  return new Map(rows.map(({ name, notices }) => [name, notices]));
}

/** Whether every fact so far has been looked at, and the first look of all is over. */
function allLookedAt(): boolean {
  const stand = sql.get<{ value: string }>(`SELECT value FROM Setting WHERE key = 'opportunities'`);
  const last = sql.get<{ last: number }>('SELECT max(rowid) AS last FROM Fact');
  return stand !== undefined && (JSON.parse(stand.value) as { fact: number }).fact >= (last?.last ?? 0);
}

const lookedAt = () => expect.poll(allLookedAt, { timeout: 300_000, interval: 1_000 }).toBe(true);

async function send({ page }: Visitor): Promise<void> {
  await page.goto('/desk/facts');
  await page.getByLabel('登记数据表').setInputFiles(workbook(register));
  await page.getByRole('button', { name: '上传并读取' }).click();
  await page.getByRole('heading', { name: '各列的含义' }).waitFor(patience);
}

test('a registry import flips verdicts, and exactly those firms hear of it', slow, async () => {
  await lookedAt();
  const eligible = eligiblePairs();
  const notices = noticesByPerson();
  const firm = await browser.visitor();
  await signIn(firm.page, 'lin', 'yunjiang-lin');
  await firm.page.goto('/my/benefits?shown=eligible');
  await firm.page.getByRole('heading', { level: 1 }).waitFor();
  expect(await firm.page.getByRole('link', { name: policy }).count()).toBe(0);

  // Columns are recognised by their names; what a name doesn't tell, a person says, and keeps it for the next time.
  const desk = await browser.visitor();
  await signIn(desk.page, 'zhou', 'yunjiang-zhou');
  await send(desk);
  const result = desk.page.getByLabel('认定结果', { exact: true });
  expect(await result.inputValue()).toBe('skip');
  expect(await desk.page.getByLabel('统一社会信用代码', { exact: true }).inputValue()).toBe('credit-code');
  await result.selectOption({ value: 'fact:qualification.high-tech' });
  await desk.page.getByLabel('保存对应关系为').fill('高企名单');
  await takeScreenshot(desk.page, 'desk-facts-columns', { fullPage: true });
  await expectAccessible(desk.page);
  await desk.page.getByRole('button', { name: '核对会有哪些变化' }).click();

  // What would change, and each row that can't be taken with its reason, before anything is written.
  await desk.page.getByRole('heading', { name: '写入后会有这些变化' }).waitFor(patience);
  const figure = (name: string) => desk.page.locator(`[data-figure=${name}] dd`).innerText();
  expect(await figure('rows')).toBe('8');
  expect(await figure('matched')).toBe('6');
  expect(await figure('badRows')).toBe('1');
  expect(await figure('badCells')).toBe('1');
  expect(await figure('repeated')).toBe('1');
  const zhizao = desk.page.getByRole('row').filter({ hasText: '云江智造科技有限公司' }).first();
  expect(await zhizao.getByRole('cell').allInnerTexts()).toEqual(
    expect.arrayContaining([expect.stringContaining('否'), '是']),
  );
  const problems = desk.page.getByRole('region', { name: /处没有导入/ });
  await problems.getByRole('cell', { name: '复核中' }).waitFor();
  await problems.getByRole('cell', { name: '91359900MA0000000X' }).waitFor();
  await problems.getByText('这家企业在前面已有一行').waitFor();
  await takeScreenshot(desk.page, 'desk-facts-preview', { fullPage: true });
  await expectAccessible(desk.page);
  expect(allLookedAt()).toBe(true);
  expect(noticesByPerson()).toEqual(notices);
  await desk.page.getByRole('button', { name: /确认写入 \d+ 条数据/ }).click();
  await desk.page.getByRole('heading', { name: '写入结果' }).waitFor(patience);

  // Two firms' verdicts flip; the one that someone acts for hears of it, and nobody else does.
  await lookedAt();
  const flipped = eligiblePairs().filter((pair) => !eligible.includes(pair));
  expect(new Set(flipped.map((pair) => pair.split(' ')[0]))).toEqual(
    new Set(['sample-zhizao', 'sample-xinglan']),
  );
  expect(eligible.filter((pair) => !eligiblePairs().includes(pair))).toEqual([]);
  const after = noticesByPerson();
  const told = [...after].filter(([name, list]) => list !== notices.get(name)).map(([name]) => name);
  expect(told).toEqual(['林经办']);
  const fresh = sql.all<{ enterpriseId: string; title: string }>(
    'SELECT enterpriseId, title FROM Notice WHERE createdAt > (SELECT createdAt FROM FactImport)',
  );
  expect(new Set(fresh.map(({ enterpriseId }) => enterpriseId))).toEqual(new Set(['sample-zhizao']));
  expect(fresh).toHaveLength(new Set(fresh.map(({ title }) => title)).size);

  await firm.page.goto('/my/notices');
  const notice = firm.page.locator('.notices li').filter({ hasText: `符合：${policy}` });
  await notice.getByText('高新技术企业 是（科技局').waitFor();
  await takeScreenshot(firm.page, 'firm-told');
  await expectAccessible(firm.page);
  await firm.page.goto('/my/benefits?shown=eligible');
  await firm.page.getByRole('link', { name: policy }).waitFor();

  // The same list once more, by the mapping that was kept: nothing changes and nobody hears anything.
  await send(desk);
  await desk.page.getByLabel('使用保存过的对应关系').selectOption('高企名单');
  expect(await result.inputValue()).toBe('fact:qualification.high-tech');
  await desk.page.getByRole('button', { name: '核对会有哪些变化' }).click();
  await desk.page.getByRole('button', { name: '确认写入 0 条数据' }).waitFor(patience);
  await desk.page.getByRole('button', { name: '取消导入' }).click();
  await desk.page.getByText('已取消').first().waitFor();
  expect(noticesByPerson()).toEqual(after);
});

test('the preview of an import reads well on a phone', slow, async () => {
  const desk = await browser.visitor({ phone: true });
  await signIn(desk.page, 'zhou', 'yunjiang-zhou');
  await desk.page.goto('/desk/facts');
  await takeScreenshot(desk.page, 'phone-desk-facts', { fullPage: true });
  await desk.page.getByRole('link', { name: '高新技术企业名单.xlsx' }).last().click();
  await desk.page.getByRole('heading', { name: '写入结果' }).waitFor();
  await takeScreenshot(desk.page, 'phone-desk-facts-result', { fullPage: true });
  const { width, scroll } = await desk.page.evaluate(() => ({
    width: document.documentElement.clientWidth,
    scroll: document.documentElement.scrollWidth,
  }));
  expect(scroll).toBeLessThanOrEqual(width);
  await expectAccessible(desk.page);
});
