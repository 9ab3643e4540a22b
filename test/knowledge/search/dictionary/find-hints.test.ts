import { expect, test } from 'vitest';

import { findHints, partsOfWords, type HintedEntry } from '~/knowledge/search/dictionary/find-hints';

const entry = (id: string, term: string, targets: string[], kind: HintedEntry['kind'] = 'synonym') => ({
  id,
  kind,
  term,
  targets,
});
const hints = (...entries: HintedEntry[]) =>
  findHints(entries, (words) => words !== '无处可寻').map(({ entryId, kind, detail }) => [
    entryId,
    kind,
    detail,
  ]);

test('a circle is shown with its way around, from each of its terms', () => {
  expect(
    hints(entry('a', '甲甲', ['乙乙']), entry('b', '乙乙', ['丙丙']), entry('c', '丙丙', ['甲甲'])),
  ).toEqual([
    ['a', 'circular', '甲甲 → 乙乙 → 丙丙 → 甲甲'],
    ['b', 'circular', '乙乙 → 丙丙 → 甲甲 → 乙乙'],
    ['c', 'circular', '丙丙 → 甲甲 → 乙乙 → 丙丙'],
  ]);
});

test('a circle elsewhere doesn’t hold up the search', () => {
  expect(
    hints(entry('x', '前词', ['甲甲']), entry('a', '甲甲', ['乙乙']), entry('b', '乙乙', ['甲甲']))[0],
  ).toEqual(['x', 'chain', '甲甲']);
});

test('the same term twice, a target that is a term, and one that stands nowhere are told', () => {
  expect(
    hints(
      entry('a', '高企', ['高新技术企业']),
      entry('b', '高 企', ['高校企业'], 'abbreviation'),
      entry('c', '评高企', ['高企']),
      entry('d', '稀罕', ['无处可寻']),
    ),
  ).toEqual([
    ['a', 'same-term', '高校企业'],
    ['b', 'same-term', '高新技术企业'],
    ['c', 'chain', '高企'],
    ['d', 'unknown', '无处可寻'],
  ]);
});

test('a word that must not be cut goes with any other entry of its term', () => {
  expect(hints(entry('a', '小微', ['小型微利企业']), entry('b', '小微', [], 'whole'))).toEqual([]);
});

test('words stand in a corpus only where all their pairs do', () => {
  expect(partsOfWords('首台（套）R&D 装备')).toEqual(['首台', '套', 'r', 'd', '装备']);
});
