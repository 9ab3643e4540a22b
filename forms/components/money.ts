/** Up to 15 digits, just under 10 万亿元, every amount of two decimals is a JSON number of its own. */
const mostCents = 999_999_999_999_999n;

const digits = '零壹贰叁肆伍陆柒捌玖';
const places = ['', '拾', '佰', '仟'];

/**
 * An amount in yuan as whole 分, exactly; null for what is no amount of at most two decimals, or too large. A JSON number
 * is read by its decimal digits, never by its binary fraction.
 */
export function centsOf(yuan: unknown): bigint | null {
  if (typeof yuan !== 'number' && typeof yuan !== 'string') return null;
  const match = /^(-?)(\d{1,18})(?:\.(\d{1,2}))?$/.exec(String(yuan).trim());
  if (!match) return null;
  const cents = BigInt(`${match[2]}${(match[3] ?? '').padEnd(2, '0')}`);
  if (cents > mostCents) return null;
  return match[1] === '-' ? -cents : cents;
}

/** What a form calculates may have the fractions of a division: rounded to 分 by its decimal digits, halves away from 0. */
export function roundToFen(yuan: number): number {
  const size = Math.abs(yuan);
  // Below this, numbers are written with an exponent.
  if (size < 1e-6) return 0;
  return (Math.sign(yuan) * Math.round(Number(`${size}e2`))) / 100;
}

/** 分 as yuan: the JSON number whose decimal digits say exactly this amount. */
export function yuanOf(cents: bigint): number {
  return Number(decimalOf(cents));
}

/** 123456789n → `1234567.89`; whole yuan without decimals. */
export function decimalOf(cents: bigint): string {
  const [sign, size] = cents < 0n ? ['-', -cents] : ['', cents];
  const rest = String(size % 100n).padStart(2, '0');
  return `${sign}${size / 100n}${rest === '00' ? '' : `.${rest}`}`;
}

/** 1234567.8 → `1,234,567.80`; null for what is no amount. */
export function groupYuan(yuan: unknown): string | null {
  const cents = centsOf(yuan);
  if (cents === null) return null;
  const [sign, size] = cents < 0n ? ['-', -cents] : ['', cents];
  const whole = String(size / 100n).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}${whole}.${String(size % 100n).padStart(2, '0')}`;
}

/** What was typed as yuan: `12.5` in 万元, `123,456.78`, `12.5万元`, full-width digits. Null for what is no amount. */
export function parseMoney(text: string, unit: 'yuan' | 'wan'): number | null {
  const plain = text.normalize('NFKC').replace(/[\s,，¥￥]/g, '');
  const match = /^(-?)(\d{1,15})(?:\.(\d*))?(亿元?|万元?|元)?$/.exec(plain);
  if (!match) return null;
  const [, sign = '', whole = '', fraction = '', said = ''] = match;
  const shift = said.startsWith('亿')
    ? 8
    : said.startsWith('万')
      ? 4
      : said === '元' || unit === 'yuan'
        ? 0
        : 4;
  const moved = `${whole}${fraction.padEnd(shift, '0').slice(0, shift)}`.replace(/^0+(?=\d)/, '');
  const rest = fraction.slice(shift).replace(/0+$/, '');
  const cents = centsOf(`${sign}${moved}${rest === '' ? '' : `.${rest}`}`);
  return cents === null ? null : yuanOf(cents);
}

/** The amount as it stands in the entry's unit, for editing: 1250000 in 万元 → `125`. */
export function editableMoney(yuan: unknown, unit: 'yuan' | 'wan'): string {
  const cents = centsOf(yuan);
  if (cents === null) return typeof yuan === 'string' ? yuan : '';
  if (unit === 'yuan') return withCommas(decimalOf(cents));
  const [sign, size] = cents < 0n ? ['-', -cents] : ['', cents];
  const fraction = String(size % 1_000_000n)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return withCommas(`${sign}${size / 1_000_000n}${fraction === '' ? '' : `.${fraction}`}`);
}

/**
 * An amount in capital figures, as cheques and contracts have it: 壹拾贰万叁仟元整, 壹仟零伍元零叁分. By the rules of
 * 《正确填写票据和结算凭证的基本规定》. Null for what is no amount.
 */
export function capitalYuan(yuan: unknown): string | null {
  const cents = centsOf(yuan);
  if (cents === null) return null;
  const [sign, size] = cents < 0n ? ['负', -cents] : ['', cents];
  const whole = size / 100n;
  const [jiao, fen] = [Number((size / 10n) % 10n), Number(size % 10n)];
  const head = whole === 0n ? '' : `${capitalWhole(whole)}元`;
  if (jiao === 0 && fen === 0) return `${sign}${head === '' ? '零元' : head}整`;
  const zero = jiao === 0 && head !== '' ? '零' : '';
  const tail = `${jiao === 0 ? '' : `${digits[jiao]}角`}${fen === 0 ? '整' : `${digits[fen]}分`}`;
  return `${sign}${head}${zero}${tail}`;
}

function capitalWhole(whole: bigint): string {
  const parts: string[] = [];
  const fours = String(whole)
    .replace(/\B(?=(\d{4})+$)/g, ' ')
    .split(' ');
  let gap = false;
  fours.forEach((four, index) => {
    if (/^0+$/.test(four)) {
      gap = true;
      return;
    }
    if (parts.length > 0 && (gap || four.startsWith('0'))) parts.push('零');
    parts.push(capitalFour(four), groupName(fours, fours.length - 1 - index));
    gap = false;
  });
  return parts.join('');
}

/** 万亿 is said in full only where no 亿 of its own follows: 壹万贰仟亿, but 壹万亿. */
function groupName(fours: readonly string[], group: number): string {
  if (group !== 3) return ['', '万', '亿'][group] ?? '';
  return /^0+$/.test(fours[fours.length - 3] ?? '') ? '万亿' : '万';
}

function capitalFour(four: string): string {
  const figures = [...four.replace(/^0+/, '')];
  return figures
    .map((figure, index) => {
      const place = places[figures.length - 1 - index] ?? '';
      if (figure !== '0') return `${digits[Number(figure)]}${place}`;
      const isLastZero = figures[index + 1] !== '0' && figures[index + 1] !== undefined;
      return isLastZero ? '零' : '';
    })
    .join('');
}

function withCommas(decimal: string): string {
  const [whole = '', fraction] = decimal.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
