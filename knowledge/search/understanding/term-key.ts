/** A term in normal form: NFKC, lower case, without spaces and marks. What makes two entries the same. */
export function termKey(term: string): string {
  return term
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
