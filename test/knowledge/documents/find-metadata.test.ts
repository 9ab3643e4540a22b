import { describe, expect, test } from 'vitest';

import { findMetadata } from '~/knowledge/documents/find-metadata';
import { findTitle } from '~/knowledge/documents/find-title';
import { splitPassages } from '~/knowledge/documents/split-passages';
import { splitLines } from '~/knowledge/documents/text-lines';

function find(source: string, fileName = '文件.txt') {
  const { title, lines } = findTitle(
    splitLines(source)
      .filter(Boolean)
      .map((text) => ({ text })),
    fileName,
  );
  const { text, outline } = splitPassages(lines);
  const found = findMetadata({ text, outline, title, fileName });
  for (const value of Object.values(found.fields)) {
    if (value.start !== null) expect(text.slice(value.start, value.end ?? 0)).toBe(value.words);
  }
  const repeals = found.relations.filter(({ kind }) => kind === 'repeals');
  for (const repeal of repeals) expect(text.slice(repeal.start, repeal.end)).toContain(repeal.title);
  return {
    title,
    values: Object.fromEntries(Object.entries(found.fields).map(([field, { value }]) => [field, value])),
    ...found,
    repeals,
  };
}

describe('a statute', () => {
  test('tells its history in the notes, and its day of effect at the end', () => {
    const { values } = find(
      '中华人民共和国示例法\n2020年6月1日 第十三届全国人民代表大会常务委员会第十九次会议通过\n第一条 甲。\n第二条 本法自2021年1月1日起施行。',
    );
    expect(values).toEqual({
      issuer: '全国人民代表大会常务委员会',
      region: '000000',
      adoptedOn: '2020-06-01',
      effectiveFrom: '2021-01-01',
    });
  });

  test('a later amendment outranks the day on which the first version began', () => {
    const { values, fields } = find(
      '示例条例\n2000年1月1日 中华人民共和国国务院令第300号公布\n2019年3月2日 《国务院关于修改部分行政法规的决定》第一次修订\n第一条 甲。\n第二条 本条例自2000年3月1日起施行。',
    );
    expect(values).toMatchObject({
      documentNumber: '中华人民共和国国务院令第300号',
      issuer: '国务院',
      issuedOn: '2000-01-01',
      effectiveFrom: '2019-03-02',
    });
    expect(fields.effectiveFrom?.from).toBe('amendment');
  });

  test('a city’s regulation, approved by its province, is the city’s', () => {
    const { values } = find(
      '安阳市政务服务条例\n2021年8月30日 安阳市第十四届人民代表大会常务委员会第二十四次会议通过\n2021年9月29日 河南省第十三届人民代表大会常务委员会第二十七次会议批准\n第一条 本条例自2021年12月1日起施行。',
    );
    expect(values).toMatchObject({
      issuer: '安阳市人民代表大会常务委员会',
      region: '410500',
      adoptedOn: '2021-08-30',
      effectiveFrom: '2021-12-01',
    });
  });

  test('自公布之日起施行 is the day of publication', () => {
    const { values } = find(
      '示例条例\n2019年4月20日 中华人民共和国国务院令第713号公布\n第一条 本条例自公布之日起施行。',
    );
    expect(values.effectiveFrom).toBe('2019-04-20');
  });

  test('自公布之日起30日后施行 is thirty days later', () => {
    const { values } = find(
      '示例条例\n2019年4月20日 中华人民共和国国务院令第713号公布\n第一条 本条例自公布之日起三十日后施行。',
    );
    expect(values.effectiveFrom).toBe('2019-05-20');
  });

  test('the file’s date counts only when the text has none', () => {
    expect(find('示例办法\n第一条 甲。', '示例办法(2024-09-30).md').fields.effectiveFrom).toMatchObject({
      value: '2024-09-30',
      from: 'file-name',
      start: null,
    });
    expect(
      find('示例办法\n第一条 本办法自2025年1月1日起施行。', '示例办法(2024-09-30).md').values.effectiveFrom,
    ).toBe('2025-01-01');
    expect(find('示例办法\n第一条 甲。').values.effectiveFrom).toBeUndefined();
  });
});

describe('a normative document', () => {
  const notice = `云江市财政局 云江市科学技术局关于印发《云江市研发补助办法》的通知
云江财〔2024〕12号
各有关单位：
根据《云江市条例》（云江发〔2020〕1号）规定，现将《云江市研发补助办法》印发给你们，请遵照执行。
云江市财政局
云江市科学技术局
2024年2月20日
附件
云江市研发补助办法
第一条 对企业给予补助。高新技术企业证书有效期为三年。
第二条 本办法自2024年3月1日起施行，有效期5年。《云江市旧办法》（云江财〔2019〕8号）、《云江市研发后补助细则》同时废止。`;

  test('tells number, issuers, region, days and term', () => {
    const { title, values } = find(notice);
    expect(title).toBe('云江市财政局 云江市科学技术局关于印发《云江市研发补助办法》的通知');
    expect(values).toEqual({
      documentNumber: '云江财〔2024〕12号',
      issuer: '云江市财政局 云江市科学技术局',
      region: '359900',
      issuedOn: '2024-02-20',
      effectiveFrom: '2024-03-01',
      expiresOn: '2029-02-28',
    });
  });

  test('tells what it repeals, with the numbers', () => {
    expect(find(notice).repeals.map(({ title, documentNumber }) => [title, documentNumber])).toEqual([
      ['云江市旧办法', '云江财〔2019〕8号'],
      ['云江市研发后补助细则', null],
    ]);
  });

  test('an announcement bears its number and issuers in one line', () => {
    const { values } = find(
      '关于进一步支持小微企业发展有关税费政策的公告\n财政部 税务总局公告2023年第12号\n一、自2023年1月1日至2027年12月31日，减半征收。\n二、本公告执行至2027年12月31日。\n特此公告。\n财政部 税务总局\n2023年8月2日',
    );
    expect(values).toMatchObject({
      documentNumber: '财政部 税务总局公告2023年第12号',
      issuer: '财政部 税务总局',
      region: '000000',
      issuedOn: '2023-08-02',
      effectiveFrom: '2023-01-01',
      expiresOn: '2027-12-31',
    });
  });

  test.each([
    ['本办法自2024年5月1日起施行，有效期至2026年12月31日。', '2024-05-01', '2026-12-31'],
    ['本通知自印发之日起施行，有效期三年。', '2024-04-10', '2027-04-09'],
    ['本意见自二〇二四年五月一日起实施，有效期为 2 年。', '2024-05-01', '2026-04-30'],
    ['本措施自印发之日起满30日后施行。', '2024-05-10', undefined],
    ['本措施自发布之日起1个月后施行。', '2024-05-10', undefined],
  ])('%s', (sentence, effectiveFrom, expiresOn) => {
    const { values } = find(`云江市示例办法\n第一条 甲。\n第二条 ${sentence}\n云江市财政局\n2024年4月10日`);
    expect([values.effectiveFrom, values.expiresOn]).toEqual([effectiveFrom, expiresOn]);
  });

  test('terms of certificates and other texts are not its own', () => {
    const { values, repeals } = find(
      '示例办法\n第一条 证书有效期为五年。\n第二条 根据《示例法》第五条，与其抵触的规定同时废止。\n第三条 《其他办法》第三条同时废止。',
    );
    expect(values).toEqual({});
    expect(repeals).toEqual([]);
  });

  test('labelled lines and a red head are read', () => {
    expect(
      find('云江市人民政府文件\n云江政发〔2025〕3号\n关于支持就业的意见\n一、甲。').values,
    ).toMatchObject({ issuer: '云江市人民政府', documentNumber: '云江政发〔2025〕3号' });
    expect(
      find(
        '关于支持就业的意见\n发文字号：云江政发［2025］3号\n发布机关：云江市人民政府\n发布日期：2025-01-05\n一、甲。',
      ).values,
    ).toMatchObject({
      documentNumber: '云江政发〔2025〕3号',
      issuer: '云江市人民政府',
      issuedOn: '2025-01-05',
    });
  });
});

describe('the title', () => {
  test('that runs over two lines is joined', () => {
    expect(
      find('云江市人力资源和社会保障局关于做好\n失业保险稳岗返还工作的通知\n各单位：\n一、甲。').title,
    ).toBe('云江市人力资源和社会保障局关于做好失业保险稳岗返还工作的通知');
  });
  test('comes from the file’s name when the text has none', () => {
    expect(find('第一条 甲。', 'a/b/示例办法(2024-09-30).md').title).toBe('示例办法');
  });
});
