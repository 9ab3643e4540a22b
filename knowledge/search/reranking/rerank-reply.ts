import { z } from 'zod';

const entry = z
  .object({
    index: z.number().int().nonnegative(),
    relevance_score: z.number().optional(),
    score: z.number().optional(),
  })
  .transform(({ index, relevance_score, score }) => ({ index, score: relevance_score ?? score }));

/** TEI answers with a bare list, Cohere, Jina, Infinity and vLLM with `results`, Voyage and some gateways with `data`. */
const reply = z.union([
  z.array(entry),
  z.object({ results: z.array(entry) }).transform(({ results }) => results),
  z.object({ data: z.array(entry) }).transform(({ data }) => data),
]);

/**
 * Reads a reranker's answer: the score of each text by its place in the request. Texts that the answer leaves out (some
 * give only the best) have none. Throws when it is no such answer, or names a text that was not sent.
 */
export function readRerankReply(body: unknown, texts: number): Map<number, number> {
  const parsed = reply.safeParse(body);
  if (!parsed.success) throw new Error('the reranker answered in a form that is not known');
  const scores = new Map<number, number>();
  for (const { index, score } of parsed.data) {
    if (index >= texts || score === undefined) {
      throw new Error('the reranker answered about a text that it was not sent, or gave it no score');
    }
    scores.set(index, score);
  }
  return scores;
}
