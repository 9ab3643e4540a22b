import { z } from 'zod';

const address = z
  .url({ protocol: /^https?$/, error: '地址应以 http:// 或 https:// 开头' })
  .max(500, '地址最多 500 字');
const baseUrl = address
  .or(z.literal(''))
  .optional()
  .transform((value) => value?.replace(/\/+$/, '') ?? '');
const text = (name: string) => z.string().trim().min(1, `请填写${name}`).max(200, `${name}最多 200 字`);
const agentId = z
  .string()
  .trim()
  .regex(/^\d{1,15}$/, '应用 AgentId 由数字组成，在应用的详情页可以看到');

/** What each channel is set up with: fields that may be shown, and secrets that never are again. */
export const channelSettings = {
  sms: {
    config: z.object({ url: address, keyId: text('账号') }),
    secrets: z.object({ secret: text('签名密钥').min(16, '签名密钥至少 16 个字符') }),
  },
  wecom: {
    config: z.object({ corpId: text('企业 ID'), agentId, baseUrl }),
    secrets: z.object({ secret: text('应用 Secret') }),
  },
  dingtalk: {
    config: z.object({ appKey: text('AppKey'), agentId, baseUrl }),
    secrets: z.object({ secret: text('AppSecret') }),
  },
  'wecom-robot': { config: z.object({}), secrets: z.object({ url: address }) },
  'dingtalk-robot': {
    config: z.object({}),
    secrets: z.object({
      url: address,
      secret: z
        .string()
        .trim()
        .regex(/^SEC\w{10,}$/, '加签密钥以 SEC 开头，在机器人的安全设置里'),
    }),
  },
} as const;

/** The channels that the administrator sets up in the platform; mail is set up by the environment. */
export type SettableChannel = keyof typeof channelSettings;
export const settableChannels = Object.keys(channelSettings) as SettableChannel[];

/** The fields of a channel's form, in order; secrets are typed anew, never shown. */
export const channelFields: Record<SettableChannel, { name: string; secret: boolean; optional: boolean }[]> =
  {
    sms: [plain('url'), plain('keyId'), hidden('secret')],
    wecom: [plain('corpId'), plain('agentId'), hidden('secret'), optional('baseUrl')],
    dingtalk: [plain('appKey'), plain('agentId'), hidden('secret'), optional('baseUrl')],
    'wecom-robot': [hidden('url')],
    'dingtalk-robot': [hidden('url'), hidden('secret')],
  };

function plain(name: string) {
  return { name, secret: false, optional: false };
}

function hidden(name: string) {
  return { name, secret: true, optional: false };
}

function optional(name: string) {
  return { name, secret: false, optional: true };
}
