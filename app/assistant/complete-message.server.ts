import type { ChatModels } from '~/knowledge/answers/chat-models.server';

import { completeFollowUp, type CompletedQuestion } from './complete-follow-up';
import { checkRewrite } from './check-rewrite';
import type { OpenConversation } from './open-conversation.server';
import type { Understanding } from './understand';

interface CompleteDependencies {
  chat: ChatModels;
  log: { warn: (details: object, message: string) => void };
}

/** A rewrite that takes longer helps nobody: the rules' question is asked then. */
const longestRewriteMs = 2_500;
const mostRewriteCharacters = 120;
const leaning = /^(?:那|这|它|还|再|如果|要是|另外)|这个|那个|上面|刚才|它的|呢[？?]?$/;

/**
 * The whole question that a message means in its conversation, or null when it stands by itself. By rules first; where
 * they don't decide and the message leans on what was said, by the chat model, whose words are checked: it may add only
 * words of the conversation, within 2.5 s.
 */
export async function completeMessage(
  { chat, log }: CompleteDependencies,
  conversation: OpenConversation,
  message: string,
  understood: Understanding,
  signal: AbortSignal,
): Promise<CompletedQuestion | null> {
  const last = conversation.lastAnswer;
  const question = last?.completed?.text ?? conversation.lastMessage;
  if (understood.intent !== 'ask-policy' || !last || question === null) return null;
  // A fact was asked for: what is said then is its answer, unless it asks.
  if (last.nextQuestion && !/[？?呢吗]|什么|多少|怎么|哪/.test(message)) return null;
  if (last.intent === 'greet' || last.intent === 'out-of-bounds') return null;
  const ruled = completeFollowUp(message, { question, topic: last.topic ?? null });
  if (ruled !== null) return ruled;
  if (!leaning.test(message.trim()) || chat.current().state !== 'ready') return null;
  const written = await rewrite(chat, question, message, signal).catch((error: unknown) => {
    if (signal.aborted) throw error;
    log.warn({ err: error }, 'the chat model could not complete a follow-up');
    return null;
  });
  return written === null ? null : checkRewrite(written, message, question, last.topic ?? '');
}

async function rewrite(
  chat: ChatModels,
  question: string,
  message: string,
  signal: AbortSignal,
): Promise<string | null> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(longestRewriteMs)]);
  const prompt = {
    system:
      '把“后一问”补成一个完整的问题，只能使用两问里已有的词，不回答，不解释，只输出补全后的问题。后一问本身完整时原样输出。',
    user: `前一问：${question}\n后一问：${message}\n补全：`,
  };
  let text = '';
  for await (const piece of chat.stream(prompt, limit)) {
    if ('delta' in piece) text += piece.delta;
    if (text.length > mostRewriteCharacters) return null;
  }
  return text;
}
