import fc from 'fast-check';
import { expect, test } from 'vitest';

import { cutPage } from '~/knowledge/documents/cut-page';
import type { PageBlock } from '~/knowledge/documents/page-blocks';

const passage = (id: number): PageBlock => ({
  type: 'passage',
  passage: { id, path: '', text: `${id}`, start: id, end: id + 1 },
});
const heading = (id: number): PageBlock => ({ type: 'heading', id: `h-${id}`, level: 2, text: '标题' });

test('all pages together are the whole document, none with more passages than fit', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (kinds, size) => {
      const blocks = kinds.map((isPassage, i) => (isPassage ? passage(i) : heading(i)));
      const { pages } = cutPage(blocks, { page: 1, passageId: null }, size);
      const cut = Array.from({ length: pages }, (_, i) =>
        cutPage(blocks, { page: i + 1, passageId: null }, size),
      );
      expect(cut.flatMap((one) => one.blocks)).toEqual(blocks);
      for (const one of cut)
        expect(one.blocks.filter(({ type }) => type === 'passage').length).toBeLessThanOrEqual(size);
    }),
  );
});

test('a cited passage opens its own page, with the heading above it', () => {
  const blocks = [passage(1), passage(2), heading(9), passage(3), passage(4)];
  expect(cutPage(blocks, { page: 1, passageId: 4 }, 2)).toEqual({
    blocks: [heading(9), passage(3), passage(4)],
    page: 2,
    pages: 2,
  });
});

test('a page that there is none of is the nearest one', () => {
  const blocks = [passage(1), passage(2), passage(3)];
  const pageOf = (page: number) => cutPage(blocks, { page, passageId: null }, 2).page;
  expect([pageOf(-1), pageOf(Number.NaN), pageOf(1.5), pageOf(99)]).toEqual([1, 1, 1, 2]);
});
