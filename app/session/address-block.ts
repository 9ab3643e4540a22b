/**
 * What counts as one sender: an IPv4 address, or the /64 network of an IPv6 one, of which a single household has
 * 2^64 addresses to change between. An IPv4 address written as IPv6 (`::ffff:1.2.3.4`) is the IPv4 one.
 */
export function addressBlock(address: string): string {
  const plain = address.toLowerCase().split('%')[0] ?? '';
  const mapped = /^(?:0*:)*:?ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1];
  if (mapped) return mapped;
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array<string>(zeros).fill('0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
