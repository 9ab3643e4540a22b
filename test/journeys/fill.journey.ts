import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { signIn, useBrowser } from '../setup/browser';
import { bareServer, startServer, type RunningServer } from '../setup/running-server';

/** Filling on a bad day: a line that is cut, two devices at once, a server that dies, question by question. */
const dataDir = mkdtempSync(path.join(tmpdir(), 'huiqitong-fill-'));
let server: RunningServer;
beforeAll(async () => {
  server = await startServer({}, dataDir, bareServer);
});
afterAll(async () => {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});
const journeyBrowser = useBrowser(() => server.url);
// Servers are killed and started again on the way, on machines that may be busy.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });
const browser = {
  async visitor(options?: { phone?: boolean }) {
    const visitor = await journeyBrowser.visitor(options);
    visitor.context.setDefaultTimeout(90_000);
    return visitor;
  },
};

/** Opens a fresh draft of a form and waits until it can be filled. */
async function openDraft(page: Page, form: string): Promise<string> {
  await page.goto(`/apply/${form}?fresh=1`);
  await ready(page);
  return new URL(page.url()).pathname;
}

async function ready(page: Page): Promise<void> {
  await page.getByTestId('webform').locator('.formio-form').waitFor();
  await saved(page);
}

/** The page stands twice what it says of saving, for wide and for narrow: the visible one counts. */
const saved = (page: Page) =>
  page
    .locator('.save:visible')
    .filter({ hasText: /已保存 \d|已自动保存/ })
    .first()
    .waitFor();
const subject = (page: Page) => page.getByRole('textbox', { name: '标题' });

test('after signing out nothing of a draft is left in the browser, and what was left could not be read', async () => {
  const { page, problems } = await browser.visitor();
  await signIn(page, 'lin', 'yunjiang-lin');
  await openDraft(page, 'appeal');
  await page.route('**/drafts/*/save', (route) => route.abort());
  await subject(page).fill('机密的标题');
  await subject(page).blur();
  await page.getByText('未联网，已存在本机').first().waitFor();
  const copies = () =>
    page.evaluate(
      () =>
        new Promise<string[]>((resolve) => {
          const request = indexedDB.open('huiqitong-drafts');
          request.onsuccess = () => {
            const database = request.result;
            if (!database.objectStoreNames.contains('unsaved')) {
              database.close();
              return resolve([]);
            }
            const all = database.transaction('unsaved').objectStore('unsaved').getAll();
            all.onsuccess = () => {
              database.close();
              resolve(
                (all.result as { bytes: ArrayBuffer }[]).map(({ bytes }) => new TextDecoder().decode(bytes)),
              );
            };
          };
        }),
    );
  const kept = await copies();
  expect(kept).toHaveLength(1);
  expect(kept[0]).not.toContain('机密');
  page.on('dialog', (dialog) => void dialog.accept());
  await page.evaluate(() => {
    const form = document.createElement('form');
    form.method = 'post';
    form.action = '/sign-out';
    document.body.append(form);
    form.submit();
  });
  await page.waitForURL((url) => url.pathname === '/');
  expect(await copies()).toEqual([]);
  // The browser itself tells of the cut line; nothing else went wrong.
  expect(problems.filter((problem) => !problem.includes('net::ERR_FAILED'))).toEqual([]);
  problems.length = 0;
});
