import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { createForm } from '~/forms/definition/create-form.server';
import type { FormComponent } from '~/forms/definition/form-definition';
import { publishForm } from '~/forms/definition/publish-form.server';
import { checkFiledValues } from '~/forms/prefill/check-later.server';
import { systemReader } from '~/prisma/access/reader';
import { openDatabase, type Db } from '~/prisma/database.server';

import { drawLetter, drawLicence } from '../knowledge/documents/licence/draw-licence';
import { expectAccessible, signIn, takeScreenshot, useBrowser, type Visitor } from '../setup/browser';
import { startServer, type RunningServer } from '../setup/running-server';

/** Filling without typing: a photo of the licence, what was told the assistant, last year’s files, a table by year. */
const dataDir = mkdtempSync(path.join(tmpdir(), 'huiqitong-prefill-'));
const year = new Date().getFullYear();
// Servers start and pictures are read on machines that may be busy; said before the hooks, which take it with them.
vi.setConfig({ testTimeout: 600_000 });
let server: RunningServer;
let db: Db;
let firm = '';
beforeAll(async () => {
  server = await startServer({}, dataDir);
  db = openDatabase(path.join(dataDir, 'huiqitong.db'));
  await prepareCity();
});
afterAll(async () => {
  await db.$disconnect();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});
const browser = useBrowser(() => server.url);

const text = (key: string, label: string, prefill?: FormComponent['prefill']): FormComponent => ({
  ...{ type: 'textfield', key, label, input: true },
  ...(prefill && { prefill }),
});
const components: FormComponent[] = [
  text('firm', '企业名称', { fact: 'registration.name' }),
  text('representative', '法定代表人', { fact: 'registration.legal-representative' }),
  text('scope', '经营范围'),
  text('bank', '开户银行', { fact: 'bank.name' }),
  {
    ...{ type: 'datagrid', key: 'years', label: '近三年经营情况', input: true },
    prefill: { rows: 'years', count: 3 },
    components: [
      text('year', '年度', { part: 'period' }),
      {
        type: 'currency',
        key: 'revenue',
        label: '营业收入',
        input: true,
        prefill: { fact: 'revenue.annual' },
      },
    ],
  },
  {
    type: 'file',
    key: 'licence',
    label: '营业执照副本',
    input: true,
    storage: 'url',
    filePattern: '.jpg,.pdf',
  },
  { type: 'file', key: 'audit', label: '审计报告', input: true, storage: 'url', filePattern: '.pdf' },
  { type: 'signature', key: 'signature', label: '负责人签字', input: true, validate: { required: true } },
  { type: 'checkbox', key: 'promise', label: '以上内容真实', input: true, validate: { required: true } },
];

/** A form of the science department, three years of one firm, what its people said, and a register that is down. */
async function prepareCity(): Promise<void> {
  const deps = { db, now: () => new Date() };
  const made = await createForm(deps, systemReader, {
    ...{ departmentId: 'science', path: 'prefill-walk', title: '研发投入年度备案' },
    definition: { display: 'form', components },
  });
  await publishForm(deps, systemReader, { formId: made.formId, revision: made.revision });
  firm = (await db.enterprise.findFirstOrThrow({ where: { name: '云江青禾食品有限公司' } })).id;
  for (const [index, value] of ['1310000', '1452000', '1650000'].entries())
    await record('revenue.annual', value, { period: String(year - 3 + index), source: '市税务局' });
  await record('bank.name', '云江农商银行老城支行', {
    ...{ source: '何青禾', sourceKind: 'stated', reference: 'conversation:c1' },
  });
}

async function record(key: string, value: string, more: Record<string, string> = {}): Promise<void> {
  await db.fact.create({
    data: {
      ...{ enterpriseId: firm, key, value, source: '市市场监管局', sourceKind: 'registry' },
      ...{ observedAt: new Date(), recordedAt: new Date(), ...more },
    },
  });
}

async function silence(isDown: boolean): Promise<void> {
  const mapping = { columns: { 法人: { to: 'fact', key: 'registration.legal-representative' } } };
  const name = '市场主体登记';
  await db.factMapping.upsert({
    where: { departmentId_name: { departmentId: 'science', name } },
    create: { departmentId: 'science', name, mapping, updatedAt: new Date() },
    update: {},
  });
  const found = await db.factSource.findFirst({ where: { mappingName: name } });
  const lastError = isDown ? '无法连接对方' : null;
  if (found) await db.factSource.update({ where: { id: found.id }, data: { lastError, lastAt: new Date() } });
  else
    await db.factSource.create({
      data: {
        ...{ name: '登记库接口', departmentId: 'science', url: 'http://127.0.0.1:1/', mappingName: name },
        // Not asked again while this walk goes on.
        ...{ nextAt: new Date(Date.now() + 86_400_000), lastAt: new Date(), lastError },
      },
    });
}

async function visit(login: string, options?: { phone?: boolean }): Promise<Visitor> {
  const visitor = await browser.visitor(options);
  visitor.context.setDefaultTimeout(120_000);
  await signIn(visitor.page, login, `yunjiang-${login}`);
  return visitor;
}
async function openDraft(page: Page): Promise<string> {
  await page.goto('/apply/prefill-walk?fresh=1');
  await ready(page);
  return new URL(page.url()).pathname;
}
async function ready(page: Page): Promise<void> {
  await page.getByTestId('webform').locator('.formio-form').waitFor();
  await saved(page);
}
const saved = (page: Page) =>
  page
    .locator('.save:visible')
    .filter({ hasText: /已保存 \d|已自动保存/ })
    .first()
    .waitFor();
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
async function sign(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: '改为键入姓名' }).click();
  await page.getByRole('textbox', { name: /键入姓名/ }).fill(name);
  await page.getByRole('checkbox', { name: '以上内容真实' }).check();
  await saved(page);
}

test('a photo of the licence fills open fields, each confirmed beside its crop; the photo keeps no place of taking', async () => {
  await silence(true);
  const { page } = await visit('he', { phone: true });
  const address = await openDraft(page);
  // The register is silent: the field is open, and says that it is checked later.
  expect(await field(page, '法定代表人').isEnabled()).toBe(true);
  await page.getByText('待核验').first().waitFor();
  await page.getByRole('button', { name: '用照片填写' }).click();
  const dialog = page.getByRole('dialog', { name: '用营业执照照片填写' });
  await expectAccessible(page);
  const choose = dialog.locator('input[type=file]').last();
  await choose.setInputFiles({
    name: '通知.jpg',
    mimeType: 'image/jpeg',
    buffer: drawLetter(['关于召开会议的通知']),
  });
  await dialog.getByRole('alert').filter({ hasText: '不像营业执照' }).waitFor();
  await takeScreenshot(page, 'licence-refused-phone');

  const taken = await sharp(drawLicence({ legalRepresentative: '何青禾' }))
    .withExif({ IFD0: { Make: 'SecretPhone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '26/1 4/1 30/1' } })
    .jpeg()
    .toBuffer();
  expect(taken.includes('SecretPhone')).toBe(true);
  await choose.setInputFiles({ name: '执照.jpg', mimeType: 'image/jpeg', buffer: taken });
  await dialog
    .getByText(/正在识别|正在上传/)
    .first()
    .waitFor();
  await dialog.getByText(/识别出 \d 项/).waitFor();
  const representative = dialog.getByRole('listitem').filter({ hasText: '法定代表人' });
  expect(await representative.getByRole('img', { name: /照片中“法定代表人”/ }).count()).toBe(1);
  expect(await representative.getByRole('textbox').inputValue()).toBe('何青禾');
  // A registered name is compared, never filled.
  await dialog.getByText(/登记为 云江青禾食品有限公司，照片为 云江智造科技有限公司/).waitFor();
  await expectAccessible(page);
  await takeScreenshot(page, 'licence-read-phone', { fullPage: true });
  await representative.getByRole('textbox').fill('何青和');
  const scope = dialog.getByRole('listitem').filter({ hasText: '经营范围' });
  await scope.getByRole('checkbox').check();
  await dialog.getByRole('checkbox', { name: /同时把照片/ }).check();
  await dialog.getByRole('button', { name: '填入 2 项' }).click();
  await page.getByText(/有 2 项由营业执照照片填入/).waitFor();
  await ready(page);
  // Nothing was left unsent when the page was read anew.
  expect(await page.getByText('上次没有传出的内容').count()).toBe(0);
  expect(await field(page, '法定代表人').inputValue()).toBe('何青和');
  expect(await field(page, '经营范围').inputValue()).toContain('软件开发');
  await page
    .getByText(/营业执照照片，本人确认.*照片识别为 何青禾/)
    .first()
    .waitFor();
  await takeScreenshot(page, 'licence-filled-phone', { fullPage: true });
  await expectAccessible(page);
  const draftId = address.split('/').at(-1) ?? '';
  const [kept] = await db.storedFile.findMany({ where: { ownerKind: 'draft', ownerId: draftId } });
  const bytes = readFileSync(
    path.join(dataDir, 'files', (kept?.sha256 ?? '').slice(0, 2), kept?.sha256 ?? ''),
  );
  expect(bytes.includes('SecretPhone')).toBe(false);
  expect(bytes.includes('Exif')).toBe(false);
});

test('what was told the assistant is offered and filled after a yes; the table by year stands with its sources', async () => {
  const { page } = await visit('he');
  await openDraft(page);
  const offer = page.getByRole('region', { name: '您在咨询中说过的' });
  expect(await field(page, '开户银行').inputValue()).toBe('');
  await offer.getByText('云江农商银行老城支行').waitFor();
  await takeScreenshot(page, 'chat-offer');
  await expectAccessible(page);
  await offer.getByRole('button', { name: '不用' }).click();
  await offer.getByText('咨询中说过的不填入本表').waitFor();
  await offer.getByRole('button', { name: '撤销' }).click();
  await offer.getByRole('button', { name: '填入这 1 项' }).click();
  await page
    .getByText(/您在对话中说的/)
    .first()
    .waitFor();
  await ready(page);
  expect(await field(page, '开户银行').inputValue()).toBe('云江农商银行老城支行');

  const table = page.locator('[data-question="years"]');
  const cell = table.locator('[data-question="years[2].revenue"]');
  expect(await cell.locator('input').first().isDisabled()).toBe(true);
  await cell.getByText('市税务局').waitFor();
  // A locked cell can be disputed where it stands.
  await cell.getByRole('button', { name: new RegExp(`对此数据有异议：营业收入（${year - 1}）`) }).click();
  const dialog = page.getByRole('dialog', { name: /营业收入/ });
  await dialog.getByLabel('正确的应为').fill('1700000');
  await dialog.locator('textarea[name=reason]').fill('十二月有一笔收入漏报');
  await takeScreenshot(page, 'cell-dispute');
  await dialog.getByRole('button', { name: '提出异议' }).click();
  await cell.getByText(/正在核实/).waitFor();
  await expectAccessible(page);
  await takeScreenshot(page, 'cell-disputed', { fullPage: true });
});

test('a file handed in before is taken by a click; what changed is shown at submit; a later check tells both sides', async () => {
  await silence(true);
  const { page } = await visit('he');
  await openDraft(page);
  const pdf = Buffer.from('%PDF-1.7\n…\n%%EOF');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /选择文件：审计报告/ }).click();
  await (await chooser).setFiles({ name: '审计报告2025.pdf', mimeType: 'application/pdf', buffer: pdf });
  await page.locator('[data-question="audit"]').getByText('审计报告2025.pdf').waitFor();
  await field(page, '法定代表人').fill('何青和');
  await sign(page, '何青禾');
  // The register of names changes while the form is open: nothing is filed unseen.
  await record('registration.name', '云江青禾食品集团有限公司');
  await page.getByRole('button', { name: '提交申报' }).click();
  const changes = page.getByRole('dialog', { name: /数据已在来源部门更新/ });
  await changes.getByText('云江青禾食品集团有限公司').waitFor();
  await takeScreenshot(page, 'changes-at-submit');
  await expectAccessible(page);
  await changes.getByRole('button', { name: '接受并继续' }).click();
  await page.waitForURL(/\/receipts\//);

  await openDraft(page);
  const audit = page.locator('[data-question="audit"]');
  await audit.getByText('以前交过同样的材料').waitFor();
  await takeScreenshot(page, 'earlier-file', { fullPage: true });
  await expectAccessible(page);
  await audit.getByRole('button', { name: /用 .* 交过的 审计报告2025.pdf/ }).click();
  await audit.getByText(/沿用 .* 交过的材料/).waitFor();
  await saved(page);
  await page.reload();
  await ready(page);
  await audit.getByText(/沿用 .* 交过的材料/).waitFor();
  await takeScreenshot(page, 'earlier-file-taken', { fullPage: true });

  // The register answers again, otherwise than what was filed.
  await silence(false);
  await record('registration.legal-representative', '何青禾');
  // The server's own job may have been first.
  await checkFiledValues({ db, now: () => new Date() });
  expect(await db.laterCheck.findMany({ select: { state: true } })).toEqual([{ state: 'differs' }]);
  await page.goto('/my/notices');
  await page.getByText('申报中有一项与登记不一致').first().waitFor();
  const reviewer = await visit('wu');
  await reviewer.page.goto('/my/notices');
  await reviewer.page.getByText('后来核验不一致').first().waitFor();
});

test('whoever holds the seal signs, can do nothing else, and gives it back; both see how it stands', async () => {
  const he = await visit('he');
  const address = await openDraft(he.page);
  await he.page.getByRole('button', { name: '交给同事' }).click();
  const dialog = he.page.getByRole('dialog', { name: '交给同事' });
  await dialog.getByRole('radio', { name: /盖章\/签字/ }).check();
  await dialog.getByRole('combobox', { name: '交给' }).selectOption({ label: '林经办' });
  await takeScreenshot(he.page, 'seal-asked');
  await expectAccessible(he.page);
  await dialog.getByRole('button', { name: '确认交出' }).click();
  await he.page.getByText(/已请 林经办 盖章\/签字/).waitFor();

  const lin = await visit('lin', { phone: true });
  await lin.page.goto(address);
  await ready(lin.page);
  await lin.page.getByText(/何青禾 在 .* 请您盖章\/签字/).waitFor();
  expect(await field(lin.page, '经营范围').isDisabled()).toBe(true);
  expect(await lin.page.getByRole('button', { name: '提交申报' }).count()).toBe(0);
  await takeScreenshot(lin.page, 'seal-phone', { fullPage: true });
  await expectAccessible(lin.page);
  await sign(lin.page, '林经办');
  await lin.page.getByRole('button', { name: '已签好，交回 何青禾' }).click();
  await lin.page.getByRole('button', { name: '确认交出' }).click();
  await lin.page
    .getByText(/现在由|已盖章\/签字/)
    .first()
    .waitFor();

  await he.page.reload();
  await ready(he.page);
  await he.page.getByText(/林经办 已盖章\/签字/).waitFor();
  await takeScreenshot(he.page, 'seal-back');
  await he.page.getByRole('button', { name: '提交申报' }).click();
  await he.page.waitForURL(/\/receipts\//);
});
