import type { Logger } from 'pino';

import type { Settings } from '~/prisma/settings.server';

import { readRerankReply } from './rerank-reply';

export type RerankSettings = Pick<
  Settings,
  'RERANK_URL' | 'RERANK_MODEL' | 'RERANK_KEY' | 'RERANK_TIMEOUT_MS'
>;

/** How the reranker stands: `untried` until the first search asks it. */
export interface RerankerStatus {
  state: 'untried' | 'ready' | 'failed';
  model: string | null;
  reason?: string;
}

/** A reranker (重排模型) at an address of its own: reads question and passage together, and so judges better. */
export interface Reranker {
  /**
   * The score of each text by its place; null when the reranker can't be asked now, with the reason in `status()`.
   * Never rejects: search goes on without it.
   */
  rerank(question: string, texts: readonly string[]): Promise<Map<number, number> | null>;
  status(): RerankerStatus;
}

export interface RerankerOptions {
  settings: Partial<RerankSettings>;
  log: Pick<Logger, 'warn'>;
  now: () => Date;
}

const longestText = 2_000;
const usualLimitMs = 1_500;
/** After a failure searches don't wait for it again so soon. */
const restAfterFailureMs = 30_000;

/** Prepares the reranker of the settings; null when none is set. */
export function openReranker({ settings, log, now }: RerankerOptions): Reranker | null {
  const {
    RERANK_URL: address,
    RERANK_MODEL: model = null,
    RERANK_TIMEOUT_MS: limitMs = usualLimitMs,
  } = settings;
  if (address === undefined) return null;
  let status: RerankerStatus = { state: 'untried', model };
  let restsUntil = -Infinity;
  /** TEI calls the texts `texts`, the others `documents`: found out by the first answer. */
  let field: 'documents' | 'texts' = 'documents';

  async function ask(question: string, texts: readonly string[]): Promise<Map<number, number>> {
    const signal = AbortSignal.timeout(limitMs);
    const send = () => postTexts(settings, field, question, texts, signal);
    let answer = await send();
    if (answer.status === 400 || answer.status === 422) {
      field = field === 'documents' ? 'texts' : 'documents';
      answer = await send();
    }
    if (!answer.ok) throw new Error(`the reranker answered with status ${String(answer.status)}`);
    return readRerankReply(await answer.json(), texts.length);
  }

  return {
    status: () => status,
    async rerank(question, texts) {
      if (texts.length === 0 || now().valueOf() < restsUntil) return null;
      try {
        const scores = await ask(question, texts);
        status = { state: 'ready', model };
        return scores;
      } catch (error) {
        const reason = describeFailure(error, limitMs);
        restsUntil = now().valueOf() + restAfterFailureMs;
        status = { state: 'failed', model, reason };
        log.warn({ err: error }, `search: ${reason}; the order of the index stands for half a minute`);
        return null;
      }
    },
  };
}

function postTexts(
  { RERANK_URL = '', RERANK_MODEL, RERANK_KEY }: Partial<RerankSettings>,
  field: 'documents' | 'texts',
  question: string,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<Response> {
  const base = RERANK_URL.replace(/\/+$/, '');
  return fetch(base.endsWith('/rerank') ? base : `${base}/rerank`, {
    method: 'POST',
    signal,
    headers: {
      'Content-Type': 'application/json',
      ...(RERANK_KEY !== undefined && { Authorization: `Bearer ${RERANK_KEY}` }),
    },
    body: JSON.stringify({
      ...(RERANK_MODEL !== undefined && { model: RERANK_MODEL }),
      query: question,
      [field]: texts.map((text) => text.slice(0, longestText)),
    }),
  });
}

function describeFailure(error: unknown, timeoutMs: number): string {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return `the reranker did not answer within ${String(timeoutMs)} ms`;
  }
  if (error instanceof TypeError) return 'the reranker can not be reached';
  if (error instanceof SyntaxError) return 'the reranker answered with something other than JSON';
  return error instanceof Error ? error.message : String(error);
}
