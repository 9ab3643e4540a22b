import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, expect, it } from 'vitest';

import { loadCorpus } from '~/knowledge/evaluation/load-corpus.server';
import { readCorpus, readQuestions } from '~/knowledge/evaluation/read-beir';
import { runEvaluation } from '~/knowledge/evaluation/run-evaluation.server';
import type { Db } from '~/prisma/database.server';

const cacheFolder = mkdtempSync(path.join(tmpdir(), 'huiqitong-cache-'));
afterAll(() => rmSync(cacheFolder, { recursive: true, force: true }));

const articles = [
  ['税收条例第一条', '小型微利企业减按百分之二十的税率缴纳企业所得税。'],
  ['就业条例第二条', '用人单位不裁员的，返还失业保险费。'],
  ['科技条例第三条', '企业研究开发费用可以加计扣除。'],
  ['租赁条例第四条', '承租国有房屋的，免收三个月租金。'],
  ['信用条例第五条', '列入严重失信名单的，不得享受优惠。'],
];
const corpus = readCorpus(
  'corpus.jsonl',
  articles.map(([title, text], at) => JSON.stringify({ _id: `a${String(at)}`, title, text })).join('\n'),
);
const questions = readQuestions(
  {
    file: 'queries.jsonl',
    content: [
      '小微企业所得税税率多少',
      '没有裁员能退失业保险费吗',
      '房屋租金免收几个月',
      '研究开发费用怎么扣除',
    ]
      .map((text, at) => JSON.stringify({ _id: `q${String(at)}`, text }))
      .join('\n'),
  },
  { file: 'qrels.tsv', content: 'query\tcorpus\tscore\nq0\ta0\t1\nq1\ta1\t1\nq2\ta3\t1\nq3\ta2\t1\n' },
);

const prepare = async (db: Db) => ({ questions, entryOf: await loadCorpus(db, corpus) });

async function run(retrievers: ('keyword' | 'vector' | 'hybrid')[], stages: string[] = []) {
  const progress = (stage: string) => (done: number, total: number) => {
    stages.push(`${stage} ${String(done)}/${String(total)}`);
  };
  return runEvaluation({ prepare, retrievers, cacheFolder, embeddingWorkers: 1, progress });
}

it('evaluates every retriever on real vectors and keeps them for the next run', async () => {
  const stages: string[] = [];
  const figures = await run(['keyword', 'vector', 'hybrid'], stages);
  expect(stages).toContain('embedding passages 5/5');
  expect(figures.map(({ retriever }) => retriever)).toEqual(['keyword', 'vector', 'hybrid']);
  for (const figure of figures) {
    expect(figure).toMatchObject({ 'ndcg@10': 1, 'hit@1': 1, 'hit@10': 1, 'recall@100': 1, queries: 4 });
    expect(figure.latencyMs.p95).toBeGreaterThanOrEqual(figure.latencyMs.p50);
  }

  const again: string[] = [];
  await run(['vector'], again);
  expect(again.filter((stage) => stage.startsWith('embedding'))).toEqual([]);
});

it('needs no model for keywords', async () => {
  const stages: string[] = [];
  const [figure] = await run(['keyword'], stages);
  expect(figure).toMatchObject({ retriever: 'keyword', 'hit@1': 1 });
  expect(stages.some((stage) => stage.startsWith('embedding'))).toBe(false);
});
