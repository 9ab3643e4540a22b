import { utils, write } from '@e965/xlsx';

import { creditCodeCheck } from '~/knowledge/enterprises/credit-code';

/** The credit code of the n-th invented firm. */
export function codeOf(n: number): string {
  const first = `91359900${String(n).padStart(9, '0')}`;
  return `${first}${creditCodeCheck(first)}`;
}

/** Twelve columns: the code, the name, and ten facts as registers write them. */
export const registerHeader = [
  '统一社会信用代码',
  '企业名称',
  '成立日期',
  '注册资本（万元）',
  '行政区划代码',
  '行业代码',
  '登记状态',
  '2025年营业收入（万元）',
  '2025年研发费用（万元）',
  '参保人数',
  '列入经营异常名录',
  '纳税信用等级',
];

/** A row of the register; figures differ from row to row, as they do. */
export function registerRow(n: number, edition = 0): (string | number)[] {
  return [
    codeOf(n),
    `云江示例企业${n}号有限公司`,
    `20${String(n % 20).padStart(2, '0')}-0${(n % 9) + 1}-1${n % 9}`,
    (n % 900) + 10,
    n % 3 === 0 ? '359901' : '359900',
    ['C3562', 'I6513', 'F5211', 'M7320'][n % 4] ?? '',
    n % 40 === 0 ? '注销' : '存续',
    Math.round(((n * 37) % 900_000) + edition * 11) / 10,
    n % 7 === 0 ? '' : Math.round((n * 13) % 40_000) / 10,
    (n * 7) % 900,
    n % 50 === 0 ? '是' : '否',
    'ABMCD'[n % 5] ?? '',
  ];
}

export function registerWorkbook(rows: number, edition = 0): Uint8Array {
  const book = utils.book_new();
  const body = Array.from({ length: rows }, (_, n) => registerRow(n, edition));
  utils.book_append_sheet(book, utils.aoa_to_sheet([registerHeader, ...body]), '登记');
  return new Uint8Array(write(book, { type: 'buffer', compression: true }) as Buffer);
}

export function registerCsv(rows: number, edition = 0): Uint8Array {
  const lines = [registerHeader.join(',')];
  for (let n = 0; n < rows; n += 1) lines.push(registerRow(n, edition).join(','));
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}
