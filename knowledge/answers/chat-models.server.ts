import { randomUUID } from 'node:crypto';

import type { Settings } from '~/prisma/settings.server';

import { ChatModelError } from './chat-model-error';
import { findOllamaModel } from './find-ollama-model.server';
import type { ModelServer } from './models/model-server';
import { openGenerationQueue, type QueueStatus } from './models/generation-queue';
import { waitInLine } from './models/wait-in-line';
import { findOpenAiModel, streamOpenAi } from './openai-chat.server';
import { streamOllama } from './ollama-chat.server';

export type ChatSettings = Pick<
  Settings,
  | 'CHAT_MODEL'
  | 'CHAT_TIMEOUT_MS'
  | 'CHAT_MAX_TOKENS'
  | 'CHAT_CONCURRENCY'
  | 'CHAT_PER_PERSON'
  | 'CHAT_QUEUE'
  | 'CHAT_QUEUE_MS'
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

/**
 * The place in line before the model, 1 being next, whenever it changes, and 0 when the wait is over; then pieces of the answer, then its end:
 * `length` when the token limit cut it.
 */
export type ChatPiece = { place: number } | { delta: string } | { end: 'stop' | 'length' };

/** Who asks for an answer, for the line before the model. */
export interface Asker {
  /** The person, or the conversation of one who isn't signed in: whose answers count together. */
  key: string;
}

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
   * Streams an answer when it is the asker's turn, with a client of its own, which is stopped, on the server too, when
   * the caller stops reading or `signal` aborts. Throws `ChatModelError`; `busy` when the line is full or too slow.
   */
  stream(prompt: ChatPrompt, signal: AbortSignal, asker?: Asker): AsyncGenerator<ChatPiece, void>;
  /** Who is served and who waits. */
  queue(): QueueStatus;
}

const lookAgainAfterMs = 30_000;

/** Opens the chat models that the settings name. Nothing is contacted before the first `current()` or `refresh()`. */
export function openChatModels(deps: {
  settings: ChatSettings;
  now: () => Date;
  /** The administrator's choice, read anew at each look; none: the settings and what is installed decide. */
  choice?: () => { server: ModelServer; model: string } | null;
}): ChatModels {
  const { now, choice = () => null } = deps;
  let settings = deps.settings;
  let status: ChatModelStatus = {
    state: 'none',
    reason: settings.CHAT_MODEL === 'off' ? 'off' : 'unreachable',
  };
  let lookedAt = -Infinity;
  let looking: Promise<ChatModelStatus> | null = null;
  const line = openGenerationQueue({
    inAll: settings.CHAT_CONCURRENCY,
    perPerson: settings.CHAT_PER_PERSON,
    waiting: settings.CHAT_QUEUE,
    waitMs: settings.CHAT_QUEUE_MS,
  });

  function refresh(): Promise<ChatModelStatus> {
    const chosen = deps.settings.CHAT_MODEL === 'off' ? null : choice();
    const wanted = chosen ? settingsOf(deps.settings, chosen) : deps.settings;
    looking ??= findModel(wanted).then((found) => {
      settings = wanted;
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
    queue: () => line.status(),
    async *stream(prompt, signal, asker) {
      if (status.state !== 'ready') throw new ChatModelError('unreachable', 'No chat model is known');
      const waiting = waitInLine(line, asker?.key ?? randomUUID(), signal);
      try {
        const turn = yield* waiting.places();
        if ('refused' in turn) throw new ChatModelError('busy', busyWords[turn.refused]);
        // While waiting, another model may have been chosen.
        const model = status;
        if (model.state !== 'ready') throw new ChatModelError('unreachable', 'No chat model is known');
        const run = model.provider === 'ollama' ? streamOllama : streamOpenAi;
        yield* run(settings, model, prompt, signal);
      } catch (error) {
        // The next look may find another model, or none.
        if (error instanceof ChatModelError && ['unreachable', 'model-missing'].includes(error.failure))
          lookedAt = -Infinity;
        throw error;
      } finally {
        waiting.leave();
      }
    },
  };
}

const busyWords = {
  person: 'This person has enough answers being written already (CHAT_PER_PERSON)',
  full: 'The line before the model is full (CHAT_QUEUE)',
  slow: 'The wait for the model took too long (CHAT_QUEUE_MS)',
};

/** The settings as if the environment named the chosen model. */
function settingsOf(
  settings: ChatSettings,
  { server, model }: { server: ModelServer; model: string },
): ChatSettings {
  if (server.kind === 'ollama')
    return { ...settings, CHAT_MODEL: 'ollama', OLLAMA_URL: server.url, OLLAMA_MODEL: model };
  const { url, apiKey } = server;
  return {
    ...settings,
    CHAT_MODEL: 'openai',
    OPENAI_BASE_URL: url,
    OPENAI_API_KEY: apiKey,
    OPENAI_MODEL: model,
  };
}

function findModel(settings: ChatSettings): Promise<ChatModelStatus> {
  if (settings.CHAT_MODEL === 'off') return Promise.resolve({ state: 'none', reason: 'off' });
  const openAiNamed = settings.OPENAI_BASE_URL !== undefined && settings.OPENAI_MODEL !== undefined;
  if (settings.CHAT_MODEL === 'openai' || (settings.CHAT_MODEL === 'auto' && openAiNamed))
    return findOpenAiModel(settings);
  return findOllamaModel(settings);
}
