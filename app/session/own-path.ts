/**
 * A path of this site to go to next, or `fallback`: a full address, a protocol-relative `//host`, a backslash (which
 * browsers read as a slash) or a control character never leads elsewhere (CWE-601).
 */
export function ownPath(next: string | null | undefined, fallback = '/'): string {
  // eslint-disable-next-line no-control-regex
  if (!next || !next.startsWith('/') || /^\/[/\\]|[\\\u0000-\u001f\u007f]/.test(next)) return fallback;
  const base = 'http://own.invalid';
  const url = URL.canParse(next, base) ? new URL(next, base) : null;
  if (url?.origin !== base) return fallback;
  const path = `${url.pathname}${url.search}${url.hash}`;
  return path.startsWith('//') ? fallback : path;
}
