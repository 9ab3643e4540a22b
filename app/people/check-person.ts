import type { Sentence } from './field-errors';

const wrong = (key: string, params?: Sentence['params']): Sentence => ({
  key: `people.error.${key}`,
  ...(params && { params }),
});

/** 3 to 32 letters, digits, dots, hyphens; never with an @, so that it can't be taken for somebody's mail address. */
export function checkLoginName(loginName: string): Sentence | null {
  if (loginName.length < 3 || loginName.length > 32) return wrong('login-length', { n: loginName.length });
  return /^[a-z0-9][a-z0-9._-]*$/.test(loginName) ? null : wrong('login-characters');
}

export function checkName(name: string): Sentence | null {
  const length = [...name].length;
  return length >= 2 && length <= 50 ? null : wrong('name-length', { n: length });
}

/** A mail address, or nothing. */
export function checkEmail(email: string): Sentence | null {
  if (email === '' || /^[^\s@<>"]{1,64}@[^\s@<>"]+\.[^\s@<>".]{2,}$/.test(email)) return null;
  return wrong('email');
}

/** A mobile number of the mainland, or nothing. */
export function checkPhone(phone: string): Sentence | null {
  if (phone === '' || /^1\d{10}$/.test(phone)) return null;
  return /^\d+$/.test(phone) && phone.length !== 11
    ? wrong('phone-length', { n: phone.length })
    : wrong('phone');
}

const leastPassword = 10;
const mostPassword = 128;
// The tails of the yearly lists of leaked passwords that are long enough to pass by length alone.
const common = [
  'password',
  'qwertyuiop',
  '1q2w3e4r',
  '1qaz2wsx',
  'iloveyou',
  'admin',
  'woaini',
  'huiqitong',
  'letmein',
];

/**
 * Length, and not what an attacker tries first: leaked patterns, runs like 1234567890, one character over and over,
 * the login name. No composition rules and no expiry (OWASP ASVS 5 V6.2).
 */
export function checkPassword(password: string, loginName: string): Sentence | null {
  const length = [...password].length;
  if (length < leastPassword) return wrong('password-short', { least: leastPassword, n: length });
  if (length > mostPassword) return wrong('password-long', { most: mostPassword });
  const lower = password.toLowerCase();
  const rest = common.reduce((left, word) => left.replaceAll(word, ''), lower);
  if (loginName.length >= 3 && lower.includes(loginName)) return wrong('password-login');
  if (isRun(lower) || (rest.replace(/[\d\W_]/g, '').length === 0 && rest.length < lower.length))
    return wrong('password-common');
  return new Set(lower).size < 4 ? wrong('password-common') : null;
}

/** Whether each character follows the one before at the same step: 1234567890, abcdefghij, aaaaaaaaaa, 9876543210. */
function isRun(text: string): boolean {
  const steps = [...text]
    .slice(1)
    .map((letter, index) => (letter.codePointAt(0) ?? 0) - (text.codePointAt(index) ?? 0));
  return [-1, 0, 1].some((step) => steps.filter((one) => one === step).length >= steps.length - 1);
}
