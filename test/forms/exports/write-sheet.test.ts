import { read, utils } from '@e965/xlsx';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import {
  columnName,
  sheetEnd,
  sheetPart,
  sheetRow,
  sheetStart,
  workbookParts,
} from '~/forms/exports/write-sheet';
import { zipStream } from '~/forms/exports/zip-stream.server';
import {
  crc32,
  dataDescriptor,
  directoryEnd,
  directoryRecord,
  localHeader,
} from '~/forms/exports/zip-records';

import { unzip } from '../../setup/unzip';

const at = new Date('2026-11-22T02:05:06Z');

function parts(files: Iterable<readonly [string, string]>, large = false) {
  return [...files].map(([name, text]) => ({ name, large, content: bytesOf(text) }));
}

async function* bytesOf(text: string) {
  yield await Promise.resolve(Buffer.from(text));
}

async function whole(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

async function workbook(name: string, headers: string[], rows: (string | number)[][]) {
  const sheet = sheetStart(headers) + rows.map((row, n) => sheetRow(n + 2, row)).join('') + sheetEnd;
  const files = workbookParts(name).map(({ name: part, text }) => [part, text] as const);
  return read(await whole(zipStream(parts([...files, [sheetPart, sheet]]), at)), { cellFormula: true });
}

test('columns are named as spreadsheets name them', () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
});

test('a workbook says what was written, without signs that XML can’t hold, text cut where Excel cuts', async () => {
  const rows = [
    ['<&">', 1.5, '', '换\n行', ' '],
    ['\u0000\u0008\uD800好', -2, '123456789012345678', 'x'.repeat(40_000), ''],
  ];
  const book = await workbook('[a]:b*?/\\名'.repeat(9), ['甲', '乙', '丙', '丁', '戊'], rows);
  expect(book.SheetNames[0]?.length).toBeLessThanOrEqual(31);
  const sheet = book.Sheets[book.SheetNames[0] ?? ''];
  const [, first, second] = utils.sheet_to_json<string[]>(sheet as never, { header: 1 });
  expect(first).toEqual(['<&">', 1.5, undefined, '换\n行', ' ']);
  expect(second?.slice(0, 3)).toEqual(['好', -2, '123456789012345678']);
  expect(second?.[3]).toHaveLength(32_767);
  expect(second?.[3]?.endsWith('…')).toBe(true);
});

test('any text and figure comes back', async () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 4 }), async (cells) => {
      const book = await workbook('x', ['h'], [cells]);
      const row =
        utils.sheet_to_json<unknown[]>(book.Sheets.x as never, { header: 1, blankrows: true })[1] ?? [];
      cells.forEach((written, n) =>
        expect(typeof written === 'string' ? row[n] : Number(row[n])).toEqual(
          typeof written === 'string' ? written.replace(/\r\n?/g, '\n') : written,
        ),
      );
    }),
    { numRuns: 30 },
  );
});

test('an archive holds its files with their sums, small or large', async () => {
  const files = new Map([
    ['a.txt', 'hello'],
    ['文件夹/空.txt', ''],
    ['long.txt', 'abc'.repeat(100_000)],
  ]);
  for (const large of [false, true]) {
    const read = unzip(await whole(zipStream(parts(files, large), at)));
    expect([...read].map(([name, bytes]) => [name, bytes.toString()])).toEqual([...files]);
  }
  const stored = [...files].map(([name, text]) => ({ name, bytes: Buffer.from(text) }));
  const read = unzip(await whole(zipStream(stored, at)));
  expect([...read].map(([name, bytes]) => [name, bytes.toString()])).toEqual([...files]);
});

test('a source that fails fails the archive', async () => {
  async function* broken() {
    yield await Promise.resolve({
      name: 'a',
      content: (async function* () {
        yield await Promise.resolve(Buffer.from('x'));
        throw new Error('gone');
      })(),
    });
  }
  await expect(whole(zipStream(broken(), at))).rejects.toThrow('gone');
});

test('records beyond the old limits say so by ZIP64', () => {
  const far = {
    name: 'a',
    large: true,
    stored: false,
    crc: 1,
    compressedBytes: 5e9,
    bytes: 6e9,
    offset: 7e9,
  };
  const line = directoryRecord(far, at);
  const extra = line.subarray(47);
  expect(line.readUInt32LE(42)).toBe(0xffffffff);
  expect([extra.readUInt16LE(0), extra.readUInt16LE(2)]).toEqual([1, 24]);
  expect([4, 12, 20].map((place) => Number(extra.readBigUInt64LE(place)))).toEqual([6e9, 5e9, 7e9]);
  expect(Number(dataDescriptor(far).readBigUInt64LE(8))).toBe(5e9);
  expect(localHeader(far, at).length).toBe(30 + 1 + 20);
  expect(directoryEnd(3, 100, 50)).toHaveLength(22);
  const end = directoryEnd(70_000, 9e6, 7e9);
  expect(end).toHaveLength(98);
  expect(Number(end.readBigUInt64LE(32))).toBe(70_000);
  expect(Number(end.readBigUInt64LE(48))).toBe(7e9);
  expect(Number(end.readBigUInt64LE(64))).toBe(7e9 + 9e6);
  expect(end.readUInt16LE(76 + 10)).toBe(0xffff);
});

test('CRC-32 is the one everybody computes, in one go or in parts', () => {
  expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), (a, b) => {
      expect(crc32(b, crc32(a))).toBe(crc32(Buffer.concat([a, b])));
    }),
  );
});
