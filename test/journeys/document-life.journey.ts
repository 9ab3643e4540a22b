import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { expectAccessible, signIn, takeScreenshot, useBrowser } from '../setup/browser';

const browser = useBrowser();
const title = '云江市出口信用保险保费补助办法（示例）';
const question = '出口信用保险的保费补助比例是多少？';
const text = (share: string, from: string) =>
  `# ${title}\n\n第一条 为支持企业投保出口信用保险，制定本办法。\n\n` +
  `第二条 企业投保出口信用保险的，按实际缴纳保费的${share}给予保费补助。\n\n` +
  `第三条 申请人通过惠企通平台提交保单和保费发票。\n\n第四条 本办法自${from}起施行。\n`;

/** The gate replays the whole question set on a copy before anything is live. */
const patience = { timeout: 900_000 };

/** Brings a version in at the desk and waits until the gate has published it. */
async function publish(desk: Page, share: string, from: string, day: string) {
  await desk.goto('/desk/documents/upload');
  await desk.getByText('把文件或文件夹拖到这里').waitFor();
  await desk.setInputFiles('#wb-files', {
    name: `出口信用保险保费补助办法-${day}.md`,
    mimeType: 'text/markdown',
    buffer: Buffer.from(text(share, from)),
  });
  await desk.getByRole('button', { name: '上传并导入 1 个文件' }).click();
  await desk.locator('tr[data-stage=published]').waitFor(patience);
}

/** Asks in a conversation of its own and waits until the answer is finished. */
async function ask(page: Page, words: string) {
  await page.goto(`/assistant?q=${encodeURIComponent(words)}`);
  await page.locator('#thread .chat-quote').first().waitFor({ timeout: 60_000 });
  await page.waitForURL(/[?&]c=/);
}

test(
  'a document is published, replaced, asked about today and the past, and who got the old answer is told',
  { timeout: 2_400_000 },
  async () => {
    const desk = await browser.visitor();
    await signIn(desk.page, 'tang', 'yunjiang-tang');
    const visitor = await browser.visitor();
    await publish(desk.page, '百分之四十', '2024年3月1日', '2024-03-01');

    const asker = await browser.visitor();
    await signIn(asker.page, 'lin', 'yunjiang-lin');
    await ask(asker.page, question);
    await asker.page.locator('.chat-quote').getByText('百分之四十').first().waitFor();
    const conversation = asker.page.url();

    await publish(desk.page, '百分之二十五', '2026年2月1日', '2026-02-01');

    // Today the new text answers, and the old one nowhere.
    await ask(visitor.page, question);
    await visitor.page.locator('.chat-quote').getByText('百分之二十五').first().waitFor();
    expect(await visitor.page.locator('.chat-quote').getByText('百分之四十').count()).toBe(0);

    // About the past the old text answers, and says so, with its status then and now.
    await ask(visitor.page, `2025年那会儿${question}`);
    await visitor.page.locator('.chat-quote').getByText('百分之四十').first().waitFor();
    expect(await visitor.page.locator('.chat-quote').getByText('百分之二十五').count()).toBe(0);
    await visitor.page.getByText('按 2025-12-31 有效的文件回答').first().waitFor();
    const thenNow = visitor.page.locator('.chat-then-now').first();
    await thenNow.getByText('现行有效').first().waitFor();
    await thenNow.getByText('已被替代').first().waitFor();
    await takeScreenshot(visitor.page, 'assistant-as-of');
    await expectAccessible(visitor.page);

    // The desk sees who got the old answer, the clause then and now, and tells them.
    await desk.page.goto(`/desk/documents?q=${encodeURIComponent('出口信用保险保费补助')}&status=superseded`);
    await desk.page.getByRole('link', { name: title }).first().click();
    await desk.page.getByText('已被替代').first().waitFor();
    await expectAccessible(desk.page);
    await takeScreenshot(desk.page, 'desk-document-life');
    await desk.page.getByRole('link', { name: '旧答复', exact: true }).click();
    await desk.page.getByText(question).first().waitFor();
    await desk.page.locator('.told-words del').first().waitFor();
    await expectAccessible(desk.page);
    await takeScreenshot(desk.page, 'desk-document-told');
    await desk.page.getByRole('button', { name: /告知全部 1 个提问/ }).click();
    await desk.page.getByText('已更正 1 个答复，发出 1 条通知').waitFor();
    expect(await desk.page.getByRole('button', { name: /告知全部/ }).count()).toBe(0);

    // The asker has a notice that leads to the corrected answer.
    await asker.page.goto('/my/notices');
    await asker.page
      .getByRole('link', { name: /您问过的政策有变化/ })
      .first()
      .click();
    await asker.page.getByText('更正：这条答复的依据已有变化').waitFor();
    await asker.page.locator('.chat-corrected dd').filter({ hasText: '百分之二十五' }).first().waitFor();
    expect(asker.page.url()).toContain(new URL(conversation).searchParams.get('c') ?? 'no conversation');
    await takeScreenshot(asker.page, 'assistant-corrected');
    await expectAccessible(asker.page);
  },
);

test('the list of relations to confirm takes a decision and takes it back', async () => {
  const { page } = await browser.visitor();
  await signIn(page, 'tang', 'yunjiang-tang');
  await page.goto('/desk/documents/relations?kind=repeals');
  await expectAccessible(page);
  const first = page.locator('[data-relation]').first();
  const id = await first.getAttribute('data-relation');
  await first.getByRole('button', { name: '确认关系' }).click();
  await page.getByText('已确认该关系。').waitFor();
  expect(await page.locator(`[data-relation="${id ?? ''}"]`).count()).toBe(0);
  await page.getByRole('status').getByRole('button', { name: '撤销' }).click();
  await page.getByText('已撤销，恢复到读出时的状态。').waitFor();
  await page.locator(`[data-relation="${id ?? ''}"]`).waitFor();
});
