import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openReader } from '~/prisma/database.server';

import { expectAccessible, takeScreenshot, useBrowser } from '../setup/browser';
import { startOllamaServer, type OllamaServer } from '../setup/ollama-server';
import { bareServer, startServer, type RunningServer } from '../setup/running-server';

/** The administrator's models, on a server of its own that finds an Ollama; the Ollama replays a real one's protocol. */
const browser = useBrowser();
const slow = { timeout: 1_800_000 };
/** The gate replays the whole question set on a copy. */
const patience = { timeout: 480_000 };
const shows = { timeout: 120_000 };
const dataDir = mkdtempSync(path.join(tmpdir(), 'huiqitong-models-'));
let ollama: OllamaServer;
let server: RunningServer;

/** Answers as a good model does, from the passages that it was given; else it says that it can't. */
function answerOf(prompt: string): string {
  const question = /<问题>\n([\s\S]*?)\n<\/问题>/.exec(prompt)?.[1] ?? '';
  if (/首次获得认定/.test(question)) return '首次获得认定的企业，一次性奖励18万元。[1]';
  if (/拿到证书/.test(question)) return '企业应当在取得证书之日起45日内提交。[2]';
  if (/购买厂房/.test(question)) return '无法回答。';
  const [, number = '1', text = ''] = /<资料 编号="(\d+)"[^>]*>\n([^\n]+)/.exec(prompt) ?? [];
  const sentence = /^[^。；]*[。；]/.exec(text.replace(/^第[^ ]+条 /, ''))?.[0] ?? text;
  return `${sentence.replace(/[。；]$/, '')}。[${number}]`;
}

beforeAll(async () => {
  ollama = await startOllamaServer({
    models: ['qwen-good:1b', 'waits:1b'],
    answerOf,
    pieceMs: 4,
    pullMs: 150,
  });
  const settings = { OLLAMA_URL: ollama.url, OLLAMA_MODEL: 'qwen-good:1b', CHAT_MODEL: 'auto' };
  const limits = { CHAT_CONCURRENCY: '1', CHAT_PER_PERSON: '1', CHAT_QUEUE: '1', CHAT_QUEUE_MS: '300000' };
  server = await startServer({ ...settings, ...limits, CHAT_TIMEOUT_MS: '500000' }, dataDir, bareServer);
}, 420_000);
afterAll(async () => {
  await server.stop();
  await ollama.close();
  rmSync(dataDir, { recursive: true, force: true });
});

interface Status {
  embeddingModel: string | null;
  chatModel: string | null;
  vectorsPending: number;
}
const status = async () => (await (await fetch(`${server.url}/api/v1/status`)).json()) as Status;
async function settled(): Promise<void> {
  for (const until = Date.now() + 800_000; Date.now() < until; await sleep(500))
    if ((await status()).vectorsPending === 0) return;
  throw new Error('The sample city had no vectors in time');
}

async function visit(address: string, who?: string, phone = false): Promise<Page> {
  const { page } = await browser.visitor({ phone });
  // The journeys' shared server is another one: addresses are whole here.
  if (who) {
    await page.goto(`${server.url}/sign-in`);
    await page.getByLabel('登录名或邮箱').fill(who);
    await page.getByLabel('密码', { exact: true }).fill(`yunjiang-${who}`);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.waitForURL((url) => url.pathname !== '/sign-in');
  }
  await page.goto(`${server.url}${address}`);
  return page;
}

const row = (page: Page, model: string): Locator =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${model}`) }) });

test(
  'an administrator sees what is installed, pulls a model with its progress, tries it and chooses it',
  slow,
  async () => {
    const page = await visit('/desk/models', 'admin');
    await row(page, 'qwen-good:1b').getByText('使用中').waitFor();
    await page.getByText('已连接 0.24.0').waitFor();
    await expectAccessible(page);

    const name = page.getByLabel('拉取模型');
    await name.fill('no-such:1b');
    await page.getByRole('button', { name: '开始拉取' }).click();
    await page
      .getByRole('alert')
      .filter({ hasText: 'pull model manifest: file does not exist' })
      .waitFor(shows);
    await name.fill('breaks:1b');
    await page.getByRole('button', { name: '开始拉取' }).click();
    // Why, at once, while it is tried again by itself; then a person stops it.
    await page.getByText('刚才没有成功：max retries exceeded: unexpected EOF').waitFor(shows);
    await page.getByRole('button', { name: '停止' }).click();
    await page.getByText('已停止拉取 breaks:1b').waitFor(shows);
    await name.fill('qwen-thinks:1b');
    await page.getByRole('button', { name: '开始拉取' }).click();
    const bar = page.locator('.models-job progress[value]');
    await bar.first().waitFor(shows);
    expect(Number(await bar.first().getAttribute('value'))).toBeGreaterThan(0);
    await takeScreenshot(page, 'models-pull', { fullPage: true });
    await row(page, 'qwen-thinks:1b').waitFor(shows);

    await page.getByRole('button', { name: '试答 qwen-thinks:1b' }).click();
    const trial = row(page, 'qwen-thinks:1b').locator('summary');
    await trial.filter({ hasText: '依据可靠' }).waitFor(shows);
    expect(await trial.innerText()).toMatch(/首句最慢 [\d.]+ 秒，每秒 [\d.]+ 字/);
    await trial.click();
    expect(await row(page, 'qwen-thinks:1b').getByText('正确').count()).toBe(3);
    await takeScreenshot(page, 'models-trial');
    await expectAccessible(page);

    await page.getByRole('button', { name: '选用 qwen-thinks:1b' }).click();
    await page.getByText('已提交核验，通过后生效').waitFor(shows);
    await row(page, 'qwen-thinks:1b').getByText('使用中').waitFor(patience);
    await expect.poll(async () => (await status()).chatModel, { timeout: 60_000 }).toBe('qwen-thinks:1b');
  },
);

test('an OpenAI-compatible server is entered with its key, which is never shown again', slow, async () => {
  const page = await visit('/desk/models', 'admin');
  await page.locator('summary').filter({ hasText: '添加模型服务' }).click();
  await page.getByLabel('名称', { exact: true }).fill('上级统一模型');
  await page.getByLabel('地址', { exact: false }).last().fill(`${ollama.url}/v1`);
  await page.getByLabel('密钥', { exact: false }).fill('sk-secret-key');
  await page.getByRole('button', { name: '添加', exact: true }).click();
  const card = page.locator('section').filter({ has: page.getByRole('heading', { name: '上级统一模型' }) });
  await card.getByRole('button', { name: '试答 qwen-good:1b' }).click();
  await card.locator('summary').filter({ hasText: '依据可靠' }).waitFor(shows);
  expect(await page.content()).not.toContain('sk-secret-key');
  expect(ollama.seen.some(({ authorization }) => authorization === 'Bearer sk-secret-key')).toBe(true);
  await expectAccessible(page);
});

const asked = '小型微利企业所得税怎么优惠？';
const other = '高新技术企业认定要满足哪些条件？';

test(
  'of two who ask at once the second sees its place in line, and both read the clauses meanwhile',
  slow,
  async () => {
    // It answers while it is tried by the gate, and falls silent once it is chosen.
    ollama.release();
    const admin = await visit('/desk/models', 'admin');
    await admin
      .getByRole('row')
      .filter({ has: admin.getByRole('rowheader', { name: /^waits:1b/ }) })
      .first()
      .getByRole('button', { name: '选用 waits:1b' })
      .click();
    await expect.poll(async () => (await status()).chatModel, { timeout: 480_000 }).toBe('waits:1b');
    ollama.hold();

    const ask = (question: string) => visit(`/assistant?q=${encodeURIComponent(question)}`);
    const first = await ask(asked);
    // The clauses stand at once; the prose is being written above them.
    await first.getByText('正在根据依据生成回答').waitFor(shows);
    expect(await first.locator('#thread .hq-cite').count()).toBeGreaterThan(0);
    const second = await ask(other);
    await second.getByText('您是第 1 位').waitFor(shows);
    await takeScreenshot(second, 'assistant-queued');
    await expectAccessible(second);
    ollama.release();
    for (const page of [first, second])
      await page.locator('.chat-writing').waitFor({ state: 'detached', ...patience });
  },
);

test(
  'a second embedding model is built beside the first, swapped in through the gate, and taken back',
  slow,
  async () => {
    const page = await visit('/desk/models', 'admin');
    await settled();
    const before = (await status()).embeddingModel;
    await page.getByLabel('拉取模型').first().fill('bge-m3:latest');
    await page.getByRole('button', { name: '开始拉取' }).click();
    const item = page.locator('.models-vectors > li').filter({ hasText: 'bge-m3' }).first();
    await item.getByRole('button', { name: '试一试 bge-m3:latest' }).click(shows);
    await item.locator('summary').filter({ hasText: '找对' }).waitFor(shows);
    await item.getByRole('button', { name: '建一套向量' }).click();
    await item.getByRole('button', { name: '核对后换用' }).waitFor(patience);
    expect((await status()).embeddingModel).toBe(before);
    await takeScreenshot(page, 'models-vectors', { fullPage: true });
    await expectAccessible(page);
    await item.getByRole('button', { name: '核对后换用' }).click();
    await page.getByRole('link', { name: '查看核验进度' }).click();

    // The protocol server's vectors are bigrams by hash: the gate finds them worse, and the old ones stay in use.
    await page.getByText('待决定', { exact: true }).waitFor(patience);
    await page.getByText('这是您自己提出的变更').waitFor();
    expect(await page.getByRole('button', { name: '仍然发布' }).count()).toBe(0);
    expect((await status()).embeddingModel).toBe(before);
    await takeScreenshot(page, 'models-swap-worse', { fullPage: true });
    await expectAccessible(page);
    // A second person may decide so all the same, with a reason.
    const second = await visit(new URL(page.url()).pathname, 'zhou');
    await second.getByLabel('理由').fill('演示换用向量模型，随后换回');
    await second.getByRole('button', { name: '仍然发布' }).click();
    await expect.poll(async () => (await status()).embeddingModel, { timeout: 60_000 }).toContain('bge-m3');
    await settled();
    await page.reload();
    await takeScreenshot(page, 'models-swap');
    await page.getByRole('button', { name: '退回这项变更' }).click();
    await expect.poll(async () => (await status()).embeddingModel, { timeout: 60_000 }).toBe(before);
  },
);

test(
  'a process killed while it builds vectors goes on where it stood, and searches on with the old ones',
  slow,
  async () => {
    await settled();
    ollama.release();
    const page = await visit('/desk/models', 'admin');
    await page.getByLabel('拉取模型').first().fill('embeds-waits:latest');
    await page.getByRole('button', { name: '开始拉取' }).click();
    const item = page.locator('.models-vectors > li').filter({ hasText: 'embeds-waits' }).first();
    await item.getByRole('button', { name: '试一试 embeds-waits:latest' }).click(shows);
    await item.locator('summary').filter({ hasText: '找对' }).waitFor(shows);
    const seenBefore = ollama.seen.length;
    // A round of 64 passages is answered and written; in the second the model falls silent.
    ollama.hold(80);
    await item.getByRole('button', { name: '建一套向量' }).click();
    const sql = openReader(path.join(dataDir, 'huiqitong.db'));
    const built = () =>
      sql.get<{ n: number }>(`SELECT count(*) AS n FROM PassageVector WHERE model LIKE '%embeds-waits%'`)
        ?.n ?? 0;
    await expect.poll(built, { timeout: 60_000 }).toBeGreaterThan(0);
    const standing = built();
    // One vector a text: passages that say the same share it.
    const needed = sql.get<{ n: number }>('SELECT count(DISTINCT textHash) AS n FROM PassageVector')?.n;
    expect(standing).toBeLessThan(needed ?? 0);
    const search = async () => {
      const answer = await fetch(`${server.url}/api/v1/search?q=${encodeURIComponent(asked)}`);
      return ((await answer.json()) as { results: { passageId: number }[] }).results.map(
        ({ passageId }) => passageId,
      );
    };
    const { embeddingModel } = await status();
    const found = await search();
    expect(found.length).toBeGreaterThan(0);

    await page.close();
    const ended = new Promise((resolve) => server.child.once('exit', resolve));
    server.child.kill('SIGKILL');
    await ended;
    expect(built()).toBeGreaterThanOrEqual(standing);
    const settings = { OLLAMA_URL: ollama.url, OLLAMA_MODEL: 'qwen-good:1b', CHAT_MODEL: 'auto' };
    server = await startServer(settings, dataDir, bareServer);
    // Still held: what was searched with before the kill is searched with now.
    expect((await status()).embeddingModel).toBe(embeddingModel);
    expect(await search()).toEqual(found);
    const asksOf = (from: number, to: number) =>
      ollama.seen
        .slice(from, to)
        .filter(({ body, path: at }) => body.model === 'embeds-waits:latest' && at === '/api/embed')
        .map(({ body }) => [body.input].flat() as string[])
        // A single text asks whether the model is there.
        .filter((texts) => texts.length > 1)
        .flat();
    const seenAtKill = ollama.seen.length;
    ollama.release();
    await expect.poll(built, { timeout: 300_000 }).toBe(needed);
    // It went on: what was written before the kill was not asked for again.
    const written = asksOf(seenBefore, seenAtKill).slice(0, standing);
    expect(written).toHaveLength(standing);
    const again = new Set(asksOf(seenAtKill, ollama.seen.length));
    expect(written.filter((text) => again.has(text))).toEqual([]);
    const state = () =>
      sql.get<{ state: string }>(`SELECT state FROM EmbeddingBuild WHERE key LIKE '%embeds-waits%'`)?.state;
    await expect.poll(state, { timeout: 300_000 }).toBe('built');
    expect(await search()).toEqual(found);
    expect((await status()).embeddingModel).toBe(embeddingModel);
    sql.close();
  },
);

test('the page of models reads on a phone', slow, async () => {
  const page = await visit('/desk/models', 'admin', true);
  await page.getByRole('heading', { name: '模型', exact: true }).waitFor(shows);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await expectAccessible(page);
  await page.getByLabel('打开工作台菜单').click();
  await page.getByRole('link', { name: '账号与权限' }).waitFor(shows);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: '账号与权限' }).waitFor({ state: 'hidden', ...shows });
});
