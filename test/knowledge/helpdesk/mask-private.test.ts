import { describe, expect, it } from 'vitest';

import { findEndedSources, lastDayOf } from '~/knowledge/helpdesk/find-ended-sources';
import { nameSource } from '~/knowledge/helpdesk/faq-source';
import { maskPrivate } from '~/knowledge/helpdesk/mask-private';

describe('maskPrivate', () => {
  it.each([
    ['我们是云江智造科技有限公司，能申请吗？', '我们是〔企业〕，能申请吗？'],
    ['电话13812345678或0571-88886666', '电话〔电话〕或〔电话〕'],
    ['身份证33010219900307721X', '身份证〔证件号〕'],
    ['信用代码91330100MA27XL5Q0Y', '信用代码〔证照号〕'],
    ['账号6222021234567890123', '账号〔账号〕'],
    ['写信给 lin@example.org', '写信给 〔邮箱〕'],
  ])('masks what tells who asked: %s', (text, masked) => {
    expect(maskPrivate(text)).toEqual({ text: masked, isMasked: true });
  });

  it('masks known firms as they are said', () => {
    expect(maskPrivate('云江智造去年买了设备', ['云江智造科技有限公司']).text).toBe('〔企业〕去年买了设备');
  });

  it.each([
    '有限公司要交多少税？',
    '一人有限责任公司能享受吗？',
    '2023年12号公告和300万元',
    '高新技术企业怎么认定',
  ])('leaves what names nobody: %s', (text) => {
    expect(maskPrivate(text)).toEqual({ text, isMasked: false });
  });

  it('keeps a department’s phone in an answer', () => {
    expect(maskPrivate('请拨打0571-12345678', [], { phones: false }).isMasked).toBe(false);
  });
});

describe('sources that end', () => {
  const document = {
    id: 'd',
    title: '办法',
    state: 'published',
    expiresOn: null,
    repealedOn: null,
    supersededOn: null,
  };
  const sources = [{ documentId: 'd', title: '办法' }];
  it('tells which ended first, and the last day of all', () => {
    const dated = { ...document, expiresOn: '2026-12-31', supersededOn: '2026-06-01' };
    expect(findEndedSources(sources, [dated], '2026-05-31')).toEqual([]);
    expect(findEndedSources(sources, [dated], '2026-06-01')).toEqual([
      { documentId: 'd', title: '办法', ended: 'superseded', on: '2026-06-01' },
    ]);
    expect(lastDayOf([dated])).toBe('2026-05-31');
    expect(lastDayOf([document])).toBeNull();
    expect(lastDayOf([{ ...document, expiresOn: '2026-12-31' }])).toBe('2026-12-31');
  });
  it('takes one that is withdrawn or gone for ended', () => {
    expect(findEndedSources(sources, [{ ...document, state: 'withdrawn' }], '2026-01-01')).toMatchObject([
      { ended: 'withdrawn' },
    ]);
    expect(findEndedSources(sources, [], '2026-01-01')).toMatchObject([
      { ended: 'withdrawn', title: '办法' },
    ]);
  });
  it('names a source', () => {
    expect(nameSource({ title: '办法', documentNumber: null, path: '第一条' })).toBe('《办法》第一条');
  });
});
