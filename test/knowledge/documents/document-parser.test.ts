import { randomBytes } from 'node:crypto';

import { strToU8, zipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';

import { convertDoc } from '~/knowledge/documents/convert-doc.server';
import { openDocumentParser } from '~/knowledge/documents/document-parser.server';
import { refusalCodes, refusalSentence } from '~/knowledge/documents/refusal';

import { encodeGb18030, makeBlankPdf, makeDocx, makePdf, markEncrypted, renameEntry } from './make-files';

const parser = openDocumentParser({
  threads: 1,
  limits: { fileBytes: 8 * 1024 * 1024, pages: 50, textLength: 200_000 },
});
afterAll(() => parser.close());

const notice = [
  '云江市财政局关于印发《云江市研发补助办法》的通知',
  '云江财〔2024〕12号',
  '第一条 对符合条件的企业，按其上年度研发费用的百分之八给予后补助，单户企业年度补助最高不超过五十万元。',
  '第二条 本办法自2024年3月1日起施行，有效期5年。',
];

async function parse(bytes: Uint8Array, name: string) {
  const outcome = await parser.parse({ bytes, name });
  return outcome.ok ? outcome.document : outcome.refusal;
}
async function refusedAs(bytes: Uint8Array, name: string) {
  const outcome = await parser.parse({ bytes, name });
  return outcome.ok ? `taken: ${outcome.document.title}` : outcome.refusal.code;
}

describe('the same notice in every format', () => {
  const formats: [string, () => Uint8Array | Promise<Uint8Array>][] = [
    ['notice.txt', () => strToU8(notice.join('\r\n'))],
    ['notice in UTF-16.txt', () => new Uint8Array(Buffer.from(`\ufeff${notice.join('\n')}`, 'utf16le'))],
    ['notice in GB18030.txt', () => encodeGb18030(notice.join('\n'))],
    ['notice.md', () => strToU8(`# ${notice.join('\n\n')}`)],
    [
      'notice.html',
      () =>
        strToU8(
          `<!doctype html><html><head><title>${notice[0]}</title><script>alert(1)</script></head><body><nav>首页</nav><article><h1>${notice[0]}</h1>${notice
            .slice(1)
            .map((line) => `<p>${line}</p>`)
            .join('')}</article></body></html>`,
        ),
    ],
    ['notice.docx', () => makeDocx(notice.map((line, i) => (i === 0 ? `# ${line}` : line)))],
    ['notice.pdf', () => makePdf(notice)],
  ];
  test.each(formats)('%s', async (name, make) => {
    const document = await parse(await make(), name);
    expect(document).toMatchObject({
      title: notice[0],
      metadata: {
        fields: {
          documentNumber: { value: '云江财〔2024〕12号' },
          issuer: { value: '云江市财政局' },
          region: { value: '359900' },
          effectiveFrom: { value: '2024-03-01' },
          expiresOn: { value: '2029-02-28' },
        },
      },
    });
    if (!('passages' in document)) throw new Error('refused');
    const articles = document.passages.filter(({ kind }) => kind === 'article');
    expect(articles.map(({ path, text }) => [path, text])).toEqual([
      ['第一条', notice[2]],
      ['第二条', notice[3]],
    ]);
  });

  test('a name without an ending is read by its bytes', async () => {
    expect(await parse(await makePdf(notice), 'download')).toMatchObject({ format: 'pdf' });
  });
});

test('tables keep their rows with the headings', async () => {
  const table = [
    ['档次', '条件', '金额'],
    ['一', '研发费用100万元以上', '3万元'],
    ['二', '研发费用500万元以上', '10万元'],
  ];
  const rows = [
    '档次：一；条件：研发费用100万元以上；金额：3万元',
    '档次：二；条件：研发费用500万元以上；金额：10万元',
  ];
  const html = `<html><body><p>补助标准表如下，供申报参考。</p><table>${table.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table></body></html>`;
  const markdown = `# 补助标准\n\n说明文字。\n\n${table.map((cells, i) => `| ${cells.join(' | ')} |${i === 0 ? '\n|---|---|---|' : ''}`).join('\n')}`;
  for (const [bytes, name] of [
    [strToU8(html), 't.html'],
    [strToU8(markdown), 't.md'],
    [makeDocx(['补助标准表如下，供申报参考。'], table), 't.docx'],
  ] as const) {
    const document = await parse(bytes, name);
    if (!('passages' in document)) throw new Error(JSON.stringify(document));
    expect(document.passages.filter(({ kind }) => kind === 'table-row').map(({ text }) => text)).toEqual(
      rows,
    );
  }
});

describe('refused with a reason', () => {
  test('an EXE named .pdf, and other wrong names', async () => {
    expect(await refusedAs(strToU8('MZ\u0000\u0000program'), '通知.pdf')).toBe('wrong-type');
    expect(await refusedAs(await makePdf(notice), '通知.docx')).toBe('wrong-type');
    expect(await refusedAs(strToU8('第一条 甲。'), '通知.docx')).toBe('wrong-type');
    expect(await refusedAs(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]), '通知.txt')).toBe('wrong-type');
  });

  test('programs, pictures and old Word files', async () => {
    expect(await refusedAs(strToU8('MZ\u0000\u0000program'), 'program')).toBe('unknown-type');
    const compound = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, ...Buffer.from('WordDocument', 'utf16le')]);
    const withoutOffice = await convertDoc(compound, { timeMs: 1000, command: 'no-such-soffice' });
    expect(withoutOffice).toEqual({ ok: false, refusal: { code: 'legacy-word' } });
    expect(refusalSentence({ code: 'legacy-word' }, 'zh-CN')).toContain('另存为');
    const slides = zipSync({ '[Content_Types].xml': strToU8('x'), 'ppt/presentation.xml': strToU8('x') });
    expect(await refusedAs(slides, 'slides')).toBe('unknown-type');
    const table = zipSync({ '[Content_Types].xml': strToU8('x'), 'xl/workbook.xml': strToU8('x') });
    expect(await refusedAs(table, 'table.xlsx')).toBe('damaged');
    expect(await refusedAs(strToU8('{"a":1}'), 'items.jsonl')).toBe('table-of-items');
  });

  test('encrypted files', async () => {
    expect(await refusedAs(await makePdf(notice, 'secret'), 'a.pdf')).toBe('encrypted');
    const compound = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, ...Buffer.from('EncryptedPackage', 'utf16le')]);
    expect(await refusedAs(compound, 'a.docx')).toBe('encrypted');
  });

  test('blank pages, and more pages than are read', async () => {
    expect(await refusedAs(makeBlankPdf(3), 'scan.pdf')).toBe('empty');
    expect(await parse(makeBlankPdf(51), 'long.pdf')).toEqual({
      code: 'too-many-pages',
      params: { pages: 51, limit: 50 },
    });
  });

  test('nothing to read', async () => {
    expect(await refusedAs(new Uint8Array(), 'a.txt')).toBe('empty');
    expect(await refusedAs(strToU8('  \n\n —— \n'), 'a.txt')).toBe('empty');
    expect(await refusedAs(strToU8('<html><body><script>x</script></body></html>'), 'a.html')).toBe('empty');
  });

  test('damaged files and unknown encodings', async () => {
    const pdf = await makePdf(notice);
    expect(await refusedAs(pdf.slice(0, 300), 'a.pdf')).toBe('damaged');
    const docx = makeDocx(notice);
    expect(['damaged', 'wrong-type']).toContain(await refusedAs(docx.slice(0, docx.length - 30), 'a.docx'));
    const noise = randomBytes(5000).map((byte) => byte | 0x80);
    expect(await refusedAs(new Uint8Array(noise), 'a.txt')).toBe('unknown-encoding');
  });

  test('too many bytes, too much text', async () => {
    expect(await refusedAs(new Uint8Array(9 * 1024 * 1024).fill(65), 'a.txt')).toBe('too-large');
    expect(await refusedAs(strToU8('补助'.repeat(150_000)), 'a.txt')).toBe('too-much-text');
  });

  test('a DOCX that unpacks to more than the limit', async () => {
    const small = openDocumentParser({ threads: 1, limits: { unpackedBytes: 1024 * 1024 } });
    try {
      const bomb = zipSync({ 'word/document.xml': new Uint8Array(2 * 1024 * 1024) }, { level: 9 });
      expect(bomb.length).toBeLessThan(10_000);
      const outcome = await small.parse({ bytes: bomb, name: 'bomb.docx' });
      expect(outcome).toMatchObject({ ok: false, refusal: { code: 'too-large' } });
    } finally {
      await small.close();
    }
  });

  test('each in a sentence in both languages', () => {
    for (const code of refusalCodes) {
      expect(
        refusalSentence(
          { code, params: { name: 'a', limit: 1, limitMb: 2, pages: 3, entries: 4, seconds: 5 } },
          'zh-CN',
        ),
      ).toMatch(/[\u4e00-\u9fff]+.*。$/);
      expect(refusalSentence({ code }, 'en')).toMatch(/^[A-Z].*\.$/);
    }
  });
});

describe('a worker that takes too much', () => {
  test('time: it is ended, the file is refused, and the next file is read', async () => {
    const impatient = openDocumentParser({ threads: 1, limits: { timeMs: 1 } });
    try {
      const outcome = await impatient.parse({ bytes: await makePdf(notice), name: 'a.pdf' });
      expect(outcome).toMatchObject({ ok: false, refusal: { code: 'too-slow' } });
    } finally {
      await impatient.close();
    }
  });

  test('memory: the same', async () => {
    const small = openDocumentParser({
      threads: 1,
      limits: { memoryMb: 48, textLength: 100_000_000, fileBytes: 100 * 1024 * 1024 },
    });
    try {
      const rows = Array.from({ length: 600_000 }, (_, i) => `第${i + 1}条 甲乙丙丁戊己庚辛壬癸${i}。`).join(
        '\n',
      );
      const outcome = await small.parse({ bytes: strToU8(rows), name: 'long.txt' });
      expect(outcome).toMatchObject({ ok: false, refusal: { code: 'too-much-memory' } });
      expect((await small.parse({ bytes: strToU8(notice.join('\n')), name: 'a.txt' })).ok).toBe(true);
    } finally {
      await small.close();
    }
  });
});

describe('a ZIP', () => {
  const unpack = async (bytes: Uint8Array) => {
    const outcome = await parser.unpack({ bytes, name: 'a.zip' });
    if (!outcome.ok) return outcome.refusal.code;
    return outcome.entries.map((entry) => [
      entry.name,
      'refusal' in entry ? entry.refusal.code : new TextDecoder().decode(entry.bytes),
    ]);
  };

  test('gives its files, whatever the code of their names', async () => {
    const name = encodeGb18030('补助办法.txt');
    const plain = `${'x'.repeat(name.length - 4)}.txt`;
    const zip = renameEntry(zipSync({ [plain]: strToU8('甲') }), plain, name);
    expect(await unpack(zip)).toEqual([['补助办法.txt', '甲']]);
    expect(await unpack(zipSync({ '夹/文件.txt': strToU8('乙'), '__MACOSX/._x': strToU8('') }))).toEqual([
      ['夹/文件.txt', '乙'],
    ]);
  });

  test('never lets a name lead out of it', async () => {
    const zip = zipSync({
      '../../etc/a.txt': strToU8('甲'),
      '/b.txt': strToU8('乙'),
      'c..txt': strToU8('丙'),
    });
    expect(await unpack(zip)).toEqual([
      ['../../etc/a.txt', 'unsafe-name'],
      ['/b.txt', 'unsafe-name'],
      ['c..txt', '丙'],
    ]);
  });

  test('holds no bomb, no archive and no secret', async () => {
    const bomb = zipSync({ 'bomb.txt': new Uint8Array(7 * 1024 * 1024) }, { level: 9 });
    expect(await unpack(bomb)).toEqual([['bomb.txt', 'too-large']]);
    expect(await unpack(zipSync({ 'inner.zip': zipSync({ 'a.txt': strToU8('甲') }) }))).toEqual([
      ['inner.zip', 'nested-archive'],
    ]);
    expect(await unpack(markEncrypted(zipSync({ 'a.txt': strToU8('甲') })))).toEqual([
      ['a.txt', 'encrypted'],
    ]);
  });

  test('that lies about a size is damaged, and so is one cut short', async () => {
    const zip = new Uint8Array(zipSync({ 'a.txt': strToU8('甲'.repeat(5000)) }));
    const view = new DataView(zip.buffer);
    for (let at = 0; at + 30 < zip.length; at += 1)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
    expect(await unpack(zip)).toEqual([['a.txt', 'damaged']]);
    expect(await unpack(zip.slice(0, 60))).toBe('damaged');
    expect(await unpack(zipSync({}))).toBe('empty');
  });

  test('with too many files or bytes in all is refused whole', async () => {
    const few = openDocumentParser({ threads: 1, limits: { entries: 2, unpackedBytes: 100 } });
    try {
      const many = zipSync({ a: strToU8('1'), b: strToU8('2'), c: strToU8('3') });
      expect(await few.unpack({ bytes: many, name: 'a.zip' })).toMatchObject({
        refusal: { code: 'too-many-entries' },
      });
      const large = zipSync({ a: new Uint8Array(101) });
      expect(await few.unpack({ bytes: large, name: 'a.zip' })).toMatchObject({
        refusal: { code: 'too-large' },
      });
    } finally {
      await few.close();
    }
  });
});
