import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { signIn, takeScreenshot, useBrowser } from '../setup/browser';

const browser = useBrowser();

/** What a person reads in the open drawer, and what is read out, as far as it holds no Chinese. */
function foreignWords(page: Page): Promise<string[]> {
  return page.getByRole('dialog', { name: '属性' }).evaluate((dialog) => {
    const found = new Set<string>();
    const isSeen = (element: Element) => element.getClientRects().length > 0;
    const note = (text: string | null) => {
      const words = (text ?? '').trim();
      if (/[A-Za-z]{2}/.test(words) && !/\p{Script=Han}/u.test(words)) found.add(words);
    };
    const walker = document.createTreeWalker(dialog, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Element) {
        if (!isSeen(node)) continue;
        for (const name of ['aria-label', 'placeholder', 'title', 'alt']) note(node.getAttribute(name));
      } else if (node.parentElement && isSeen(node.parentElement)) note(node.textContent);
    }
    return [...found];
  });
}

test('every tab of every field’s settings speaks Chinese, to the eye and to a screen reader', async () => {
  const { page } = await browser.visitor();
  await signIn(page, 'zhou', 'yunjiang-zhou');
  await page.goto('/desk/forms');
  await page.getByLabel('表单名称').fill('全部栏目');
  await page.getByLabel('地址').fill('every-kind');
  await page.getByRole('button', { name: '新建并设计' }).click();
  await page.waitForURL(/\/desk\/forms\/./);
  await page.locator('.palette-item').first().waitFor();
  const kinds = await page
    .locator('.palette-item')
    .evaluateAll((items) => items.map((item) => item.getAttribute('data-key') ?? ''));
  expect(kinds.length).toBeGreaterThanOrEqual(25);

  const foreign: string[] = [];
  const dialog = page.getByRole('dialog', { name: '属性' });
  for (const kind of kinds) {
    await page.locator(`.palette-item[data-key="${kind}"]`).press('Enter');
    const tabs = dialog.getByRole('tab');
    await tabs.first().waitFor();
    for (const tab of await tabs.all()) {
      await tab.click();
      const name = (await tab.innerText()).trim();
      foreign.push(...(await foreignWords(page)).map((words) => `${kind} ${name}: ${words}`));
    }
    if (kind === kinds.at(-1)) await takeScreenshot(page, 'builder-drawer');
    await dialog.getByRole('button', { name: '确定' }).click();
    await dialog.waitFor({ state: 'hidden' });
  }
  expect(foreign).toEqual([]);
});
