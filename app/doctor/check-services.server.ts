import { createTransport } from 'nodemailer';
import { z } from 'zod';

import type { Settings } from '~/prisma/settings.server';

import type { Finding } from './finding';

const tagsSchema = z.object({ models: z.array(z.object({ name: z.string() })) });

/** Whether Ollama answers at its address, and the models that it has. */
export async function checkOllama(
  settings: Pick<Settings, 'OLLAMA_URL' | 'OLLAMA_MODEL' | 'CHAT_MODEL'>,
): Promise<Finding> {
  const check = 'chat-model';
  if (settings.CHAT_MODEL === 'off') {
    return {
      check,
      state: 'good',
      zh: '未启用对话模型，按原文摘录回答',
      en: 'No chat model is wanted; answers are excerpts',
    };
  }
  const address = settings.OLLAMA_URL;
  try {
    const response = await fetch(new URL('/api/tags', address), { signal: AbortSignal.timeout(3_000) });
    if (!response.ok) throw new Error(`HTTP ${String(response.status)}`);
    const names = tagsSchema.parse(await response.json()).models.map(({ name }) => name);
    const wanted = settings.OLLAMA_MODEL;
    const isThere =
      wanted === undefined
        ? names.length > 0
        : names.some((name) => name === wanted || name === `${wanted}:latest`);
    const zh = `Ollama（${address}）已连接，模型：${names.join('、') || '无'}`;
    const en = `Ollama answers at ${address}; models: ${names.join(', ') || 'none'}`;
    if (isThere) return { check, state: 'good', zh, en };
    const pull = `ollama pull ${wanted ?? 'qwen3:4b'}`;
    return { check, state: 'weak', zh, en, mend: { zh: `请运行 ${pull}。`, en: `Run ${pull}.` } };
  } catch (error) {
    return {
      check,
      state: settings.CHAT_MODEL === 'ollama' ? 'failed' : 'weak',
      zh: `${address} 没有 Ollama，按原文摘录回答`,
      en: `No Ollama at ${address} (${error instanceof Error ? error.message : String(error)}); answers are excerpts`,
      mend: {
        zh: '需要模型回答时，请启动 Ollama 或修改 OLLAMA_URL；不需要则无需处理。',
        en: 'For answers by a model start Ollama or change OLLAMA_URL; else nothing is to be done.',
      },
    };
  }
}

/** Whether the mail server takes us. */
export async function checkMail({ SMTP_URL }: Pick<Settings, 'SMTP_URL'>): Promise<Finding> {
  const check = 'mail';
  if (SMTP_URL === undefined) {
    return {
      check,
      state: 'weak',
      zh: '未设置邮件，找回密码和邀请由一次性链接代替',
      en: 'No mail is set up; one-time links stand in for resets and invitations',
      mend: { zh: '需要邮件时设置 SMTP_URL。', en: 'Set SMTP_URL to send mail.' },
    };
  }
  const transport = createTransport({ url: SMTP_URL, connectionTimeout: 5_000, socketTimeout: 5_000 });
  try {
    await transport.verify();
    return { check, state: 'good', zh: '邮件服务器可用', en: 'The mail server takes us' };
  } catch (error) {
    return {
      check,
      state: 'failed',
      zh: '邮件服务器不可用',
      en: `The mail server doesn't take us: ${error instanceof Error ? error.message : String(error)}`,
      mend: {
        zh: '请检查 SMTP_URL 的地址、端口、账号和密码。',
        en: 'Check the address, port, name and password in SMTP_URL.',
      },
    };
  } finally {
    transport.close();
  }
}
