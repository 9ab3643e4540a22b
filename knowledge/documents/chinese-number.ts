const digits: Record<string, number> = {
  零: 0,
  〇: 0,
  '○': 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const units: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };

/** The characters that a whole number is written with in Chinese texts, for use inside a character class. */
export const numeralCharacters = '零〇○一二三四五六七八九十百千两0-9０-９';

/**
 * Reads a whole number below ten thousand as texts write it: 二十三, 一百零五, 二〇二四, 23, ２３; spaces inside are
 * ignored (第 十 条). Returns null for anything else.
 */
export function readNumber(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/\s/g, '');
  if (/^\d+$/.test(plain)) return Number(plain);
  const characters = [...plain];
  if (characters.length === 0 || characters.some((c) => !(c in digits) && !(c in units))) return null;
  if (!characters.some((c) => c in units)) return Number(characters.map((c) => digits[c]).join(''));
  let total = 0;
  let digit: number | null = null;
  for (const character of characters) {
    const unit = units[character];
    if (unit === undefined) {
      digit = digits[character] ?? 0;
    } else {
      total += (digit ?? 1) * unit;
      digit = null;
    }
  }
  return total + (digit ?? 0);
}

const names = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** Writes a whole number from 0 to 9999 as Chinese texts do: 10 is 十, 105 is 一百零五. */
export function writeNumber(value: number): string {
  if (!Number.isInteger(value) || value < 0 || value > 9999)
    throw new RangeError(`not from 0 to 9999: ${value}`);
  if (value < 10) return names[value] as string;
  const places = [...String(value)].map(Number);
  const words = places.map((place, i) => {
    const unit = ['', '十', '百', '千'][places.length - 1 - i] ?? '';
    return place === 0 ? '零' : `${names[place]}${unit}`;
  });
  const joined = words.join('').replace(/零+/g, '零').replace(/零$/, '');
  return joined.startsWith('一十') ? joined.slice(1) : joined;
}
