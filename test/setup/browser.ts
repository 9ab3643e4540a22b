import { mkdirSync } from 'node:fs';
import path from 'node:path';

import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, onTestFailed } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

export interface JourneyBrowser {
  /** A new visitor: own cookies, Chinese first. */
  visitor(options?: { phone?: boolean; javaScript?: boolean }): Promise<Visitor>;
}

export interface Visitor {
  page: Page;
  context: BrowserContext;
  /** Problems of the page's console so far: errors and refused scripts. */
  problems: string[];
}

/**
 * A real browser for a journey's file; closed at its end. A console error on any page fails the journey. `serverOf` is
 * for a journey with a server of its own, which would change what others look at.
 */
export function useBrowser(serverOf: () => string = () => inject('serverUrl')): JourneyBrowser {
  let browser: Browser;
  const visitors: Visitor[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: inject('browserPath'),
      args: ['--no-sandbox', '--lang=zh-CN'],
    });
  });
  afterAll(async () => {
    await browser.close();
    expect(visitors.flatMap(({ problems }) => problems)).toEqual([]);
  });
  return {
    async visitor({ phone = false, javaScript = true } = {}) {
      const context = await browser.newContext({
        baseURL: serverOf(),
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        // A button halfway between two colours has no contrast to be measured.
        reducedMotion: 'reduce',
        javaScriptEnabled: javaScript,
        viewport: phone ? { width: 390, height: 844 } : { width: 1440, height: 1000 },
        ...(phone && { isMobile: true, hasTouch: true }),
      });
      const page = await context.newPage();
      const problems: string[] = [];
      page.on('pageerror', (error) => {
        // Remix lets go of a navigation that another one replaces by rejecting with an AbortError.
        if (error.name !== 'AbortError') problems.push(`${page.url()}: ${error.message}`);
      });
      page.on('console', (message) => {
        // A status that the page expects and explains (401, 404, 409, 422) is logged by the browser itself; an answer
        // that is still being read when another navigation replaces it, by Remix.
        if (message.type() === 'error' && !/status of 4\d\d|^AbortError: /.test(message.text())) {
          problems.push(`${page.url()}: ${message.text()}`);
        }
      });
      onTestFailed(async ({ task }) => {
        await takeScreenshot(page, `failed-${task.id}-${visitors.length}`, { fullPage: true });
      });
      const visitor = { page, context, problems };
      visitors.push(visitor);
      return visitor;
    },
  };
}

/** axe finds nothing serious or critical on the page as it is. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary ?? ''}`).join('; ')}`,
    );
  expect({ url: page.url(), serious }).toEqual({ url: page.url(), serious: [] });
}

/** A screenshot for docs/images when UPDATE_SCREENSHOTS is on, else into a folder that git ignores. */
export async function takeScreenshot(page: Page, name: string, { fullPage = false } = {}): Promise<void> {
  const folder = path.join(
    root,
    process.env.UPDATE_SCREENSHOTS === 'on' ? 'docs/images' : 'coverage/screenshots',
  );
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage });
}

/** Signs in by the form, as a person does. */
export async function signIn(page: Page, loginName: string, password: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('登录名或邮箱').fill(loginName);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}
