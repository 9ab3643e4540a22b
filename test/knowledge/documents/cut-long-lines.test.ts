import { expect, test } from 'vitest';

import { cutLongLines, longestPassage } from '~/knowledge/documents/cut-long-lines';

const cut = (text: string) =>
  cutLongLines([{ text, start: 0, end: text.length }], text).map(({ start, end }) => text.slice(start, end));

test('a long line is cut after full stops', () => {
  const pieces = cut('企业应当如实申报。'.repeat(300));
  expect(pieces.length).toBeGreaterThan(2);
  expect(pieces.every((piece) => piece.endsWith('。') && piece.length <= longestPassage)).toBe(true);
});

test('without a full stop it is cut after commas, and without any between characters, never inside one', () => {
  expect(cut('甲，'.repeat(1500)).every((piece) => piece.endsWith('，'))).toBe(true);
  const pieces = cut('𠮷'.repeat(2000));
  expect(pieces.join('')).toBe('𠮷'.repeat(2000));
  expect(pieces.every((piece) => !/[\ud800-\udbff]$/.test(piece))).toBe(true);
});

test('no lines make no span', () => {
  expect(cutLongLines([], '')).toEqual([]);
});
