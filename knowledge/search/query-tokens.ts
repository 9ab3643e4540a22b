import type { WeightedToken } from './keywords/postings';
import { tokenize } from './tokenize';

/** Characters of a question that are read: more is a pasted document, not a question. */
const longestQuestion = 2_000;

/** Words of asking and of courtesy, which say nothing of the matter; they end a stretch, so that no pair spans them. */
const filler =
  /请问|您好|你好|谢谢|麻烦|我想(?:问|知道|咨询|了解)(?:一下)?|想问(?:一下)?|该?怎么办|怎么样|(?:应?该)?(?:怎么|怎样|如何)|能否|可否|能不能|可不可以|是不是|是否|有没有|会不会|要不要|需不需要|什么|哪些|哪个|为什么|多少|的话|我们|我|你|吗|呢|吧|啊|呀|了|的/gu;

/**
 * The tokens that a question asks for, each once: its own without words of asking, at weight 1, then those of
 * expansions that the question doesn't hold, at theirs. A question of nothing but filler is asked as it stands.
 */
export function queryTokens(
  q: string,
  expansions: readonly { text: string; weight: number }[] = [],
): WeightedToken[] {
  const question = q.slice(0, longestQuestion);
  const matter = tokenize(question.replace(filler, '\n'));
  const weights = new Map((matter.length > 0 ? matter : tokenize(question)).map((token) => [token, 1]));
  for (const { text, weight } of expansions) {
    for (const token of tokenize(text)) weights.set(token, Math.max(weight, weights.get(token) ?? 0));
  }
  return [...weights].map(([token, weight]) => ({ token, weight }));
}
