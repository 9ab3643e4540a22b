import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { addToCentre, findGroup, likeness, type QuestionGroup } from '~/knowledge/helpdesk/group-questions';
import { openEmbeddingModel } from '~/knowledge/search/embedding/embedding-model.server';

/**
 * How well the help desk's groups hold together what asks the same, for several bounds of likeness, by `findGroup`
 * itself: `npx tsx test/bench/clusters.bench.ts [--others QUERIES.jsonl]`. Twenty-four matters, each asked in four lay
 * wordings, are mixed with other questions (the sample city's own, or those of a BEIR file), of which no two ask the
 * same. `found`: the share of the pairs of wordings that are in one group; `right`: of the pairs in one group with a
 * wording in it, those of the same matter; `others`: pairs of other questions in one group, the fewer the better.
 * The order is shuffled, as people don't ask by matter.
 */
interface Question {
  text: string;
  /** The matter's number; null for one of the others. */
  matter: number | null;
}

const { values } = parseArgs({ options: { others: { type: 'string' }, most: { type: 'string' } } });
const questions = shuffle([...readAlike(), ...readOthers().slice(0, Number(values.most ?? 400))]);
const model = await openEmbeddingModel({ passageWorkers: 0 });
const vectors: Float32Array[] = [];
for (const { text } of questions) vectors.push(await model.embedQuery(text));
await model.close();

console.log(JSON.stringify({ questions: questions.length, by: 'words', ...judge(group(likeness, false)) }));
for (const bound of [0.9, 0.91, 0.915, 0.92, 0.925, 0.93, 0.94])
  console.log(JSON.stringify({ cosine: bound, ...judge(group({ ...likeness, cosine: bound }, true)) }));

/** The groups' numbers in the order of the questions. */
function group(bounds: typeof likeness, withVectors: boolean): number[] {
  const groups: QuestionGroup[] = [];
  return questions.map(({ text }, at) => {
    const vector = withVectors ? (vectors[at] ?? null) : null;
    const found = findGroup({ text, vector }, groups, bounds);
    if (!found) {
      groups.push({ id: String(groups.length), label: text, centre: vector, vectors: vector ? 1 : 0 });
      return groups.length - 1;
    }
    found.centre = addToCentre(found.centre, vector);
    found.vectors += 1;
    return Number(found.id);
  });
}

function judge(placed: number[]) {
  const counts = { wordings: 0, found: 0, together: 0, others: 0 };
  for (let one = 0; one < questions.length; one += 1) {
    for (let other = one + 1; other < questions.length; other += 1) {
      const [a, b] = [questions[one]?.matter ?? null, questions[other]?.matter ?? null];
      const isTogether = placed[one] === placed[other];
      if (a !== null && a === b) counts.wordings += 1;
      if (!isTogether) continue;
      if (a === null && b === null) counts.others += 1;
      else counts.together += 1;
      if (a !== null && a === b) counts.found += 1;
    }
  }
  const sizes = new Map<number, number>();
  for (const place of placed) sizes.set(place, (sizes.get(place) ?? 0) + 1);
  const share = (part: number, of: number) => Math.round((part / Math.max(1, of)) * 1_000) / 1_000;
  return {
    groups: sizes.size,
    largest: Math.max(...sizes.values()),
    found: share(counts.found, counts.wordings),
    right: share(counts.found, counts.together),
    others: counts.others,
  };
}

function readAlike(): Question[] {
  const file = path.resolve(import.meta.dirname, 'asked-alike.json');
  const matters = JSON.parse(readFileSync(file, 'utf8')) as string[][];
  return matters.flatMap((wordings, matter) => wordings.map((text) => ({ text, matter })));
}

function readOthers(): Question[] {
  const file =
    values.others ?? path.resolve(import.meta.dirname, '../../knowledge/library/evaluation-questions.jsonl');
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { question?: string; text?: string })
    .map(({ question, text }) => ({ text: question ?? text ?? '', matter: null }));
}

/** The same order in each run. */
function shuffle(list: Question[]): Question[] {
  let state = 42;
  const next = () => (state = Math.imul(state ^ (state >>> 15), 2246822519) + 3266489917) >>> 0;
  return list
    .map((question) => ({ question, key: next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ question }) => question);
}
