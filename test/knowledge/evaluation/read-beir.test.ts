import { describe, expect, it } from 'vitest';

import { readCorpus, readQuestions } from '~/knowledge/evaluation/read-beir';

const qrels = (content: string) => ({ file: 'qrels.tsv', content });
const queries = {
  file: 'queries.jsonl',
  content: '{"_id":"q1","text":"谁交税"}\r\n{"_id":"q2","text":"谁免税"}\n',
};

describe('BEIR files', () => {
  it('reads a corpus, with or without titles and a byte order mark', () => {
    const content =
      '\uFEFF{"_id":"a","title":"税法","text":"纳税"}\n\n{"_id":"b","text":"免税","metadata":{}}\n';
    expect(readCorpus('corpus.jsonl', content)).toEqual([
      { _id: 'a', title: '税法', text: '纳税' },
      { _id: 'b', title: '', text: '免税' },
    ]);
  });

  it('joins questions with their right answers and drops those without', () => {
    const content = 'query-id\tcorpus-id\tscore\nq1\ta\t1\nq1\tb\t2\nq2\ta\t0\nq9\ta\t1\n';
    expect(readQuestions(queries, qrels(content))).toEqual([
      {
        id: 'q1',
        text: '谁交税',
        relevance: new Map([
          ['a', 1],
          ['b', 2],
        ]),
      },
    ]);
  });

  it('takes the first line of qrels for its header, whatever it says', () => {
    expect(readQuestions(queries, qrels('q1\ta\t1\nq2\ta\t1\n')).map(({ id }) => id)).toEqual(['q2']);
  });

  it.each([
    ['{"_id":"a"', 'corpus.jsonl, line 1: not JSON'],
    ['{"_id":"a","text":"x"}\n{"_id":"b"}', 'corpus.jsonl, line 2'],
    ['{"_id":"a","text":"x"}\n{"_id":"a","text":"y"}', 'line 2: _id a stands twice'],
  ])('names the line that is wrong: %s', (content, message) => {
    expect(() => readCorpus('corpus.jsonl', content)).toThrow(message);
  });

  it.each(['q1 a 1', 'q1\ta', 'q1\ta\tgood', 'q1\ta\t', 'q1\tQ0\ta\t1'])(
    'refuses the line %j of qrels',
    (line) => {
      expect(() => readQuestions(queries, qrels(`header\n${line}`))).toThrow('qrels.tsv, line 2');
    },
  );
});
