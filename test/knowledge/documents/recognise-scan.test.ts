import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';

import { openDocumentParser } from '~/knowledge/documents/document-parser.server';
import { asPdfLines, pageRanges } from '~/knowledge/documents/recognition/recognised-page';

import { drawScan, makeScannedPdf } from './make-files';

const parser = openDocumentParser({ threads: 1 });
afterAll(() => parser.close());

const page = [
  '云江市财政局关于印发研发补助办法的通知',
  '云江财〔2024〕12号',
  '第一条 对符合条件的企业，按研发费用的百分之八给予补助。',
  '第二条 本办法自2024年3月1日起施行，有效期5年。',
];

describe('a scan', () => {
  test(
    'is read page by page, and only the pages that are pictures; the document says that it was recognised',
    { timeout: 240_000 },
    async () => {
      const heard: unknown[] = [];
      const pdf = makeScannedPdf(['Annex 1: list of applicants for the year', drawScan(page)]);
      const outcome = await parser.parse(
        { bytes: pdf, name: '扫描.pdf' },
        { onProgress: (progress) => heard.push(progress) },
      );
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
      const { document } = outcome;
      expect(heard).toEqual([{ done: 1, of: 1 }]);
      expect(document).toMatchObject({ textOrigin: 'ocr-unchecked', ocrPages: [2], format: 'pdf' });
      expect(document.text).toContain('Annex 1: list of applicants for the year');
      const articles = document.passages.filter(({ kind }) => kind === 'article');
      expect(articles.map(({ path }) => path)).toEqual(['第一条', '第二条']);
      expect(articles[0]?.text.replace(/\s/g, '')).toBe(page[2]?.replace(/\s/g, ''));
      expect(document.metadata.fields).toMatchObject({
        documentNumber: { value: '云江财〔2024〕12号' },
        effectiveFrom: { value: '2024-03-01' },
      });
    },
  );

  test(
    'may be a picture; one without writing, too large or damaged is refused',
    { timeout: 240_000 },
    async () => {
      const webp = await sharp(drawScan(page)).webp().toBuffer();
      const outcome = await parser.parse({ bytes: new Uint8Array(webp), name: '通知.webp' });
      expect(outcome).toMatchObject({
        ok: true,
        document: { format: 'webp', mediaType: 'image/webp', textOrigin: 'ocr-unchecked', ocrPages: [1] },
      });
      const codeOf = async (bytes: Uint8Array, limits = {}) => {
        const other = openDocumentParser({ threads: 1, limits });
        try {
          const refused = await other.parse({ bytes, name: 'a.png' });
          return refused.ok ? 'taken' : refused.refusal.code;
        } finally {
          await other.close();
        }
      };
      const png = (width: number, height: number) =>
        sharp({ create: { width, height, channels: 3, background: '#fff' } })
          .png()
          .toBuffer();
      expect(await codeOf(await png(400, 300))).toBe('scanned');
      expect(await codeOf(await png(12_000, 12_000))).toBe('too-many-pixels');
      expect(await codeOf((await png(400, 300)).subarray(0, 60))).toBe('damaged');
      expect(await codeOf(await png(400, 300), { scanPageMs: 1 })).toBe('too-slow');
      expect(await codeOf(await png(400, 300), { scanMemoryMb: 60 })).toBe('too-much-memory');
    },
  );

  test('with more pages than are recognised is refused before anything starts', async () => {
    const few = openDocumentParser({ threads: 1, limits: { scannedPages: 1 } });
    try {
      const scan = drawScan(page);
      expect(await few.parse({ bytes: makeScannedPdf([scan, scan]), name: 'a.pdf' })).toEqual({
        ok: false,
        refusal: { code: 'too-many-scans', params: { pages: 2, limit: 1 } },
      });
    } finally {
      await few.close();
    }
  });
});

test('recognised lines stand from top to bottom, with mended brackets; pages are told as ranges', () => {
  const lines = [
    { text: '云江财〔2024]12号', confidence: 0.9, left: 10, right: 90, top: 50, bottom: 60 },
    { text: '标题', confidence: 0.9, left: 40, right: 60, top: 5, bottom: 15 },
  ];
  expect(asPdfLines({ page: 1, width: 100, lines }).map(({ text }) => text)).toEqual([
    '标题',
    '云江财〔2024〕12号',
  ]);
  expect(pageRanges([5, 1, 3, 4, 4])).toBe('1, 3–5');
});
