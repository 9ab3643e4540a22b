import { ChatOpenAI } from '@langchain/openai';

import { ChatModelError } from './chat-model-error';
import type { ChatModelStatus, ChatPiece, ChatPrompt, ChatSettings } from './chat-models.server';
import { asChatModelError, timedOut } from './ollama-chat.server';
import { withoutThinking } from './strip-thinking';

const lookMs = 2_000;

/** Whether the OpenAI-compatible server answers. One that lists no models (404) still chats. */
export async function findOpenAiModel(settings: ChatSettings): Promise<ChatModelStatus> {
  const { OPENAI_BASE_URL: base, OPENAI_MODEL: model, OPENAI_API_KEY: key } = settings;
  if (!base || !model)
    return { state: 'none', reason: 'no-model', detail: 'OPENAI_BASE_URL and OPENAI_MODEL' };
  try {
    const response = await fetch(`${base.replace(/\/$/, '')}/models`, {
      headers: key ? { Authorization: `Bearer ${key}` } : {},
      signal: AbortSignal.timeout(lookMs),
    });
    await response.body?.cancel();
    if (response.status === 401 || response.status === 403 || response.status >= 500) {
      return { state: 'none', reason: 'unreachable', detail: `HTTP ${response.status}` };
    }
    return { state: 'ready', provider: 'openai', model, canThink: false };
  } catch (error) {
    return {
      state: 'none',
      reason: 'unreachable',
      detail: error instanceof Error ? error.message : String(error),
    };
  }
}

/** Streams one answer from an OpenAI-compatible server (vLLM, an upper level's shared model). */
export async function* streamOpenAi(
  settings: ChatSettings,
  status: ChatModelStatus & { state: 'ready' },
  prompt: ChatPrompt,
  signal: AbortSignal,
): AsyncGenerator<ChatPiece, void> {
  const own = new AbortController();
  const limit = AbortSignal.timeout(settings.CHAT_TIMEOUT_MS);
  const stop = AbortSignal.any([own.signal, limit, signal]);
  let reason: unknown;
  try {
    const stream = await openClient(settings, status.model).stream(
      [
        ['system', prompt.system],
        ['human', prompt.user],
      ],
      { signal: stop },
    );
    for await (const delta of withoutThinking(textOf(stream, (end) => (reason = end)))) yield { delta };
    stop.throwIfAborted();
    if (reason !== 'stop' && reason !== 'length') {
      throw new ChatModelError(
        'interrupted',
        `The answer ended with finish_reason ${typeof reason === 'string' ? reason : 'missing'}`,
      );
    }
    yield { end: reason };
  } catch (error) {
    throw limit.aborted && !signal.aborted ? timedOut(settings, error) : asChatModelError(error, signal);
  } finally {
    own.abort();
  }
}

async function* textOf(
  stream: AsyncIterable<{ content: unknown; response_metadata: Record<string, unknown> }>,
  onEnd: (reason: unknown) => void,
): AsyncGenerator<string> {
  for await (const chunk of stream) {
    if (chunk.response_metadata.finish_reason) onEnd(chunk.response_metadata.finish_reason);
    if (typeof chunk.content === 'string' && chunk.content !== '') yield chunk.content;
  }
}

function openClient(settings: ChatSettings, model: string): ChatOpenAI {
  return new ChatOpenAI({
    model,
    apiKey: settings.OPENAI_API_KEY ?? 'none',
    configuration: { baseURL: settings.OPENAI_BASE_URL ?? null },
    temperature: 0,
    maxTokens: settings.CHAT_MAX_TOKENS,
    maxRetries: 0,
    useResponsesApi: false,
    streamUsage: false,
  });
}
