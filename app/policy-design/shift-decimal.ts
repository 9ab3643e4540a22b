/**
 * Moves the point of a plain decimal by so many places, exactly: '12.5' by −2 is '0.125'. Null for what is no decimal.
 */
export function shiftDecimal(text: string, places: number): string | null {
  const found = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text.trim().replaceAll(',', ''));
  if (!found) return null;
  const [, sign = '', whole = '', fraction = ''] = found;
  const digits = (whole + fraction).padStart(whole.length + fraction.length + Math.max(0, -places), '0');
  const point = digits.length - fraction.length + places;
  const filled = point > digits.length ? digits.padEnd(point, '0') : digits;
  const head = filled.slice(0, Math.max(point, 0)).replace(/^0+(?=\d)/, '') || '0';
  const tail = filled.slice(Math.max(point, 0)).replace(/0+$/, '');
  const result = tail ? `${head}.${tail}` : head;
  return sign && !/^0(\.0*)?$/.test(result) ? `-${result}` : result;
}
