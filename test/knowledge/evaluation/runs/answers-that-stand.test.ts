import fc from 'fast-check';
import { expect, test } from 'vitest';

import { answersThatStand } from '~/knowledge/evaluation/runs/answers-that-stand';
import type { JudgedAnswer } from '~/knowledge/evaluation/runs/judge-answer';
import { buildDictionary } from '~/knowledge/search/understanding/dictionary';
import type { DictionaryWord } from '~/knowledge/search/understanding/dictionary-entry';

const dictionaryOf = (entries: DictionaryWord[]) =>
  buildDictionary({ entries, titles: [], numbers: [], occurs: () => true });
const synonym = (term: string, target: string): DictionaryWord => ({
  ...{ kind: 'synonym', term, targets: [target], weight: 1 },
});
const answer = (texts: string[] | undefined, more: Partial<JudgedAnswer> = {}): JudgedAnswer => ({
  ...{ questionId: 'q', question: '问', kind: 'answerable', asOf: null, isRight: true, faults: [] },
  ...{ outcome: 'answered', rank: 1, citations: [], missingWords: [], tookMs: 1 },
  ...(texts && { texts }),
  ...more,
});

test('an answer stands while each text that search was asked is understood to the letter as before', () => {
  const was = dictionaryOf([]);
  const is = dictionaryOf([synonym('补贴', '财政补助')]);
  const kept = answer(['研发费用怎么扣', '研发费用']);
  expect(answersThatStand([kept, answer(['研发费用', '有补贴吗'])], was, is)).toEqual([kept]);
});

test('what was not noted, or failed, does not stand', () => {
  const same = dictionaryOf([]);
  expect(answersThatStand([answer(undefined), answer(['问'], { outcome: 'failed' })], same, same)).toEqual(
    [],
  );
});

test('law: entries that share no character with the texts turn nothing, however many', () => {
  const asked = fc.array(
    fc
      .array(fc.constantFrom('研发', '高企', '社保'), { minLength: 1, maxLength: 3 })
      .map((words) => words.join('的')),
    { maxLength: 3 },
  );
  const foreign = fc.array(
    fc.tuple(fc.constantFrom('烟花', '渔船', '停车'), fc.constantFrom('许可', '证书')),
  );
  fc.assert(
    fc.property(asked, foreign, (texts, pairs) => {
      const is = dictionaryOf(pairs.map(([term, target]) => synonym(term, target)));
      expect(answersThatStand([answer(texts)], dictionaryOf([]), is)).toHaveLength(1);
    }),
  );
});
