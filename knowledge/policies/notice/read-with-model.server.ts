import { ChatModelError, type ChatModelFailure } from '../../answers/chat-model-error';
import type { ChatModels, ChatPrompt } from '../../answers/chat-models.server';
import type { FactCatalogue } from '../../enterprises/fact-catalogue';
import { conditionPrompt, elementPrompt, parseReading, type ModelReading } from './model-reading';
import type { NoticeDraft, NoticePassage } from './notice-draft';

/** What a model read, and why it stopped before the end, if it did. */
export interface ReadByModel {
  reading: ModelReading;
  failed: ChatModelFailure | null;
}

/** Room for the answer is kept free of the prompt's tokens; some more is the server's template. */
const templateTokens = 128;

/**
 * Lets the chat model read what the rules left of a notice: unread conditions, then missing elements. Its claims are
 * not checked here (`applyReading` does that). A model that fails gives what it read until then, with the reason; only
 * an abort throws.
 */
export async function readWithModel(
  chat: ChatModels,
  { notice, passages }: { notice: NoticeDraft; passages: readonly NoticePassage[] },
  catalogue: FactCatalogue,
  { signal, asker }: { signal: AbortSignal; asker: string },
): Promise<ReadByModel> {
  const room = chat.contextTokens - chat.answerTokens - templateTokens;
  const prompts = [conditionPrompt(notice, catalogue, room), elementPrompt(notice, passages, room)];
  const reading: ModelReading = { conditions: [], elements: [] };
  try {
    for (const prompt of prompts) {
      if (!prompt) continue;
      const read = parseReading(await wholeAnswer(chat, prompt, signal, asker));
      reading.conditions.push(...read.conditions);
      reading.elements.push(...read.elements);
    }
    return { reading, failed: null };
  } catch (error) {
    if (!(error instanceof ChatModelError)) throw error;
    return { reading, failed: error.failure };
  }
}

async function wholeAnswer(
  chat: ChatModels,
  prompt: ChatPrompt,
  signal: AbortSignal,
  key: string,
): Promise<string> {
  let answer = '';
  for await (const piece of chat.stream(prompt, signal, { key })) if ('delta' in piece) answer += piece.delta;
  return answer;
}
