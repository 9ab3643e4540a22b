/** Why a text can't be an account number; words: `forms.check.bank-…`. */
export type AccountProblem = 'digits' | 'length' | 'check';

/**
 * What is wrong with an account number. A firm's account has 8 to 32 digits and no common check digit; a person's card
 * has 16 to 19 with Luhn's check digit (ISO/IEC 7812-1).
 */
export function accountProblem(text: string, holder: 'firm' | 'person'): AccountProblem | null {
  if (!/^\d+$/.test(text)) return 'digits';
  const [least, most] = accountLengths(holder);
  if (text.length < least || text.length > most) return 'length';
  return holder === 'person' && !passesLuhn(text) ? 'check' : null;
}

/** How many digits the holder's account may have. */
export function accountLengths(holder: 'firm' | 'person'): [least: number, most: number] {
  return holder === 'person' ? [16, 19] : [8, 32];
}

/** Luhn's formula over all digits: every second from the right doubled, digits added, divisible by ten. */
export function passesLuhn(text: string): boolean {
  const sum = [...text].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** 6210000000000316 → `6210 0000 0000 0316`: groups of four can be compared with the card. */
export function groupAccount(text: string): string {
  return text.replace(/(.{4})(?=.)/g, '$1 ');
}
