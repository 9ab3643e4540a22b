import fc from 'fast-check';
import { expect, it } from 'vitest';

import { codeAlphabet, makeQueryCode, readQueryCode, showQueryCode } from '~/knowledge/helpdesk/query-code';

it('makes codes of an alphabet that cannot be misread, and reads them back however they are typed', () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.integer({ min: 0, max: 255 })), (bytes) => {
      const code = makeQueryCode((count) =>
        Uint8Array.from({ length: count }, () => bytes.next().value as number),
      );
      expect([...code].every((char) => codeAlphabet.includes(char))).toBe(true);
      expect(code).toHaveLength(10);
      expect(readQueryCode(` ${showQueryCode(code).toLowerCase()} `)).toBe(code);
    }),
  );
});

it('reads nothing else as a code', () => {
  for (const typed of ['', 'ABCDE', 'ABCDE-0OIL1', 'ABCDEFGHJKM']) expect(readQueryCode(typed)).toBeNull();
});
