import type { ChatModels } from '../chat-models.server';
import { generateAnswer } from '../generate-answer.server';
import { trialPassages, trialQuestions } from './trial-questions';

/** What a model did with one standard question. */
export interface TrialAnswer {
  question: string;
  /** The sentences that passed the citation check. */
  shown: string[];
  /** Sentences dropped since their passage doesn't bear them out. */
  dropped: string[];
  /** right: what was expected, cited; wrong: something else or nothing; failed: no whole answer. */
  outcome: 'right' | 'wrong' | 'failed';
  failure?: string;
  firstMs: number | null;
  tookMs: number;
}

/** The verdict on a model: its citations hold (all right), partly, or not. */
export interface ModelTrial {
  at: string;
  verdict: 'holds' | 'partly' | 'fails';
  answers: TrialAnswer[];
  /** Characters shown and dropped a second, over the answers that came. */
  charactersPerSecond: number | null;
}

/**
 * Tries a model on three standard questions over three invented passages, with the prompt and the citation check that
 * real answers go through. A model's failure is part of the result; only an abort throws.
 */
export async function tryModel(
  chat: ChatModels,
  options: {
    signal: AbortSignal;
    now: () => Date;
    onProgress: (done: number, total: number) => Promise<void>;
  },
): Promise<ModelTrial> {
  const answers: TrialAnswer[] = [];
  for (const [index, trial] of trialQuestions.entries()) {
    answers.push(await askOne(chat, trial.question, trial.expected, options.signal));
    await options.onProgress(index + 1, trialQuestions.length);
  }
  const right = answers.filter(({ outcome }) => outcome === 'right').length;
  const came = answers.filter(({ outcome }) => outcome !== 'failed');
  const characters = came.reduce(
    (sum, { shown, dropped }) => sum + [...shown, ...dropped].join('').length,
    0,
  );
  const ms = came.reduce((sum, { tookMs }) => sum + tookMs, 0);
  return {
    at: options.now().toISOString(),
    verdict: right === answers.length ? 'holds' : right > 0 ? 'partly' : 'fails',
    answers,
    charactersPerSecond: ms > 0 ? Math.round((characters / ms) * 10_000) / 10 : null,
  };
}

async function askOne(
  chat: ChatModels,
  question: string,
  expected: readonly string[] | null,
  signal: AbortSignal,
): Promise<TrialAnswer> {
  const began = performance.now();
  const shown: string[] = [];
  const dropped: string[] = [];
  let firstMs: number | null = null;
  let failure: string | undefined;
  let refused = false;
  const passages = [...trialPassages];
  for await (const piece of generateAnswer(chat, { question, passages, locale: 'zh-CN', signal })) {
    firstMs ??= Math.round(performance.now() - began);
    if ('shown' in piece) shown.push(piece.shown.text);
    else if ('dropped' in piece) dropped.push(piece.dropped.text);
    else if ('refused' in piece) refused = true;
    else if ('failed' in piece) failure = `${piece.failed}: ${piece.detail}`;
  }
  const said = shown.join('').replace(/\s/g, '');
  const isRight = expected === null ? refused || said === '' : expected.every((text) => said.includes(text));
  const outcome = failure !== undefined ? 'failed' : isRight && dropped.length === 0 ? 'right' : 'wrong';
  const tookMs = Math.round(performance.now() - began);
  return { question, shown, dropped, outcome, firstMs, tookMs, ...(failure !== undefined && { failure }) };
}
