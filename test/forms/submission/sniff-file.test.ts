import { strToU8, zipSync } from 'fflate';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { sniffFile } from '~/forms/submission/sniff-file';

const archive = (...names: string[]) =>
  zipSync(Object.fromEntries(names.map((name) => [name, strToU8('x')])));
const office = 'application/vnd.openxmlformats-officedocument.';

test.each([
  [strToU8('%PDF-1.7'), 'application/pdf'],
  [new Uint8Array([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg'],
  [new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'image/png'],
  [archive('OFD.xml', 'Doc_0/Document.xml'), 'application/ofd'],
  [archive('[Content_Types].xml', 'word/document.xml'), `${office}wordprocessingml.document`],
  [archive('[Content_Types].xml', 'xl/workbook.xml'), `${office}spreadsheetml.sheet`],
])('shows its type %#', (bytes, type) => expect(sniffFile(bytes)).toBe(type));

test.each([
  [archive('a.txt')],
  [archive('[Content_Types].xml', 'ppt/presentation.xml')],
  [archive('[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin')],
  [archive('OFD.xml', 'run.EXE')],
  [strToU8('PK\u0003\u0004broken')],
  [strToU8('<svg onload=alert(1)>')],
  [new Uint8Array()],
])('is none of those taken %#', (bytes) => expect(sniffFile(bytes)).toBeNull());

test('never throws, whatever the bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, asArchive) => {
      const file = asArchive ? new Uint8Array([0x50, 0x4b, 3, 4, ...bytes]) : bytes;
      expect([null, 'image/jpeg']).toContain(sniffFile(file));
    }),
  );
});
