import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { channelFields, channelSettings, settableChannels } from '~/prisma/outbox/channels/channel-settings';
import { cutBytes, cutCharacters } from '~/prisma/outbox/channels/cut-text';
import { dingtalkBody, readDingtalk } from '~/prisma/outbox/channels/dingtalk-channel.server';
import { smsChannel } from '~/prisma/outbox/channels/sms-channel.server';
import { readWecom, wecomBody } from '~/prisma/outbox/channels/wecom-channel.server';
import { mostAttempts, retryDelayMs } from '~/prisma/outbox/retry-delay';

const message = {
  ...{ key: 'k', recipient: 'lin', title: '符合：研发 <补助> & 奖励', body: '原因。', unsubscribeUrl: null },
  url: 'https://hq.example.cn/my/opportunities/1/open',
};

describe('the limits and codes of the platforms', () => {
  test('a card of 企业微信 stays within its bytes and holds words only', () => {
    const long = { ...message, title: '字'.repeat(200), body: '句'.repeat(800) };
    const { textcard } = wecomBody(long, 7) as { textcard: { title: string; description: string } };
    expect(Buffer.byteLength(textcard.title)).toBeLessThanOrEqual(128);
    expect(Buffer.byteLength(textcard.description)).toBeLessThanOrEqual(512);
    expect(JSON.stringify(wecomBody(message, 7))).not.toMatch(/<|&/);
    expect(wecomBody({ ...message, url: null }, 7)).toMatchObject({
      ...{ msgtype: 'text', touser: 'lin', enable_duplicate_check: 1, duplicate_check_interval: 14_400 },
    });
  });

  test('a notice of 钉钉 has its link, or is text of at most 500 characters', () => {
    expect(dingtalkBody(message)).toMatchObject({ msgtype: 'oa', oa: { message_url: message.url } });
    const { text } = dingtalkBody({ ...message, url: null, body: '长'.repeat(900) }) as {
      text: { content: string };
    };
    expect([...text.content]).toHaveLength(500);
  });

  test.each([
    [0, 'delivered'],
    [-1, 'later'],
    [45009, 'later'],
    [45033, 'later'],
    [60020, 'later'],
    [81013, 'refused'],
    [40058, 'refused'],
  ])('code %i of 企业微信 is %s', (errcode, outcome) => {
    expect(readWecom(200, { errcode, errmsg: '' }).outcome).toBe(outcome);
  });

  test('a member whom 企业微信 doesn’t know is refused, though the call succeeds', () => {
    expect(readWecom(200, { errcode: 0, invaliduser: 'lin' }).outcome).toBe('refused');
    expect(readWecom(502, {}).outcome).toBe('later');
    expect(readWecom(200, {})).toMatchObject({ fault: { code: 'unclear-answer' } });
  });

  test.each([
    [{ errcode: 0, task_id: 3 }, 'delivered'],
    [{ errcode: 88, sub_code: '143106' }, 'delivered'],
    [{ errcode: 88, sub_code: '90018' }, 'later'],
    [{ errcode: 143105 }, 'later'],
    [{ errcode: -1 }, 'later'],
    [{ errcode: 40014 }, 'later'],
    [{ errcode: 60121 }, 'refused'],
    [{ errcode: 1430002 }, 'refused'],
    [{}, 'later'],
  ])('%o of 钉钉 is %s', (body, outcome) => {
    expect(readDingtalk(200, body as Record<string, unknown>).outcome).toBe(outcome);
  });

  test('no short message that breaks the rules leaves, whoever wrote it', async () => {
    const channel = smsChannel({ url: 'http://127.0.0.1:9', keyId: 'k', secret: 's' }, () => new Date(0));
    const sent = await channel.send(
      { ...message, body: '补助 30 万元，见 https://x.cn 拒收请回复R' },
      new AbortController().signal,
    );
    expect(sent).toEqual({
      outcome: 'refused',
      fault: { code: 'content-refused', detail: 'link, amount' },
    });
  });
});

describe('waiting and cutting', () => {
  test('each wait is half to the whole of its step, and all together stay under four hours', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, chance) => {
          const full = Math.min(3_600_000, 5_000 * 4 ** (n - 1));
          const wait = retryDelayMs(n, chance);
          return wait <= full && wait >= full / 2 - 1;
        },
      ),
    );
    const all = Array.from({ length: mostAttempts }, (_, n) => retryDelayMs(n + 1, 0));
    expect(all.reduce((sum, one) => sum + one, 0)).toBeLessThan(4 * 3_600_000);
  });

  test('a cut text is no longer than allowed, whole characters only, and itself where it fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 3, max: 60 }), (text, most) => {
        const cut = cutBytes(text, most);
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(Math.max(most, 0));
        expect(cut).not.toMatch(/\p{Cs}/u);
        if (Buffer.byteLength(text) <= most) expect(cut).toBe(text);
        expect([...cutCharacters(text, most)].length).toBeLessThanOrEqual(most);
      }),
    );
  });

  test('every channel’s form asks for what its settings need', () => {
    for (const channel of settableChannels) {
      const { config, secrets } = channelSettings[channel];
      const named = [...Object.keys(config.shape), ...Object.keys(secrets.shape)].sort();
      expect(channelFields[channel].map(({ name }) => name).sort()).toEqual(named);
    }
    expect(
      channelSettings.wecom.config.parse({ corpId: 'w', agentId: '1', baseUrl: 'http://a.cn/' }),
    ).toEqual({ corpId: 'w', agentId: '1', baseUrl: 'http://a.cn' });
  });
});
