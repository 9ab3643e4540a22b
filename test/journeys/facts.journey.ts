import { afterAll, beforeAll, expect, test } from 'vitest';

import { expectAccessible, signIn, takeScreenshot, useBrowser } from '../setup/browser';
import { startServer, type RunningServer } from '../setup/running-server';

// A city of its own: what this journey brings in changes verdicts that others look at.
let server: RunningServer;
const browser = useBrowser(() => server.url);
beforeAll(async () => {
  server = await startServer();
}, 600_000);
afterAll(() => server.stop());
const slow = { timeout: 600_000 };
const patience = { timeout: 120_000 };

const zhizao = '91359900MA7H6K2R64';
const qinghe = '91359900MA4M7B3NXK';
const weizhen = '92359900MA1F5T8K34';

/** The science bureau's list of certified firms, as it leaves their system: two rows can't be taken. */
const register = [
  '高新技术企业认定名单（示例）,,,',
  '统一社会信用代码,企业名称,高新技术企业,备注',
  `${zhizao},云江智造科技有限公司,是,今年认定`,
  `${qinghe},云江青禾食品有限公司,否,`,
  `${weizhen},云江市味真小馆,否,`,
  '91359900MA0000000X,不存在的公司,是,',
  `${zhizao},云江智造科技有限公司,否,重复的一行`,
].join('\r\n');

test('a registry import flips verdicts, and exactly those firms hear of it', slow, async () => {
  const firm = await browser.visitor();
  await signIn(firm.page, 'lin', 'yunjiang-lin');
  const noticesOf = async (visitor: typeof firm) => {
    await visitor.page.goto('/my/notices');
    return visitor.page.locator('.notices li').allInnerTexts();
  };
  // The first look of all keeps what stands and tells nobody; it has to be over.
  await expect
    .poll(
      async () => {
        await firm.page.goto('/my/opportunities');
        return firm.page.locator('.fact-list > li').count();
      },
      { timeout: 300_000, interval: 3_000 },
    )
    .toBeGreaterThan(0);
  const before = (await noticesOf(firm)).length;
  const others = await Promise.all(
    (['he', 'chen'] as const).map(async (name) => {
      const visitor = await browser.visitor();
      await signIn(visitor.page, name, `yunjiang-${name}`);
      return { visitor, before: await noticesOf(visitor) };
    }),
  );

  const desk = await browser.visitor();
  await signIn(desk.page, 'zhou', 'yunjiang-zhou');
  await desk.page.goto('/desk/facts');
  await expectAccessible(desk.page);
  await desk.page.getByLabel('登记数据表').setInputFiles({
    name: '高新技术企业名单.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(register),
  });
  await desk.page.getByRole('button', { name: '上传并读取' }).click();
  await desk.page.getByRole('heading', { name: '各列的含义' }).waitFor(patience);
  // The columns were recognised by their names; a person looks and keeps the mapping for the next time.
  expect(await desk.page.getByLabel('高新技术企业', { exact: true }).inputValue()).toBe(
    'fact:qualification.high-tech',
  );
  expect(await desk.page.getByLabel('备注', { exact: true }).inputValue()).toBe('skip');
  await desk.page.getByLabel('保存对应关系为').fill('高企名单');
  await takeScreenshot(desk.page, 'desk-facts-columns', { fullPage: true });
  await expectAccessible(desk.page);
  await desk.page.getByRole('button', { name: '核对会有哪些变化' }).click();

  await desk.page.getByRole('heading', { name: '写入后会有这些变化' }).waitFor(patience);
  await desk.page
    .getByRole('cell', { name: '没有统一社会信用代码' })
    .or(desk.page.getByText('校验码不对'))
    .first()
    .waitFor();
  await desk.page.getByText('这家企业在前面已有一行').waitFor();
  await takeScreenshot(desk.page, 'desk-facts-preview', { fullPage: true });
  await expectAccessible(desk.page);
  await desk.page.getByRole('button', { name: /确认写入 3 条数据/ }).click();
  await desk.page.getByRole('heading', { name: '写入结果' }).waitFor(patience);

  // The firm whose verdict changed is told, with the fact that did it; the others of the same table are not.
  await expect
    .poll(async () => (await noticesOf(firm)).join('\n'), { timeout: 120_000, interval: 2_000 })
    .toContain('高新技术企业 是（科技局');
  const told = await noticesOf(firm);
  expect(told.length).toBeGreaterThan(before);
  expect(told.some((text) => text.includes('符合：') && text.includes('云江智造科技有限公司'))).toBe(true);
  for (const { visitor, before: known } of others) expect(await noticesOf(visitor)).toEqual(known);
  await firm.page.goto('/my/notices');
  await takeScreenshot(firm.page, 'firm-told');
  await expectAccessible(firm.page);

  // Why it was told; not for us, with a reason that reaches the department.
  await firm.page.goto('/my/opportunities');
  const card = firm.page.locator('.fact-list > li').filter({ hasText: '高新技术企业 是（科技局' }).first();
  await card.waitFor();
  const title = await card.getByRole('heading').innerText();
  await takeScreenshot(firm.page, 'firm-opportunities');
  await expectAccessible(firm.page);
  await card.getByText('这项不适合我们').click();
  await card.getByLabel('原因').selectOption('too-much-work');
  await card.getByLabel('补充说明').fill('材料要盖三个章');
  await card.getByRole('button', { name: '标为不适合' }).click();
  await firm.page.getByRole('heading', { name: '已标为不适合' }).waitFor();
  expect(title.length).toBeGreaterThan(4);

  // The same list once more changes nothing and tells nobody.
  await desk.page.goto('/desk/facts');
  await desk.page.getByLabel('登记数据表').setInputFiles({
    name: '高新技术企业名单.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(register),
  });
  await desk.page.getByRole('button', { name: '上传并读取' }).click();
  await desk.page.getByLabel('使用保存过的对应关系').selectOption('高企名单', patience);
  await desk.page.getByRole('button', { name: '核对会有哪些变化' }).click();
  await desk.page.getByRole('button', { name: /确认写入 0 条数据/ }).waitFor(patience);
  await desk.page.getByRole('button', { name: '取消导入' }).click();
  await desk.page.getByText('已取消').first().waitFor();
});

test('a firm disputes a fact with proof, and the department that keeps it decides', slow, async () => {
  const firm = await browser.visitor();
  await signIn(firm.page, 'lin', 'yunjiang-lin');
  await firm.page.goto('/my/facts');
  const fact = firm.page.locator('li.fact').filter({ hasText: '科技型中小企业' }).first();
  await fact.getByText('对此数据有异议').click();
  await fact.getByLabel('正确的应为').selectOption('true');
  await fact.getByLabel('哪里不对，以什么为准').fill('今年已入库，登记编号见证明。');
  await fact.getByLabel(/证明材料/).setInputFiles({
    name: '入库通知.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from(
      '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
    ),
  });
  await fact.getByRole('button', { name: '提出异议' }).click();
  await fact.getByText('异议处理中').waitFor();

  const desk = await browser.visitor();
  await signIn(desk.page, 'wu', 'yunjiang-wu');
  await desk.page.goto('/desk/facts/disputes');
  const dispute = desk.page.locator('.fact-list > li').filter({ hasText: '今年已入库' });
  await dispute.getByText('证明材料：入库通知.pdf').waitFor();
  await takeScreenshot(desk.page, 'desk-disputes');
  await expectAccessible(desk.page);
  await dispute.getByRole('button', { name: '不予更正' }).click();
  await dispute.getByText('请写明依据什么记录').waitFor();
  await dispute.getByLabel(/给企业的说明/).fill('已核对入库公告。');
  await dispute.getByRole('button', { name: '更正记录' }).click();
  await desk.page.getByText('已更正，原记录保留为历史').waitFor();

  await firm.page.goto('/my/notices');
  await firm.page.getByText('科技型中小企业已更正').first().waitFor();
  await firm.page.goto('/my/facts');
  await fact.getByText('历史记录').first().waitFor();
  await firm.page.goto('/my/access');
  await firm.page.getByText('为核实异议查阅').first().waitFor();
  await takeScreenshot(firm.page, 'firm-access');
  await expectAccessible(firm.page);
});

test('deadlines go to a calendar by a link that can be taken back', slow, async () => {
  const firm = await browser.visitor();
  await signIn(firm.page, 'lin', 'yunjiang-lin');
  await firm.page.goto('/my/calendar');
  await firm.page.getByRole('button', { name: '生成订阅地址' }).click();
  const address = new URL(await firm.page.getByLabel('订阅地址').inputValue());
  await expectAccessible(firm.page);
  const anyone = await browser.visitor();
  const read = () => anyone.context.request.get(address.pathname);
  const calendar = await read();
  expect(calendar.headers()['content-type']).toContain('text/calendar');
  expect(await calendar.text()).toContain('BEGIN:VCALENDAR');
  await firm.page.getByRole('button', { name: '停用订阅地址' }).click();
  await firm.page.getByRole('button', { name: '生成订阅地址' }).waitFor();
  expect((await read()).status()).toBe(404);
});

test('certificates, conflicts and sources have pages that say what to do', slow, async () => {
  const desk = await browser.visitor();
  await signIn(desk.page, 'zhou', 'yunjiang-zhou');
  for (const [name, address] of [
    ['desk-certificates', '/desk/facts/certificates'],
    ['desk-conflicts', '/desk/facts/conflicts'],
    ['desk-sources', '/desk/facts/sources'],
    ['desk-opportunities', '/desk/opportunities'],
  ] as const) {
    await desk.page.goto(address);
    await desk.page.locator('main .hq-card').first().waitFor();
    await takeScreenshot(desk.page, name, { fullPage: true });
    await expectAccessible(desk.page);
  }
  await desk.page.goto('/desk/facts/certificates');
  await desk.page.getByLabel('统一社会信用代码', { exact: true }).fill(qinghe);
  await desk.page.getByLabel('证书编号', { exact: true }).fill('KJ-2026-0001');
  await desk.page.getByLabel('发证日期', { exact: true }).fill('2026-01-05');
  await desk.page.getByRole('button', { name: '登记', exact: true }).click();
  await desk.page.getByText('已登记，数据项同时更新').waitFor();
  await desk.page.getByRole('cell', { name: 'KJ-2026-0001' }).waitFor();
});
