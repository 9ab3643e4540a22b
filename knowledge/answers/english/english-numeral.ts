import { shiftDecimal } from '../parse-numeral';

const small = [
  ...'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen'.split(
    ' ',
  ),
  ...'sixteen seventeen eighteen nineteen'.split(' '),
];
const tens = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const powers: Record<string, number> = {
  hundred: 2,
  thousand: 3,
  million: 6,
  billion: 9,
  trillion: 12,
  k: 3,
  m: 6,
  mn: 6,
  bn: 9,
  wan: 4,
  yi: 8,
};

/** A number in digits, for use inside a group: 3,000,000 or 0.5. */
export const digitsPattern = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?`;

const unitWord = small.slice(1, 10).join('|');
const underHundred = `(?:(?:${tens.slice(2).join('|')})(?:[- ](?:${unitWord}))?|${[...small].reverse().join('|')})`;
/** A number in words under a thousand: thirty-five, two hundred and ten. */
const underThousand = String.raw`(?:(?:(?:${unitWord}|a) hundred)(?:(?: and)? ${underHundred})?|${underHundred})`;

/** A number in words, for use inside a group; `one` and `a` alone are none. */
export const wordsPattern = String.raw`${underThousand}\b`;

/** What a number is multiplied by, for use inside a group: million, hundred thousand, ten thousand. */
export const multiplierPattern =
  '(?:(?:ten|hundred) (?:thousand|million|billion)|hundred|thousand|million|billion|trillion)';

/** The value of digits or words under a thousand, as a decimal string in normal form; null for anything else. */
export function parseEnglishNumeral(words: string): string | null {
  const plain = words.trim().toLowerCase();
  if (/^[\d,]+(?:\.\d+)?$/.test(plain)) return shiftDecimal(plain.replaceAll(',', ''), 0);
  const parts = plain.split(/[- ]+/).filter((part) => part !== 'and');
  let value = 0;
  for (const part of parts) {
    if (part === 'hundred') value = (value || 1) * 100;
    else if (part === 'a') value += 1;
    else if (small.includes(part)) value += small.indexOf(part);
    else if (tens.includes(part)) value += tens.indexOf(part) * 10;
    else return null;
  }
  return parts.length === 0 ? null : String(value);
}

/** The power of ten of a multiplier such as `million`, `hundred thousand`, `k`; 0 for an empty one. */
export function englishPower(multiplier: string | undefined): number {
  return (multiplier ?? '')
    .toLowerCase()
    .split(/\s+/)
    .reduce((sum, word) => sum + (word === 'ten' ? 1 : (powers[word] ?? 0)), 0);
}
