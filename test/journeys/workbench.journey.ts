import { strToU8, zipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { drawScan, makeScannedPdf, makeTablePdf } from '../knowledge/documents/make-files';
import { expectAccessible, signIn, takeScreenshot, useBrowser } from '../setup/browser';

const browser = useBrowser();
/** Reading, vectors and the gate's replay take their time on a busy machine. */
const patience = { timeout: 900_000 };
const slow = { timeout: 1_800_000 };

function file(title: string, ...articles: string[]) {
  const body = articles.map((text, i) => `第${'一二三四五'[i] ?? ''}条 ${text}`).join('\n\n');
  return {
    name: `${title}.md`,
    mimeType: 'text/markdown',
    buffer: Buffer.from(`# ${title}\n\n${body}\n`),
  };
}

async function openUpload(page: Page) {
  await page.goto('/desk/documents/upload');
  await page.getByText('单个文件不超过').waitFor();
  // The page is its own program: only then it takes files.
  await page.waitForFunction(() => document.querySelector('#wb-files') instanceof HTMLInputElement);
}

async function published(page: Page, count: number) {
  await expect
    .poll(() => page.locator('tr[data-stage=published]').count(), { ...patience, interval: 1000 })
    .toBe(count);
}

/** Waits until the original's page is drawn, as a person does. */
async function pageDrawn(page: Page, number: number) {
  await page.getByRole('img', { name: `原件第 ${number} 页的图像` }).waitFor(patience);
  await page.waitForFunction(
    () => (document.querySelector<HTMLImageElement>('img.wb-page')?.naturalWidth ?? 0) > 0,
    undefined,
    patience,
  );
}

test(
  'five files are sent, the refused one stops none, and each is worked on beside its source',
  slow,
  async () => {
    const { page } = await browser.visitor();
    await signIn(page, 'tang', 'yunjiang-tang');
    await openUpload(page);
    await expectAccessible(page);
    const rows = Array.from({ length: 45 }, (_, i) => [
      `夜市摊位档次${i + 1}`,
      `${i + 1}00`,
      `摊位面积在${i + 1}平方米以上`,
    ]);
    const scan = drawScan([
      '云江市示例扫描办法（示例）',
      '第一条 为了示例，制定本办法。',
      '第二条 扫描件补助每户六百元。',
    ]);
    await page.setInputFiles('#wb-files', [
      file(
        '云江市夜间经济补助办法（示例）',
        '为了示例，制定本办法。',
        '夜间营业的商户每月补助八百元。商户应当在每季度末申请。',
        '本办法自2026年1月1日起施行，有效期至2030年12月31日。',
      ),
      file('云江市冷链仓储补助办法（示例）', '为了示例，制定本办法。', '新建冷库按每立方米一百二十元补助。'),
      {
        name: '夜市标准.pdf',
        mimeType: 'application/pdf',
        buffer: Buffer.from(await makeTablePdf([['档次', '月补助（元）', '条件'], ...rows])),
      },
      { name: '扫描.pdf', mimeType: 'application/pdf', buffer: Buffer.from(makeScannedPdf([scan])) },
      { name: '不是真的.pdf', mimeType: 'application/pdf', buffer: Buffer.from('hello') },
    ]);
    await page.getByRole('button', { name: '上传并导入 5 个文件' }).click();
    await page.locator('tr[data-stage=refused]', { hasText: '不是真的.pdf' }).waitFor(patience);
    await page.getByText('请用正确的格式重新保存').waitFor();
    // The import stands in the list, too, for whoever left its page.
    const address = page.url();
    await page.goto('/desk/documents');
    await page.getByText('最近的导入').waitFor();
    await page.goto(address);
    await published(page, 4);
    await expectAccessible(page);
    await takeScreenshot(page, 'desk-import');
    const passages = page.getByRole('region', { name: '条款' });

    // The pages of the PDF beside their rows: turning a page and choosing a row lead to each other.
    await page.getByRole('link', { name: '云江市补助标准目录（示例）' }).click();
    await pageDrawn(page, 1);
    await passages.getByRole('button', { name: /夜市摊位档次1；/ }).waitFor();
    expect(await passages.getByRole('button', { name: /夜市摊位档次45；/ }).isVisible()).toBe(false);
    await page.getByRole('region', { name: '原件页面' }).getByRole('button', { name: '下一页' }).click();
    await pageDrawn(page, 2);
    await passages.getByRole('button', { name: /夜市摊位档次45；/ }).click();
    await takeScreenshot(page, 'desk-workbench-original');
    await expectAccessible(page);
    await page.getByLabel('在文件内查找').last().fill('夜市摊位档次2；');
    await page.getByLabel('在文件内查找').last().press('Enter');
    await pageDrawn(page, 1);
    await page.locator('.wb-psg.on', { hasText: '夜市摊位档次2；' }).waitFor();

    // The scan is marked until someone has compared it with its picture.
    await page.goto(address);
    await page.getByRole('link', { name: /示例扫描办法/ }).click();
    await pageDrawn(page, 1);
    await page.getByText('文字识别，未核对').first().waitFor();
    await expectAccessible(page);
    await takeScreenshot(page, 'desk-workbench-scan');
    await page.getByRole('button', { name: '已对照原件，确认无误' }).click();
    await page.getByRole('button', { name: '重新标为未核对' }).waitFor();
    expect(await page.getByText('文字识别，未核对', { exact: true }).count()).toBe(0);

    // A correction with a split waits for the gate, and is taken back.
    await page.goto(address);
    await page.getByRole('link', { name: '云江市夜间经济补助办法（示例）' }).click();
    await page.getByRole('region', { name: '原文' }).waitFor();
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
    expect(await passages.locator('.wb-psg').count()).toBe(4);
    await expectAccessible(page);
    await takeScreenshot(page, 'desk-workbench');

    await page.getByRole('link', { name: '历史', exact: true }).click();
    await page.getByText('拆分条款').waitFor();
    await page.getByRole('button', { name: '撤销' }).click();
    await page.getByText('撤销 #1').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: '内容', exact: true }).click();
    await page.locator('.wb-psg').first().waitFor();
    expect(await page.locator('.wb-psg').count()).toBe(3);

    // Each value of the metadata with the words that it came from, which lead to their place.
    await page.getByRole('link', { name: '元数据', exact: true }).click();
    await page.locator('.doc-evidence q', { hasText: '自2026年1月1日起施行' }).first().waitFor();
    await expectAccessible(page);
    await takeScreenshot(page, 'desk-document-metadata');
    await page
      .locator('.doc-evidence', { hasText: '有效期至2030年12月31日' })
      .getByRole('link')
      .first()
      .click();
    await page.locator('mark.now', { hasText: '2030年12月31日' }).first().waitFor();
  },
);

test(
  'a ZIP and a table of guides come in, and the chat answers from an item of the table',
  slow,
  async () => {
    const { page } = await browser.visitor();
    await signIn(page, 'tang', 'yunjiang-tang');
    await openUpload(page);
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
    await published(page, 2);

    await openUpload(page);
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
    await published(page, 2);

    const asker = await browser.visitor();
    await asker.page.goto(`/assistant?q=${encodeURIComponent('户外招牌设置备案的咨询电话是多少？')}`);
    await asker.page.locator('#thread').getByText('0999-1234567').first().waitFor(patience);
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
