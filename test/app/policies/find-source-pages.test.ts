import { expect, it } from 'vitest';

import { findSourcePages } from '~/app/policies/find-source-pages.server';
import { useDatabase } from '~/test/setup/database';

const { db } = useDatabase();

it('leads to the clause of the published document, by its words or its path', async () => {
  const texts = [
    ['第五条', '申请补助应当具备条件', 'a'],
    ['第五条 第（二）项', '具备研发资质', 'b'],
    ['第六条', '补助比例为百分之八', 'c'],
  ];
  const { id, passages } = await db.document.create({
    data: {
      titleKey: 'k',
      title: '细则',
      documentNumber: '云江科发〔2026〕12号',
      metadata: {},
      textHash: 'h',
      text: '',
      format: 'md',
      passages: {
        create: texts.map(([path = '', text = '', textHash = ''], number) => ({
          path,
          text,
          textHash,
          number,
          start: 0,
          end: 0,
        })),
      },
    },
    include: { passages: { orderBy: { number: 'asc' } } },
  });
  const [, second, third] = passages.map((passage) => passage.id);
  const source = (part: object) => ({
    id: 's',
    documentTitle: '另一名',
    documentNumber: '云江科发〔2026〕12号',
    ...part,
  });
  const links = await findSourcePages(db, [
    source({ path: '第五条第（二）项' }),
    source({ quote: '百分之八', path: '第五条' }),
    source({ path: '第九条' }),
    { id: 't', documentTitle: '细则' },
    { id: 'u', documentTitle: '未收录', url: 'https://example.org/' },
  ]);
  expect(links.map(({ href }) => href)).toEqual([
    `/documents/${id}?mark=${second}#p-${second}`,
    `/documents/${id}?mark=${third}&quote=${encodeURIComponent('百分之八')}#p-${third}`,
    `/documents/${id}`,
    `/documents/${id}`,
    null,
  ]);
  expect(links.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5]);
});
