import { openReranker, type RerankSettings } from '~/knowledge/search/reranking/open-reranker.server';

import type { Finding } from './finding';

const check = 'reranker';
/** A pair of which any reranker puts the second first. */
const question = '企业招用高校毕业生有什么补贴';
const texts = ['机动车应当从右侧通行。', '企业招用毕业年度高校毕业生的，给予一次性吸纳就业补贴。'];

/** Whether the reranker answers at its address, and puts what answers a question before what doesn't. */
export async function checkReranker(settings: Partial<RerankSettings>): Promise<Finding> {
  const reranker = openReranker({
    settings,
    log: { warn: () => undefined },
    now: () => new Date(),
  });
  const address = settings.RERANK_URL ?? '';
  if (!reranker) {
    return {
      check,
      state: 'good',
      zh: '未设置重排模型，按关键词、向量和学得的权重排序',
      en: 'No reranker is set; keywords, vectors and learned weights give the order',
    };
  }
  const scores = await reranker.rerank(question, texts);
  if (scores === null) {
    return {
      check,
      state: 'weak',
      zh: `重排模型（${address}）不可用，按原有顺序检索`,
      en: `The reranker at ${address} can't be used, search keeps its own order: ${reranker.status().reason ?? ''}`,
      mend: {
        zh: '请检查 RERANK_URL、RERANK_MODEL、RERANK_KEY，以及该服务是否在运行；响应慢时可调大 RERANK_TIMEOUT_MS。',
        en: 'Check RERANK_URL, RERANK_MODEL and RERANK_KEY, and that the server runs; if it is slow, raise RERANK_TIMEOUT_MS.',
      },
    };
  }
  if ((scores.get(1) ?? -Infinity) > (scores.get(0) ?? -Infinity)) {
    return {
      check,
      state: 'good',
      zh: `重排模型（${address}）可用`,
      en: `The reranker answers at ${address}`,
    };
  }
  return {
    check,
    state: 'weak',
    zh: `重排模型（${address}）把无关的条款排在了前面`,
    en: `The reranker at ${address} puts a passage first that doesn't answer the question`,
    mend: {
      zh: '请确认 RERANK_MODEL 是支持中文的重排模型（如 bge-reranker-v2-m3），而不是向量或对话模型。',
      en: 'Make sure that RERANK_MODEL is a reranker that reads Chinese (bge-reranker-v2-m3), not a model for embedding or chat.',
    },
  };
}
