import { readFileSync } from 'node:fs';
import { availableParallelism, tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import type { RetrievalFigures } from '~/knowledge/evaluation/evaluate-retrieval.server';
import { EvaluationFileError, readCorpus, readQuestions } from '~/knowledge/evaluation/read-beir';
import { runEvaluation } from '~/knowledge/evaluation/run-evaluation.server';
import { showProgress } from '~/knowledge/evaluation/show-progress.server';
import { retrievers, type Retriever } from '~/knowledge/search/ranked-passage';

const usage = `npm run evaluate -- --corpus FILE --queries FILE --qrels FILE [--retriever keyword|vector|hybrid] [--json]

BEIR files: corpus.jsonl (_id, title, text), queries.jsonl (_id, text), qrels.tsv (a header line, then query-id,
corpus-id, score). Without --retriever all three are evaluated. Figures go to standard output, progress to standard
error.`;

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
  const read = (file: string) => ({ file, content: readFileSync(file, 'utf8') });
  const corpusFile = read(options.corpus);
  const figures = await runEvaluation({
    corpus: readCorpus(corpusFile.file, corpusFile.content),
    questions: readQuestions(read(options.queries), read(options.qrels)),
    retrievers: options.retriever ? [options.retriever] : retrievers,
    cacheFolder: cacheFolder(),
    embeddingWorkers: Number(process.env.EMBEDDING_WORKERS) || availableParallelism(),
    progress: (stage) => showProgress(stage),
  });
  for (const line of figures) console.log(options.json ? JSON.stringify(line) : describe(line));
}

function readOptions() {
  const { values } = parseValues();
  const { corpus, queries, qrels, retriever, json } = values;
  if (values.help) throw new UsageError(usage);
  if (!corpus || !queries || !qrels)
    throw new UsageError(`--corpus, --queries and --qrels are needed.\n\n${usage}`);
  if (retriever !== undefined && !retrievers.includes(retriever as Retriever)) {
    throw new UsageError(`--retriever is "${retriever}", but must be one of ${retrievers.join(', ')}.`);
  }
  return { corpus, queries, qrels, json: json ?? false, retriever: retriever as Retriever | undefined };
}

function parseValues() {
  try {
    return parseArgs({
      options: {
        corpus: { type: 'string' },
        queries: { type: 'string' },
        qrels: { type: 'string' },
        retriever: { type: 'string' },
        json: { type: 'boolean' },
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

function describe(figures: RetrievalFigures): string {
  const { retriever, latencyMs, queries } = figures;
  const share = (value: number) => value.toFixed(3);
  return [
    retriever.padEnd(8),
    `nDCG@10 ${share(figures['ndcg@10'])}`,
    `hit@1 ${share(figures['hit@1'])}`,
    `hit@10 ${share(figures['hit@10'])}`,
    `recall@100 ${share(figures['recall@100'])}`,
    `p50 ${latencyMs.p50.toFixed(1)} ms`,
    `p95 ${latencyMs.p95.toFixed(1)} ms`,
    `${String(queries)} questions`,
  ].join('  ');
}

function isMissingFile(error: unknown): error is Error {
  return (
    error instanceof Error &&
    ['ENOENT', 'EISDIR', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')
  );
}
