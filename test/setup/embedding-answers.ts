import type { ServerResponse } from 'node:http';

import type { SeenRequest } from './ollama-server';

interface EmbeddingBehaviour {
  dimension: number;
  /** Characters that it reads; a longer text is refused, as with `truncate: false`. */
  context?: number;
  waits?: boolean;
  spoil?: (vectors: number[][]) => unknown[];
}

/** The embedding models of the protocol server, by name: good ones of several dimensions, and bad ones. */
export const embeddingModels: Record<string, EmbeddingBehaviour> = {
  'bge-m3:latest': { dimension: 256 },
  'bge-large:latest': { dimension: 384 },
  'multilingual-e5:latest': { dimension: 256 },
  'embeds-short-texts:latest': { dimension: 64, context: 100 },
  'embeds-waits:latest': { dimension: 64, waits: true },
  'embeds-zeros:latest': { dimension: 64, spoil: (vectors) => vectors.map((one) => one.map(() => 0)) },
  'embeds-nothing:latest': { dimension: 64, spoil: () => [] },
  'embeds-one-less:latest': { dimension: 64, spoil: (vectors) => vectors.slice(1) },
  'embeds-nulls:latest': { dimension: 64, spoil: (vectors) => vectors.map((one) => one.map(() => null)) },
};

/** Answers `/api/embed` and `/v1/embeddings` in the shapes of a real Ollama 0.24.0. */
export async function answerEmbedding(
  seen: SeenRequest,
  response: ServerResponse,
  gate: { readonly wait: Promise<void>; texts: number },
): Promise<void> {
  const isOpenAi = seen.path.startsWith('/v1');
  const send = (status: number, body: unknown) =>
    void response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  const refuse = (status: number, message: string) =>
    send(status, { error: isOpenAi ? { message, type: 'invalid_request_error' } : message });
  const { model, input } = seen.body as { model?: string; input?: string | string[] };
  if (!model) return refuse(400, 'model is required');
  const behaviour = embeddingModels[model];
  if (!behaviour) return refuse(404, `model '${model}' not found`);
  const texts = typeof input === 'string' ? [input] : (input ?? []);
  const { dimension, context = Infinity, waits, spoil } = behaviour;
  if (texts.some((text) => text.length > context))
    return refuse(400, 'the input length exceeds the context length');
  if (waits) {
    gate.texts -= texts.length;
    if (gate.texts < 0) await gate.wait;
  }
  const vectors = texts.map((text) => bigramVector(text, dimension));
  const given = spoil ? spoil(vectors) : vectors;
  if (!isOpenAi) return send(200, { model, embeddings: given, total_duration: 1, prompt_eval_count: 1 });
  const data = given.map((embedding, index) => ({ object: 'embedding', index, embedding })).reverse();
  send(200, { object: 'list', data, model, usage: { prompt_tokens: 1, total_tokens: 1 } });
}

/** How often each pair of neighbouring characters stands in the text, by hash: near for texts that share words. */
export function bigramVector(text: string, dimension: number): number[] {
  const vector = new Array<number>(dimension).fill(0);
  const characters = [...text.replace(/[\s，。？、：:]/g, '')];
  for (let at = 0; at < characters.length; at += 1) {
    for (const gram of [characters[at] as string, `${characters[at]}${characters[at + 1] ?? ''}`]) {
      let hash = 2166136261;
      for (const character of gram) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619) >>> 0;
      vector[hash % dimension] = (vector[hash % dimension] as number) + (gram.length > 1 ? 1 : 0.3);
    }
  }
  return vector;
}
