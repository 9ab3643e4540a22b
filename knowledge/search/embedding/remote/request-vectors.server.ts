import { z } from 'zod';

import { EmbeddingServerError } from './embedding-server-error';

/** A server that embeds: Ollama by its own protocol, or anything that speaks OpenAI's. */
export interface EmbeddingServer {
  readonly id: string;
  readonly kind: 'ollama' | 'openai';
  readonly name: string;
  /** Ollama's root, or OpenAI's up to `/v1`. */
  readonly url: string;
  readonly apiKey?: string | undefined;
}

export interface VectorRequest {
  model: string;
  texts: readonly string[];
  signal: AbortSignal;
}

const vectors = z.array(z.array(z.number()));
const ollamaAnswer = z.object({ embeddings: vectors });
const openAiAnswer = z.object({
  data: z.array(z.object({ index: z.number().int().nonnegative(), embedding: z.array(z.number()) })),
});
const ollamaList = z.object({
  models: z.array(z.object({ name: z.string(), digest: z.string().optional() })),
});

/** How long Ollama keeps the model loaded after a request: loading takes seconds, which no question should wait for. */
const keepAlive = '30m';

/** Asks once, without tries of its own; the numbers come as the server gave them. Throws `EmbeddingServerError`. */
export async function requestVectors(server: EmbeddingServer, request: VectorRequest): Promise<number[][]> {
  const { model, texts, signal } = request;
  if (server.kind === 'ollama') {
    // Ollama would cut a long text in silence otherwise.
    const body = { model, input: texts, truncate: false, keep_alive: keepAlive };
    return parse(ollamaAnswer, await send(server, '/api/embed', { body, signal })).embeddings;
  }
  const body = { model, input: texts, encoding_format: 'float' };
  const { data } = parse(openAiAnswer, await send(server, '/embeddings', { body, signal }));
  return [...data].sort((a, b) => a.index - b.index).map(({ embedding }) => embedding);
}

/**
 * The checksum of the weights that now stand under a model's name; null where the server tells none. Throws "missing"
 * when Ollama doesn't list the model.
 */
export async function readDigest(
  server: EmbeddingServer,
  model: string,
  signal: AbortSignal,
): Promise<string | null> {
  if (server.kind === 'openai') return null;
  const { models } = parse(ollamaList, await send(server, '/api/tags', { signal }));
  const listed = models.find(({ name }) => name === model || name === `${model}:latest`);
  if (!listed) throw new EmbeddingServerError('missing', `model '${model}' not found`);
  return listed.digest ?? null;
}

async function send(
  server: EmbeddingServer,
  path: string,
  { body, signal }: { body?: object; signal: AbortSignal },
): Promise<unknown> {
  const headers = {
    ...(body && { 'Content-Type': 'application/json' }),
    ...(server.apiKey !== undefined && { Authorization: `Bearer ${server.apiKey}` }),
  };
  try {
    const response = await fetch(`${server.url.replace(/\/+$/, '')}${path}`, {
      ...{ headers, signal },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw refusal(response.status, saidIn(text));
    return parseJson(text);
  } catch (error) {
    if (error instanceof EmbeddingServerError) throw error;
    throw new EmbeddingServerError('unreachable', causeOf(error));
  }
}

function refusal(status: number, said: string): EmbeddingServerError {
  const message = said === '' ? `HTTP ${String(status)}` : said.slice(0, 300);
  if (status === 404) return new EmbeddingServerError('missing', message);
  const isTooLong = [400, 413, 422].includes(status) && /context length|too long|maximum|tokens/i.test(said);
  if (isTooLong || status === 413) return new EmbeddingServerError('too-long', message);
  // Overload and crashes pass; a refused key or a bad name does not.
  if (status === 429 || status >= 500) return new EmbeddingServerError('unreachable', message);
  return new EmbeddingServerError('refused', message);
}

/** Ollama says `{"error": "…"}`, OpenAI `{"error": {"message": "…"}}`. */
function saidIn(text: string): string {
  try {
    const { error } = JSON.parse(text) as { error?: string | { message?: string } };
    return typeof error === 'string' ? error : (error?.message ?? '');
  } catch {
    return text.replace(/<[^>]*>/g, ' ').trim();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new EmbeddingServerError('bad-answer', 'the answer is no JSON');
  }
}

function parse<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (!parsed.success) throw new EmbeddingServerError('bad-answer', 'the answer holds no vectors');
  return parsed.data;
}

/** `fetch failed` says nothing; its cause does. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'no answer in time';
  return (error.cause as { code?: string } | undefined)?.code ?? error.message;
}
