import { readFileSync } from 'node:fs';

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { expectAccessible, signIn, takeScreenshot, useBrowser } from '../setup/browser';

const browser = useBrowser();
const patience = { timeout: 480_000 };
const slow = { timeout: 900_000 };

const card = (page: Page, name: string | RegExp) =>
  page.locator('section', { has: page.getByRole('heading', { name }) });

test(
  'the hit test shows what was understood, both ranks and what the filters dropped, beside other settings',
  slow,
  async () => {
    const { page } = await browser.visitor();
    await signIn(page, 'admin', 'yunjiang-admin');
    await page.goto('/desk/search-test');
    await page.getByText('写一句提问，看看理解成什么').waitFor();
    await page.getByLabel('提问', { exact: true }).fill('交社保能缓一缓吗，高企yffy怎么扣');
    await page.keyboard.press('Enter');

    const understood = card(page, '理解');
    await understood.getByText('社会保险费').first().waitFor();
    await understood.getByText(/检索词（出现的条款数）/).waitFor();
    const now = card(page, /现行设置/);
    const first = now.getByRole('listitem').first();
    await first.getByText(/关键词 (#\d+|—).*语义 (#\d+|—).*融合 #1/).waitFor();
    await card(page, '助手会这样回答')
      .getByText(/已作答|未找到依据/)
      .waitFor(patience);

    // What no longer counts is dropped, with the reason and the place that it would have had; so is what doesn't yet.
    const dropped = card(page, '被过滤的条款');
    await page.getByLabel('提问', { exact: true }).fill('专精特新中小企业认定条件是什么');
    await page.getByRole('button', { name: '检索', exact: true }).click();
    await dropped
      .getByText(/本可排第 \d+：已过期/)
      .first()
      .waitFor(patience);
    await page.getByLabel('所问日期').fill('2015-01-01');
    await page.getByRole('button', { name: '检索', exact: true }).click();
    await dropped
      .getByText(/本可排第 \d+：尚未施行/)
      .first()
      .waitFor(patience);

    // Another setting beside the one in force: what moved is marked; an administrator may send it to the gate.
    await page.getByLabel('所问日期').fill('');
    await page.getByLabel('对比设置').selectOption('ranks');
    await page.getByLabel('语义权重').fill('0.2');
    await page.getByRole('button', { name: '检索', exact: true }).click();
    await page.waitForURL(/method=ranks/);
    await card(page, /对比设置（/)
      .getByRole('listitem')
      .first()
      .waitFor();
    await page.getByRole('button', { name: '采用对比设置' }).waitFor();
    await card(page, '助手会这样回答')
      .getByText(/已作答|未找到依据/)
      .waitFor(patience);
    await expectAccessible(page);
    await takeScreenshot(page, 'desk-search-test');
  },
);

test(
  'an entry of the dictionary is written, tried, sent and taken back by keyboard alone',
  slow,
  async () => {
    const { page } = await browser.visitor();
    await signIn(page, 'tang', 'yunjiang-tang');
    await page.goto('/desk/dictionary');
    await page.getByRole('link', { name: '新增词条' }).first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/new=synonym/);
    // The form takes the focus to the word itself.
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('entry-term');
    await page.keyboard.type('报喜补贴');
    await page.keyboard.press('Tab');
    await page.keyboard.type('一次性奖励');
    await page.getByLabel('用一句提问试试').focus();
    await page.keyboard.type('报喜补贴怎么领');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('.dict-form').getByText('一次性奖励').last().waitFor();
    await expectAccessible(page);
    await takeScreenshot(page, 'desk-dictionary');
    await page.getByRole('button', { name: '提交检查' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('已提交：新增词条：报喜补贴').waitFor();
    const mine = page.locator('.dict-changes li', { hasText: '新增词条：报喜补贴' }).first();
    await mine.getByText('已生效').waitFor(patience);

    await mine.getByRole('button', { name: '撤销“新增词条：报喜补贴”' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('已提交：撤销：新增词条：报喜补贴').waitFor();
    const undone = page.locator('.dict-changes li', { hasText: '撤销：新增词条：报喜补贴' }).first();
    await undone.getByText('已生效').waitFor(patience);
    await page.goto('/desk/dictionary?q=报喜补贴');
    await page.getByText('没有找到“报喜补贴”。').waitFor();
  },
);

test('the dictionary leaves as a table and comes back corrected; a wrong line is named', slow, async () => {
  const { page } = await browser.visitor();
  await signIn(page, 'tang', 'yunjiang-tang');
  await page.goto('/desk/dictionary');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '导出 CSV' }).click(),
  ]);
  const table = readFileSync(await download.path(), 'utf8');
  const [heading = '', ...lines] = table.trim().split(/\r?\n/);
  expect(heading).toContain('类别');
  expect(lines.length).toBeGreaterThan(20);
  const more = '口语,退税快一点,留抵退税,0.8,\r\n外语,这一行类别不对,某某,0.8,\r\n';
  await page.getByLabel('CSV 文件').setInputFiles({
    name: 'dictionary.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`${table.trimEnd()}\r\n${more}`),
  });
  await page.getByRole('button', { name: '导入', exact: true }).click();
  await page.getByText(/已提交导入：新增 1 条，修改 0 条/).waitFor();
  await page.getByText(new RegExp(`第 ${String(lines.length + 3)} 行`)).waitFor();
  // A button that was busy fades back: its colours are judged when they stand.
  await page.waitForTimeout(1_000);
  await expectAccessible(page);
  await page.getByRole('link', { name: '查看检查进度' }).click();
  const state = page.locator('.deskhead').getByText('已发布', { exact: true });
  await state.waitFor(patience);
  await page.getByRole('button', { name: '退回这项变更' }).click();
  await page.getByRole('link', { name: '查看退回记录' }).waitFor();
});
