import path from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { addDays, cityDate } from '~/prisma/calendar/city-date';
import { openDatabase, type Db } from '~/prisma/database.server';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';

import { expectAccessible, signIn, takeScreenshot, useBrowser, type Visitor } from '../setup/browser';
import { startServer, type RunningServer } from '../setup/running-server';

// A city of its own: what is granted counts towards what others look at.
let server: RunningServer;
let db: Db;
const browser = useBrowser(() => server.url);
beforeAll(async () => {
  server = await startServer();
  db = openDatabase(path.join(server.dataDir, 'huiqitong.db'));
}, 600_000);
afterAll(async () => {
  await db.$disconnect();
  await server.stop();
});
const slow = { timeout: 900_000 };
const patience = { timeout: 180_000 };

const policy = '/desk/policies/job-retention-local';
const [zhizao, qinghe, weizhen] = ['云江智造科技有限公司', '云江青禾食品有限公司', '云江市味真小馆'];

/** Somebody with a browser of their own, signed in. */
async function as(login: string): Promise<Visitor> {
  const visitor = await browser.visitor();
  await signIn(visitor.page, login, `yunjiang-${login}`);
  return visitor;
}

/** Loads a page again until something is on it: what the platform does by itself takes a moment. */
async function until({ page }: Visitor, address: string, isThere: () => Promise<boolean>): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.goto(address);
        return isThere();
      },
      { timeout: 300_000, interval: 2_000 },
    )
    .toBe(true);
}

/** Nobody waits a week for a test: the period ended yesterday, and the clock's next look comes now. */
async function letPeriodEnd(batchId: string): Promise<void> {
  const yesterday = addDays(cityDate(new Date()), -1);
  await db.grantBatch.update({ where: { id: batchId }, data: { closesOn: yesterday } });
  await lookAgain();
}

async function lookAgain(): Promise<void> {
  await enqueueJob(db, { kind: 'settle-grants', payload: {} });
}

test(
  'a policy finds its firms, two people and the public let it, and each firm gets it or says no, unasked',
  slow,
  async () => {
    // The officer: who can be granted without an application, and what stands in the others' way.
    const officer = await as('fang');
    await officer.page.goto(`${policy}/automatic`);
    await officer.page.getByRole('heading', { name: '免申即享分析' }).waitFor();
    await expectAccessible(officer.page);
    await officer.page.getByRole('button', { name: '生成批次' }).click();
    await officer.page.waitForURL(/\/desk\/grants\/[^/]+$/);
    const desk = new URL(officer.page.url()).pathname;
    const batchId = desk.split('/').at(-1) ?? '';
    await officer.page.getByRole('button', { name: '提交复核' }).waitFor(patience);
    const item = (visitor: Visitor, name: string) =>
      visitor.page.locator('.fact-list > li').filter({ hasText: name });
    const find = async (visitor: Visitor, name: string) => {
      await visitor.page.goto(`${desk}?q=${encodeURIComponent(name)}`);
      await item(visitor, name).first().waitFor();
      return item(visitor, name).first();
    };
    await (await find(officer, zhizao)).getByText('在名单').waitFor();
    await (await find(officer, qinghe)).getByText('在名单').waitFor();
    // What it would get rests on no record: it isn't granted on a guess, and isn't a no either.
    await (await find(officer, weizhen)).getByText('金额不能由部门的新近记录算出').waitFor();
    const first = await find(officer, zhizao);
    await first.getByText('依据与金额').click();
    await first.getByText('足额缴纳失业保险费 12 个月以上').waitFor();
    await first
      .getByText(/来源：人社局/)
      .first()
      .waitFor();
    await expectAccessible(officer.page);
    await takeScreenshot(officer.page, 'desk-grant-evidence', { fullPage: true });
    await officer.page.goto(desk);
    await officer.page.getByRole('button', { name: '提交复核' }).click();
    await officer.page.getByText('须由没有提交、也没有改动过名单的另一人通过').waitFor();
    const announce = /通过并公示 5 个工作日/;
    expect(await officer.page.getByRole('button', { name: announce }).isDisabled()).toBe(true);

    // Another department sees nothing of it, by whatever way.
    const number = (await db.grantBatch.findUniqueOrThrow({ where: { id: batchId } })).number;
    const stranger = await as('zhou');
    const nothingThere = async () => {
      await stranger.page.goto('/desk/grants');
      await stranger.page.getByRole('heading', { name: '免申即享批次' }).waitFor();
      expect(await stranger.page.getByText(number).count()).toBe(0);
      for (const address of [desk, `${desk}/payments?format=csv`, `${policy}/automatic`])
        expect((await stranger.page.request.get(address)).status()).toBe(404);
    };
    await nothingThere();

    // Nor the firm, nor the public, before the second person has looked.
    const lin = await as('lin');
    await lin.page.goto('/my/grants');
    await lin.page.getByText('目前没有直接兑现的政策').waitFor();
    expect((await lin.page.request.get(`/grants/${batchId}`)).status()).toBe(404);

    const second = await as('sun');
    await second.page.goto('/desk/grants?state=proposed');
    await second.page.getByRole('link', { name: number }).click();
    await second.page.getByRole('button', { name: announce }).click();
    await second.page.getByText(/期满次日自动兑现/).waitFor();
    await expectAccessible(second.page);
    await takeScreenshot(second.page, 'desk-grant-announced', { fullPage: true });

    // The firm hears of it, reads why, and takes it.
    const told = /免申即享公示：/;
    await until(
      lin,
      '/my/notices',
      async () => (await lin.page.getByRole('link', { name: told }).count()) > 0,
    );
    await lin.page.getByRole('link', { name: told }).first().click();
    await lin.page.waitForURL(/\/my\/grants/);
    const own = (visitor: Visitor, name?: string) =>
      name
        ? visitor.page.locator('.grants li').filter({ hasText: name })
        : visitor.page.locator('.grants li');
    const zhizaoCard = own(lin, zhizao).first();
    await zhizaoCard.getByText('不操作视为接受。').waitFor();
    await zhizaoCard.getByText('依据与金额').click();
    await zhizaoCard.getByText('足额缴纳失业保险费 12 个月以上').waitFor();
    await expectAccessible(lin.page);
    await takeScreenshot(lin.page, 'firm-grant', { fullPage: true });
    await zhizaoCard.getByRole('button', { name: '接受', exact: true }).click();
    await zhizaoCard.getByText('已接受，公示中').waitFor();

    // Another firm says no, thinks again, and has something to say of the amount.
    const he = await as('he');
    await he.page.goto('/my/grants');
    expect(await he.page.getByText(zhizao).count()).toBe(0);
    await own(he).getByRole('button', { name: '放弃' }).click();
    await own(he).getByText('已放弃').waitFor();
    await own(he).getByText('提出异议', { exact: true }).click();
    await own(he).getByRole('button', { name: '提交异议' }).click();
    await own(he)
      .getByText(/请写明哪里不对/)
      .waitFor();
    await own(he).getByLabel('哪里不对').fill('去年实际缴纳的失业保险费是 9800 元');
    await own(he).getByRole('button', { name: '提交异议' }).click();
    await own(he).getByText('异议处理中').waitFor();
    await expectAccessible(he.page);

    // A firm that isn't on the list has nothing to answer; the public reads names and amounts, no facts.
    const chen = await as('chen');
    await chen.page.goto('/my/grants');
    await chen.page.getByText('目前没有直接兑现的政策').waitFor();
    const anyone = await browser.visitor({ phone: true });
    await anyone.page.goto(`/grants/${batchId}`);
    await anyone.page.getByText(zhizao).waitFor();
    expect(await anyone.page.getByText(/异议处理中|裁员率/).count()).toBe(0);
    await expectAccessible(anyone.page);
    await (await find(second, zhizao)).getByText('企业已接受').waitFor();
    await (await find(second, qinghe)).getByText('异议待处理').waitFor();

    // The period ends: the objection stops one firm, not the batch.
    await letPeriodEnd(batchId);
    await until(lin, '/my/grants', async () => (await zhizaoCard.getByText('已兑现').count()) > 0);
    await takeScreenshot(lin.page, 'firm-grant-granted', { fullPage: true });
    await he.page.goto('/my/grants');
    await own(he).getByText('异议处理中').waitFor();
    await (await find(second, zhizao)).getByText('已兑现').waitFor();
    const objected = await find(second, qinghe);
    await objected.getByText(/去年实际缴纳的失业保险费是 9800 元/).waitFor();
    await objected.getByText('处理异议').click();
    await objected.getByLabel('处理理由，企业会看到').fill('按人社局参保记录为 9200 元，金额不变');
    await objected.getByRole('button', { name: '异议不成立，恢复兑现' }).click();
    await lookAgain();
    await until(he, '/my/grants', async () => (await own(he).getByText('已兑现').count()) > 0);
    await he.page.goto('/my/notices');
    await he.page
      .getByRole('link', { name: /异议不成立|已兑现/ })
      .first()
      .waitFor();

    // Both sides say the same, the policy's own page too; the money goes by an exact list.
    await second.page.goto(desk);
    await second.page.getByText('已兑现').first().waitFor();
    await expectAccessible(second.page);
    await takeScreenshot(second.page, 'desk-grant-final', { fullPage: true });
    const list = await (await second.page.request.get(`${desk}/payments?format=csv`)).text();
    expect(list).toContain(zhizao);
    expect(list).toContain(qinghe);
    expect(list).not.toContain(weizhen);
    expect((await lin.page.request.get(`${desk}/payments?format=csv`)).status()).toBe(403);
    await nothingThere();
  },
);
