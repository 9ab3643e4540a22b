import { readFileSync } from 'node:fs';
import { availableParallelism, tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { FakeEmbeddings } from '@langchain/core/utils/testing';

import { halfOfQuestion, type Half } from '~/knowledge/evaluation/half-of-question';
import { loadCorpus } from '~/knowledge/evaluation/load-corpus.server';
import { readCorpus, readQuestions, type EvaluationQuestion } from '~/knowledge/evaluation/read-beir';
import { runEvaluation } from '~/knowledge/evaluation/run-evaluation.server';
import { scoreRanking } from '~/knowledge/evaluation/score-ranking';
import { openEmbeddingModel } from '~/knowledge/search/embedding/embedding-model.server';
import { gatherCandidates } from '~/knowledge/search/judging/gather-candidates.server';
import {
  learnedWeights,
  measureEvidence,
  type EvidenceWeights,
} from '~/knowledge/search/judging/judge-passages';
import { HeldKeywords } from '~/knowledge/search/keywords/held-keywords.server';
import { everyDocument } from '~/knowledge/search/passage-filter';
import { rankPassages } from '~/knowledge/search/rank-passages.server';
import { readDocumentIds } from '~/knowledge/search/read-passages.server';
import { defaultSearchSettings } from '~/knowledge/search/settings/search-settings';
import { followVectors } from '~/knowledge/search/vectors/follow-vectors.server';
import { HnswVectorStore } from '~/knowledge/search/vectors/hnsw-vector-store.server';
import { openReader } from '~/prisma/database.server';

import { learnWeights, orderBy, type JudgedExample } from './learn-weights';

/**
 * `npx tsx test/bench/search/fit-evidence.ts FOLDER [--depth N] [--judged N]… [--each]`: learns what each kind of evidence counts (judge-passages.ts)
 * on the tuning half of a BEIR set (corpus.jsonl, queries.jsonl, qrels.tsv) and prints figures of both halves: as fused, as
 * judged now, as learned, and with --each without each kind. Vectors are kept beside those of `npm run evaluate`.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    depth: { type: 'string', default: String(defaultSearchSettings.depth) },
    judged: { type: 'string', multiple: true, default: [String(defaultSearchSettings.judged)] },
    each: { type: 'boolean', default: false },
  },
});
const [folder = '../shared/data/questions/stard-train'] = positionals;
const { depth } = values;
const read = (name: string) => {
  const file = path.join(folder, name);
  return { file, content: readFileSync(file, 'utf8') };
};
const corpus = read('corpus.jsonl');
const kinds = Object.keys(learnedWeights) as (keyof EvidenceWeights)[];
const say = (line: string) => process.stdout.write(`${line}\n`);

interface AskedQuestion extends JudgedExample {
  half: Half;
  /** Entries as fused: those judged first, then the rest. */
  entries: string[];
  relevance: EvaluationQuestion['relevance'];
}

const questions = readQuestions(read('queries.jsonl'), read('qrels.tsv'));
await runEvaluation({
  prepare: async (db) => ({
    questions: [],
    entryOf: await loadCorpus(db, readCorpus(corpus.file, corpus.content)),
  }),
  retrievers: ['vector'],
  cacheFolder: path.join(tmpdir(), `huiqitong-${userInfo().username}-evaluation`),
  embeddingWorkers: availableParallelism(),
  progress: () => () => undefined,
  after: fit,
});

async function fit(databaseFile: string): Promise<void> {
  const sql = openReader(databaseFile);
  const model = await openEmbeddingModel({ passageWorkers: 0 });
  const store = new HnswVectorStore(new FakeEmbeddings(), {
    dimension: model.dimension,
    readPassages: () => [],
  });
  await followVectors(sql, store, model.id).catchUp();
  const keywords = new HeldKeywords(sql);
  const all = readDocumentIds(sql, everyDocument);
  const entryOf = new Map(
    sql
      .all<{ id: number; entry: string }>(
        'SELECT p.id AS id, d.titleKey AS entry FROM "Passage" p JOIN "Document" d ON d.id = p.documentId',
      )
      .map(({ id, entry }) => [id, entry]),
  );
  const settings = { ...defaultSearchSettings, depth: Number(depth), judged: 0 };
  for (const most of values.judged.map(Number)) {
    const asked: AskedQuestion[] = [];
    for (const { id, text, relevance } of questions) {
      const embedded = await (model.embedQuestion as NonNullable<typeof model.embedQuestion>)(text);
      const search = {
        sql,
        keywords: {
          search: (q: Parameters<HeldKeywords['search']>[0]) => Promise.resolve(keywords.search(q)),
        },
        vectors: () => ({ store, model: model.id }),
        documents: () => all,
        embedQuestion: () => Promise.resolve(embedded),
      };
      const { order, tokens } = await rankPassages(search, {
        ...{ words: text, meant: text, expansions: [], retriever: 'hybrid', condition: everyDocument },
        ...{ settings, places: settings.depth, shown: settings.depth },
      });
      const candidates = gatherCandidates(sql, order.slice(0, most), {
        tokens,
        vectors: { store, model: model.id, ...embedded },
      });
      const evidence = measureEvidence(candidates);
      const entries = order.map((entry) => entryOf.get(entry.id) as string);
      asked.push({
        half: halfOfQuestion(id),
        entries,
        relevance,
        evidence: candidates.map((_, at) => kinds.map((kind) => evidence[kind][at] as number)),
        isRelevant: candidates.map((_, at) => (relevance.get(entries[at] as string) ?? 0) > 0),
      });
    }
    report(asked, most);
  }
  await model.close();
  sql.close();
}

function report(asked: readonly AskedQuestion[], most: number): void {
  say(`\n${String(most)} judged, ${depth} of each list`);
  show('as fused', asked, null);
  show(
    'as judged now',
    asked,
    kinds.map((kind) => learnedWeights[kind]),
  );
  const tune = asked.filter(({ half }) => half === 'tune');
  const weights = learnWeights(tune, kinds.length);
  show('as learned', asked, weights);
  say(kinds.map((kind, at) => `  ${kind}: ${(weights[at] as number).toFixed(2)},`).join('\n'));
  for (const without of values.each ? kinds : []) {
    const left = kinds.flatMap((kind, at) => (kind === without ? [] : [at]));
    const fewer = (each: AskedQuestion) => ({
      ...each,
      evidence: each.evidence.map((row) => left.map((at) => row[at] as number)),
    });
    const own = learnWeights(tune.map(fewer), left.length);
    show(`without ${without}`, asked.map(fewer), own);
  }
}

function show(name: string, asked: readonly AskedQuestion[], weights: readonly number[] | null): void {
  const of = (half: Half) => {
    const scores = asked
      .filter((each) => each.half === half)
      .map((each) => {
        const first = weights ? orderBy(weights, each).map((at) => each.entries[at] as string) : [];
        return scoreRanking([...first, ...each.entries.slice(first.length)], each.relevance);
      });
    const mean = (key: keyof (typeof scores)[number]) =>
      (scores.reduce((sum, score) => sum + Number(score[key]), 0) / scores.length).toFixed(4);
    return `${half} nDCG@10 ${mean('ndcg10')} hit@10 ${mean('hit10')} recall@100 ${mean('recall100')}`;
  };
  say(`${name.padEnd(24)} ${of('tune')} | ${of('report')}`);
}
