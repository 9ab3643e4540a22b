import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';

import { expectAccessible, signIn, takeScreenshot, useBrowser, type Visitor } from '../setup/browser';
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
vi.setConfig({ testTimeout: 600_000 });
const browser = {
  async visitor(options?: { phone?: boolean }) {
    const visitor = await journeyBrowser.visitor(options);
    visitor.context.setDefaultTimeout(90_000);
    visitors.push(visitor);
    return visitor;
  },
};
const visitors: Visitor[] = [];
// Lines are cut and servers killed on purpose here, and the browser tells of each: all else stays a problem.
afterEach(() => {
  for (const { problems } of visitors)
    problems.splice(0, problems.length, ...problems.filter((problem) => !/net::ERR_/.test(problem)));
});

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
const content = (page: Page) => page.getByRole('textbox', { name: '具体情况' });

test('what is typed while the line is cut lies on this device, survives the page, and arrives on return', async () => {
  const { page, context } = await browser.visitor();
  await signIn(page, 'lin', 'yunjiang-lin');
  const address = await openDraft(page, 'appeal');
  await subject(page).fill('截止时间');
  await subject(page).blur();
  await saved(page);

  await page.route('**/drafts/*/save', (route) => route.abort());
  await content(page).fill('请问今年的申报截止到哪一天？');
  await content(page).blur();
  await page.getByText('未联网，已存在本机').first().waitFor();
  await takeScreenshot(page, 'fill-offline');
  await expectAccessible(page);

  // The page is closed with the line still cut; the next one finds what was typed and sends it.
  await page.close({ runBeforeUnload: false });
  const next = await context.newPage();
  await next.goto(address);
  await next.getByText('上次没有传出的内容已从本机恢复').waitFor();
  expect(await content(next).inputValue()).toBe('请问今年的申报截止到哪一天？');
  await saved(next);
  await next.reload();
  await ready(next);
  expect(await content(next).inputValue()).toBe('请问今年的申报截止到哪一天？');
  expect(await next.getByText('上次没有传出的内容已从本机恢复').count()).toBe(0);
});

test('after signing out nothing of a draft is left in the browser, and what was left could not be read', async () => {
  const { page } = await browser.visitor();
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
});

test('two devices: what each filled alone is merged, what both filled is shown with both values and chosen', async () => {
  const desk = await browser.visitor();
  await signIn(desk.page, 'lin', 'yunjiang-lin');
  const address = await openDraft(desk.page, 'appeal');
  const phone = await browser.visitor({ phone: true });
  await signIn(phone.page, 'lin', 'yunjiang-lin');
  await phone.page.goto(address);
  await ready(phone.page);

  await subject(phone.page).fill('手机上写的标题');
  await subject(phone.page).blur();
  await phone.page.waitForResponse((answer) => answer.url().endsWith('/save') && answer.ok());
  // The other device knows nothing of it and fills the same field, and one more.
  await subject(desk.page).fill('电脑上写的标题');
  await content(desk.page).fill('只在电脑上填的情况');
  await content(desk.page).blur();
  const note = desk.page.getByRole('alert').filter({ hasText: '有 1 项在两处填得不一样' });
  await note.waitFor();
  expect(await note.innerText()).toContain('手机上写的标题');
  expect(await note.innerText()).toContain('电脑上写的标题');
  await takeScreenshot(desk.page, 'fill-conflict');
  await expectAccessible(desk.page);
  expect(await desk.page.getByRole('button', { name: '提交申报' }).isDisabled()).toBe(true);

  await note.getByRole('button', { name: /用这里的.*标题/ }).click();
  await note.waitFor({ state: 'detached' });
  await saved(desk.page);
  expect(await subject(desk.page).inputValue()).toBe('电脑上写的标题');
  await phone.page.reload();
  await ready(phone.page);
  expect(await subject(phone.page).inputValue()).toBe('电脑上写的标题');
  expect(await content(phone.page).inputValue()).toBe('只在电脑上填的情况');

  // What was not chosen can be brought back.
  await desk.page.getByRole('button', { name: '修改记录' }).click();
  const history = desk.page.getByRole('dialog', { name: '修改记录' });
  await history.getByText('手机上写的标题').first().waitFor();
  await takeScreenshot(desk.page, 'fill-history');
  await expectAccessible(desk.page);
  await history
    .getByRole('listitem')
    .filter({ hasText: '手机上写的标题' })
    .getByRole('button', { name: /取回.*标题/ })
    .first()
    .click();
  await history.getByRole('button', { name: '关闭' }).click();
  await expect.poll(() => subject(desk.page).inputValue(), { timeout: 60_000 }).toBe('手机上写的标题');
  await saved(desk.page);
});

test('the server is killed while it saves: what was said to be saved stands, the rest arrives later', async () => {
  const { page } = await browser.visitor();
  await signIn(page, 'lin', 'yunjiang-lin');
  const address = await openDraft(page, 'appeal');
  await subject(page).fill('断电前已保存');
  await subject(page).blur();
  await page.waitForResponse((answer) => answer.url().endsWith('/save') && answer.ok());
  await saved(page);

  const url = new URL(server.url);
  const ended = new Promise((resolve) => server.child.once('exit', resolve));
  await content(page).fill('断电时正在写的内容');
  await content(page).blur();
  server.child.kill('SIGKILL');
  await ended;
  await content(page).fill('断电后又写的内容');
  await content(page).blur();
  await page.getByText('未联网，已存在本机').first().waitFor();

  server = await startServer({ PORT: url.port }, dataDir, bareServer);
  await saved(page);
  const { page: later } = await browser.visitor();
  await signIn(later, 'lin', 'yunjiang-lin');
  await later.goto(address);
  await ready(later);
  expect(await subject(later).inputValue()).toBe('断电前已保存');
  expect(await content(later).inputValue()).toBe('断电后又写的内容');
});

test('a form is filed on a phone in under ten touches; question by question it goes by heading and Enter', async () => {
  const { page } = await browser.visitor({ phone: true });
  await signIn(page, 'lin', 'yunjiang-lin');
  await openDraft(page, 'benchmark-visit');
  let touches = 1; // 打开申报表
  const type = async (name: string, text: string) => {
    touches += 1;
    await page.getByRole('textbox', { name }).fill(text);
  };
  await type(
    '参访计划',
    '计划前往苏州两家智能工厂，学习排产与质量追溯的做法，回来后在一条产线试行，并提交小结。',
  );
  await type('联系人', '林经办');
  await type('联系手机', '13800138000');
  touches += 1;
  await page.getByRole('checkbox').check();
  await saved(page);
  await expectAccessible(page);
  touches += 1;
  await page.getByRole('button', { name: '提交申报' }).click();
  await page.waitForURL(/\/receipts\//);
  expect(touches).toBeLessThan(10);

  await openDraft(page, 'appeal');
  await page.getByRole('button', { name: '改为一屏一题' }).click();
  const heading = page.locator('h2.screen-title');
  const stands = (title: string) =>
    expect.poll(() => heading.innerText(), { timeout: 60_000 }).toContain(title);
  await stands('诉求类型');
  await takeScreenshot(page, 'fill-one-phone');
  await expectAccessible(page);
  // An empty answer stops the way, at the field and in words.
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByText('请填写诉求类型').or(page.getByText('请选择诉求类型')).first().waitFor();
  await page.getByRole('combobox', { name: '诉求类型' }).selectOption({ index: 1 });
  await page.getByRole('button', { name: '下一步' }).click();
  await stands('标题');
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('screen-title');
  await subject(page).fill('申报截止时间');
  await subject(page).press('Enter');
  await stands('具体情况');
});

test('an upload goes on after a reload and a killed server, and is given up at will', async () => {
  const { page } = await browser.visitor();
  await signIn(page, 'lin', 'yunjiang-lin');
  const address = await openDraft(page, 'appeal');
  const file = path.join(dataDir, '证明材料.pdf');
  writeFileSync(file, Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(3 * 1024 * 1024, 'a')]));
  const choose = async () => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: /选择文件：补充材料/ }).click();
    await (await chooser).setFiles(file);
  };
  // The line is cut after the second piece.
  let pieces = 0;
  await page.route('**/uploads/*?offset=*', (route) => {
    pieces += 1;
    return pieces <= 2 ? route.continue() : route.abort();
  });
  await choose();
  await expect.poll(() => pieces, { timeout: 90_000 }).toBeGreaterThan(2);

  // The server dies and the page is closed; both come back.
  const { port } = new URL(server.url);
  const ended = new Promise((resolve) => server.child.once('exit', resolve));
  server.child.kill('SIGKILL');
  await ended;
  server = await startServer({ PORT: port }, dataDir, bareServer);
  page.on('dialog', (dialog) => void dialog.accept());
  // The page that is left would go on by itself once its line is back.
  await page.goto('about:blank');
  await page.unroute('**/uploads/*?offset=*');
  await page.goto(address);
  await ready(page);
  await page.getByText(/“证明材料.pdf”只传了 33%/).waitFor();
  await takeScreenshot(page, 'fill-upload-unfinished');
  await expectAccessible(page);
  const offsets: string[] = [];
  page.on('request', (request) => {
    const offset = new URL(request.url()).searchParams.get('offset');
    if (offset !== null) offsets.push(offset);
  });
  await choose();
  await page.locator('.file-row').filter({ hasText: '证明材料.pdf' }).filter({ hasText: '3.0 MB' }).waitFor();
  expect(offsets[0]).toBe(String(2 * 512 * 1024));
  expect(await page.getByText(/只传了/).count()).toBe(0);
});

test('a draft goes to a colleague with a note, who is told, and comes back for sending', async () => {
  const he = await browser.visitor();
  await signIn(he.page, 'he', 'yunjiang-he');
  const address = await openDraft(he.page, 'appeal');
  await subject(he.page).fill('贷款贴息怎么申请');
  await he.page.getByRole('button', { name: '交给同事' }).click();
  const dialog = he.page.getByRole('dialog', { name: '交给同事' });
  await dialog.getByRole('combobox', { name: '交给' }).selectOption({ label: '林经办' });
  await dialog.getByRole('textbox', { name: /请同事做什么/ }).fill('请补充具体情况');
  await takeScreenshot(he.page, 'fill-hand-over');
  await expectAccessible(he.page);
  await dialog.getByRole('button', { name: '确认交出' }).click();
  await he.page.getByText(/现在由 林经办 填写/).waitFor();

  const lin = await browser.visitor({ phone: true });
  await signIn(lin.page, 'lin', 'yunjiang-lin');
  await lin.page.goto('/my/notices');
  await lin.page
    .getByText(/何青禾 把申报交给您/)
    .first()
    .waitFor();
  await lin.page.goto(address);
  await ready(lin.page);
  await lin.page.getByText('请补充具体情况').first().waitFor();
  expect(await subject(lin.page).inputValue()).toBe('贷款贴息怎么申请');
  await content(lin.page).fill('两笔贷款，去年十月和今年三月，用于包装线改造。');
  await lin.page.getByRole('button', { name: '交还 何青禾' }).click();
  await lin.page.getByRole('button', { name: '确认交出' }).click();
  await lin.page.getByText(/现在由 何青禾 填写/).waitFor();
  await takeScreenshot(lin.page, 'fill-handed-back');
  await expectAccessible(lin.page);

  await he.page.reload();
  await ready(he.page);
  await he.page.getByText(/林经办 在 .* 交给您填写/).waitFor();
  expect(await content(he.page).inputValue()).toContain('包装线改造');
});
