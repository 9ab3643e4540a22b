import { z } from 'zod';

/** A server of models: a local Ollama, or anything that speaks OpenAI's protocol (vLLM, an upper level's model). */
export interface ModelServer {
  /** `ollama` and `openai` come from the settings; others are entered by an administrator. */
  readonly id: string;
  readonly kind: 'ollama' | 'openai';
  readonly name: string;
  readonly url: string;
  readonly apiKey?: string | undefined;
  /** Whether it is named in the environment rather than kept in the database. */
  readonly fromSettings: boolean;
}

/** A model on a server. */
export interface ServedModel {
  readonly name: string;
  /** Bytes on disk; null where the server doesn't tell. */
  readonly size: number | null;
  readonly families: readonly string[];
  /** What it can be used for, as far as its name and family tell. */
  readonly use: 'chat' | 'embedding';
}

/** What a server said when it was looked at. */
export type ServerLook =
  | { readonly state: 'reachable'; readonly version: string | null; readonly models: readonly ServedModel[] }
  | { readonly state: 'unreachable'; readonly reason: string };

/** Which model answers: chosen by an administrator; without a choice the settings and what is installed decide. */
export const chatChoiceSchema = z.strictObject({
  serverId: z.string().min(1).max(60),
  model: z.string().trim().min(1).max(200),
});
export type ChatChoice = z.infer<typeof chatChoiceSchema>;

/** A server that an administrator enters. */
export const serverInputSchema = z.strictObject({
  name: z.string().trim().min(1).max(60),
  kind: z.enum(['ollama', 'openai']),
  url: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .transform((url) => url.replace(/\/+$/, '')),
  apiKey: z.string().trim().max(400).optional(),
});
export type ServerInput = z.infer<typeof serverInputSchema>;

/** The names of Ollama's registry: `qwen3:4b`, `library/qwen3`, `hf.co/org/model:tag`. */
export const modelNameSchema = z
  .string()
  .trim()
  .regex(/^[a-z0-9][a-z0-9._-]*(?:\/[a-z0-9._-]+){0,3}(?::[a-z0-9._-]+)?$/i)
  .max(160);
