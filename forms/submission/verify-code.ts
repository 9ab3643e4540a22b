/** A code as typed or scanned: groups, lower case and the full-width characters of Chinese keyboards are forgiven; null for what can't be one. */
export function readVerifyCode(typed: string): string | null {
  const code = typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  return /^[0-9A-F]{20}$/.test(code) ? code : null;
}

/** A1B2-C3D4-…: as people read it out. */
export function showVerifyCode(code: string): string {
  return (code.match(/.{1,4}/g) ?? []).join('-');
}
