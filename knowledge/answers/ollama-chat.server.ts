import { availableParallelism } from 'node:os';

import { ChatOllama } from '@langchain/ollama';

import { ChatModelError } from './chat-model-error';
import type { ChatModelStatus, ChatPiece, ChatPrompt, ChatSettings } from './chat-models.server';
import { withoutThinking } from './strip-thinking';

type Ready = ChatModelStatus & { state: 'ready' };

interface DoneMetadata {
  done_reason?: string;
  prompt_eval_count?: number;
}

/** Streams one answer from Ollama with a client of its own; see reference notes in docs/decisions on why. */
export async function* streamOllama(
  settings: ChatSettings,
  status: Ready,
  prompt: ChatPrompt,
  signal: AbortSignal,
): AsyncGenerator<ChatPiece, void> {
  try {
    yield* attempt(settings, status, prompt, signal);
  } catch (error) {
    const failure = asChatModelError(error, signal);
    if (failure.failure !== 'refused' || !status.canThink || !/thinking/.test(failure.message)) throw failure;
    yield* retryWithoutThink(settings, status, prompt, signal);
  }
}

async function* retryWithoutThink(
  settings: ChatSettings,
  status: Ready,
  prompt: ChatPrompt,
  signal: AbortSignal,
) {
  try {
    yield* attempt(settings, { ...status, canThink: false }, prompt, signal);
  } catch (error) {
    throw asChatModelError(error, signal);
  }
}

async function* attempt(
  settings: ChatSettings,
  status: Ready,
  prompt: ChatPrompt,
  signal: AbortSignal,
): AsyncGenerator<ChatPiece, void> {
  const own = new AbortController();
  const limit = AbortSignal.timeout(settings.CHAT_TIMEOUT_MS);
  const stop = AbortSignal.any([own.signal, limit, signal]);
  const model = openClient(settings, status, stop);
  try {
    let done: DoneMetadata = {};
    const stream = await model.stream(
      [
        ['system', prompt.system],
        ['human', prompt.user],
      ],
      { signal: stop },
    );
    for await (const delta of withoutThinking(textOf(stream, (metadata) => (done = metadata))))
      yield { delta };
    stop.throwIfAborted();
    yield { end: endOf(done, settings.OLLAMA_NUM_CTX) };
  } catch (error) {
    throw limit.aborted && !signal.aborted ? timedOut(settings, error) : error;
  } finally {
    // Without this the server goes on generating to the end, and the next request waits behind it.
    own.abort();
  }
}

/** The time of CHAT_TIMEOUT_MS is over, whatever error the abort surfaced as. */
export function timedOut(settings: ChatSettings, cause: unknown): ChatModelError {
  return new ChatModelError('timed-out', `No whole answer within ${settings.CHAT_TIMEOUT_MS} ms`, { cause });
}

async function* textOf(
  stream: AsyncIterable<{ content: unknown; response_metadata: Record<string, unknown> }>,
  onMetadata: (metadata: DoneMetadata) => void,
): AsyncGenerator<string> {
  for await (const chunk of stream) {
    if (chunk.response_metadata.done_reason !== undefined) onMetadata(chunk.response_metadata);
    if (typeof chunk.content === 'string' && chunk.content !== '') yield chunk.content;
  }
}

/** Ollama's own sign of a whole answer is `done_reason`; a prompt that filled the context was cut silently. */
function endOf(done: DoneMetadata, contextTokens: number): 'stop' | 'length' {
  if ((done.prompt_eval_count ?? 0) >= contextTokens) {
    throw new ChatModelError('prompt-cut', `The prompt filled the context of ${contextTokens} tokens`);
  }
  if (done.done_reason === 'stop' || done.done_reason === 'length') return done.done_reason;
  throw new ChatModelError(
    'interrupted',
    `The answer ended with done_reason ${done.done_reason ?? 'missing'}`,
  );
}

function openClient(settings: ChatSettings, status: Ready, stop: AbortSignal): ChatOllama {
  const numThread = threads(settings);
  return new ChatOllama({
    baseUrl: settings.OLLAMA_URL,
    model: status.model,
    numCtx: settings.OLLAMA_NUM_CTX,
    numPredict: settings.CHAT_MAX_TOKENS,
    temperature: 0,
    keepAlive: '5m',
    checkOrPullModel: false,
    maxRetries: 0,
    ...(numThread !== undefined && { numThread }),
    ...(status.canThink && { think: false }),
    fetch: (input, init) =>
      fetch(input, {
        ...init,
        body: refuseToCut(init?.body),
        signal: init?.signal ? AbortSignal.any([stop, init.signal]) : stop,
      }),
  });
}

/** Asks for a 400 rather than a silently shortened prompt; older servers ignore both fields. */
function refuseToCut(body: BodyInit | null | undefined): BodyInit | null | undefined {
  if (typeof body !== 'string') return body;
  return JSON.stringify({ ...(JSON.parse(body) as object), truncate: false, shift: false });
}

/** On the same machine one core stays free for the platform itself. */
function threads(settings: ChatSettings): number | undefined {
  if (settings.OLLAMA_NUM_THREAD > 0) return settings.OLLAMA_NUM_THREAD;
  const local = ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(settings.OLLAMA_URL).hostname);
  return local ? Math.max(1, availableParallelism() - 1) : undefined;
}

/** Sorts what ChatOllama throws; the caller's own abort passes through as it is. */
export function asChatModelError(error: unknown, signal: AbortSignal): ChatModelError {
  signal.throwIfAborted();
  if (error instanceof ChatModelError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const status =
    (error as { status_code?: number; status?: number }).status_code ?? (error as { status?: number }).status;
  const make = (failure: ChatModelError['failure']) => new ChatModelError(failure, message, { cause: error });
  if (
    /TimeoutError|timed? ?out|UND_ERR_HEADERS_TIMEOUT/i.test(
      `${nameOf(error)} ${message} ${causeCode(error)}`,
    )
  )
    return make('timed-out');
  if (status === 404 || (status === 400 && /model (?:name|is required)|invalid model/.test(message)))
    return make('model-missing');
  if (/context|truncat|too long|exceed/i.test(message) && status === 400) return make('prompt-cut');
  if (status === 429 || status === 503) return make('busy');
  if (status !== undefined && status >= 400 && status < 500) return make('refused');
  if (/fetch failed|ECONNREFUSED|ENOTFOUND|Connection error/i.test(`${message} ${causeCode(error)}`))
    return make('unreachable');
  return make('interrupted');
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : '');
function causeCode(error: unknown): string {
  const cause =
    error instanceof Error ? (error.cause as { code?: string; name?: string } | undefined) : undefined;
  return `${cause?.code ?? ''} ${cause?.name ?? ''}`;
}
