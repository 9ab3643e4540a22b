import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';

import { pageAddress, readDocumentQuery } from '~/app/documents/document-query';
import { decodeText } from '~/knowledge/documents/decode-text';
import { documentKind } from '~/knowledge/documents/document-kind';
import { defaultLimits } from '~/knowledge/documents/document-limits';
import { joinWrapped } from '~/knowledge/documents/join-wrapped';
import { markQuote } from '~/knowledge/documents/mark-quote';
import { pageBlocks } from '~/knowledge/documents/page-blocks';
import { parseFile } from '~/knowledge/documents/parse-file.server';
import { packedBytesOf, readZipDirectory } from '~/knowledge/documents/read-zip-directory';
import { readHtml } from '~/knowledge/documents/read-html';
import { readMarkdown } from '~/knowledge/documents/read-markdown';
import { RefusedFile, refusalSentence } from '~/knowledge/documents/refusal';
import { sniffFormat } from '~/knowledge/documents/sniff-format';
import { tableRows } from '~/knowledge/documents/table-rows';

import { encodeGb18030, makeDocx } from './make-files';

test('Markdown: headings, wrapped lines, lists, tables, comments, front matter', () => {
  const { lines, frontMatter } = readMarkdown(
    '---json\n{"kind":"guide"}\n---\n# 办事指南\n2020年1月1日 发布\n<!-- INFO END -->\n## 申报条件\n在本市注册，\n**依法**纳税的[企业](x)\n- 无失信\n> 引用\n\n| 项目 | 标准 |\n|---|---|\n| 甲 | 3\\|万元 |\n```\n代码\n```\n# 第二个\n',
  );
  expect(frontMatter).toEqual({ kind: 'guide' });
  expect(lines.map(({ text, role }) => [role, text])).toEqual([
    ['title', '办事指南'],
    ['note', '2020年1月1日 发布'],
    ['heading', '申报条件'],
    [undefined, '在本市注册，依法纳税的企业'],
    [undefined, '无失信'],
    [undefined, '引用'],
    ['row', '项目：甲；标准：3|万元'],
    [undefined, '代码'],
    ['heading', '第二个'],
  ]);
  expect(readMarkdown('---json\n{x\n---\n正文').frontMatter).toEqual({});
  expect(joinWrapped(['hello', 'world.', '1. 甲。', '乙'])).toEqual(['hello world.', '1. 甲。', '乙']);
});

test('HTML: menus and scripts go, lists are numbered, entities read, tables kept', () => {
  const lines = readHtml(
    '<html><head><title>通知标题全称-云江市</title></head><body><nav>菜单</nav><div>通知标题全称</div><h2>一、甲</h2><ol start="3"><li>丙&amp;丁&#20001;</li><li>戊</li></ol><ul><li>己</li></ul><script>x()</script><table><thead><tr><th>项</th><th>额</th></tr></thead><tr><td rowspan="2">甲<br>乙</td><td>1</td></tr><tr><td>2<table><tr><td>内</td></tr></table></td></tr></table></body></html>',
  );
  expect(lines.map(({ text }) => text)).toEqual([
    '通知标题全称',
    '一、甲',
    '3. 丙&丁両',
    '4. 戊',
    '己',
    '项：甲 乙；额：1',
    '项：甲 乙；额：2内',
  ]);
  expect(lines[0]?.role).toBe('title');
  expect(tableRows([[{ text: '一' }, { text: '二' }]])).toEqual([{ text: '一；二' }]);
});

describe('bytes', () => {
  test.each([
    [strToU8('%PDF-1.4'), 'a', 'pdf'],
    [strToU8('<!DOCTYPE html><p>'), 'a.txt', 'html'],
    [strToU8('# 标题'), 'a', 'markdown'],
    [strToU8('标题'), 'a.md', 'markdown'],
    [strToU8('标题'), 'a.txt', 'text'],
    [new Uint8Array([1, 0, 2]), 'a.txt', 'unknown'],
    [new Uint8Array([0xff, 0xd8, 0xff]), 'a', 'jpeg'],
    [makeDocx(['甲']), 'a', 'docx'],
    [zipSync({ '[Content_Types].xml': strToU8(''), 'ppt/a.xml': strToU8('') }), 'a', 'slides'],
    [zipSync({ a: strToU8('') }), 'a', 'zip'],
    [new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]), 'a', 'legacy-office'],
  ] as const)('tell the format %#', (bytes, name, format) => {
    expect(sniffFormat(bytes, name)).toBe(format);
  });

  test('are decoded by mark, as UTF-8, as GB18030, or not at all', () => {
    expect(decodeText(encodeGb18030('补助办法'))).toEqual({ text: '补助办法', encoding: 'gb18030' });
    expect(decodeText(new Uint8Array([0xfe, 0xff, 0x75, 0x32]))?.text).toBe('甲');
    expect(decodeText(new Uint8Array(Array.from({ length: 300 }, (_, i) => 0x80 + (i % 120))))).toBeNull();
  });

  test('of a ZIP that is cut or wrong give no directory', () => {
    const zip = zipSync({ 'a.txt': strToU8('甲') });
    const [entry] = readZipDirectory(zip) ?? [];
    expect(entry).toMatchObject({ name: 'a.txt', isFolder: false, isEncrypted: false });
    if (entry) expect(packedBytesOf(zip, { ...entry, offset: 3 })).toBeNull();
    expect(readZipDirectory(zip.slice(0, 20))).toBeNull();
  });
});

test('a file is parsed or refused', async () => {
  const parsed = await parseFile(
    { bytes: strToU8('问：怎么办？\n答：网上办。'), name: '常见问答.txt' },
    defaultLimits,
  );
  expect(parsed).toMatchObject({ title: '常见问答', kind: 'faq', passages: [{ kind: 'question' }] });
  for (const [bytes, name, code] of [
    ['', 'a.txt', 'empty'],
    ['MZ', 'a.pdf', 'wrong-type'],
    ['MZ', 'a', 'unknown-type'],
  ] as const) {
    const refused: unknown = await parseFile({ bytes: strToU8(bytes), name }, defaultLimits).catch(
      (error: unknown) => error,
    );
    expect(refused instanceof RefusedFile && refused.refusal.code).toBe(code);
  }
  expect(refusalSentence({ code: 'too-large', params: { limitMb: 5 } }, 'en')).toContain('5 MB');
});

test.each([
  ['中华人民共和国公司法', '全国人民代表大会常务委员会', 'law'],
  ['上海市优化营商环境条例', '上海市人民代表大会常务委员会', 'local-regulation'],
  ['护士条例', '国务院', 'regulation'],
  ['关于延续优惠政策的公告', '财政部', 'notice'],
  ['关于印发办法的通知', null, 'normative'],
  ['关于开展申报的通知', null, 'notice'],
  ['研发补助办法（试行）', null, 'normative'],
  ['稳岗返还办事指南', null, 'guide'],
  ['中华人民共和国公司法', null, 'law'],
  ['解读', null, 'other'],
])('%s of %s is %s', (title, issuer, kind) => {
  expect(documentKind(title, issuer)).toBe(kind);
});

test('the page shows the whole text, and marks the words cited', () => {
  const text = '示例法\n2020年1月1日 公布\n第一章 总则\n第一条 甲。\n第一节 乙\n第二条 丙。\n尾';
  const passages = [
    {
      id: 1,
      path: '第一条',
      text: '第一条 甲。',
      start: text.indexOf('第一条'),
      end: text.indexOf('第一条') + 6,
    },
    {
      id: 2,
      path: '第二条',
      text: '第二条 丙。',
      start: text.indexOf('第二条'),
      end: text.indexOf('第二条') + 6,
    },
  ];
  expect(
    pageBlocks(text, passages, '示例法').map((block) =>
      block.type === 'passage' ? block.passage.path : `${block.type} ${block.text}`,
    ),
  ).toEqual([
    ...[
      'note 2020年1月1日 公布',
      'heading 第一章 总则',
      '第一条',
      'heading 第一节 乙',
      '第二条',
      'heading 尾',
    ],
  ]);
  const marked = (quote: string | null) =>
    markQuote('第一条 甲乙。\n（一）丙丁；', quote).map((line) =>
      line.filter((run) => run.marked).map((run) => run.text),
    );
  expect(marked('甲乙。（一）丙')).toEqual([['甲乙。'], ['（一）丙']]);
  expect(marked('甲……丁')).toEqual([['甲'], ['丁']]);
  expect(marked('不在其中')).toEqual([[], []]);
  expect(marked(null)).toEqual([['第一条 甲乙。'], ['（一）丙丁；']]);
});

test('a list’s address keeps its filters', () => {
  const query = readDocumentQuery(new URL('http://x/?q=稳岗&status=wrong&page=0&kind=law'));
  expect(query).toMatchObject({ q: '稳岗', kind: 'law', page: 1 });
  expect(query.status).toBeUndefined();
  expect(pageAddress(query, 2)).toBe(`?q=${encodeURIComponent('稳岗')}&kind=law&page=2`);
});
