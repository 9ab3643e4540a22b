const digits: Record<string, bigint> = {
  零: 0n,
  〇: 0n,
  一: 1n,
  二: 2n,
  两: 2n,
  三: 3n,
  四: 4n,
  五: 5n,
  六: 6n,
  七: 7n,
  八: 8n,
  九: 9n,
};
const smallUnits: Record<string, bigint> = { 十: 10n, 百: 100n, 千: 1000n };
const powers: Record<string, number> = { 十: 1, 百: 2, 千: 3, 万: 4, 亿: 8 };

/** The characters of Chinese numerals, for use inside a character class. */
export const hanNumeral = '零〇一二两三四五六七八九十百千万亿';

/**
 * The value of a numeral in Arabic or Chinese spelling as a decimal string in normal form (no leading or trailing
 * zeros): `1,000`, `一千`, `3.50`, `三点五`, `二〇二七`. Returns null when the text is no numeral.
 */
export function parseNumeral(words: string): string | null {
  const plain = words.replace(/[,\s]/g, '');
  if (/^\d+(?:\.\d+)?$/.test(plain)) return normalDecimal(plain);
  const [whole = '', fraction, ...rest] = plain.split('点');
  if (rest.length > 0 || fraction === '') return null;
  const value = parseHanInteger(whole);
  if (value === null) return null;
  if (fraction === undefined) return value.toString();
  const decimals = [...fraction].map((char) => digits[char]?.toString() ?? 'x').join('');
  return /^\d+$/.test(decimals) ? normalDecimal(`${value}.${decimals}`) : null;
}

/** Moves the decimal point of a decimal string; exact, since figures of money are never floats. */
export function shiftDecimal(value: string, places: number): string {
  const [whole = '0', fraction = ''] = value.split('.');
  if (places >= 0) {
    const padded = fraction.padEnd(places, '0');
    return normalDecimal(`${whole}${padded.slice(0, places)}.${padded.slice(places)}`);
  }
  const padded = whole.padStart(1 - places, '0');
  return normalDecimal(`${padded.slice(0, places)}.${padded.slice(places)}${fraction}`);
}

/** The power of ten of a multiplier such as 万, 百万, 万亿; 0 for an empty one. */
export function multiplierPower(multiplier: string): number {
  return [...multiplier].reduce((sum, char) => sum + (powers[char] ?? 0), 0);
}

function normalDecimal(value: string): string {
  const [whole = '', fraction = ''] = value.split('.');
  const shortWhole = whole.replace(/^0+(?=\d)/, '') || '0';
  const shortFraction = fraction.replace(/0+$/, '');
  return shortFraction ? `${shortWhole}.${shortFraction}` : shortWhole;
}

function parseHanInteger(words: string): bigint | null {
  if (words === '' || ![...words].every((char) => hanNumeral.includes(char))) return null;
  if (!/[十百千万亿]/.test(words)) return BigInt([...words].map((char) => digits[char]).join(''));
  let total = 0n;
  let section = 0n;
  let digit: bigint | null = null;
  for (const char of words) {
    const value = digits[char];
    if (value !== undefined) {
      digit = value;
    } else if (char === '万' || char === '亿') {
      section += digit ?? 0n;
      const base = char === '万' ? 10_000n : 100_000_000n;
      if (char === '亿') total = (total + (section || (total > 0n ? 0n : 1n))) * base;
      // 三十万万: a 万 right behind another multiplies the whole.
      else if (section === 0n && total > 0n) total *= base;
      else total += (section || 1n) * base;
      section = 0n;
      digit = null;
    } else {
      section += (digit ?? 1n) * (smallUnits[char] ?? 1n);
      digit = null;
    }
  }
  return total + section + (digit ?? 0n);
}
