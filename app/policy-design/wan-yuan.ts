import { shiftDecimal } from './shift-decimal';

/** Yuan in 万元, grouped, to two places. */
export function wanYuan(yuan: string): string {
  const wan = shiftDecimal(yuan, -4) ?? yuan;
  const [whole = '0', fraction = ''] = wan.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction ? `${grouped}.${fraction.slice(0, 2)}` : grouped;
}
