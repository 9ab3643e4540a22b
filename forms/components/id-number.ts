/** Why a text is no 公民身份号码; words: `forms.check.id-number-…`. */
export type IdNumberProblem = 'length' | 'letters' | 'date' | 'check';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checks = '10X98765432';

/** The check character of the first 17 digits: ISO 7064 MOD 11-2, as GB 11643-1999 has it. */
export function idNumberCheck(first17: string): string {
  const sum = weights.reduce((total, weight, at) => total + weight * Number(first17.charAt(at)), 0);
  return checks.charAt(sum % 11);
}

/** What is wrong with a 身份证号 (GB 11643-1999): length, signs, a date of birth that doesn't exist, check character. */
export function idNumberProblem(text: string): IdNumberProblem | null {
  if (text.length !== 18) return 'length';
  if (!/^[1-9]\d{16}[\dX]$/.test(text)) return 'letters';
  if (!isBirthday(text.slice(6, 14))) return 'date';
  return idNumberCheck(text) === text.charAt(17) ? null : 'check';
}

/** For lists: 110101********1234. What is no number of 18 is covered whole. */
export function maskIdNumber(text: string): string {
  return text.length === 18 ? `${text.slice(0, 6)}********${text.slice(14)}` : '*'.repeat(text.length);
}

function isBirthday(digits: string): boolean {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)].map(Number) as [
    number,
    number,
    number,
  ];
  const date = new Date(Date.UTC(year, month - 1, day));
  return (
    year >= 1850 &&
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day
  );
}
