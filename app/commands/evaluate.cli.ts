import { readFileSync } from 'node:fs';
import { availableParallelism, tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { loadCorpus } from '~/knowledge/evaluation/load-corpus.server';
import type { RankingFigures, RetrievalFigures } from '~/knowledge/evaluation/evaluate-retrieval.server';
import { EvaluationFileError, readCorpus, readQuestions } from '~/knowledge/evaluation/read-beir';
import { runEvaluation } from '~/knowledge/evaluation/run-evaluation.server';
import { showProgress } from '~/knowledge/evaluation/show-progress.server';
import { retrievers, type Retriever } from '~/knowledge/search/ranked-passage';
import type { Db } from '~/prisma/database.server';

import {
  describeAnswers,
  measureAnswers,
  type SampleCityAnswers,
} from './sample-city/measure-answers.server';
import { prepareSampleCity } from './sample-city/prepare-evaluation.server';

const usage = `npm run evaluate -- --corpus FILE --queries FILE --qrels FILE [--retriever keyword|vector|hybrid] [--halves] [--json]
npm run evaluate -- --sample-city [--retriever …] [--failures] [--json]

BEIR files: corpus.jsonl (_id, title, text), queries.jsonl (_id, text), qrels.tsv (a header line, then query-id,
corpus-id, score). --sample-city asks the starter city's own questions in a freshly seeded database,
by each retriever and then as the assistant answers them without a chat model; --failures lists the questions answered
wrongly, but for the fresh ones, which nobody tunes on. Without --retriever all three are evaluated. --halves prints both halves of
the questions beside the whole: settings are chosen on "tune" (first byte of the SHA-256 of the query id even) and
reported on "report". Figures go to standard output, progress to standard error.`;

/** The command was given wrongly; the message says how it is meant. */
class UsageError extends Error {}

try {
  await evaluate();
} catch (error) {
  const isTheirs =
    error instanceof EvaluationFileError || error instanceof UsageError || isMissingFile(error);
  if (!isTheirs) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function evaluate(): Promise<void> {
  const options = readOptions();
  const isSampleCity = !('corpus' in options);
  let answers: SampleCityAnswers | null = null;
  const figures = await runEvaluation({
    prepare: 'corpus' in options ? prepareFiles(options) : (db, folder) => prepareSampleCity(db, folder),
    retrievers: options.retriever ? [options.retriever] : retrievers,
    cacheFolder: cacheFolder(),
    embeddingWorkers: Number(process.env.EMBEDDING_WORKERS) || availableParallelism(),
    progress: (stage) => showProgress(stage),
    ...(isSampleCity &&
      options.retriever === undefined && {
        after: async (file: string, folder: string) => {
          answers = await measureAnswers(file, folder, showProgress('asking the assistant'));
        },
      }),
  });
  for (const { halves, ...whole } of figures) {
    const shown = options.halves ? { ...whole, halves } : whole;
    console.log(options.json ? JSON.stringify(shown) : describe(whole));
    if (options.halves && !options.json) {
      for (const [half, line] of Object.entries(halves))
        console.log(`  ${half.padEnd(6)}  ${describeRanking(line)}`);
    }
  }
  if (answers !== null) for (const line of describeAnswers(answers, options)) console.log(line);
}

function prepareFiles(files: { corpus: string; queries: string; qrels: string }) {
  const read = (file: string) => ({ file, content: readFileSync(file, 'utf8') });
  const { file, content } = read(files.corpus);
  const corpus = readCorpus(file, content);
  const questions = readQuestions(read(files.queries), read(files.qrels));
  const loading = showProgress('reading the corpus');
  return async (db: Db) => ({
    questions,
    entryOf: await loadCorpus(db, corpus, (done) => loading(done, corpus.length)),
  });
}

function readOptions() {
  const { values } = parseValues();
  const { corpus, queries, qrels, retriever, json, failures, halves } = values;
  if (values.help) throw new UsageError(usage);
  if (retriever !== undefined && !retrievers.includes(retriever as Retriever)) {
    throw new UsageError(`--retriever is "${retriever}", but must be one of ${retrievers.join(', ')}.`);
  }
  const chosen = {
    json: json ?? false,
    failures: failures ?? false,
    halves: halves ?? false,
    retriever: retriever as Retriever | undefined,
  };
  if (values['sample-city']) return chosen;
  if (!corpus || !queries || !qrels)
    throw new UsageError(`--corpus, --queries and --qrels are needed.\n\n${usage}`);
  return { corpus, queries, qrels, ...chosen };
}

function parseValues() {
  try {
    return parseArgs({
      options: {
        corpus: { type: 'string' },
        queries: { type: 'string' },
        qrels: { type: 'string' },
        retriever: { type: 'string' },
        'sample-city': { type: 'boolean' },
        halves: { type: 'boolean' },
        json: { type: 'boolean' },
        failures: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage}`);
  }
}

/** Vectors are kept with the city's data if that is set, else for this user in the system's folder for such things. */
function cacheFolder(): string {
  const folder = process.env.DATA_DIR;
  return folder
    ? path.join(folder, 'cache', 'evaluation')
    : path.join(tmpdir(), `huiqitong-${userInfo().username}-evaluation`);
}

function describe({ retriever, latencyMs, ...figures }: Omit<RetrievalFigures, 'halves'>): string {
  const { p50, p95 } = latencyMs;
  return `${retriever.padEnd(8)}  ${describeRanking(figures)}  p50 ${p50.toFixed(1)} ms  p95 ${p95.toFixed(1)} ms`;
}

function describeRanking(figures: RankingFigures): string {
  const share = (value: number) => value.toFixed(3);
  return [
    `nDCG@10 ${share(figures['ndcg@10'])}`,
    `hit@1 ${share(figures['hit@1'])}`,
    `hit@10 ${share(figures['hit@10'])}`,
    `recall@100 ${share(figures['recall@100'])}`,
    `${String(figures.queries)} questions`,
  ].join('  ');
}

function isMissingFile(error: unknown): error is Error {
  return (
    error instanceof Error &&
    ['ENOENT', 'EISDIR', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')
  );
}
