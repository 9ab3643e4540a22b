import { zipSync, strToU8 } from 'fflate';
import { afterAll, expect, test } from 'vitest';

import { openDocumentParser } from '~/knowledge/documents/document-parser.server';

import { drawScan, makeOfd, type OfdPiece } from './make-files';

const parser = openDocumentParser({ threads: 1, limits: { pages: 3 } });
afterAll(() => parser.close());

async function read(bytes: Uint8Array) {
  const outcome = await parser.parse({ bytes, name: '公文.ofd' });
  return outcome.ok ? outcome.document : outcome.refusal.code;
}

const page: OfdPiece[] = [
  // Written out of order, and the last line first.
  [20, 90, '第二条 本办法自2024年3月1日起施行，有效期5年。'],
  [55, 30, '云江市研发补助办法'],
  [20, 70, '第一条 按研发费用的'],
  [70, 70, '百分之八给予补助 & 奖励。'],
  [20, 110, '看不见的字', 'Visible="false"'],
];

test('an OFD is read in the order of its lines, without templates, backgrounds and what is invisible', async () => {
  const document = await read(makeOfd([[page], [[[20, 30, '第三条 另一份文档的条款。']]]]));
  if (typeof document === 'string') throw new Error(document);
  expect(document).toMatchObject({
    format: 'ofd',
    mediaType: 'application/ofd',
    title: '云江市研发补助办法',
    metadata: { fields: { effectiveFrom: { value: '2024-03-01' } } },
  });
  expect(document.text).toBe(
    [
      '云江市研发补助办法',
      '第一条 按研发费用的百分之八给予补助 & 奖励。',
      '第二条 本办法自2024年3月1日起施行，有效期5年。',
      '第三条 另一份文档的条款。',
    ].join('\n'),
  );
});

test('an OFD that reaches outside, is damaged, has no text or too many pages is refused', async () => {
  const xxe = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>';
  expect(await read(makeOfd([[page]], xxe))).toBe('damaged');
  expect(await read(zipSync({ 'OFD.xml': strToU8('<ofd:OFD><ofd:DocBody>') }))).toBe('damaged');
  expect(await read(makeOfd([[[]]]))).toBe('scanned');
  expect(await read(makeOfd([[page, page, page, page]]))).toBe('too-many-pages');
});

test('a page of an OFD that is a picture is recognised, and marked', { timeout: 120_000 }, async () => {
  const scan = drawScan(['云江市扫描办法', '第一条 扫描件补助每户六百元。']);
  const document = await read(makeOfd([[page], [[]]], '', new Uint8Array(scan)));
  if (typeof document === 'string') throw new Error(document);
  expect(document).toMatchObject({ textOrigin: 'ocr-unchecked', ocrPages: [2], format: 'ofd' });
  expect(document.text.replace(/\s/g, '')).toContain('扫描件补助每户六百元');
  expect(document.pageStarts).toHaveLength(2);
  expect(await read(makeOfd([[[]]], '', strToU8('no picture')))).toBe('damaged');
});
