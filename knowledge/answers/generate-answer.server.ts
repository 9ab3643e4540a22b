import { buildPrompt } from './build-prompt';
import { ChatModelError, type ChatModelFailure } from './chat-model-error';
import type { Asker, ChatModels } from './chat-models.server';
import { isEnglishProse } from './english/extract-english-figures';
import { takeCompleteSentences, type MarkedSentence } from './parse-citations';
import type { SourcePassage } from './source-passage';
import { checkSentence, isRefusal, type DroppedSentence, type ShownSentence } from './verify-answer';

/** What a generated answer gives on the way: the place in line, sentences that passed, sentences that did not, and how it ended. */
export type GeneratedPiece =
  | { place: number }
  | { shown: ShownSentence }
  | { dropped: DroppedSentence }
  | { failed: ChatModelFailure; detail: string }
  | { refused: true }
  | { end: true };

export interface GenerateQuery {
  question: string;
  passages: SourcePassage[];
  locale: 'zh-CN' | 'en';
  signal: AbortSignal;
  /** For the line before the model. */
  asker?: Asker;
}

/**
 * Lets the model answer from numbered passages and gives each sentence once it is whole and verified against its
 * passage. A failure of the model is the last piece, never an exception; only the reader's leaving throws.
 */
export async function* generateAnswer(
  chat: ChatModels,
  query: GenerateQuery,
): AsyncGenerator<GeneratedPiece, void> {
  const { question, locale, signal } = query;
  const room = { contextTokens: chat.contextTokens, answerTokens: chat.answerTokens, locale };
  const prompt = buildPrompt(question, query.passages, room);
  if (!prompt) return yield { failed: 'prompt-cut', detail: 'No passage fits into the context' };
  let buffer = '';
  let isFirst = true;
  const check = (sentence: MarkedSentence): GeneratedPiece[] => {
    if (isFirst && isRefusal(sentence.text)) return [{ refused: true }];
    isFirst = false;
    if (sentence.text === '') return [];
    // Asked in English: what the model told in Chinese stands below in the documents' own words.
    if (locale === 'en' && !isEnglishProse(sentence.text))
      return [{ dropped: { text: sentence.text, reason: 'language' } }];
    return [checkSentence(sentence, prompt.passages)];
  };
  try {
    for await (const piece of chat.stream(
      { system: prompt.system, user: prompt.user },
      signal,
      query.asker,
    )) {
      if ('place' in piece) {
        yield piece;
        continue;
      }
      if ('delta' in piece) buffer += piece.delta;
      const { sentences, rest } = takeCompleteSentences(
        buffer,
        prompt.passages.length,
        'end' in piece && piece.end === 'stop',
      );
      buffer = rest;
      for (const checked of sentences.flatMap(check)) {
        yield checked;
        if ('refused' in checked) return;
      }
      // What the token limit cut off is no sentence.
      if ('end' in piece) return yield { end: true };
    }
  } catch (error) {
    if (!(error instanceof ChatModelError)) throw error;
    yield { failed: error.failure, detail: error.message };
  }
}
