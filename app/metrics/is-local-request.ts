/**
 * Whether a request came from this very machine. One that a proxy handed on (it says so in its headers) is not local,
 * even though the proxy is, unless the proxy is trusted and `address` is what it said.
 */
export function isLocalRequest(address: string | undefined, headers: Headers, trustsProxy: boolean): boolean {
  const isForwarded = ['x-forwarded-for', 'forwarded', 'x-real-ip'].some((name) => headers.has(name));
  if (isForwarded && !trustsProxy) return false;
  return address === '::1' || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(address ?? '');
}
