import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { faultyMailServer, faultyReceiver } from '../prisma/outbox/faulty-receiver';
import { expectAccessible, signIn, takeScreenshot, useBrowser } from '../setup/browser';
import { startServer, type RunningServer } from '../setup/running-server';

/** What leaves the platform, on a server of its own with a mail server and gateways of this machine. */
const shows = { timeout: 60_000 };
const slow = 900_000;
const mails: string[] = [];
const texts: { to: string; text: string }[] = [];
let gateway: Awaited<ReturnType<typeof faultyReceiver>>;
let mailServer: Awaited<ReturnType<typeof faultyMailServer>>;
let server: RunningServer;
const browser = useBrowser(() => server.url);

beforeAll(async () => {
  // The first mail meets a server that says 451, and comes all the same.
  mailServer = await faultyMailServer((mail) => mails.push(mail), ['fault'], 0);
  gateway = await faultyReceiver(
    ({ path, body }) => {
      if (path.includes('gettoken')) return { body: { errcode: 0, access_token: 't', expires_in: 7200 } };
      if (path.includes('message/send')) return { body: { errcode: 81013, errmsg: 'all invalid' } };
      texts.push(JSON.parse(body) as { to: string; text: string });
      return { body: {} };
    },
    [],
    0,
  );
  server = await startServer({ SMTP_URL: `smtp://127.0.0.1:${String(mailServer.port)}` });
}, slow);

afterAll(async () => {
  await server.stop();
  await gateway.close();
  await mailServer.close();
}, slow);

/** The text of the newest mail to an address. */
function mailTo(address: string): string {
  const mail = mails.filter((one) => one.includes(`To: ${address}`)).at(-1) ?? '';
  const [head = '', ...rest] = mail.split('\n\n');
  return /base64/i.test(head)
    ? Buffer.from(rest.join('').replace(/\s/g, ''), 'base64').toString('utf8')
    : rest.join('\n\n').replace(/=\n/g, '');
}

const wayOf = (page: Page, name: string) =>
  page.locator('.notify-ways > li').filter({ has: page.getByRole('heading', { name, exact: true }) });

test(
  'an administrator sets up the SMS gateway and 企业微信, and sends tests to himself',
  async () => {
    const { page } = await browser.visitor();
    await signIn(page, 'admin', 'yunjiang-admin');
    await page.goto('/desk/channels');
    const sms = page.getByRole('region', { name: '短信网关' });
    await sms.getByLabel('网关地址').fill(`${gateway.url}/sms`);
    await sms.getByLabel('账号').fill('hq');
    await sms.getByLabel('签名密钥').fill('short');
    await sms.getByRole('button', { name: '保存通道' }).click();
    await sms.getByText('签名密钥至少 16 个字符').waitFor(shows);
    await sms.getByLabel('签名密钥').fill('a secret of the gateway');
    await sms.getByRole('button', { name: '保存通道' }).click();
    await page.getByText('通道已保存，请发送测试').waitFor(shows);
    await sms.getByLabel('发给自己的手机号').fill('13800000001');
    await sms.getByRole('button', { name: '发送测试' }).click();
    await sms.getByText('对方已接收').waitFor(shows);
    expect(texts).toEqual([
      expect.objectContaining({ to: '13800000001', text: expect.stringMatching(/拒收请回复R$/) as string }),
    ]);

    const wecom = page.getByRole('region', { name: '企业微信应用消息' });
    await wecom.getByLabel('企业 ID').fill('ww1');
    await wecom.getByLabel('应用 AgentId').fill('1000002');
    await wecom.getByLabel('应用 Secret').fill('secret');
    await wecom.getByLabel('私有部署地址').fill(gateway.url);
    await wecom.getByRole('button', { name: '保存通道' }).click();
    await wecom.getByText('还没有成功发送过').waitFor(shows);
    expect(await page.content()).not.toContain('a secret of the gateway');
    await expectAccessible(page);
    await takeScreenshot(page, 'channels', { fullPage: true });
  },
  slow,
);

test(
  'a person confirms addresses by codes, chooses, and hears of a request by mail',
  async () => {
    const { page } = await browser.visitor({ phone: true });
    await signIn(page, 'lin', 'yunjiang-lin');
    await page.goto('/my/notices');
    await page.getByRole('link', { name: '设置接收方式' }).click();
    const mail = wayOf(page, '邮件');
    await mail.getByLabel('邮箱地址').fill('lin');
    await mail.getByRole('button', { name: '发送验证码' }).click();
    await mail.getByText('邮箱地址应像').waitFor(shows);
    await mail.getByLabel('邮箱地址').fill('lin@example.cn');
    await mail.getByRole('button', { name: '发送验证码' }).click();
    await mail.getByText('等待验证码').waitFor(shows);
    // The first try met a 451; the second brings it.
    await expect.poll(() => mailTo('lin@example.cn'), shows).toMatch(/\d{6}/);
    const code = /\d{6}/.exec(mailTo('lin@example.cn'))?.[0] ?? '';
    await mail.getByLabel('验证码').fill(code === '111111' ? '222222' : '111111');
    await mail.getByRole('button', { name: '确认地址' }).click();
    await mail.getByText('验证码不对').waitFor(shows);
    await mail.getByLabel('验证码').fill(code);
    await mail.getByRole('button', { name: '确认地址' }).click();
    await mail.getByText('已确认').waitFor(shows);

    const phone = wayOf(page, '短信');
    await phone.getByLabel('手机号').fill('13800000002');
    await phone.getByRole('button', { name: '发送验证码' }).click();
    await expect.poll(() => texts.some(({ to }) => to === '13800000002'), shows).toBe(true);
    const text = texts.find(({ to }) => to === '13800000002')?.text ?? '';
    await phone.getByLabel('验证码').fill(/\d{6}/.exec(text)?.[0] ?? '');
    await phone.getByRole('button', { name: '确认地址' }).click();
    await phone.getByText('已确认').waitFor(shows);

    // Whatever the day and hour of this walk, what comes now shall come now.
    await page.getByLabel('每天这段时间不发送').uncheck();
    await page.getByLabel('休息日和法定节假日不发送').uncheck();
    await page.getByRole('group', { name: '账号和权限' }).getByLabel('短信').check();
    await page.getByRole('button', { name: '保存设置' }).click();
    await page.getByText('接收设置已保存').waitFor(shows);
    await expectAccessible(page);
    await takeScreenshot(page, 'notifications-phone', { fullPage: true });

    await page.goto('/my/members');
    const creditCode = (await page.locator('.people-page .num').first().textContent()) ?? '';
    const { page: other } = await browser.visitor();
    await other.goto('/register');
    await other.getByLabel('统一社会信用代码').fill(creditCode.trim());
    await other.getByLabel('企业名称').fill('云江智造科技有限公司');
    await other.getByLabel('姓名').fill('方新来');
    await other.getByLabel('登录名').fill('fang-xinlai');
    await other.locator('input[name=password]').fill('秋水共长天一色 1682');
    await other.locator('main form button.btn-primary').click();
    await other.waitForURL(/\/my\/account/, shows);

    await expect.poll(() => mailTo('lin@example.cn'), shows).toContain('/my/members');
    expect(mailTo('lin@example.cn')).toContain('/my/notifications');
    await expect.poll(() => texts.filter(({ to }) => to === '13800000002').length, shows).toBe(2);
    expect(texts.at(-1)?.text).toBe('您在惠企通的办理权限有变化，请登录查看。拒收请回复R');
  },
  slow,
);

test(
  'a code that 企业微信 can’t deliver says so to the person, and waits for the administrator',
  async () => {
    const { page } = await browser.visitor();
    await signIn(page, 'lin', 'yunjiang-lin');
    await page.goto('/my/notifications');
    const wecom = wayOf(page, '企业微信');
    await wecom.getByLabel('企业微信账号').fill('nobody');
    await wecom.getByRole('button', { name: '发送验证码' }).click();
    await wecom.getByText('等待验证码').waitFor(shows);
    await expect
      .poll(async () => {
        await page.reload();
        return wecom.getByText('验证码没有送达').isVisible();
      }, shows)
      .toBe(true);
    await expectAccessible(page);

    const { page: desk } = await browser.visitor();
    await signIn(desk, 'admin', 'yunjiang-admin');
    await desk.goto('/desk/channels');
    const letters = desk.locator('section[aria-labelledby=dead]');
    await letters.getByText('对方没有这个接收人').waitFor(shows);
    expect(await letters.textContent()).not.toContain('nobody');
    await expectAccessible(desk);
    await letters.getByRole('button', { name: '不再发送' }).click();
    await letters.getByText('没有未送达的消息').waitFor(shows);
  },
  slow,
);
