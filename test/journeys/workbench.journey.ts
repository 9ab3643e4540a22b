import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';

import { expectAccessible, signIn, takeScreenshot, useBrowser } from '../setup/browser';

const browser = useBrowser();
/** Reading, vectors and the gate's replay take their time on a busy machine. */
const patience = { timeout: 480_000 };
const slow = { timeout: 900_000 };

function file(title: string, ...articles: string[]) {
  const body = articles.map((text, i) => `第${'一二三四五'[i] ?? ''}条 ${text}`).join('\n\n');
  return {
    name: `${title}.md`,
    mimeType: 'text/markdown',
    buffer: Buffer.from(`# ${title}\n\n${body}\n`),
  };
}

test(
  'three files are sent, the refused one stops none, and a correction with a split is taken back',
  slow,
  async () => {
    const { page } = await browser.visitor();
    await signIn(page, 'tang', 'yunjiang-tang');
    await page.goto('/desk/documents/upload');
    await page.getByText('单个文件不超过').waitFor();
    await expectAccessible(page);
    await page.setInputFiles('#wb-files', [
      file(
        '云江市夜间经济补助办法（示例）',
        '为了示例，制定本办法。',
        '夜间营业的商户每月补助八百元。商户应当在每季度末申请。',
      ),
      file('云江市冷链仓储补助办法（示例）', '为了示例，制定本办法。', '新建冷库按每立方米一百二十元补助。'),
      { name: '不是真的.pdf', mimeType: 'application/pdf', buffer: Buffer.from('hello') },
    ]);
    await page.getByRole('button', { name: '上传并导入 3 个文件' }).click();
    await page.locator('tr[data-stage=refused]', { hasText: '不是真的.pdf' }).waitFor(patience);
    await page.getByText('请用正确的格式重新保存').waitFor();
    // The import stands in the list, too, for whoever left its page.
    const address = page.url();
    await page.goto('/desk/documents');
    await page.getByText('最近的导入').waitFor();
    await page.goto(address);
    await expect
      .poll(() => page.locator('tr[data-stage=published]').count(), { ...patience, interval: 1000 })
      .toBe(2);
    await expectAccessible(page);
    await takeScreenshot(page, 'desk-import');

    await page.getByRole('link', { name: '云江市夜间经济补助办法（示例）' }).click();
    await page.getByRole('region', { name: '原文' }).waitFor();
    const passages = page.getByRole('region', { name: '条款' });
    await page.getByLabel('在文件内查找').last().fill('八百元');
    await page.getByText('1 / 1').waitFor();
    await passages.getByRole('button', { name: /第二条/ }).click();
    await page.locator('.wb-src.on', { hasText: '夜间营业的商户' }).waitFor();
    await page.getByRole('button', { name: '更正这一条' }).click();
    const words = passages.locator('textarea');
    await words.evaluate((area: HTMLTextAreaElement) => {
      const at = area.value.indexOf('商户应当');
      area.focus();
      area.setSelectionRange(at, at);
    });
    await page.getByRole('button', { name: '从光标处拆分' }).click();
    await page.getByText('有 1 处更正尚未发布').waitFor();
    expect(await passages.locator('.wb-psg').count()).toBe(3);
    await expectAccessible(page);
    await takeScreenshot(page, 'desk-workbench');

    await page.getByRole('link', { name: '历史', exact: true }).click();
    await page.getByText('拆分条款').waitFor();
    await page.getByRole('button', { name: '撤销' }).click();
    await page.getByText('撤销 #1').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: '内容', exact: true }).click();
    await page.locator('.wb-psg').first().waitFor();
    expect(await page.locator('.wb-psg').count()).toBe(2);
  },
);

test(
  'a ZIP and a table of guides come in, and the chat answers from an item of the table',
  slow,
  async () => {
    const { page } = await browser.visitor();
    await signIn(page, 'tang', 'yunjiang-tang');
    await page.goto('/desk/documents/upload');
    await page.getByText('单个文件不超过').waitFor();
    const zip = zipSync({
      '夹/甲.md': strToU8('# 云江市甲类示例办法\n\n第一条 甲类补助每户三千元。\n'),
      '夹/乙.md': strToU8('# 云江市乙类示例办法\n\n第一条 乙类补助每户四千元。\n'),
      '../逃.md': strToU8('# 逃\n\n第一条 逃。\n'),
    });
    await page.setInputFiles('#wb-files', {
      name: '资料.zip',
      mimeType: 'application/zip',
      buffer: Buffer.from(zip),
    });
    await page.getByRole('button', { name: '上传并导入 1 个文件' }).click();
    await page.locator('tr[data-stage=unpacked]').waitFor(patience);
    await page.locator('tr[data-stage=refused]', { hasText: '逃' }).waitFor(patience);
    await expect
      .poll(() => page.locator('tr[data-stage=published]').count(), { ...patience, interval: 1000 })
      .toBe(2);

    await page.goto('/desk/documents/upload');
    await page.getByText('单个文件不超过').waitFor();
    await page.setInputFiles('#wb-table', {
      name: '指南.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        '事项名称,实施主体,受理条件,申请材料,咨询电话,备注栏\n' +
          '户外招牌设置备案,云江市城市管理局（示例）,在经营场所外设置招牌的经营者,招牌效果图和营业执照,0999-1234567,无\n' +
          '临时占道经营备案,云江市城市管理局（示例）,临时占用道路经营的个体工商户,占道范围示意图,0999-7654321,无\n' +
          ',云江市城市管理局（示例）,没有名称的一行,无,0999-0000000,无\n',
      ),
    });
    await page.getByRole('button', { name: '上传并读取表格' }).click();
    await page.getByRole('heading', { name: '指定各列的含义' }).waitFor(patience);
    await page.getByText('将导入 2 项，1 行有问题').waitFor(patience);
    await page.getByLabel('备注栏').selectOption('skip');
    await expectAccessible(page);
    await takeScreenshot(page, 'desk-import-mapping');
    await page.getByRole('button', { name: '导入 2 项' }).click();
    await expect
      .poll(() => page.locator('tr[data-stage=published]').count(), { ...patience, interval: 1000 })
      .toBe(2);

    const asker = await browser.visitor();
    await asker.page.goto(`/assistant?q=${encodeURIComponent('户外招牌设置备案的咨询电话是多少？')}`);
    await asker.page.locator('#thread').getByText('0999-1234567').first().waitFor();
  },
);

test('on a phone the workbench is for reading', async () => {
  const { page } = await browser.visitor({ phone: true });
  await signIn(page, 'tang', 'yunjiang-tang');
  await page.goto('/desk/documents');
  await page.getByText('请在电脑上编辑').first().waitFor();
  expect(await page.getByRole('link', { name: '导入文件' }).isVisible()).toBe(false);
  await page.locator('.doc-table a').first().click();
  await page.getByRole('region', { name: '条款' }).waitFor();
  await expectAccessible(page);
});
