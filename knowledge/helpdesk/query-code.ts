/** No 0 O, 1 I L: a code is read out over the phone and copied from paper. */
export const codeAlphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
export const codeLength = 10;

/** A query code from random bytes: ten characters of 31, 49 bits. Bytes that would favour some characters are passed over. */
export function makeQueryCode(randomBytes: (count: number) => Uint8Array): string {
  let code = '';
  const fair = 256 - (256 % codeAlphabet.length);
  while (code.length < codeLength) {
    for (const byte of randomBytes(codeLength * 2)) {
      if (byte < fair && code.length < codeLength) code += codeAlphabet[byte % codeAlphabet.length];
    }
  }
  return code;
}

/** As people write it: ABCDE-FGHJK. */
export function showQueryCode(code: string): string {
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

/** What was typed as a code, without dashes and blanks, in capitals; null when it can't be one. */
export function readQueryCode(typed: string): string | null {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-—–]/g, '');
  return code.length === codeLength && [...code].every((char) => codeAlphabet.includes(char)) ? code : null;
}
