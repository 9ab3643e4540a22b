import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { extractFigures } from '~/knowledge/answers/extract-figures';

const values = (text: string) =>
  extractFigures(text).map(({ kind, value, unit }) => `${kind} ${value}${unit}`);

describe('figures in normal form', () => {
  it.each([
    ['300万元', 'amount 3000000元'],
    ['3,000,000元', 'amount 3000000元'],
    ['三百万元', 'amount 3000000元'],
    ['３００万元', 'amount 3000000元'],
    ['1.2亿元', 'amount 120000000元'],
    ['一亿二千万元', 'amount 120000000元'],
    ['一千二百三十四元', 'amount 1234元'],
    ['两万元', 'amount 20000元'],
    ['500万美元', 'amount 5000000美元'],
    ['5%', 'share 1/20'],
    ['5％', 'share 1/20'],
    ['百分之五', 'share 1/20'],
    ['百分之五点五', 'share 11/200'],
    ['千分之三', 'share 3/1000'],
    ['3‰', 'share 3/1000'],
    ['三分之一', 'share 1/3'],
    ['1/3', 'share 1/3'],
    ['减半', 'share 1/2'],
    ['2027年12月31日', 'date 2027-12-31'],
    ['2027-12-31', 'date 2027-12-31'],
    ['2027/12/31', 'date 2027-12-31'],
    ['2027.12.31', 'date 2027-12-31'],
    ['二〇二七年十二月三十一日', 'date 2027-12-31'],
    ['2027年12月', 'date 2027-12'],
    ['2027年', 'date 2027'],
    ['12月31日', 'date --12-31'],
    ['六月三十日', 'date --06-30'],
    ['60个工作日', 'quantity 60工作日'],
    ['六十个工作日', 'quantity 60工作日'],
    ['30天', 'quantity 30日'],
    ['3个月', 'quantity 3月'],
    ['半年', 'quantity 0.5年'],
    ['300名', 'quantity 300人'],
    ['1.5个百分点', 'quantity 1.5百分点'],
    ['第三条', 'ordinal 3条'],
    ['第3条', 'ordinal 3条'],
    ['财税〔2023〕12号', 'document-number 2023-12财税'],
    ['财税[2023]12号', 'document-number 2023-12财税'],
    ['财税（2023）12号', 'document-number 2023-12财税'],
    ['公告2023年第7号', 'document-number 2023-7公告'],
    ['4000000000元', 'amount 4000000000元'],
    ['400-123-4567', 'phone 4001234567'],
    ['020-34121084', 'phone 02034121084'],
    ['13800138000', 'phone 13800138000'],
    ['12345', 'number 12345'],
    ['二十', 'number 20'],
  ])('reads %s', (text, expected) => expect(values(text)).toEqual([expected]));

  it('does not take words for figures', () => {
    expect(values('统一一次性给予十分重要的一个项目，万一唯一、同一家、一般一律')).toEqual([]);
    expect(values('一、总则\n（二）条件\n3. 材料')).toEqual([]);
    expect(values('上万元')).toEqual([]);
  });

  it('reads titles and the figures in them', () => {
    expect(values('《关于2025年稳岗的通知》')).toEqual(['title 关于2025年稳岗的通知', 'date 2025']);
  });

  it('refuses days that no month has', () => {
    expect(values('2027年13月31日')).not.toContain('date 2027-13-31');
  });

  it('knows ceilings from floors', () => {
    const bounds = extractFigures('不超过300人，5000万元以下，不低于5%，10人及以上').map(
      ({ bound }) => bound,
    );
    expect(bounds).toEqual(['at-most', 'at-most', 'at-least', 'at-least']);
  });

  it('gives offsets that cut the words out of the source', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[一二三十百万元年月日%％0-9 《》第条。,.]{0,40}$/), (text) => {
        for (const { start, end, words } of extractFigures(text)) expect(text.slice(start, end)).toBe(words);
      }),
    );
  });
});
