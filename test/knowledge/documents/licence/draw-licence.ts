import { createRequire } from 'node:module';

import type * as Canvas from '@napi-rs/canvas';

const require = createRequire(import.meta.url);

/** What a licence in the sample city prints. */
export const printed = {
  creditCode: '91350100M000100Y43',
  name: '云江智造科技有限公司',
  type: '有限责任公司（自然人投资或控股）',
  legalRepresentative: '林志远',
  capital: '伍佰万圆整',
  date: '2018年04月16日',
  term: '2018年04月16日至长期',
  address: ['云江市江北区科技大道88号', '智造园3号楼501室'],
  scope: [
    '一般项目：工业机器人制造；软件开发；',
    '技术服务、技术咨询。（依法须经批准的',
    '项目，经批准后方可开展经营活动）',
  ],
};

export interface LicenceLook {
  /** `wide` is the form of today, with two columns; `upright` the older one. */
  form?: 'wide' | 'upright';
  ink?: string;
  paper?: string;
  creditCode?: string;
  legalRepresentative?: string;
}

/** A business licence drawn as a photo would show it, as JPEG. */
export function drawLicence({
  form = 'wide',
  ink = '#111',
  paper = '#f6f1e4',
  ...more
}: LicenceLook = {}): Buffer {
  const words = { ...printed, ...more };
  const size = form === 'wide' ? ([1600, 1130] as const) : ([1130, 1500] as const);
  const { canvas, context } = openCanvas(size, paper);
  const write = (text: string, x: number, y: number, px = 30) => {
    context.font = `${px}px Noto`;
    context.fillText(text, x, y);
  };
  context.fillStyle = ink;
  write('营 业 执 照', size[0] / 2 - 170, 150, 64);
  const row = (label: string, value: string | string[], x: number, y: number) => {
    write(label, x, y, 28);
    [value].flat().forEach((line, index) => write(line, x + 190, y + index * 48));
  };
  if (form === 'wide') {
    write('统一社会信用代码', 110, 250, 26);
    write(words.creditCode, 110, 295, 30);
    row('名    称', words.name, 110, 400);
    row('类    型', words.type, 110, 470);
    row('法定代表人', words.legalRepresentative, 110, 540);
    row('经营范围', words.scope, 110, 610);
    row('注册资本', words.capital, 900, 400);
    row('成立日期', words.date, 900, 470);
    row('营业期限', words.term, 900, 540);
    row('住    所', words.address, 900, 610);
    write('登记机关', 1000, 900, 28);
  } else {
    write('统一社会信用代码', 120, 250, 28);
    write(words.creditCode, 420, 250, 30);
    row('名    称', words.name, 120, 350);
    row('类    型', words.type, 120, 420);
    row('住    所', words.address, 120, 490);
    row('法定代表人', words.legalRepresentative, 120, 620);
    row('注册资本', words.capital, 120, 690);
    row('成立日期', words.date, 120, 760);
    row('营业期限', words.term, 120, 830);
    row('经营范围', words.scope, 120, 900);
    write('登记机关', 700, 1250, 28);
  }
  return canvas.toBuffer('image/jpeg', 88);
}

/** A page of plain lines that is no licence. */
export function drawLetter(lines: readonly string[]): Buffer {
  const { canvas, context } = openCanvas([1200, 900], '#fff');
  context.fillStyle = '#111';
  context.font = '32px Noto';
  lines.forEach((line, index) => context.fillText(line, 100, 150 + index * 80));
  return canvas.toBuffer('image/jpeg', 85);
}

function openCanvas([width, height]: readonly [number, number], paper: string) {
  const { createCanvas, GlobalFonts } = require('@napi-rs/canvas') as typeof Canvas;
  GlobalFonts.registerFromPath(
    require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
    'Noto',
  );
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = paper;
  context.fillRect(0, 0, width, height);
  return { canvas, context };
}
