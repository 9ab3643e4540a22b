import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { expectAccessible, signIn, takeScreenshot, useBrowser } from '../setup/browser';

const browser = useBrowser();
const slow = { timeout: 600_000 };
const plan = (firm: string) => `${firm}计划于下月赴标杆工厂参访，学习产线改造和质量管理的做法。`;

/** Opens the form of 对标参访 from its policy, and fills what no department holds. */
async function fillForm(page: Page, firm: string): Promise<void> {
  await page.goto('/policies/benchmark-visit');
  await page.getByRole('link', { name: '打开申报表' }).first().click();
  await page.waitForURL(/\/drafts\//);
  await page.getByRole('textbox', { name: '参访计划' }).fill(plan(firm));
  await page.getByRole('textbox', { name: '联系人' }).fill('张工');
  await page.getByRole('textbox', { name: '联系手机' }).fill('13805910000');
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await page
    .getByText(/草稿已自动保存/)
    .first()
    .waitFor();
}

/** What came of it: a receipt, or what the page says instead. */
async function submit(page: Page): Promise<'receipt' | 'full'> {
  await page.getByRole('button', { name: '提交申报' }).click();
  const receipt = page.waitForURL(/\/receipts\//, { timeout: 60_000 }).then(() => 'receipt' as const);
  const full = page
    .getByText(/名额已满/)
    .first()
    .waitFor({ timeout: 60_000 })
    .then(() => 'full' as const);
  const first = await Promise.race([receipt, full]);
  // The other one never comes; nobody waits for it.
  receipt.catch(() => undefined);
  full.catch(() => undefined);
  return first;
}

test(
  'two people race for the last place: one gets it, the other stands in line, loses nothing and is told',
  slow,
  async () => {
    const early = await browser.visitor();
    await signIn(early.page, 'chen', 'yunjiang-chen');
    await early.page.goto('/policies/benchmark-visit');
    await early.page.getByText('今年名额 2 个，还剩 2 个').waitFor();
    await fillForm(early.page, '味真小馆');
    expect(await submit(early.page)).toBe('receipt');

    const racers = [
      { ...(await browser.visitor()), login: 'lin', firm: '云江智造' },
      { ...(await browser.visitor()), login: 'he', firm: '青禾食品' },
    ];
    for (const { page, login, firm } of racers) {
      await signIn(page, login, `yunjiang-${login}`);
      await fillForm(page, firm);
    }
    const outcomes = await Promise.all(racers.map(({ page }) => submit(page)));
    expect(outcomes.toSorted()).toEqual(['full', 'receipt']);
    const winner = racers[outcomes.indexOf('receipt')]!;
    const loser = racers[outcomes.indexOf('full')]!;

    // What now: when a place is free again, and when there are new ones; the text is all there, also after a reload.
    const said = loser.page.getByText(/今年的 2 个名额已满.*起重新开放名额/).first();
    await said.waitFor();
    await said.scrollIntoViewIfNeeded();
    await takeScreenshot(loser.page, 'last-slot-full');
    await expectAccessible(loser.page);
    const typed = loser.page.getByRole('textbox', { name: '参访计划' });
    expect(await typed.inputValue()).toBe(plan(loser.firm));
    await loser.page.reload();
    await expect.poll(() => typed.inputValue(), { timeout: 30_000 }).toBe(plan(loser.firm));
    const draft = loser.page.url();

    // Standing in line, from the sentence that says it is full.
    await loser.page.getByRole('button', { name: '提交申报' }).click();
    await loser.page.getByRole('link', { name: '到政策页加入候补' }).click();
    const places = (page: Page) => page.getByRole('region', { name: '名额', exact: true });
    await places(loser.page).getByText('名额 2 个已满').waitFor();
    await expectAccessible(loser.page);
    await places(loser.page).getByRole('button', { name: '加入候补' }).click();
    await places(loser.page).getByText('贵公司候补第 1 位，共 1 家候补').waitFor();
    await loser.page.reload();
    await places(loser.page).getByText('贵公司候补第 1 位').waitFor();
    await takeScreenshot(loser.page, 'place-in-line');
    // Leaving and joining again: nobody else waits, so it is first once more.
    await places(loser.page).getByText('退出候补').click();
    await places(loser.page).getByRole('button', { name: '确认退出' }).click();
    await places(loser.page).getByRole('button', { name: '加入候补' }).click();
    await places(loser.page).getByText('贵公司候补第 1 位').waitFor();
    await loser.page.goto('/my/applications');
    await loser.page.getByText('候补第 1 位，轮到时通知贵公司').waitFor();
    await expectAccessible(loser.page);

    // The department sees the line; another one doesn't.
    const desk = await browser.visitor();
    await signIn(desk.page, 'fang', 'yunjiang-fang');
    await desk.page.goto('/desk/policies/benchmark-visit/places');
    await desk.page.getByRole('row', { name: new RegExp(`^1 .*${loser.firm}.*候补中`) }).waitFor();
    await expectAccessible(desk.page);
    await takeScreenshot(desk.page, 'desk-places');
    const stranger = await browser.visitor();
    await signIn(stranger.page, 'zhou', 'yunjiang-zhou');
    const foreign = await stranger.page.request.get('/desk/policies/benchmark-visit/places');
    expect(foreign.status()).toBe(404);

    // The year's benefit is said to be applied for, with its day and amount.
    await winner.page.goto('/policies/benchmark-visit');
    await winner.page.getByText('本年度未享受过本政策').first().waitFor();
    await winner.page
      .getByText(/已申报，2 万元/)
      .first()
      .waitFor();

    // A place that is given back is kept for the first of the line, who is told and files by the draft as it stood.
    await winner.page.goto('/my/applications');
    await winner.page
      .getByRole('link', { name: /企业对标参访支持申请表/ })
      .first()
      .click();
    await winner.page.locator('summary', { hasText: '撤回申报' }).click();
    await winner.page.getByRole('button', { name: '确认撤回' }).click();
    await winner.page.getByText('已撤回').first().waitFor();
    await winner.page.goto('/policies/benchmark-visit');
    await places(winner.page).getByText('名额 2 个已满，或已为候补的企业保留').waitFor();
    const told = loser.page.getByRole('link', { name: /名额已空出：/ });
    await expect
      .poll(
        async () => {
          await loser.page.goto('/my/notices');
          return told.count();
        },
        { timeout: 180_000, interval: 5_000 },
      )
      .toBe(1);
    await told.click();
    await places(loser.page)
      .getByText(/名额已为贵公司保留到 \d{4}-\d\d-\d\d/)
      .waitFor();
    await loser.page.goto(draft);
    await expect.poll(() => typed.inputValue(), { timeout: 30_000 }).toBe(plan(loser.firm));
    expect(await submit(loser.page)).toBe('receipt');
    await desk.page.reload();
    await desk.page.getByRole('row', { name: new RegExp(`${loser.firm}.*已申报`) }).waitFor();
  },
);
