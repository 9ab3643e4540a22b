import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { findLicenceFields } from '~/knowledge/documents/licence/find-licence-fields';
import type { LicenceLine } from '~/knowledge/documents/licence/licence-line';
import { readDay, readLicenceValue, readYuan } from '~/knowledge/documents/licence/licence-value';

const line = (text: string, left: number, top: number, confidence = 0.98): LicenceLine => ({
  ...{ text, confidence, left, top },
  right: left + text.length * 30,
  bottom: top + 32,
});
const textsOf = (lines: LicenceLine[]) =>
  Object.fromEntries((findLicenceFields(lines) ?? []).map(({ key, text }) => [key, text]));

const wide = [
  line('营业执照', 700, 100),
  line('统一社会信用代码', 110, 230),
  line('91350100M000100Y43', 110, 275),
  line('名', 110, 400),
  line('称', 190, 400),
  line('云江智造科技有限公司', 300, 402),
  line('注册资本', 900, 400),
  line('伍佰万圆整', 1090, 399),
  line('类型', 110, 470),
  line('有限责任公司', 300, 471),
  line('成立日期2018年04月16日', 900, 470),
  line('法定代表入', 110, 540),
  line('林志远', 300, 541, 0.7),
  line('住所', 900, 540),
  line('云江市江北区科技大道', 1090, 540),
  line('88号501室', 1090, 586),
  line('经营范围', 110, 640),
  line('软件开发；', 300, 640),
  line('技术服务。', 300, 686),
  line('登记机关', 1000, 900),
];

describe('a licence', () => {
  test('in two columns is read by its labels: each column’s values, lines below, a label in two pieces', () => {
    expect(textsOf(wide)).toEqual({
      creditCode: '91350100M000100Y43',
      name: '云江智造科技有限公司',
      type: '有限责任公司',
      legalRepresentative: '林志远',
      capital: '伍佰万圆整',
      date: '2018年04月16日',
      address: '云江市江北区科技大道88号501室',
      scope: '软件开发；技术服务。',
    });
    const found = findLicenceFields(wide) ?? [];
    expect(found.find(({ key }) => key === 'legalRepresentative')).toMatchObject({
      confidence: 0.7,
      lines: [12],
    });
    expect(found.find(({ key }) => key === 'address')?.lines).toEqual([14, 15]);
    expect(found.find(({ key }) => key === 'date')?.value).toBe('2018-04-16');
  });

  test('whose two columns came as one line is cut at the labels', () => {
    const lines = [
      line('营业执照', 500, 50),
      line('名称：云江智造科技有限公司', 100, 200),
      line('法定代表人林志远注册资本500万元', 100, 300),
    ];
    expect(textsOf(lines)).toEqual({
      name: '云江智造科技有限公司',
      legalRepresentative: '林志远',
      capital: '500万元',
    });
  });

  test('is none when only some of its words are there', () => {
    expect(findLicenceFields([])).toBeNull();
    expect(findLicenceFields([line('法定代表人', 0, 0), line('林志远', 200, 0)])).toBeNull();
    const permit = [
      ...[line('开户许可证', 300, 0), line('法定代表人', 0, 100), line('林志远', 200, 100)],
      ...[line('名称', 0, 200), line('某公司', 200, 200), line('住所', 0, 300), line('某处', 200, 300)],
    ];
    expect(findLicenceFields(permit)).toBeNull();
  });

  test('never throws, and every value comes from lines of the picture', () => {
    const any = fc.record({
      text: fc.string({ maxLength: 12 }),
      left: fc.integer({ min: 0, max: 1200 }),
      top: fc.integer({ min: 0, max: 900 }),
    });
    const noise = fc.array(any, { maxLength: 10 });
    let read = 0;
    fc.assert(
      fc.property(fc.shuffledSubarray(wide), noise, (part, others) => {
        const lines = [...part, ...others.map(({ text, left, top }) => line(text, left, top))];
        const fields = findLicenceFields(lines);
        if (fields) read += 1;
        for (const { lines: indexes, text } of fields ?? []) {
          expect(indexes.length).toBeGreaterThan(0);
          const source = indexes.map((index) => lines[index]?.text.replace(/\s+/g, '') ?? '').join('');
          expect([...text].every((character) => source.includes(character))).toBe(true);
        }
      }),
    );
    // Else nothing was looked at.
    expect(read).toBeGreaterThan(10);
  });
});

describe('its values', () => {
  test('a code is checked by GB 32100-2015; letters that it doesn’t have are the digits like them', () => {
    expect(readLicenceValue('creditCode', '91350l00M0001OOY43')).toMatchObject({
      value: '91350L00M000100Y43',
      fault: 'check',
    });
    expect(readLicenceValue('creditCode', '9135O1OOMOOO1OOY43')).toEqual({
      value: '91350100M000100Y43',
      fault: null,
    });
    expect(readLicenceValue('creditCode', '91350100M000100Y44').fault).toBe('check');
    expect(readLicenceValue('creditCode', '——').value).toBeNull();
  });

  test('a day is one of the calendar', () => {
    expect(readDay('2018 年 4 月 16 日')).toBe('2018-04-16');
    expect(readDay('2018年02月30日')).toBeNull();
    expect(readDay('长期')).toBeNull();
    expect(readLicenceValue('date', '长期')).toEqual({ value: null, fault: 'date' });
  });

  test.each([
    ['伍佰万圆整', '5000000'],
    ['人民币壹仟贰佰叁拾万元整', '12300000'],
    ['贰亿零伍拾万元', '200500000'],
    ['拾万元整', '100000'],
    ['500.00万元人民币', '5000000'],
    ['1,000 万元', '10000000'],
    ['1.2345亿', '123450000'],
    ['300000元', '300000'],
    ['0.5万元', '5000'],
  ])('%s is %s yuan', (text, yuan) => {
    expect(readYuan(text)).toBe(yuan);
  });

  test('an amount in another currency, or none, is left to the person', () => {
    expect(readYuan('100万美元')).toBeNull();
    expect(readYuan('见章程')).toBeNull();
    for (const text of ['500万澳大利亚元', '壹佰万加拿大元', '500万日圆', '100万新加坡元', '500万瑞士法郎'])
      expect(readYuan(text)).toBeNull();
    // Half in figures, two amounts, or digits in a row: no part of it stands for the whole.
    for (const text of ['5佰万元', '500万元，实缴200万元', '壹五〇五万元', '壹万亿元', '伍拾元叁角'])
      expect(readYuan(text)).toBeNull();
    expect(readDay('2018年04月161日')).toBeNull();
    expect(readYuan('（人民币）叁仟伍佰万零伍佰圆整')).toBe('35000500');
    expect(readLicenceValue('capital', '见章程')).toEqual({ value: null, fault: 'amount' });
  });
});
