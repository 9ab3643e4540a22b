import { utils, write } from '@e965/xlsx';

import { openDocumentParser, type DocumentParser } from '~/knowledge/documents/document-parser.server';
import type { InputFile, ParseOutcome } from '~/knowledge/documents/parsed-document';
import { refusalSentence, type RefusalCode } from '~/knowledge/documents/refusal';
import { makeBlankPdf, makePagedPdf, makeTablePdf } from '~/test/knowledge/documents/make-files';

/**
 * `npm run bench:documents`: time and memory of a 300-page PDF (text, and one of tables) and a 50,000-row XLSX, and what
 * the limits say beyond. Fails where a file isn't as long as its name says, isn't read whole, or isn't refused.
 */
const parser = openDocumentParser({ threads: 1 });
const hasty = openDocumentParser({ threads: 1, limits: { timeMs: 1000 } });
const results: { name: string; seconds: number; peakRssMb: number; outcome: string; megabytes: number }[] =
  [];

interface Expected {
  /** Passages at least, of a file that is read. */
  passages?: number;
  pages?: number;
  refused?: RefusalCode;
}

async function measure(
  name: string,
  file: InputFile,
  expected: Expected,
  reader: DocumentParser = parser,
): Promise<void> {
  const idle = process.memoryUsage.rss();
  let peak = idle;
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50);
  const startedAt = performance.now();
  const parsed = await reader.parse(file);
  clearInterval(timer);
  const seconds = round((performance.now() - startedAt) / 1000);
  const { bytes } = file;
  check(name, parsed, expected);
  const outcome = parsed.ok
    ? `${parsed.document.passages.length} passages, ${parsed.document.text.length} characters`
    : refusalSentence(parsed.refusal, 'zh-CN');
  const result = {
    name,
    seconds,
    peakRssMb: Math.round(peak / 1024 / 1024),
    outcome,
    megabytes: round(bytes.length / 1024 / 1024),
  };
  results.push(result);
  console.log(
    `${name}: ${result.megabytes} MB, ${seconds} s, peak ${result.peakRssMb} MB (${Math.round(idle / 1024 / 1024)} MB before), ${outcome}`,
  );
}

function check(name: string, parsed: ParseOutcome, { passages = 0, pages, refused }: Expected): void {
  if (!parsed.ok) {
    if (parsed.refusal.code !== refused) throw new Error(`${name}: refused as ${parsed.refusal.code}`);
    return;
  }
  const { document } = parsed;
  if (refused !== undefined) throw new Error(`${name}: taken, and should be refused as ${refused}`);
  if (pages !== undefined && document.pageStarts.length !== pages)
    throw new Error(`${name}: has ${document.pageStarts.length} pages, not ${pages}`);
  if (document.passages.length < passages)
    throw new Error(`${name}: ${document.passages.length} passages, fewer than ${passages}`);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function makeWorkbook(rows: number): Uint8Array {
  const header = ['事项编码', '事项名称', '部门', '条件', '标准（万元）', '时限', '地点', '电话'];
  const body = Array.from({ length: rows }, (_, i) => [
    ...[
      `YJ${i}`,
      `补助事项${i}`,
      '云江市财政局',
      `研发费用${i}万元以上`,
      i % 100,
      '7个工作日',
      '市政务中心',
      '0571-00000000',
    ],
  ]);
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([header, ...body]), '目录');
  return new Uint8Array(write(book, { type: 'buffer', compression: true }) as Buffer);
}

/** One article on each of 30 lines a page; a page break after each. */
function makePages(pages: number): Promise<Uint8Array> {
  return makePagedPdf(
    Array.from({ length: pages }, (_, page) =>
      Array.from({ length: 30 }, (__, i) => {
        const number = page * 30 + i + 1;
        return `第${number}条 对符合条件的企业，按其上年度研发费用给予补助，最高${number}万元。`;
      }),
    ),
  );
}

function makeTable(rows: number): Promise<Uint8Array> {
  return makeTablePdf([
    ['项目', '标准（万元）', '条件', '受理部门'],
    ...Array.from({ length: rows }, (_, i) => [
      `补助项目${i + 1}`,
      `${i + 1}`,
      `上一年度研发费用${i + 1}万元以上`,
      '云江市财政局',
    ]),
  ]);
}

const pdf = (name: string, bytes: Uint8Array): InputFile => ({ name: `${name}.pdf`, bytes });
const xlsx = (rows: number): InputFile => ({ name: '目录.xlsx', bytes: makeWorkbook(rows) });
try {
  await measure('50,000-row XLSX', xlsx(50_000), { passages: 50_000 });
  await measure('70,000-row XLSX', xlsx(70_000), { refused: 'too-many-rows' });
  const long = pdf('汇编', await makePages(300));
  await measure('300-page PDF', long, { pages: 300, passages: 9000 });
  await measure('300-page PDF within one second', long, { refused: 'too-slow' }, hasty);
  await measure('5,000-row table in a PDF', pdf('标准目录', await makeTable(5000)), { passages: 5000 });
  await measure('1,001-page PDF', pdf('长', makeBlankPdf(1001)), { refused: 'too-many-pages' });
} finally {
  await Promise.all([parser.close(), hasty.close()]);
}
console.log(JSON.stringify(results));
