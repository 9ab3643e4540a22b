import { queryTokens } from '~/knowledge/search/query-tokens';
import { tokenize } from '~/knowledge/search/tokenize';
import { defaultBm25 } from '~/knowledge/search/keywords/postings';

import type { BenchTask } from './make-questions';
import { dayNumber, readPeerPassages } from './read-peer-passages';

/**
 * How much of each answer belongs to the first ten of exact BM25, worked out here by itself: every token of the question,
 * nothing left out, no index. Copies score alike, so what counts is the score of the tenth, not its id.
 */
export function overlapsWithExact(
  task: BenchTask,
  answers: readonly (readonly (readonly number[])[])[],
): number[] {
  const asked = task.questions.map(({ q }) => queryTokens(q).map(({ token }) => token));
  const wanted = new Set(asked.flat());
  const postings = new Map<string, [row: number, count: number][]>([...wanted].map((token) => [token, []]));
  const rows: { id: number; length: number; region: string; isOpen: boolean }[] = [];
  const today = dayNumber(task.asOf);
  let tokens = 0;
  for (const { id, text, region, audience, from, until } of readPeerPassages(task.databaseFile)) {
    const all = tokenize(text);
    const counts = new Map<string, number>();
    for (const token of all) if (wanted.has(token)) counts.set(token, (counts.get(token) ?? 0) + 1);
    for (const [token, count] of counts) postings.get(token)?.push([rows.length, count]);
    const isOpen = audience === 'public' && from <= today && until >= today;
    rows.push({ id: Number(id), length: all.length, region, isOpen });
    tokens += all.length;
  }
  const mean = tokens / rows.length;
  const { k1, b } = defaultBm25;
  const shares = answers.map(() => 0);
  task.questions.forEach(({ region }, number) => {
    const scores = new Map<number, number>();
    for (const token of asked[number] ?? []) {
      const list = postings.get(token) ?? [];
      const idf = Math.log(1 + (rows.length - list.length + 0.5) / (list.length + 0.5));
      for (const [row, count] of list) {
        const { id, length, isOpen, region: own } = rows[row] as (typeof rows)[number];
        if (!isOpen || own !== region) continue;
        const gain = (idf * count * (k1 + 1)) / (count + k1 * (1 - b + (b * length) / mean));
        scores.set(id, (scores.get(id) ?? 0) + gain);
      }
    }
    const first = [...scores.values()].sort((x, y) => y - x).slice(0, 10);
    const tenth = (first.at(-1) ?? Infinity) - 1e-4;
    answers.forEach((found, of) => {
      const good = (found[number] ?? []).filter((id) => (scores.get(id) ?? 0) >= tenth).length;
      shares[of] = (shares[of] as number) + good / Math.max(1, first.length) / task.questions.length;
    });
  });
  return shares;
}
