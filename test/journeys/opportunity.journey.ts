import { afterAll, beforeAll, expect, test } from 'vitest';

import { expectAccessible, signIn, takeScreenshot, useBrowser, type Visitor } from '../setup/browser';
import { startServer, type RunningServer } from '../setup/running-server';

// A city of its own: what this journey brings in changes verdicts that others look at.
let server: RunningServer;
const browser = useBrowser(() => server.url);
beforeAll(async () => {
  server = await startServer();
}, 600_000);
afterAll(() => server.stop());
const slow = { timeout: 900_000 };
const patience = { timeout: 180_000 };

const policy = '企业研发投入后补助（示例）';
const zhizao = '91359900MA7H6K2R64';

const auditReport = {
  name: '2025 年度研发费用专项审计报告.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from(
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
      '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
  ),
};

/** Loads a page again until something is on it: what the city does by itself takes a moment. */
async function until({ page }: Visitor, path: string, isThere: () => Promise<boolean>): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.goto(path);
        return isThere();
      },
      { timeout: 300_000, interval: 2_000 },
    )
    .toBe(true);
}

/** The science bureau's register of research institutions, with one firm's line. */
async function importInstitution({ page }: Visitor, has: '是' | '否'): Promise<void> {
  await page.goto('/desk/facts');
  await page.getByLabel('登记数据表').setInputFiles({
    name: `研发机构名单-${has}.csv`,
    mimeType: 'text/csv',
    buffer: Buffer.from(
      `统一社会信用代码,企业名称,拥有市级以上研发机构\r\n${zhizao},云江智造科技有限公司,${has}\r\n`,
    ),
  });
  await page.getByRole('button', { name: '上传并读取' }).click();
  await page.getByRole('heading', { name: '各列的含义' }).waitFor(patience);
  await page.getByRole('button', { name: '核对会有哪些变化' }).click();
  await page.getByRole('button', { name: /确认写入 1 条数据/ }).click(patience);
  await page.getByRole('heading', { name: '写入结果' }).waitFor(patience);
}

test(
  'a department pushes its policy; a fact changes, the firm is told why, fills what is missing and files; the funnel shows it',
  slow,
  async () => {
    const desk = await browser.visitor();
    await signIn(desk.page, 'zhou', 'yunjiang-zhou');
    // The first look of all is silent: these firms were never told.
    const row = desk.page.locator('[data-policy=rd-subsidy]');
    await until(
      desk,
      '/desk/push',
      async () => (await row.count()) > 0 && /[1-9]/.test(await row.locator('td').nth(1).innerText()),
    );
    await expectAccessible(desk.page);
    await row.getByRole('button').click();
    await desk.page.getByRole('heading', { name: `${policy}申报提醒` }).waitFor();
    const campaign = new URL(desk.page.url()).pathname;
    await desk.page.getByRole('radio', { name: '差一项信息的企业' }).check();
    await desk.page.getByRole('button', { name: '保存设置' }).click();
    await desk.page.getByText('规则判断“差一项”').first().waitFor();
    await desk.page.getByText(/待确认 [\d,]+ 家/).waitFor(patience);
    await desk.page.locator('[data-channel=sms]').getByText('拒收请回复R').waitFor();
    await takeScreenshot(desk.page, 'desk-push', { fullPage: true });
    await expectAccessible(desk.page);
    await desk.page.getByRole('button', { name: '提交复核' }).click();
    await desk.page.getByText('等另一名专员复核').waitFor(patience);
    expect(await desk.page.getByRole('button', { name: '同意发送' }).count()).toBe(0);

    const second = await browser.visitor();
    await signIn(second.page, 'wu', 'yunjiang-wu');
    await second.page.goto(campaign);
    await expectAccessible(second.page);
    await second.page.getByRole('button', { name: '同意发送' }).click();
    await until(
      desk,
      campaign,
      async () =>
        (await desk.page
          .locator('[data-stage=told]')
          .getAttribute('data-firms')
          .catch(() => null)) === '1',
    );
    const stage = (name: string) => desk.page.locator(`[data-stage=${name}]`).getAttribute('data-firms');
    expect(await stage('seen')).toBe('0');

    // Following a link ahead of the reader counts for nothing.
    const firm = await browser.visitor();
    await signIn(firm.page, 'lin', 'yunjiang-lin');
    await until(
      firm,
      '/my/notices',
      async () => (await firm.page.getByRole('link', { name: `差一项：${policy}` }).count()) > 0,
    );
    const link = await firm.page
      .getByRole('link', { name: `差一项：${policy}` })
      .first()
      .getAttribute('href');
    expect((await firm.page.request.get(link ?? '')).status()).toBe(200);
    expect((await firm.page.request.get(`${link}/open`)).status()).toBe(200);
    await desk.page.goto(campaign);
    expect(await stage('seen')).toBe('0');

    // The recognition ends, and is given again: each time the firm hears why.
    await importInstitution(desk, '否');
    await until(
      firm,
      '/my/notices',
      async () => (await firm.page.getByRole('link', { name: `结论有变化：${policy}` }).count()) > 0,
    );
    await importInstitution(desk, '是');
    await until(
      firm,
      '/my/notices',
      async () => (await firm.page.getByRole('link', { name: `差一项：${policy}` }).count()) > 1,
    );
    await firm.page
      .getByRole('link', { name: `差一项：${policy}` })
      .first()
      .click();

    // Why it was told: the fact, and the policy's own sentence.
    const why = firm.page.getByRole('region', { name: '为什么告知贵公司' });
    await why.getByText('拥有市级以上研发机构 是').waitFor();
    await why.getByText(/来源：科技局/).waitFor();
    await why.getByText('（二）拥有市级以上研发机构，或者持有有效期内的高新技术企业证书').waitFor();
    await takeScreenshot(firm.page, 'firm-opportunity', { fullPage: true });
    await expectAccessible(firm.page);
    await until(desk, campaign, async () => (await stage('seen')) === '1');

    // The filled form, the one missing question, and the application.
    await firm.page.getByRole('button', { name: '打开已预填的申报表' }).click();
    await firm.page.waitForURL(/\/drafts\//);
    await firm.page
      .getByText(/21 项中 1\d 项已预填/)
      .first()
      .waitFor();
    await firm.page
      .getByRole('spinbutton', { name: /科技人员/ })
      .or(firm.page.getByRole('textbox', { name: /科技人员/ }))
      .first()
      .fill('37');
    await firm.page.getByRole('textbox', { name: '研发项目名称' }).fill('面向离散制造的排产优化平台');
    await firm.page
      .getByRole('textbox', { name: '项目简介' })
      .fill(
        '面向中小离散制造企业，研发基于约束求解的排产引擎，完成算法设计、原型开发和两家工厂的试用，形成可复制的软件产品，缩短排产时间，提高设备利用率。',
      );
    await firm.page.getByRole('textbox', { name: '联系人' }).fill('林致远');
    await firm.page.getByRole('textbox', { name: '联系手机' }).fill('13805910000');
    const chooser = firm.page.waitForEvent('filechooser');
    await firm.page.getByRole('button', { name: '选择文件：上年度研发费用专项审计报告' }).click();
    await (await chooser).setFiles(auditReport);
    await firm.page.getByText(auditReport.name).first().waitFor();
    for (const box of await firm.page.getByRole('checkbox').all()) await box.check();
    await firm.page
      .getByText(/草稿已自动保存/)
      .first()
      .waitFor();
    await firm.page.getByRole('button', { name: '提交申报' }).click();
    await firm.page.waitForURL(/\/receipts\//, patience);

    // The campaign's funnel, and the policy's, know of it.
    await until(desk, campaign, async () => (await stage('applied')) === '1');
    expect(await stage('granted')).toBe('0');
    await takeScreenshot(desk.page, 'desk-push-sent', { fullPage: true });
    await expectAccessible(desk.page);

    // Not for us: the reason reaches the department, without the firm's name.
    await firm.page.goto('/my/opportunities');
    await expectAccessible(firm.page);
    await takeScreenshot(firm.page, 'firm-opportunities', { fullPage: true });
    const card = firm.page.locator('.fact-list > li').filter({ hasText: '科技型中小企业评价' }).first();
    await card.getByText('这项不适合我们').click();
    await card.getByLabel('原因').selectOption('too-much-work');
    await card.getByLabel('补充说明').fill('评价表要重填一遍');
    await card.getByRole('button', { name: '标为不适合' }).click();
    await firm.page.getByRole('heading', { name: '已标为不适合' }).waitFor();
    await desk.page.goto('/desk/push/feedback');
    await desk.page.getByText('评价表要重填一遍').waitFor();
    expect(await desk.page.getByText('云江智造').count()).toBe(0);
    await expectAccessible(desk.page);
    await firm.page.getByRole('button', { name: '恢复' }).click();
    await firm.page.getByRole('heading', { name: '已标为不适合' }).waitFor({ state: 'detached' });
  },
);

test(
  'the words of a message are written with chips, refused where a channel forbids them, and approved',
  slow,
  async () => {
    const { page } = await browser.visitor();
    await signIn(page, 'zhou', 'yunjiang-zhou');
    await page.goto('/desk/push/templates?kind=opportunity-eligible&channel=sms');
    const editor = page.getByRole('textbox', { name: '正文' });
    await editor.click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('贵公司可获 50 万元，请打开 www.example.cn。');
    await page.locator('[data-problem=sms-amount]').waitFor();
    await page.locator('[data-problem=link]').waitFor();
    expect(await page.getByRole('button', { name: '提交复核' }).isDisabled()).toBe(true);
    await expectAccessible(page);
    await page.keyboard.press('Control+A');
    await page.keyboard.type('您办理的企业可以申报');
    await page.getByRole('button', { name: '政策名称' }).click();
    await page.keyboard.type('，请登录惠企通办理。');
    await page.locator('[data-channel=sms]').getByText('企业研发投入后补助（示例）').waitFor();
    await takeScreenshot(page, 'desk-templates', { fullPage: true });
    await page.getByRole('button', { name: '提交复核' }).click();
    await page.getByText('已提交，等另一名专员复核。').waitFor();

    const second = await browser.visitor();
    await signIn(second.page, 'wu', 'yunjiang-wu');
    await second.page.goto('/desk/push/templates?kind=opportunity-eligible&channel=sms');
    await expectAccessible(second.page);
    await second.page.getByRole('button', { name: '同意使用' }).click();
    await second.page.getByText('从现在起使用新的文字').waitFor();
    await second.page.getByText(/您办理的企业可以申报［政策名称］/).waitFor();
    await page.reload();
    await page.getByRole('button', { name: '恢复默认文字' }).click();
    await page.getByText('已恢复平台默认文字。').waitFor();
  },
);
