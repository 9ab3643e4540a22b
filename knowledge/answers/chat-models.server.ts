import type { Settings } from '~/prisma/settings.server';

import { ChatModelError } from './chat-model-error';
import { findOllamaModel } from './find-ollama-model.server';
import { findOpenAiModel, streamOpenAi } from './openai-chat.server';
import { streamOllama } from './ollama-chat.server';

export type ChatSettings = Pick<
  Settings,
  | 'CHAT_MODEL'
  | 'CHAT_TIMEOUT_MS'
  | 'CHAT_MAX_TOKENS'
  | 'CHAT_CONCURRENCY'
  | 'OLLAMA_URL'
  | 'OLLAMA_MODEL'
  | 'OLLAMA_NUM_CTX'
  | 'OLLAMA_NUM_THREAD'
  | 'OPENAI_BASE_URL'
  | 'OPENAI_API_KEY'
  | 'OPENAI_MODEL'
>;

/** The chat model that answers now, or why there is none. */
export type ChatModelStatus =
  | { state: 'ready'; provider: 'ollama' | 'openai'; model: string; canThink: boolean }
  | { state: 'none'; reason: 'off' | 'not-installed' | 'no-model' | 'unreachable'; detail?: string };

/** A piece of an answer, then its end: `length` when the token limit cut it. */
export type ChatPiece = { delta: string } | { end: 'stop' | 'length' };

export interface ChatPrompt {
  system: string;
  user: string;
}

/** The chat models of the process: found, chosen, limited and streamed from. */
export interface ChatModels {
  /** What is known now; a look older than 30 s is renewed in the background. Never waits. */
  current(): ChatModelStatus;
  /** Looks now and waits for the answer (2 s at most). */
  refresh(): Promise<ChatModelStatus>;
  /** Room for the prompt and the answer, in tokens. */
  readonly contextTokens: number;
  readonly answerTokens: number;
  /**
   * Streams an answer with a client of its own, which is stopped, on the server too, when the caller stops reading or
   * `signal` aborts. Throws `ChatModelError`.
   */
  stream(prompt: ChatPrompt, signal: AbortSignal): AsyncGenerator<ChatPiece, void>;
}

const lookAgainAfterMs = 30_000;

/** Opens the chat models that the settings name. Nothing is contacted before the first `current()` or `refresh()`. */
export function openChatModels(deps: { settings: ChatSettings; now: () => Date }): ChatModels {
  const { settings, now } = deps;
  let status: ChatModelStatus = {
    state: 'none',
    reason: settings.CHAT_MODEL === 'off' ? 'off' : 'unreachable',
  };
  let lookedAt = -Infinity;
  let looking: Promise<ChatModelStatus> | null = null;
  let running = 0;

  function refresh(): Promise<ChatModelStatus> {
    looking ??= findModel(settings).then((found) => {
      status = found;
      lookedAt = now().valueOf();
      looking = null;
      return found;
    });
    return looking;
  }

  return {
    contextTokens: settings.OLLAMA_NUM_CTX,
    answerTokens: settings.CHAT_MAX_TOKENS,
    refresh,
    current() {
      if (settings.CHAT_MODEL !== 'off' && now().valueOf() - lookedAt > lookAgainAfterMs) void refresh();
      return status;
    },
    async *stream(prompt, signal) {
      if (status.state !== 'ready') throw new ChatModelError('unreachable', 'No chat model is known');
      if (running >= settings.CHAT_CONCURRENCY) {
        throw new ChatModelError('busy', `${running} answers are being written already (CHAT_CONCURRENCY)`);
      }
      running += 1;
      try {
        const run = status.provider === 'ollama' ? streamOllama : streamOpenAi;
        yield* run(settings, status, prompt, signal);
      } catch (error) {
        // The next look may find another model, or none.
        if (error instanceof ChatModelError && ['unreachable', 'model-missing'].includes(error.failure))
          lookedAt = -Infinity;
        throw error;
      } finally {
        running -= 1;
      }
    },
  };
}

function findModel(settings: ChatSettings): Promise<ChatModelStatus> {
  if (settings.CHAT_MODEL === 'off') return Promise.resolve({ state: 'none', reason: 'off' });
  const openAiNamed = settings.OPENAI_BASE_URL !== undefined && settings.OPENAI_MODEL !== undefined;
  if (settings.CHAT_MODEL === 'openai' || (settings.CHAT_MODEL === 'auto' && openAiNamed))
    return findOpenAiModel(settings);
  return findOllamaModel(settings);
}
