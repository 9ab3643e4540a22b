import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';

import { expectAccessible, signIn, takeScreenshot, useBrowser } from '../setup/browser';
import { startServer, type RunningServer } from '../setup/running-server';

// A city of its own: what is approved here must not use up what others apply for.
let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
const browser = useBrowser(() => server.url);

const title = '企业研发投入后补助申请表';
const report = {
  name: '研发费用专项审计报告.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
};
const summary =
  '面向中小离散制造企业，研发基于约束求解的排产引擎，完成算法设计、原型开发和两家工厂的试用，形成可复制的软件产品，缩短排产时间，提高设备利用率。';
const corrected = `${summary}已取得软件著作权两项，排产时间由两小时缩短到十分钟。`;

async function openCase(page: Page) {
  await page.goto('/desk/cases');
  await page.getByRole('link', { name: title }).first().click();
  await page.waitForURL(/\/desk\/cases\/./);
  await page.getByRole('heading', { name: '自动核对' }).waitFor();
}

test('the designer asks for a second person and a check list', async () => {
  const { page } = await browser.visitor();
  await signIn(page, 'zhou', 'yunjiang-zhou');
  await page.goto('/desk/forms');
  const links = await page
    .locator('a[href^="/desk/forms/"]')
    .evaluateAll((all) => all.map((link) => [link.textContent ?? '', link.getAttribute('href') ?? '']));
  const [, href = ''] = links.find(([words]) => words?.includes(title)) ?? [];
  await page.goto(`/desk/forms/${href.split('/')[3] ?? ''}/review`);
  await page.getByRole('radio', { name: '每件都需要' }).check();
  await page.getByLabel('核对清单').fill('审计报告与申报数一致');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('status').getByText('已保存').waitFor();
  await takeScreenshot(page, 'review-setup');
  await expectAccessible(page);
});

test('a firm applies', async () => {
  const { page } = await browser.visitor();
  await signIn(page, 'lin', 'yunjiang-lin');
  await page.goto('/policies/rd-subsidy');
  await page.getByRole('link', { name: '打开申报表' }).first().click();
  await page.waitForURL(/\/drafts\//);
  await page.getByRole('textbox', { name: '研发项目名称' }).fill('面向离散制造的排产优化平台');
  await page.getByRole('textbox', { name: '项目简介' }).fill(summary);
  const staff = page.getByRole('textbox', { name: /科技人员数/ });
  if (await staff.count()) await staff.fill('37');
  await page.getByRole('textbox', { name: '联系人' }).fill('林致远');
  await page.getByRole('textbox', { name: '联系手机' }).fill('13805910000');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: '选择文件：上年度研发费用专项审计报告' }).click();
  await (await chooser).setFiles(report);
  await page.getByText(report.name).first().waitFor();
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await page
    .getByText(/草稿已自动保存/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: '提交申报' }).click();
  await page.waitForURL(/\/receipts\//);
});

test('the reviewer sees the checks beside the case and returns two fields', async () => {
  const { page } = await browser.visitor();
  await signIn(page, 'wu', 'yunjiang-wu');
  await page.goto('/desk/cases');
  await page.getByRole('button', { name: '筛选' }).waitFor();
  await page.getByRole('link', { name: title }).first().waitFor();
  await takeScreenshot(page, 'review-queue', { fullPage: true });
  await expectAccessible(page);
  await openCase(page);
  await page.getByText('按部门数据').waitFor();
  await page.getByLabel('内部备注').fill('已电话核实联系人');
  await page.getByRole('button', { name: '保存备注' }).click();
  await page.locator('.timeline').getByText('已电话核实联系人').waitFor();
  await takeScreenshot(page, 'review-case', { fullPage: true });
  await expectAccessible(page);
  await page.getByRole('radio', { name: '退回补正' }).check();
  await page.getByLabel('项目简介：补正意见').fill('请补充研发完成情况和形成的成果。');
  await page.getByLabel('联系手机：补正意见').fill('请填写能打通的号码。');
  await page.getByRole('button', { name: '退回补正', exact: true }).click();
  await page.getByRole('button', { name: '确认退回补正' }).click();
  await page.locator('.deskhead').getByText('待补正').waitFor();
  await page.locator('.deskhead').getByText('暂停计时').waitFor();
});

test('the firm corrects on a phone what was named, and can change nothing else', async () => {
  const { page } = await browser.visitor({ phone: true });
  await signIn(page, 'lin', 'yunjiang-lin');
  await page.goto('/my/applications');
  await page.getByRole('link', { name: title }).first().click();
  await page.getByText('请填写能打通的号码。').first().waitFor();
  expect(await page.getByText('已电话核实联系人').count()).toBe(0);
  await takeScreenshot(page, 'review-returned-phone', { fullPage: true });
  await page.getByRole('button', { name: '去修改' }).first().click();
  await page.waitForURL(/\/drafts\//);
  await page.getByText('只有下面 2 项可以修改').waitFor();
  const text = page.getByRole('textbox', { name: '项目简介' });
  await text.fill(corrected);
  expect(await page.getByRole('textbox', { name: '研发项目名称' }).isDisabled()).toBe(true);
  await page.getByRole('textbox', { name: '联系手机' }).fill('13905910000');
  await page.getByRole('textbox', { name: '联系手机' }).blur();
  await takeScreenshot(page, 'review-correction-phone', { fullPage: true });
  await page.getByRole('button', { name: '提交申报' }).click();
  await page.waitForURL(/\/receipts\//);
});

test('the reviewer sees what changed and proposes; another person decides', async () => {
  const first = (await browser.visitor()).page;
  await signIn(first, 'wu', 'yunjiang-wu');
  await openCase(first);
  await first.getByText('本次补正改动了').waitFor();
  await first.locator('.was s').filter({ hasText: '13805910000' }).waitFor();
  expect(await first.locator('.fr.chg').count()).toBe(2);
  const item = first.getByRole('checkbox', { name: /审计报告与申报数一致/ });
  await item.click();
  await first.getByText('已核对 1 / 1').waitFor();
  await first.getByRole('radio', { name: '通过', exact: true }).check();
  await first.getByRole('button', { name: '通过', exact: true }).click();
  await first.getByRole('button', { name: '确认通过' }).click();
  await first.getByText('等待另一位审核人员复核').waitFor();

  const second = (await browser.visitor()).page;
  await signIn(second, 'qian', 'yunjiang-qian');
  await openCase(second);
  await takeScreenshot(second, 'review-second', { fullPage: true });
  await expectAccessible(second);
  await second.getByRole('button', { name: '同意：通过' }).click();
  await second.locator('.deskhead').getByText('已通过').waitFor();
  await second.locator('.timeline').getByText('提出审核意见').waitFor();
});

test('anybody who holds the receipt verifies it, and reads nothing of the application', async () => {
  const firm = (await browser.visitor()).page;
  await signIn(firm, 'lin', 'yunjiang-lin');
  await firm.goto('/my/applications');
  await firm.getByRole('link', { name: title }).first().click();
  await firm.getByText('已通过').first().waitFor();
  await firm.getByRole('link', { name: '回执', exact: true }).first().click();
  await firm.waitForURL(/\/receipts\//);
  await takeScreenshot(firm, 'review-receipt');
  for (const [word, file] of [
    ['下载回执（PDF）', 'receipt'],
    ['打印原表（PDF）', 'form'],
  ] as const) {
    const href = (await firm.getByRole('link', { name: word }).getAttribute('href')) ?? '';
    const pdf = await firm.request.get(href);
    expect([file, (await pdf.body()).subarray(0, 5).toString()]).toEqual([file, '%PDF-']);
  }
  const verify = (await firm.getByRole('link', { name: '公开核验页' }).getAttribute('href')) ?? '';

  const { page } = await browser.visitor({ phone: true });
  await page.goto(verify);
  await page.getByRole('heading', { name: '回执真实，内容未改动' }).waitFor();
  const shown = await page.locator('main').innerText();
  expect(shown).not.toMatch(/智造|13905910000|91\d{6}M/);
  await takeScreenshot(page, 'review-verify-phone', { fullPage: true });
  await expectAccessible(page);
  await page.getByLabel('核验码').fill('0000-0000-0000-0000-0000');
  await page.getByRole('button', { name: '核验', exact: true }).click();
  await page.getByText('没有这个核验码对应的回执').waitFor();
});

test('cases that are chosen together say first what would happen to each', async () => {
  const { page } = await browser.visitor();
  await signIn(page, 'wu', 'yunjiang-wu');
  await page.goto('/desk/cases?state=all');
  // The keys work once the page's program has begun.
  const row = page.locator('a[data-row]').first();
  await expect
    .poll(
      async () => {
        const isFirst = () => row.evaluate((link) => link === document.activeElement);
        if (await isFirst()) return true;
        // A press that came late may have gone a row too far: back up.
        const isOnRow = await page.locator('a[data-row]:focus').count();
        await page.keyboard.press(isOnRow > 0 ? 'k' : 'j');
        return isFirst();
      },
      { timeout: 30_000 },
    )
    .toBe(true);
  await page.keyboard.press('x');
  await page.getByText('已选 1 件').waitFor();
  await page.getByRole('button', { name: '批量办理' }).click();
  await page.waitForURL(/\/desk\/cases\/batch/);
  await page.getByText('不能批量办理').first().waitFor();
  await takeScreenshot(page, 'review-batch');
  await expectAccessible(page);
});
