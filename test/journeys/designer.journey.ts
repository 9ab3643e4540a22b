import { expect, test } from 'vitest';

import type { Page } from 'playwright-core';

import { expectAccessible, signIn, takeScreenshot, useBrowser } from '../setup/browser';

const browser = useBrowser();

/** Adds a field from the palette by keyboard, names it and binds it to a fact found by search. */
async function addField(page: Page, kind: string, label: string, fact?: string): Promise<void> {
  await page.getByRole('button', { name: kind, exact: true }).press('Enter');
  const dialog = page.getByRole('dialog', { name: '属性' });
  await dialog.getByRole('textbox', { name: '名称' }).fill(label);
  if (fact !== undefined) {
    await dialog.getByRole('tab', { name: '预填' }).click();
    await dialog.locator('.choices').first().click();
    // The list is filled anew when it opens; a person reads it before typing.
    await page.waitForTimeout(800);
    await dialog.getByRole('searchbox').first().pressSequentially(fact, { delay: 80 });
    await dialog
      .getByRole('option', { name: new RegExp(`^${fact} ·`) })
      .and(dialog.locator('.is-highlighted'))
      .waitFor();
    await page.keyboard.press('Enter');
  }
  await dialog.getByRole('button', { name: '确定' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

test('a department builds and binds a form without code, two people publish it, and a firm fills it', async () => {
  const { page } = await browser.visitor();
  await signIn(page, 'zhou', 'yunjiang-zhou');
  await page.goto('/desk/forms');
  await expectAccessible(page);
  await page.getByLabel('表单名称').fill('创新券兑付申请表');
  await page.getByLabel('地址').fill('innovation-voucher');
  await page.getByRole('button', { name: '新建并设计' }).click();
  await page.waitForURL(/\/desk\/forms\/./);

  await addField(page, '文本', '企业名称', '企业名称');
  await addField(page, '数字', '从业人数', '从业人数');
  await addField(page, '文本', '服务机构名称');
  await page.getByText('市场监管局').first().waitFor();
  await page.getByText('人社局').first().waitFor();
  await takeScreenshot(page, 'desk-form-builder');
  await expectAccessible(page);

  await page.getByRole('button', { name: '检查并发布' }).click();
  await page.getByRole('heading', { name: '预填试跑' }).waitFor();
  await page.getByText('云江智造科技有限公司').first().waitFor();
  // A warning wants a reason, and nobody approves their own form.
  await page.getByRole('button', { name: '提交复核' }).click();
  await page.getByText('请写明原因，至少 4 个字').first().waitFor();
  for (const reason of await page.getByLabel('不改的话，请写明原因').all())
    await reason.fill('仅本地企业申报，英文随后补');
  await takeScreenshot(page, 'desk-form-versions');
  await expectAccessible(page);
  await page.getByRole('button', { name: '提交复核' }).click();
  await page.getByText('已提交复核，已通知').waitFor();
  expect(await page.getByRole('button', { name: '同意发布' }).count()).toBe(0);

  const reviewer = await browser.visitor();
  await signIn(reviewer.page, 'wu', 'yunjiang-wu');
  await reviewer.page.goto('/desk/forms');
  await reviewer.page.getByRole('link', { name: '创新券兑付申请表', exact: true }).click();
  await reviewer.page.getByText('提交人的说明：仅本地企业申报').first().waitFor();
  await expectAccessible(reviewer.page);
  await reviewer.page.getByRole('button', { name: '同意发布' }).click();
  await reviewer.page
    .getByText(/线上 v1/)
    .first()
    .waitFor();

  const firm = await browser.visitor();
  await signIn(firm.page, 'lin', 'yunjiang-lin');
  await firm.page.goto('/apply/innovation-voucher');
  await firm.page.waitForURL(/\/drafts\//);
  await firm.page.getByText('来源：市场监管局').first().waitFor();
  await firm.page.getByText('来源：人社局').first().waitFor();
  await firm.page.getByRole('textbox', { name: '服务机构名称' }).fill('云江工业设计研究院');
  await firm.page.getByRole('textbox', { name: '服务机构名称' }).blur();
  await firm.page
    .getByText(/草稿已自动保存/)
    .first()
    .waitFor();
  await firm.page.getByRole('button', { name: '提交申报' }).click();
  await firm.page.waitForURL(/\/receipts\//);

  await reviewer.page.goto('/desk/cases');
  await reviewer.page
    .getByRole('link', { name: /创新券兑付申请表/ })
    .first()
    .waitFor();
});

test('a form that carries JavaScript is refused on save, with the field named', async () => {
  const { page } = await browser.visitor();
  await signIn(page, 'zhou', 'yunjiang-zhou');
  await page.goto('/desk/forms');
  await page.getByRole('link', { name: '创新券兑付申请表', exact: true }).click();
  await page.waitForURL(/\/desk\/forms\/./);
  await page.getByRole('button', { name: '检查并发布' }).waitFor();
  const answer = await page.evaluate(async () => {
    const response = await fetch(`${location.pathname}/save`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        title: '创新券兑付申请表',
        revision: 999,
        definition: {
          components: [
            {
              type: 'textfield',
              key: 'evil',
              label: '脚本',
              input: true,
              calculateValue: 'value = fetch("//evil")',
            },
          ],
        },
      }),
    });
    return { status: response.status, body: await response.text() };
  });
  expect(answer.status).toBe(422);
  expect({ body: answer.body }).toEqual({ body: expect.stringContaining('脚本') as string });
});

test('on a phone the builder says to use a computer', async () => {
  const { page } = await browser.visitor({ phone: true });
  await signIn(page, 'zhou', 'yunjiang-zhou');
  await page.goto('/desk/forms');
  await page.getByRole('link', { name: '创新券兑付申请表', exact: true }).click();
  await page.getByText('请在电脑上编辑').first().waitFor();
});
