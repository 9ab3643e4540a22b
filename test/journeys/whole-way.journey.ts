import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { expectAccessible, signIn, takeScreenshot, useBrowser } from '../setup/browser';
import { sampleDocx } from '../setup/paper-files';

/** From a department's Word form to a verified receipt: each step goes on from the one before. */
const browser = useBrowser();

const title = '科技服务补贴申请表';
const wide = (text: string) => ({ text, across: 3 });
const paper = {
  name: '科技服务补贴申请表.docx',
  mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  buffer: Buffer.from(
    sampleDocx([
      title,
      {
        columns: 4,
        rows: [
          ['企业名称*', wide('')],
          ['统一社会信用代码*', '', '成立日期*', '年  月  日'],
          ['注册地址*', wide('')],
          ['法定代表人*', '', '从业人数（人）*', ''],
          ['上年度营业收入（万元）*', '', '上年度研发费用（万元）*', ''],
          ['科技服务机构名称*', wide('')],
          ['申请补贴金额（元）*', wide('')],
          ['服务内容简介*', wide('')],
          ['联系人*', '', '手机号码*', ''],
          ['企业承诺', wide('本企业承诺所填内容真实，如有虚假，退回补贴并承担责任。\n（盖章）  年  月  日')],
          ['科技局意见', wide('（盖章）  年  月  日')],
        ],
      },
      '填表说明：',
      '1．服务内容简介：写明解决了什么技术问题，不少于 10 个字。',
    ]),
  ),
};
const content = '为排产软件做第三方性能测试，出具测试报告一份。';
const corrected = `${content}测试覆盖两条产线，报告编号已随附件报送。`;

/** The server's answer to a deed in the page: waits until the queue holds what was filed. */
async function openCase(page: Page): Promise<void> {
  await page.goto('/desk/cases');
  await page.getByRole('link', { name: title }).first().click();
  await page.waitForURL(/\/desk\/cases\/./);
  await page.getByRole('heading', { name: '自动核对' }).waitFor();
}

const saved = (page: Page) =>
  page
    .locator('.save:visible')
    .filter({ hasText: /已保存 \d|已自动保存/ })
    .first()
    .waitFor();

test('a Word form becomes a draft, and what the city holds is bound in one step', async () => {
  const { page } = await browser.visitor();
  await signIn(page, 'zhou', 'yunjiang-zhou');
  await page.goto('/desk/forms');
  await page.getByRole('link', { name: '由 Word 或 Excel 表格生成表单' }).click();
  await page.waitForURL(/\/desk\/forms\/paper/);
  await page.getByLabel('空白表格').setInputFiles(paper);
  await page.getByLabel('地址').fill('tech-service');
  await page.getByRole('button', { name: '生成草稿' }).click();
  await page.waitForURL(/\/desk\/forms\/[^/]+\/paper$/);
  await page.getByRole('heading', { name: title }).waitFor();
  // What the department fills in itself became no field, and says so.
  await page.getByText('科技局意见').last().waitFor();
  const summary = await page.locator('#main').getByRole('status').first().innerText();
  expect(summary).toContain('识别出 14 个栏目');
  await takeScreenshot(page, 'whole-way-paper');
  await expectAccessible(page);

  await page.getByRole('link', { name: '在设计器中修改' }).click();
  await page.getByRole('button', { name: '检查并发布' }).waitFor();
  await page.getByRole('button', { name: /查看并全部采用/ }).click();
  const dialog = page.getByRole('dialog', { name: '采用预填建议' });
  await takeScreenshot(page, 'whole-way-bindings');
  await dialog.getByRole('button', { name: /^采用 \d+ 项/ }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: '检查并发布' }).click();
  await page.getByRole('heading', { name: '预填试跑' }).waitFor();
  for (const reason of await page.getByLabel('不改的话，请写明原因').all())
    await reason.fill('仅本地企业申报，英文随后补');
  await page.getByRole('button', { name: '提交复核' }).click();
  await page.getByText('已提交复核，已通知').waitFor();
});

test('a second person looks at it and publishes it', async () => {
  const { page } = await browser.visitor();
  await signIn(page, 'wu', 'yunjiang-wu');
  await page.goto('/desk/forms');
  await page.getByRole('link', { name: title, exact: true }).click();
  await page.getByRole('button', { name: '同意发布' }).click();
  await page
    .getByText(/线上 v1/)
    .first()
    .waitFor();
});

test('a firm with full data files it on a phone in under ten touches', async () => {
  const { page } = await browser.visitor({ phone: true });
  await signIn(page, 'lin', 'yunjiang-lin');
  let touches = 0;
  const touch = async (place: Locator) => {
    touches += 1;
    await place.tap();
  };
  const write = async (name: string, text: string) => {
    const field = page.getByRole('textbox', { name });
    await touch(field);
    await field.fill(text);
  };
  touches += 1; // The department's link.
  await page.goto('/apply/tech-service');
  await page.getByTestId('webform').locator('.formio-form').waitFor();
  await saved(page);
  await page.getByText('来源：市场监管局').first().waitFor();
  await takeScreenshot(page, 'whole-way-phone', { fullPage: true });
  await expectAccessible(page);
  await write('科技服务机构名称', '云江软件测评中心');
  await write('申请补贴金额', '20000');
  await write('服务内容简介', content);
  await write('联系人', '林致远');
  await write('手机号码', '13805910000');
  await touch(page.getByRole('checkbox').first());
  await saved(page);
  await touch(page.getByRole('button', { name: '提交申报' }));
  await page.waitForURL(/\/receipts\//);
  await takeScreenshot(page, 'whole-way-receipt-phone', { fullPage: true });
  expect(touches).toBeLessThan(10);
});

test('the reviewer returns two fields in words', async () => {
  const { page } = await browser.visitor();
  await signIn(page, 'wu', 'yunjiang-wu');
  await openCase(page);
  await page.getByRole('radio', { name: '退回补正' }).check();
  await page.getByLabel('服务内容简介：补正意见').fill('请写明测试覆盖了哪些产线。');
  await page.getByLabel('手机号码：补正意见').fill('号码打不通，请填能接听的。');
  await page.getByRole('button', { name: '退回补正', exact: true }).click();
  await page.getByRole('button', { name: '确认退回补正' }).click();
  await page.locator('.deskhead').getByText('待补正').waitFor();
});

test('the firm corrects the two on its phone, the words beside them, and can touch nothing else', async () => {
  const { page } = await browser.visitor({ phone: true });
  await signIn(page, 'lin', 'yunjiang-lin');
  await page.goto('/my/applications');
  await page.getByRole('link', { name: title }).first().tap();
  await page.getByRole('button', { name: '去修改' }).first().tap();
  await page.waitForURL(/\/drafts\//);
  await page.getByText('只有下面 2 项可以修改').waitFor();
  await page.getByText('请写明测试覆盖了哪些产线。').first().waitFor();
  expect(await page.getByRole('textbox', { name: '联系人' }).isDisabled()).toBe(true);
  await page.getByRole('textbox', { name: '服务内容简介' }).fill(corrected);
  await page.getByRole('textbox', { name: '手机号码' }).fill('13905910000');
  await page.getByRole('textbox', { name: '手机号码' }).blur();
  await takeScreenshot(page, 'whole-way-correction-phone', { fullPage: true });
  await page.getByRole('button', { name: '提交申报' }).tap();
  await page.waitForURL(/\/receipts\//);
});

test('the reviewer sees what changed and approves', async () => {
  const { page } = await browser.visitor();
  await signIn(page, 'wu', 'yunjiang-wu');
  await openCase(page);
  await page.getByText('测试覆盖两条产线').first().waitFor();
  expect(await page.locator('.fr.chg').count()).toBe(2);
  await page.getByRole('radio', { name: '通过', exact: true }).check();
  await page.getByRole('button', { name: '通过', exact: true }).click();
  await page.getByRole('button', { name: '确认通过' }).click();
  await page.locator('.deskhead').getByText('已通过').waitFor();
  await takeScreenshot(page, 'whole-way-approved', { fullPage: true });
});

test('the receipt carries a code, and whoever types it learns that the receipt is genuine', async () => {
  const firm = (await browser.visitor({ phone: true })).page;
  await signIn(firm, 'lin', 'yunjiang-lin');
  await firm.goto('/my/applications');
  await firm.getByRole('link', { name: title }).first().tap();
  await firm.getByText('已通过').first().waitFor();
  await firm.getByRole('link', { name: '回执', exact: true }).first().tap();
  await firm.waitForURL(/\/receipts\//);
  const code = await firm.getByText(/^([0-9A-F]{4}-){4}[0-9A-F]{4}$/).innerText();
  const number = decodeURIComponent(new URL(firm.url()).pathname.split('/').at(-1) ?? '');
  const print = (await firm.getByRole('link', { name: '打印原表（PDF）' }).getAttribute('href')) ?? '';
  expect((await (await firm.request.get(print)).body()).subarray(0, 5).toString()).toBe('%PDF-');

  const { page } = await browser.visitor();
  await page.goto('/verify');
  await page.getByLabel('核验码').fill(code.toLowerCase());
  await page.getByRole('button', { name: '核验', exact: true }).click();
  await page.getByRole('heading', { name: '回执真实，内容未改动' }).waitFor();
  const shown = await page.locator('main').innerText();
  expect(shown).toContain(number);
  expect(shown).not.toMatch(/智造|13905910000|测评中心/);
  await takeScreenshot(page, 'whole-way-verified');
  await expectAccessible(page);
});
