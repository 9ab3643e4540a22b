import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';

import { z } from 'zod';

const flag = (fallback: boolean) =>
  z
    .enum(['on', 'off', 'true', 'false', '1', '0'])
    .default(fallback ? 'on' : 'off')
    .transform((value) => value === 'on' || value === 'true' || value === '1');

const wholeNumber = (fallback: number, least: number, most: number) =>
  z.coerce.number().int().min(least).max(most).default(fallback);

const optionalText = z
  .string()
  .trim()
  .optional()
  .transform((value) => (value === '' ? undefined : value));

/** Every setting, its meaning, unit and default: `.env.example` is checked against this in a test. */
export const settingsSchema = z.object({
  PORT: wholeNumber(3000, 0, 65535),
  HOST: optionalText,
  DATA_DIR: z.string().default('./data'),
  PUBLIC_URL: optionalText.pipe(z.url({ protocol: /^https?$/ }).optional()),
  TRUST_PROXY: optionalText,
  SESSION_SECRET: optionalText.pipe(z.string().min(32).optional()),
  HUIQITONG_SAMPLE_CITY: flag(true),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  REQUESTS_PER_MINUTE: wholeNumber(120, 1, 100_000),
  UPLOAD_LIMIT_MB: wholeNumber(50, 1, 1024),
  CLAMD_ADDRESS: optionalText.pipe(
    z
      .string()
      .regex(/^(\/.+|[^\s/:]+:\d{1,5}|\[[0-9a-fA-F:]+\]:\d{1,5})$/, 'host:port or the path of a socket')
      .optional(),
  ),
  WORKER_IN_PROCESS: flag(true),
  EMBEDDING_WORKERS: wholeNumber(1, 0, 64),
  OLLAMA_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:11434'),
  OLLAMA_MODEL: optionalText,
  OLLAMA_NUM_CTX: wholeNumber(8192, 2048, 262_144),
  OLLAMA_NUM_THREAD: wholeNumber(0, 0, 256),
  OPENAI_BASE_URL: optionalText.pipe(z.url({ protocol: /^https?$/ }).optional()),
  OPENAI_API_KEY: optionalText,
  OPENAI_MODEL: optionalText,
  CHAT_MODEL: z.enum(['auto', 'ollama', 'openai', 'off']).default('auto'),
  CHAT_TIMEOUT_MS: wholeNumber(60_000, 1_000, 600_000),
  CHAT_MAX_TOKENS: wholeNumber(800, 64, 8_192),
  CHAT_CONCURRENCY: wholeNumber(2, 1, 64),
  CHAT_PER_PERSON: wholeNumber(1, 1, 16),
  CHAT_QUEUE: wholeNumber(8, 0, 1_000),
  CHAT_QUEUE_MS: wholeNumber(15_000, 0, 300_000),
  RERANK_URL: optionalText.pipe(z.url({ protocol: /^https?$/ }).optional()),
  RERANK_MODEL: optionalText,
  RERANK_KEY: optionalText,
  RERANK_TIMEOUT_MS: wholeNumber(1_500, 50, 60_000),
  CAMPAIGN_ALONE_FIRMS: wholeNumber(0, 0, 1_000_000),
  EXPORT_KEPT_DAYS: wholeNumber(7, 1, 365),
  WEBHOOK_PRIVATE_ADDRESSES: flag(false),
  SMTP_URL: optionalText,
  MAIL_FROM: z.string().default('惠企通 <no-reply@localhost>'),
});

/** The settings as parsed once at the start, with what follows from them. */
export type Settings = z.infer<typeof settingsSchema> & {
  dataDir: string;
  databaseFile: string;
  filesDir: string;
  indexDir: string;
};

/** A setting that can't be used; the message names it and says what would be right. */
export class SettingsError extends Error {
  readonly code = 'settings-invalid';
}

/** Parses the environment. Throws `SettingsError` with one sentence a wrong setting. */
export function parseSettings(environment: Record<string, string | undefined>): Settings {
  const parsed = settingsSchema.safeParse(environment);
  if (!parsed.success) {
    const sentences = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      const secret = /SECRET|KEY|SMTP/.test(name);
      const given = secret ? 'set' : JSON.stringify(environment[name]);
      return `${name} is ${given}, but: ${issue.message}. See .env.example.`;
    });
    throw new SettingsError(sentences.join('\n'));
  }
  const dataDir = path.resolve(parsed.data.DATA_DIR);
  return {
    ...parsed.data,
    dataDir,
    databaseFile: path.join(dataDir, 'huiqitong.db'),
    filesDir: path.join(dataDir, 'files'),
    indexDir: path.join(dataDir, 'index'),
  };
}

/** The settings of this process: `.env` in the working folder, with the environment over it. */
export function loadSettings(): Settings {
  const file = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {};
  return parseSettings({ ...file, ...process.env });
}
