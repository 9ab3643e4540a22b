import type { Page } from 'playwright-core';

/** Asks on a page of its own and waits until the answer stands whole: that is when it can be rated. */
export async function ask(page: Page, question: string, base = ''): Promise<void> {
  await page.goto(`${base}/assistant?q=${encodeURIComponent(question)}`);
  await page.locator('#thread .a').last().locator('form.tools, .refuse').first().waitFor();
}

/** The answer that was given last. */
export const lastAnswer = (page: Page) => page.locator('#thread .a').last();
