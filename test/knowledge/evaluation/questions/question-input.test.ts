import { describe, expect, test } from 'vitest';

import { questionInputSchema, readQuestionLines } from '~/knowledge/evaluation/questions/question-input';

describe('pasted lines of questions', () => {
  test('cells are parted by tabs or by |; a question alone has no answer', () => {
    const text = [
      '补多少钱？\t甲办法\t第五条\t百分之八、50万元\t2024-05-01\t问过去的规定',
      '',
      '装光伏有补贴吗？',
      '担保费能补吗 | 云江财发〔2026〕5号 | 第三条',
    ].join('\n');
    expect(readQuestionLines(text)).toEqual([
      {
        ...{ line: 1, question: '补多少钱？', kind: 'replaced-version', document: '甲办法', path: '第五条' },
        ...{ mustHold: ['百分之八', '50万元'], asOf: '2024-05-01' },
      },
      {
        line: 3,
        question: '装光伏有补贴吗？',
        kind: 'unanswerable',
        document: '',
        path: '',
        mustHold: [],
        asOf: null,
      },
      {
        ...{
          line: 4,
          question: '担保费能补吗',
          kind: 'answerable',
          document: '云江财发〔2026〕5号',
          path: '第三条',
        },
        ...{ mustHold: [], asOf: null },
      },
    ]);
  });

  test('a line that cannot be used says why', () => {
    const problems = [
      '短',
      '问题问题|甲|一|词|2024-13-01',
      '问题问题|||||什么类',
      '问题问题|||||有依据',
      '问题问题|甲||||无依据',
      '问'.repeat(501),
    ];
    for (const line of readQuestionLines(problems.join('\n'))) expect(line).toHaveProperty('problem');
  });
});

describe('a question as entered', () => {
  const entry = {
    question: '补多少钱？',
    kind: 'answerable',
    clauses: [],
    mustHold: [],
    asOf: null,
    note: null,
  };
  test('one with an answer names its clause, another names none', () => {
    expect(questionInputSchema.safeParse(entry).error?.issues[0]?.path).toEqual(['clauses']);
    expect(questionInputSchema.safeParse({ ...entry, kind: 'unanswerable' }).success).toBe(true);
    const wrong = questionInputSchema.safeParse({ ...entry, kind: 'unanswerable', mustHold: ['八'] });
    expect(wrong.error?.issues[0]?.path).toEqual(['kind']);
    expect(
      questionInputSchema.safeParse({ ...entry, kind: 'unanswerable', asOf: '2024-02-30' }).success,
    ).toBe(false);
  });
});
