import { Ollama } from 'ollama';
import { z } from 'zod';

import { isEmbeddingModel } from '../choose-model';
import type { ModelServer, ServedModel, ServerLook } from './model-server';

const lookMs = 3_000;
const modelList = z.object({ data: z.array(z.object({ id: z.string() })) });
const versionAnswer = z.object({ version: z.string() });

/** Asks a server for its models; what goes wrong is an answer too. Takes 3 s at most, and never pulls anything. */
export async function lookAtServer(server: ModelServer): Promise<ServerLook> {
  try {
    return server.kind === 'ollama' ? await lookAtOllama(server) : await lookAtOpenAi(server);
  } catch (error) {
    return { state: 'unreachable', reason: reasonOf(error) };
  }
}

async function lookAtOllama({ url }: ModelServer): Promise<ServerLook> {
  const client = new Ollama({ host: url, fetch: limitedFetch });
  const [{ models }, version] = await Promise.all([client.list(), versionOf(url)]);
  return {
    state: 'reachable',
    version,
    models: models.map(({ name, size, details }): ServedModel => {
      const families = details?.families ?? [];
      return { name, size, families, use: isEmbeddingModel(name, families) ? 'embedding' : 'chat' };
    }),
  };
}

/** An older server tells no version; it is looked at all the same. */
async function versionOf(url: string): Promise<string | null> {
  const response = await limitedFetch(`${url}/api/version`);
  if (!response.ok) return null;
  return versionAnswer.safeParse(await response.json()).data?.version ?? null;
}

async function lookAtOpenAi({ url, apiKey }: ModelServer): Promise<ServerLook> {
  const headers: HeadersInit = apiKey === undefined ? {} : { Authorization: `Bearer ${apiKey}` };
  const response = await limitedFetch(`${url}/models`, { headers });
  if (response.status === 401 || response.status === 403)
    return { state: 'unreachable', reason: `HTTP ${response.status}: the key is refused` };
  if (response.status === 404) return { state: 'reachable', version: null, models: [] };
  if (!response.ok) return { state: 'unreachable', reason: `HTTP ${response.status}` };
  const parsed = modelList.safeParse(await response.json());
  if (!parsed.success) return { state: 'unreachable', reason: 'the answer is no list of models' };
  const models = parsed.data.data.map(({ id }): ServedModel => {
    return { name: id, size: null, families: [], use: isEmbeddingModel(id, []) ? 'embedding' : 'chat' };
  });
  return { state: 'reachable', version: null, models };
}

const limitedFetch: typeof fetch = (input, init) => {
  const limit = AbortSignal.timeout(lookMs);
  return fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, limit]) : limit });
};

/** `fetch failed` says nothing; its cause does. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause as { code?: string } | undefined;
  return cause?.code ?? error.message;
}
