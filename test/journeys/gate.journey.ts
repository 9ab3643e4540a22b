import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { expectAccessible, signIn, takeScreenshot, useBrowser } from '../setup/browser';

const browser = useBrowser();
/** Changes of other journeys may stand before ours, on a busy machine. */
const patience = { timeout: 480_000 };
const slow = { timeout: 900_000 };
const question = '研发费用加计扣除的比例是多少？';
/** It lets a question that no document answers be answered from the rules of something else. */
const bad = { term: '绿色工厂', target: '高新技术企业', question: '绿色工厂认定后奖多少钱' };

/** Sends an entry of the dictionary and opens the page of its change. */
async function propose(page: Page, term: string, target: string) {
  await page.goto('/desk/dictionary?new=synonym');
  await page.getByRole('heading', { name: '新增词条' }).waitFor();
  await page.getByLabel('词语', { exact: true }).fill(term);
  await page.getByLabel('规范用语（多个用“；”隔开）').fill(target);
  await page.getByLabel('权重', { exact: true }).fill('1');
  await page.getByRole('button', { name: '提交检查' }).click();
  await page.getByRole('link', { name: '查看检查进度' }).click();
  await page.getByRole('heading', { level: 1, name: `新增词条：${term}` }).waitFor();
}

const state = (page: Page, words: string) => page.locator('.deskhead').getByText(words, { exact: true });

/** How the platform understands a question now: the step that the dictionary's entry adds. */
async function understoodAs(page: Page, words: string, target: string): Promise<boolean> {
  await page.goto(`/desk/dictionary?try=${encodeURIComponent(words)}`);
  const found = page.locator('section', { has: page.getByRole('heading', { name: '试一试' }) });
  await found.getByRole('link', { name: '到检索测试看命中的条款' }).waitFor();
  return (await found.locator('[aria-live]').innerText()).includes(target);
}

/** The clauses that the assistant quotes, in a conversation of its own. */
async function quoted(words: string): Promise<string[]> {
  const { page, context } = await browser.visitor();
  await page.goto(`/assistant?q=${encodeURIComponent(words)}`);
  await page.locator('#thread .chat-quote').first().waitFor({ timeout: 60_000 });
  await page.waitForURL(/[?&]c=/);
  const quotes = await page.locator('#thread .chat-quote').allInnerTexts();
  await context.close();
  return quotes;
}

/** Whether the assistant says that it has no basis. */
async function declines(words: string): Promise<boolean> {
  const { page, context } = await browser.visitor();
  await page.goto(`/assistant?q=${encodeURIComponent(words)}`);
  const none = page.getByRole('heading', { name: '未找到依据' });
  await none.or(page.locator('#thread .chat-quote')).first().waitFor({ timeout: 60_000 });
  const isDeclined = await none.isVisible();
  await context.close();
  return isDeclined;
}

test('a harmless entry passes its check, is live, and one click takes it back', slow, async () => {
  const { page } = await browser.visitor();
  await signIn(page, 'tang', 'yunjiang-tang');
  const before = await quoted(question);
  await propose(page, '搞研发抵税', '研发费用加计扣除');
  // While it waits or is checked, the page says how long it may take.
  await page
    .getByText(/约 \d+ (秒|分钟)|没有变差/)
    .first()
    .waitFor();
  await state(page, '已发布').waitFor(patience);
  await page.getByText('没有变差').first().waitFor();
  await expectAccessible(page);
  await takeScreenshot(page, 'desk-change-published');
  const address = page.url();
  expect(await understoodAs(page, '搞研发抵税怎么办', '研发费用加计扣除')).toBe(true);

  await page.goto(address);
  await page.getByRole('button', { name: '退回这项变更' }).click();
  await page.getByRole('link', { name: '查看退回记录' }).waitFor(patience);
  await state(page, '已退回').waitFor(patience);
  expect(await understoodAs(page, '搞研发抵税怎么办', '研发费用加计扣除')).toBe(false);
  expect(await quoted(question)).toEqual(before);
});

test(
  'a bad synonym is caught with the questions that got worse, each open in the hit test, and is rejected',
  slow,
  async () => {
    const { page } = await browser.visitor();
    await signIn(page, 'tang', 'yunjiang-tang');
    expect(await declines(bad.question)).toBe(true);
    await propose(page, bad.term, bad.target);
    await state(page, '待决定').waitFor(patience);
    await page.getByText(/变差了：\d+ 道原来答对的题现在答错/).waitFor();
    // Only what the synonym lets be understood otherwise was asked again.
    await page.getByText(/重新问了 \d+ 题/).waitFor();
    const worse = page.locator('section', { has: page.getByRole('heading', { name: /变差的题/ }) });
    expect(await worse.getByText('变更前', { exact: true }).count()).toBeGreaterThan(0);
    expect(await worse.getByText('变更后', { exact: true }).count()).toBeGreaterThan(0);
    await expectAccessible(page);
    await takeScreenshot(page, 'desk-change-failed');
    const address = page.url();
    const first = worse.getByRole('listitem').first();
    const asked = await first.locator('b').first().innerText();
    await first.getByRole('link', { name: '在检索测试中打开' }).click();
    await page.getByRole('heading', { level: 1, name: '检索测试' }).waitFor();
    expect(await page.locator('#hit-q').inputValue()).toBe(asked);
    await page.getByRole('heading', { name: /现行设置/ }).waitFor();
    // All answers of the replay, against those before.
    await page.goto(address);
    await page.getByRole('link', { name: '查看全部回答' }).click();
    await page.waitForURL(/\/desk\/evaluation\/runs\//);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expectAccessible(page);
    await takeScreenshot(page, 'desk-evaluation-run');

    expect(await understoodAs(page, bad.question, bad.target)).toBe(false);
    expect(await declines(bad.question)).toBe(true);

    // Who proposed it may not publish it; turning it down takes a reason.
    await page.goto(address);
    expect(await page.getByRole('button', { name: '仍然发布' }).count()).toBe(0);
    await page.getByRole('button', { name: '驳回' }).click();
    await page.getByText('请写明理由，至少 4 个字').waitFor();
    await page.getByLabel('理由', { exact: true }).fill('绿色工厂另有规定，不能按高新技术企业回答');
    await page.getByRole('button', { name: '驳回' }).click();
    await state(page, '已驳回').waitFor();
    await page.getByText('不能按高新技术企业回答').first().waitFor();
    await page.goto('/desk/changes?state=rejected');
    await page.getByRole('link', { name: '新增词条：绿色工厂' }).first().waitFor();
    await expectAccessible(page);
    expect(await understoodAs(page, bad.question, bad.target)).toBe(false);
  },
);
