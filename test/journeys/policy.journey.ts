import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { expectAccessible, signIn, takeScreenshot, useBrowser } from '../setup/browser';

const browser = useBrowser();
const slow = { timeout: 600_000 };
const id = `tech-sme-${Date.now().toString(36)}`;

const group = (page: Page) => page.locator('.pd-group').first();

/** Adds a condition at the end of a group and chooses its fact. */
async function addCondition(inGroup: Locator, fact: string): Promise<Locator> {
  const rows = inGroup.locator(':scope > .pd-rule');
  const before = await rows.count();
  await inGroup.locator(':scope > .pd-adds').getByRole('button', { name: '条件', exact: true }).click();
  const row = rows.nth(before);
  await row.getByLabel('数据项').selectOption({ label: fact });
  return row;
}

async function cite(row: Locator): Promise<void> {
  await row.getByRole('button', { name: '添加依据' }).first().click();
  await row
    .getByRole('button', { name: /《.*》/ })
    .first()
    .click();
}

/** Walks a list by the arrow key until it stands on the choice. */
async function chooseByKeys(page: Page, select: Locator, label: string): Promise<void> {
  for (let step = 0; step < 80; step += 1) {
    if ((await select.locator('option:checked').innerText()) === label) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`${label} is not in the list`);
}

async function saved(page: Page): Promise<void> {
  await page.getByText(/草稿已自动保存/).waitFor();
}

test(
  'an officer builds 科技型中小企业 with its score table, is stopped by a broken case, mends and publishes',
  slow,
  async () => {
    const { page } = await browser.visitor();
    await signIn(page, 'zhou', 'yunjiang-zhou');
    await page.goto('/desk/policies');
    await expectAccessible(page);
    await page.getByLabel('政策名称').fill('科技型中小企业评价（演练）');
    await page.getByLabel('标识', { exact: true }).fill(id);
    await page.getByRole('button', { name: '新建', exact: true }).click();
    await page.getByRole('heading', { name: '科技型中小企业评价（演练）' }).waitFor();
    expect(await page.getByRole('button', { name: /提交复核/ }).isDisabled()).toBe(true);

    // The clause that everything rests on, found among the city's documents.
    await page.getByRole('tab', { name: /依据/ }).click();
    await page.getByLabel('在现行文件中查找条款').fill('科技型中小企业 职工总数 销售收入 资产总额');
    await page.getByRole('button', { name: '查找', exact: true }).click();
    await page.getByRole('button', { name: '引用这一条' }).first().click();
    await page.getByLabel('文件名称').first().waitFor();

    // Share of technical staff, and a score table by it and by intellectual property.
    await page.getByRole('tab', { name: /衍生数据/ }).click();
    await page.getByRole('button', { name: '添加衍生数据' }).click();
    const ratio = page.locator('[data-derived]').first();
    await ratio.getByLabel('名称', { exact: true }).fill('科技人员占比');
    await ratio.getByLabel('分子').selectOption({ label: '科技人员数' });
    await ratio.getByLabel('分母').selectOption({ label: '从业人数' });
    await page.getByLabel('计算方式').selectOption({ label: '评分表' });
    await page.getByRole('button', { name: '添加衍生数据' }).click();
    const score = page.locator('[data-derived]').nth(1);
    await score.getByLabel('名称', { exact: true }).fill('综合评价得分');
    await score.getByLabel('单位（比例不填）').fill('分');
    await score.getByRole('button', { name: '指标', exact: true }).click();
    await addBands(score.locator('.pd-indicator').nth(0), '科技人员', 20, '科技人员占比', [
      ['30', 20],
      ['25', 16],
      ['20', 12],
      ['15', 8],
      ['10', 4],
    ]);
    await score.getByRole('button', { name: '指标', exact: true }).click();
    await addBands(score.locator('.pd-indicator').nth(1), '科技成果', 30, 'I 类知识产权', [['1', 30]]);

    // Tried on a firm before any condition stands.
    await page.getByLabel('选择企业').fill('云江智造');
    await page.getByRole('button', { name: '查找企业' }).click();
    await page.getByRole('button', { name: /云江智造科技/ }).click();
    await page.locator('[data-preview]').getByText('科技人员').first().waitFor();
    await takeScreenshot(page, 'desk-policy-score');
    await expectAccessible(page);

    // The conditions, the first by keyboard alone.
    await page.getByRole('tab', { name: /条件与用例/ }).click();
    const add = group(page).locator(':scope > .pd-adds').getByRole('button', { name: '条件', exact: true });
    await add.focus();
    await page.keyboard.press('Enter');
    const staff = page.locator('.pd-rule').first();
    await staff.getByLabel('数据项').focus();
    await chooseByKeys(page, staff.getByLabel('数据项'), '从业人数');
    await expect.poll(() => staff.getByLabel('比较').count()).toBe(1);
    const most = staff.getByLabel('从业人数的值');
    await most.focus();
    await page.keyboard.type('500');
    await cite(staff);
    const sales = await addCondition(group(page), '销售收入');
    await sales.getByLabel('销售收入的值', { exact: true }).fill('20000');
    await cite(sales);
    const dishonest = await addCondition(group(page), '列入严重违法失信名单');
    await dishonest.getByLabel('比较').selectOption({ label: '否' });
    await cite(dishonest);
    const scored = await addCondition(group(page), '综合评价得分');
    await scored.getByLabel('比较').selectOption({ label: '不低于' });
    await scored.getByLabel('综合评价得分的值').fill('34');
    await cite(scored);
    await page
      .locator('[data-sentence]')
      .getByText(/20,000 万元/)
      .first()
      .waitFor();
    await page.locator('[data-firms]').waitFor({ timeout: 60_000 });
    expect(Number(await page.locator('[data-firms]').getAttribute('data-firms'))).toBeGreaterThan(5);

    // A demand that contradicts another is named at once, and undone.
    const wrong = await addCondition(group(page), '从业人数');
    await wrong.getByLabel('比较').selectOption({ label: '大于' });
    await wrong.getByLabel('从业人数的值').fill('600');
    await page
      .getByText(/没有企业能同时满足/)
      .first()
      .waitFor();
    await wrong.getByRole('button', { name: /更多操作/ }).click();
    await page.getByRole('menuitem', { name: '删除' }).click();
    await page.getByText(/没有企业能同时满足/).waitFor({ state: 'detached' });

    // Two cases: one that must pass, one that must not.
    await addCase(page, '达标企业', '符合', {
      从业人数: '100',
      科技人员数: '15',
      销售收入: '1000',
      'I 类知识产权': '1',
    });
    await addCase(page, '分数不够', '不符合', {
      从业人数: '100',
      科技人员数: '5',
      销售收入: '1000',
      'I 类知识产权': '1',
    });
    await page.getByText('2 个，2 个通过').waitFor();

    // What people read, and the benefit.
    await page.getByRole('tab', { name: /五要素/ }).click();
    for (const [label, text] of [
      ['一句话说明', '通过评价的企业取得入库登记编号。'],
      ['惠及对象', '在中国境内注册的居民企业。'],
      ['申报条件（文字）', '规模、信用符合要求，综合评价达到规定分数。'],
      ['兑现时限', '公示后 10 个工作日'],
      ['受理地址', '惠企通在线受理'],
      ['咨询电话', '12345'],
    ] as const)
      await page.getByLabel(label, { exact: true }).fill(text);
    await page.getByRole('tab', { name: /兑现内容/ }).click();
    await page.getByLabel('企业得到什么', { exact: true }).fill('科技型中小企业入库登记编号');

    // The sandbox: splits, a threshold moved, the impact seen.
    await page.getByRole('tab', { name: '政策沙盘' }).click();
    await page.locator('[data-impact]').waitFor({ timeout: 60_000 });
    await page.getByLabel('要移动的条件').selectOption({ index: 1 });
    await page.locator('[data-threshold]').waitFor({ timeout: 60_000 });
    await page.locator('input[type=range]').focus();
    await page.keyboard.press('Home');
    await takeScreenshot(page, 'desk-policy-sandbox');
    await expectAccessible(page);
    await page.locator('[data-check=impact][data-state=done]').waitFor({ timeout: 60_000 });

    // Every check is done: the way is open, until a case is broken.
    await saved(page);
    const propose = page.getByRole('button', { name: /提交复核/ });
    await expect.poll(() => propose.isEnabled(), { timeout: 30_000 }).toBe(true);
    await page.getByRole('tab', { name: /条件与用例/ }).click();
    await page.locator('.pd-rule').nth(3).getByLabel('综合评价得分的值').fill('45');
    await page.getByText('1 个未通过').first().waitFor();
    await page.getByText(/还不能提交：测试用例全部通过/).waitFor();
    expect(await propose.isDisabled()).toBe(true);
    await takeScreenshot(page, 'desk-policy-stopped');
    await expectAccessible(page);
    await page.locator('.pd-rule').nth(3).getByLabel('综合评价得分的值').fill('34');
    await page.getByText('2 个，2 个通过').waitFor();
    await page.locator('[data-check=tests] button').waitFor({ state: 'detached' });
    await saved(page);
    if ((await page.locator('[data-check=impact][data-state=done]').count()) === 0) {
      await page.getByRole('tab', { name: '政策沙盘' }).click();
      await page.locator('[data-check=impact][data-state=done]').waitFor({ timeout: 60_000 });
    }
    await expect.poll(() => propose.isEnabled(), { timeout: 30_000 }).toBe(true);
    await propose.click();
    await page.getByText(/已提交复核/).waitFor({ timeout: 60_000 });
    expect(await page.getByRole('button', { name: /同意发布/ }).count()).toBe(0);

    // The second person.
    const other = await browser.visitor();
    await signIn(other.page, 'wu', 'yunjiang-wu');
    await other.page.goto(`/desk/policies/${id}`);
    await expectAccessible(other.page);
    await other.page.getByRole('button', { name: /同意发布/ }).click();
    await other.page.getByText('已发布 v1').waitFor({ timeout: 60_000 });
    const firm = await browser.visitor();
    await firm.page.goto(`/policies/${id}`);
    await firm.page.getByRole('heading', { name: '科技型中小企业评价（演练）' }).waitFor();
    await firm.page.getByText('综合评价得分').first().waitFor();

    // And back with one press.
    await page.goto(`/desk/policies/${id}`);
    await page.getByRole('tab', { name: '版本' }).click();
    await page.getByRole('button', { name: /撤下 v1/ }).click();
    await page.getByRole('button', { name: '撤下', exact: true }).click();
    await page.getByText('已撤下').first().waitFor({ timeout: 60_000 });
  },
);

async function addBands(
  indicator: Locator,
  name: string,
  max: number,
  fact: string,
  bands: [from: string, points: number][],
): Promise<void> {
  await indicator.getByLabel(/的名称/).fill(name);
  await indicator.getByLabel('满分').fill(String(max));
  await indicator.getByLabel('取数 1', { exact: true }).selectOption({ label: fact });
  for (const [index, [from, points]] of bands.entries()) {
    if (index > 0) await indicator.getByRole('button', { name: '加一档' }).click();
    await indicator.getByLabel(`第 ${index + 1} 档下限`).fill(from);
    await indicator.getByLabel(`第 ${index + 1} 档得分`).fill(String(points));
  }
}

/** A case by hand: booleans are “no”. */
async function addCase(
  page: Page,
  name: string,
  expected: string,
  facts: Record<string, string>,
): Promise<void> {
  await page.getByRole('button', { name: '用例', exact: true }).click();
  const form = page.locator('.pd-test');
  await form.getByLabel('用例名称').fill(name);
  await form.getByLabel('期望').selectOption({ label: expected });
  for (const [fact, value] of Object.entries(facts))
    await form.getByLabel(`${fact}的值`, { exact: true }).fill(value);
  await form.getByLabel('列入严重违法失信名单的值').selectOption({ label: '否' });
}
