import { expect, test } from 'vitest';

import { expectAccessible, signIn, takeScreenshot, useBrowser } from '../setup/browser';

const browser = useBrowser();

/** A PDF of one page, as a scanner makes one. */
const auditReport = {
  name: '2025 年度研发费用专项审计报告.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from(
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
      '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
  ),
};

test('anyone asks in own words and reads the clause that the answer cites', async () => {
  const { page } = await browser.visitor();
  await page.goto('/');
  await expectAccessible(page);
  await takeScreenshot(page, 'home');
  await page.getByLabel('输入您的问题').fill('企业研发投入后补助能补多少钱？');
  await page.getByRole('button', { name: '提问' }).click();

  const answer = page.getByRole('region', { name: '问答' }).or(page.locator('#thread'));
  await answer.getByText('摘录回答').first().waitFor();
  await answer.getByText('百分之八').first().waitFor();
  expect(await answer.getByText('五十万元').count()).toBeGreaterThan(0);
  await page
    .getByRole('link', { name: '查看依据 1' })
    .or(page.getByRole('button', { name: '查看依据 1' }))
    .first()
    .click();
  const source = page.getByRole('complementary', { name: '依据' });
  await source.getByText('现行有效').first().waitFor();
  expect(await source.locator('mark').first().innerText()).toContain('百分之八');
  await takeScreenshot(page, 'assistant');
  await expectAccessible(page);

  await source.getByRole('link', { name: '查看全文' }).click();
  await page.waitForURL(/\/documents\//);
  expect(await page.locator('mark').first().innerText()).toContain('百分之八');
  await expectAccessible(page);
});

test('what no document answers is not answered, and leads to a person', async () => {
  const { page } = await browser.visitor();
  await page.goto(`/assistant?q=${encodeURIComponent('公司团建去哪里露营比较好玩？')}`);
  await page
    .locator('#thread')
    .getByText(/未找到依据|这里只回答惠企政策/)
    .first()
    .waitFor();
  expect(await page.locator('#thread .hq-cite').count()).toBe(0);
});

test('the chat works without JavaScript', async () => {
  const { page } = await browser.visitor({ javaScript: false });
  await page.goto('/assistant');
  await page.getByRole('textbox', { name: '提问' }).fill('企业研发投入后补助能补多少钱？');
  await page.getByRole('button', { name: '提问' }).click();
  await page.getByText('百分之八').first().waitFor();
});

test('a firm sees its verdict, answers the missing question, files the filled form and holds a receipt', async () => {
  const { page } = await browser.visitor();
  await signIn(page, 'lin', 'yunjiang-lin');
  await page.goto('/');
  await page.getByRole('heading', { name: /贵公司可享 \d+ 项/ }).waitFor();
  await takeScreenshot(page, 'home-firm');

  // The verdict names the one missing fact; the answer changes it before the eyes.
  await page.goto(`/assistant?q=${encodeURIComponent('我们公司符合企业研发投入后补助的条件吗？')}`);
  const card = page.getByRole('region', { name: '企业研发投入后补助（示例）' }).first();
  await card.getByText('差一项').first().waitFor();
  await takeScreenshot(page, 'assistant-verdict');
  const question = page.locator('section.fu').last();
  expect(await question.innerText()).toContain('科技人员');
  await question.getByRole('textbox').fill('37');
  await question.getByRole('button', { name: '提交' }).click();
  await page.getByText('已记为贵公司声明').first().waitFor();
  await page
    .getByRole('region', { name: '企业研发投入后补助（示例）' })
    .last()
    .getByText('符合', { exact: true })
    .first()
    .waitFor();

  // The policy's page shows each condition with its source.
  await page.goto('/policies/rd-subsidy');
  await page.getByRole('heading', { name: '逐项核对' }).waitFor();
  expect(await page.getByText('来源：').count()).toBeGreaterThan(3);
  await takeScreenshot(page, 'policy');
  await expectAccessible(page);

  // The form comes filled; what authorities hold can't be edited.
  await page.getByRole('link', { name: '打开申报表' }).first().click();
  await page.waitForURL(/\/drafts\//);
  await page
    .getByText(/21 项中 16 项已预填/)
    .first()
    .waitFor();
  await page.getByText('来源：人社局').first().waitFor();
  await takeScreenshot(page, 'form-fill', { fullPage: true });
  // What the firm told the assistant is filled in once it says so.
  await page.getByRole('button', { name: '填入这 1 项' }).click();
  await page.getByRole('button', { name: '填入这 1 项' }).waitFor({ state: 'hidden' });
  await page
    .getByText(/21 项中 17 项已预填/)
    .first()
    .waitFor();
  await page.getByRole('textbox', { name: '研发项目名称' }).fill('面向离散制造的排产优化平台');
  await page
    .getByRole('textbox', { name: '项目简介' })
    .fill(
      '面向中小离散制造企业，研发基于约束求解的排产引擎，完成算法设计、原型开发和两家工厂的试用，形成可复制的软件产品，缩短排产时间，提高设备利用率。',
    );
  await page.getByRole('textbox', { name: '联系人' }).fill('林致远');
  await page.getByRole('textbox', { name: '联系手机' }).fill('1380591');
  await page.getByRole('textbox', { name: '联系手机' }).blur();
  await page.getByText('手机号应为 11 位数字，现在是 7 位').first().waitFor();
  await page.getByRole('textbox', { name: '联系手机' }).fill('13805910000');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: '选择文件：上年度研发费用专项审计报告' }).click();
  await (await chooser).setFiles(auditReport);
  await page.getByText(auditReport.name).first().waitFor();
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await page
    .getByText(/草稿已自动保存/)
    .first()
    .waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: '提交申报' }).click();

  await page.waitForURL(/\/receipts\//);
  const number = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '');
  await page.getByText(number).first().waitFor();
  await takeScreenshot(page, 'receipt');
  await expectAccessible(page);
  const pdf = await page.request.get(`/receipts/${number}.pdf`);
  expect(pdf.headers()['content-type']).toBe('application/pdf');
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');

  await page.goto('/my/applications');
  await page.getByText('企业研发投入后补助申请表').first().waitFor();
  await expectAccessible(page);
});

test('the department returns it with words, the firm corrects, the department approves', async () => {
  const desk = await browser.visitor();
  await signIn(desk.page, 'wu', 'yunjiang-wu');
  await desk.page.goto('/desk');
  await desk.page.getByText('云江智造科技有限公司').first().waitFor();
  await takeScreenshot(desk.page, 'desk-home');
  await expectAccessible(desk.page);
  const openCase = async () => {
    await desk.page.goto('/desk/cases');
    await desk.page
      .getByRole('link', { name: /企业研发投入后补助申请表/ })
      .first()
      .click();
    await desk.page.waitForURL(/\/desk\/cases\/./);
  };
  await openCase();
  await desk.page.getByText('来源：人社局').first().waitFor();
  await takeScreenshot(desk.page, 'desk-case');
  await expectAccessible(desk.page);
  await desk.page.getByRole('radio', { name: '退回补正' }).check();
  await desk.page.getByLabel('项目简介：补正意见').fill('请补充研发完成情况和形成的成果。');
  await desk.page.getByRole('button', { name: '退回补正', exact: true }).click();
  await desk.page.getByRole('button', { name: '确认退回补正' }).click();
  await desk.page.locator('.deskhead').getByText('待补正').waitFor();

  const firm = await browser.visitor();
  await signIn(firm.page, 'lin', 'yunjiang-lin');
  await firm.page.goto('/my/notices');
  await firm.page
    .getByText(/企业研发投入后补助申请表/)
    .first()
    .waitFor();
  await firm.page.goto('/my/applications');
  await firm.page
    .getByRole('link', { name: /企业研发投入后补助申请表/ })
    .first()
    .click();
  await firm.page.getByText('请补充研发完成情况和形成的成果。').first().waitFor();
  await expectAccessible(firm.page);
  await firm.page.getByRole('button', { name: '去修改' }).first().click();
  await firm.page.waitForURL(/\/drafts\//);
  await firm.page.getByText('请补充研发完成情况和形成的成果。').first().waitFor();
  await firm.page
    .getByRole('textbox', { name: '项目简介' })
    .fill(
      '面向中小离散制造企业研发基于约束求解的排产引擎，已完成算法设计和原型开发，在两家工厂试用三个月，取得软件著作权两项，排产时间由两小时缩短到十分钟。',
    );
  await firm.page
    .getByText(/草稿已自动保存/)
    .first()
    .waitFor();
  await firm.page.getByRole('button', { name: '提交申报' }).click();
  await firm.page.waitForURL(/\/receipts\//);

  await openCase();
  await desk.page.getByText('取得软件著作权两项').first().waitFor();
  await desk.page.getByRole('radio', { name: '通过', exact: true }).check();
  await desk.page.getByRole('button', { name: '通过', exact: true }).click();
  await desk.page.getByRole('button', { name: '确认通过' }).click();
  await desk.page.locator('.deskhead').getByText('已通过').waitFor();

  await firm.page.goto('/my/applications');
  await firm.page.getByText('已通过').first().waitFor();
});

test('another firm and another department find nothing of it', async () => {
  const reviewer = await browser.visitor();
  await signIn(reviewer.page, 'wu', 'yunjiang-wu');
  await reviewer.page.goto('/desk/cases?state=approved');
  await reviewer.page
    .getByRole('link', { name: /企业研发投入后补助申请表/ })
    .first()
    .click();
  await reviewer.page.waitForURL(/\/desk\/cases\/./);
  const caseId = new URL(reviewer.page.url()).pathname.split('/').at(-1) ?? '';

  const stranger = await browser.visitor();
  await signIn(stranger.page, 'chen', 'yunjiang-chen');
  expect((await stranger.page.request.get(`/my/applications/${caseId}`)).status()).toBe(404);
  expect((await stranger.page.request.get(`/desk/cases/${caseId}`)).status()).toBe(403);
  const colleague = await browser.visitor();
  await signIn(colleague.page, 'sun', 'yunjiang-sun');
  expect((await colleague.page.request.get(`/desk/cases/${caseId}`)).status()).toBe(404);
});
