import { utils, write } from '@e965/xlsx';

import { openDocumentParser } from '~/knowledge/documents/document-parser.server';
import { refusalSentence } from '~/knowledge/documents/refusal';
import { makePdf } from '~/test/knowledge/documents/make-files';

/** `npm run bench:documents`: time and memory of a 300-page PDF and a 50,000-row XLSX, and what the limits say beyond. */
const parser = openDocumentParser({ threads: 1 });
const results: { name: string; seconds: number; peakRssMb: number; outcome: string; megabytes: number }[] =
  [];

async function measure(name: string, fileName: string, bytes: Uint8Array): Promise<void> {
  let peak = process.memoryUsage.rss();
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50);
  const startedAt = performance.now();
  const parsed = await parser.parse({ bytes, name: fileName });
  clearInterval(timer);
  const outcome = parsed.ok
    ? `${parsed.document.passages.length} passages, ${parsed.document.text.length} characters`
    : refusalSentence(parsed.refusal, 'zh-CN');
  const round = (value: number) => Math.round(value * 10) / 10;
  const seconds = round((performance.now() - startedAt) / 1000);
  const result = {
    name,
    seconds,
    peakRssMb: Math.round(peak / 1024 / 1024),
    outcome,
    megabytes: round(bytes.length / 1024 / 1024),
  };
  results.push(result);
  console.log(`${name}: ${result.megabytes} MB, ${seconds} s, peak ${result.peakRssMb} MB, ${outcome}`);
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

function makePages(pages: number): Promise<Uint8Array> {
  const lines = Array.from(
    { length: pages * 30 },
    (_, i) => `第${i + 1}条 对符合条件的企业，按其上年度研发费用给予后补助，最高不超过${i + 1}万元。`,
  );
  return makePdf(lines);
}

await measure('50,000-row XLSX', '目录.xlsx', makeWorkbook(50_000));
await measure('70,000-row XLSX', '目录.xlsx', makeWorkbook(70_000));
await measure('300-page PDF', '汇编.pdf', await makePages(300));
await parser.close();
console.log(JSON.stringify(results));
