import { creditCodeCheck } from '../../enterprises/credit-code';
import type { FirmProfile } from './draw-profile';

const first = [
  ...'博承晨诚达东法丰福冠广国海瀚恒弘宏华汇吉佳嘉建杰金锦景靖骏凯康科立联龙隆美明铭宁鹏启清庆瑞润森盛舒顺泰腾天通万旺维祥欣鑫信兴旭轩雅怡亿益永优裕元源远跃云泽展振正志致中众卓',
];
const second = [
  ...'安邦宝昌成创德迪鼎方飞赋格冠航和恒弘华辉基嘉捷景科凯兰乐力亮林隆茂美明诺鹏奇启庆荣锐润善尚胜仕泰特腾途旺望威希祥翔信星旭扬怡亿易益英盈宇源悦跃越运泽展哲正智舟',
];

/** How many names there are before they repeat. */
export const nameCount = first.length * second.length;

/** Letters and digits of an organisation code: those of GB 32100 without the ones that look alike. */
const letters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [3, 7, 9, 10, 5, 8, 4, 2];

/** The check character of an organisation code's first eight (GB 11714-1997): 11 − Σ weight × value mod 11. */
function organisationCheck(first8: string): string {
  const value = (letter: string) => (/\d/.test(letter) ? Number(letter) : letter.charCodeAt(0) - 55);
  const sum = weights.reduce((total, weight, at) => total + weight * value(first8.charAt(at)), 0);
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

/** A credit code of the invented city, valid in both check characters, a different one for each number. */
export function firmCreditCode(number: number, type: FirmProfile['type']): string {
  const category = type === 'individual-business' ? '2' : type === 'cooperative' ? '3' : '1';
  let rest = number;
  let body = '';
  for (let place = 0; place < 5; place += 1) {
    body = letters.charAt(rest % letters.length) + body;
    rest = Math.floor(rest / letters.length);
  }
  const organisation = `MB9${body}`;
  const first17 = `9${category}359900${organisation}${organisationCheck(organisation)}`;
  return first17 + creditCodeCheck(first17);
}

/** Its name: the city, two characters of its own, the trade, the form. A different one for each number below nameCount × 2. */
export function firmName(number: number, { type, word }: Pick<FirmProfile, 'type' | 'word'>): string {
  // A step that shares no factor with the number of names walks through all of them.
  const at = (number * 2_741) % nameCount;
  const round = Math.floor(number / nameCount);
  const own = `${first[Math.floor(at / second.length)] ?? ''}${second[at % second.length] ?? ''}`;
  const brand = round === 0 ? own : `新${own}`;
  if (type === 'cooperative') return `云江${brand}${word}专业合作社`;
  if (type === 'individual-business') return `云江市${brand}${word}${/[店馆铺站部]$/.test(word) ? '' : '店'}`;
  if (type === 'partnership') return `云江${brand}${word}合伙企业（普通合伙）`;
  return type === 'sole-proprietorship' ? `云江${brand}${word}厂` : `云江${brand}${word}有限公司`;
}
