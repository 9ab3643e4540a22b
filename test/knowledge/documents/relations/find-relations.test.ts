import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { findRelations } from '~/knowledge/documents/relations/find-relations';
import { markWords } from '~/knowledge/documents/relations/mark-words';
import { namesDocument } from '~/knowledge/documents/relations/names-document';
import { endsItsTarget } from '~/knowledge/documents/relations/relation-kind';

const find = (title: string, body: string) =>
  findRelations({ title, text: `${title}\n${body}` }).map(({ kind, title: other, state }) => [
    kind,
    other,
    state,
  ]);

describe('relations found in a text', () => {
  test.each([
    [
      '云江市新办法',
      '第九条 本办法自2024年1月1日起施行。《云江市旧办法》（云政发〔2019〕8号）同时废止。',
      [['repeals', '云江市旧办法', 'acting']],
    ],
    [
      '云江市研发补助办法',
      '第一条 为了鼓励研发，根据《中华人民共和国科学技术进步法》和《云江市科技条例》，结合本市实际，制定本办法。',
      [
        ['implements', '中华人民共和国科学技术进步法', 'proposed'],
        ['implements', '云江市科技条例', 'proposed'],
      ],
    ],
    [
      '关于开展申报工作的通知',
      '根据《云江市研发补助办法》（云科〔2024〕3号）规定，现就2025年度申报有关事项通知如下：',
      [['implements', '云江市研发补助办法', 'proposed']],
    ],
    [
      '中华人民共和国企业所得税法实施条例',
      '第一条 甲。',
      [['implements', '中华人民共和国企业所得税法', 'proposed']],
    ],
    [
      '某省实施《中华人民共和国中小企业促进法》办法',
      '第一条 甲。',
      [['implements', '中华人民共和国中小企业促进法', 'proposed']],
    ],
    [
      '关于修改《云江市研发补助办法》的决定',
      '一、将第三条修改为：“补助百分之十。”',
      [['amends', '云江市研发补助办法', 'proposed']],
    ],
    ['某决定', '市政府决定对《云江市甲办法》作如下修改：', [['amends', '云江市甲办法', 'proposed']]],
    ['《云江市研发补助办法》政策解读', '一、背景', [['explains', '云江市研发补助办法', 'proposed']]],
    ['关于《云江市研发补助办法》的解释', '一、甲', [['explains', '云江市研发补助办法', 'proposed']]],
    ['答记者问', '现就《云江市乙办法》有关问题解读如下：', [['explains', '云江市乙办法', 'proposed']]],
    [
      '服务规范',
      '本规范代替《云江市服务规范（试行）》，与其相比有变化。',
      [['replaces', '云江市服务规范（试行）', 'proposed']],
    ],
    ['新通知', '原《云江市丙办法》（云财〔2018〕2号）不再执行。', [['replaces', '云江市丙办法', 'proposed']]],
    [
      '关于废止《云江市丁办法》的决定',
      '经研究，决定废止《云江市丁办法》。',
      [['repeals', '云江市丁办法', 'proposed']],
    ],
  ])('%s: %s', (title, body, expected) => expect(find(title, body)).toEqual(expected));

  test.each([
    ['云江市甲办法', '第一条 根据有关法律，制定本办法。', '有关法律 names nothing'],
    ['云江市甲办法', '第一条 按照《云江市甲办法》执行。', 'itself'],
    ['云江市甲办法', '第五条 违反《治安管理处罚法》的，依法处理。', 'a mere mention'],
    ['关于印发《云江市甲办法》的通知', '现印发给你们。', 'issuing is no relation'],
    ['云江市甲办法', '第二条 与本办法抵触的规定同时废止。', 'a general rule'],
    [
      '云江市甲办法',
      '根据《中华人民共和国甲法》（以下简称《甲法》），企业应当申报。',
      'leaning without making',
    ],
  ])('%s: %s (%s)', (title, body) => expect(find(title, body)).toEqual([]));

  test('the short form in brackets is no second document', () => {
    expect(
      find('云江市甲办法', '根据《中华人民共和国证券法》（以下简称《证券法》）等法律，制定本办法。'),
    ).toEqual([['implements', '中华人民共和国证券法', 'proposed']]);
  });

  test('keep the number, the sentence, the words that say it and the place of the name', () => {
    const text = '通知\n一、甲。\n二、原《云江市丙办法》（云财〔2018〕2号）停止执行。三、乙。';
    const [relation] = findRelations({ title: '通知', text });
    expect(relation).toMatchObject({
      documentNumber: '云财〔2018〕2号',
      words: '二、原《云江市丙办法》（云财〔2018〕2号）停止执行。',
      cue: '停止执行',
    });
    expect(text.slice(relation?.start, relation?.end)).toBe('《云江市丙办法》（云财〔2018〕2号）');
  });

  test('whatever the text, a place inside it holds the name, and nothing names itself', () => {
    const piece = fc.constantFrom(
      '《甲办法》',
      '《乙条例》（云政〔2020〕1号）',
      '根据',
      '制定本办法',
      '同时废止',
      '代替',
      '。',
      '\n',
      '、',
      '和',
      '修改为',
      '第三条',
      '现就',
      '通知如下',
      '将',
      '对',
      '作如下修改',
      '解读如下',
      '予以废止',
      '原',
      '不再执行',
      '《',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }),
        fc.constantFrom('甲办法', '关于《乙条例》的解读'),
        (pieces, title) => {
          const text = `${title}\n${pieces.join('')}`;
          for (const found of findRelations({ text, title })) {
            expect(found.title.includes('《')).toBe(false);
            expect(text.slice(found.start, found.end)).toContain(found.title);
            expect(found.title).not.toBe(title);
          }
        },
      ),
    );
  });
});

describe('which document is meant', () => {
  const relation = { targetId: null, titleKey: '旧办法', documentNumber: null as string | null };
  const document = { id: 'd1', titleKey: '旧办法', documentNumber: null as string | null };
  test('the chosen one, else that of the number, else that of the title', () => {
    expect(namesDocument(relation, document)).toBe(true);
    expect(namesDocument({ ...relation, documentNumber: '云财〔2018〕2号' }, document)).toBe(true);
    expect(
      namesDocument(
        { ...relation, documentNumber: '甲〔2018〕2号' },
        { ...document, documentNumber: '甲〔2020〕2号' },
      ),
    ).toBe(false);
    expect(
      namesDocument(
        { ...relation, documentNumber: '甲〔2018〕2号' },
        { id: 'd2', titleKey: '别名', documentNumber: '甲〔2018〕2号' },
      ),
    ).toBe(true);
    expect(namesDocument({ ...relation, targetId: 'd9' }, document)).toBe(false);
    expect(namesDocument({ ...relation, targetId: 'd1', titleKey: '其他' }, document)).toBe(true);
  });
  test('a repeal and a replacement end it, the others don’t', () => {
    expect(
      (['repeals', 'replaces', 'amends', 'implements', 'explains'] as const).filter(endsItsTarget),
    ).toEqual(['repeals', 'replaces']);
  });
});

describe('marking', () => {
  test('marks each of the words once, in order, and nothing for what is absent', () => {
    expect(markWords('《甲》同时废止', ['同时废止', '《甲》', '甲', '', '乙'])).toEqual([
      { text: '《甲》', marked: true },
      { text: '同时废止', marked: true },
    ]);
    expect(markWords('其他', ['甲'])).toEqual([{ text: '其他', marked: false }]);
  });
  test('loses no character', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string({ maxLength: 3 })), (words, marks) => {
        expect(
          markWords(words, marks)
            .map(({ text }) => text)
            .join(''),
        ).toBe(words);
      }),
    );
  });
});
