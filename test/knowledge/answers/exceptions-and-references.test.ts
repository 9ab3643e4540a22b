import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { extractAnswer } from '~/knowledge/answers/extract-answer';
import {
  announcesExceptions,
  exceptionToArticle,
  exceptionWithin,
  findExceptions,
} from '~/knowledge/answers/find-exceptions';
import { findReferences } from '~/knowledge/answers/find-references';
import { questionTerms, weighTerms } from '~/knowledge/answers/question-terms';
import { resolveReferences } from '~/knowledge/answers/resolve-references';
import type { SourcePassage } from '~/knowledge/answers/source-passage';
import { splitClauses } from '~/knowledge/answers/split-clauses';

// Short excerpts of statutes, which are no works under 著作权法第五条.
const payment = [
  '第九条 机关、事业单位从中小企业采购货物、工程、服务，应当自货物、工程、服务交付之日起30日内支付款项；合同另有约定的，从其约定，但付款期限最长不得超过60日。',
  '大型企业从中小企业采购货物、工程、服务，应当自货物、工程、服务交付之日起60日内支付款项。',
  '法律、行政法规或者国家有关规定对本条第一款、第二款付款期限另有规定的，从其规定。',
].join('\n');
const bidding = [
  '第六十条 中标人不履行与招标人订立的合同的，履约保证金不予退还。',
  '中标人不按照与招标人订立的合同履行义务，情节严重的，取消其二年至五年内参加投标的资格。',
  '因不可抗力不能履行合同的，不适用前两款规定。',
].join('\n');

function source(text: string, more: Partial<SourcePassage> = {}): SourcePassage {
  return {
    ...{
      passageId: 1,
      documentId: 'd',
      title: '保障中小企业款项支付条例',
      documentNumber: null,
      issuer: null,
    },
    ...{
      path: '第九条',
      text,
      textKind: 'original',
      status: 'in-force',
      effectiveFrom: null,
      expiresOn: null,
    },
    ...{ similarity: null, found: true },
    ...more,
  };
}

describe('exceptions stay with their rule', () => {
  it('in the same sentence, whatever semicolons stand between', () => {
    const [first] = splitClauses(payment);
    expect(first?.text).toContain('但付款期限最长不得超过60日。');
  });

  it.each([
    ['本条第一款、第二款 另有规定', payment, 0, 2],
    ['前两款', bidding, 0, 2],
    [
      'a sentence that only takes out',
      '第四十条 预留给小型微型企业的比例不低于百分之六十。中小企业无法提供的商品和服务除外。',
      0,
      1,
    ],
    ['前款 in a 款 of its own', '第三条 企业可以申请补助。\n前款规定不适用于烟草制造业。', 0, 1],
    [
      'a list of cases',
      '第三条 企业可以申请补助。\n有下列情形之一的，不予补助：\n（一）失信；\n（二）停业。',
      0,
      1,
    ],
  ])('%s', (_name, text, rule, exception) => {
    expect(findExceptions(splitClauses(text)).get(rule)).toContain(exception);
  });

  it('and are quoted with it, from other articles too', () => {
    const terms = weighTerms(questionTerms('大型企业采购货物支付款项'), 100, () => 5);
    const [quotation] = extractAnswer({
      question: '多少天付款',
      aspect: 'deadline',
      terms,
      passages: [source(payment)],
    });
    expect(quotation?.text).toContain('另有规定的，从其规定。');
    const grant = source('第三条 企业采购货物支付款项的，每户补助5万元。', { path: '第三条' });
    const refused = source('第五条 列入失信名单的，不予补助。', { passageId: 2, path: '第五条' });
    const roles = extractAnswer({
      question: '补助多少钱',
      aspect: 'amount',
      terms,
      passages: [grant, refused],
    });
    expect(roles.map(({ role, passage }) => [role, passage.path])).toEqual([
      ['answer', '第三条'],
      ['exception', '第五条'],
    ]);
  });

  it('are recognised in another article, a heading and a sentence', () => {
    expect(
      exceptionToArticle(splitClauses('第八条 有前列情形的，不适用第五条的规定。'), '第五条')?.text,
    ).toContain('不适用');
    expect(exceptionToArticle(splitClauses(payment), '要点一')).toBeNull();
    expect(announcesExceptions('要点一 六个不适用的行业')).toBe(true);
    expect(exceptionWithin('研发费用可以加计扣除，但烟草制造业除外。')).toBe('但烟草制造业除外。');
    expect(exceptionWithin('研发费用可以加计扣除。')).toBeNull();
  });

  it('whatever stands between the rule and its 但书 in one 款', () => {
    const words = fc.constantFrom('企业可以申请补助', '单户最高五十万元', '每年申报一次');
    const joint = fc.constantFrom('；', '，', '。');
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 4 }), joint, (parts, mark) => {
        const text = `第六条 ${parts.join('；')}${mark}但列入失信名单的除外。`;
        const last = splitClauses(text).at(-1);
        expect(last?.text).toContain(parts.at(-1) ?? '');
        expect(last?.text).toContain('但列入失信名单的除外。');
      }),
    );
  });
});

describe('referring words', () => {
  const passages = [
    { passageId: 1, path: '第七条', text: '第七条 下列行为属于传销：\n（一）拉人头；\n（二）收取入门费。' },
    {
      passageId: 2,
      path: '第八条',
      text: '第八条 组织前条行为的，没收财物。\n有前款行为的，处50万元罚款；依照本条例第七条第（二）项认定。\n依照企业所得税法第二十八条办理。',
    },
  ];
  const resolve = (text: string, passageId = 2) => {
    const { text: whole = '' } = passages.find((passage) => passage.passageId === passageId) ?? {};
    return resolveReferences({ passageId, text, start: whole.indexOf(text) }, passages);
  };

  it('are found, own numbers and articles of other laws are not', () => {
    expect(findReferences('第八条 依照本条例第七条和前款').map(({ words }) => words)).toEqual([
      '本条例第七条',
      '前款',
    ]);
    expect(findReferences('依照企业所得税法第二十八条、《税收征收管理法》第五条')).toEqual([]);
    expect(findReferences('本条例自2025年起施行')).toEqual([]);
  });

  it('point at the 款, 条 and 项 meant, verbatim', () => {
    expect(resolve('有前款行为的，处50万元罚款；依照本条例第七条第（二）项认定。')).toEqual([
      expect.objectContaining({ words: '前款', passageId: 2, text: '第八条 组织前条行为的，没收财物。' }),
      expect.objectContaining({ words: '本条例第七条第（二）项', passageId: 1, path: '第七条第（二）项' }),
    ]);
    expect(resolve('第八条 组织前条行为的，没收财物。')[0]).toMatchObject({ words: '前条', passageId: 1 });
  });

  it('give a quoted item the sentence that opens its list', () => {
    expect(resolve('（二）收取入门费。', 1)).toEqual([
      expect.objectContaining({ words: '', text: '第七条 下列行为属于传销：' }),
    ]);
  });

  it('resolve to nothing that is not in the document', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[第前本上述条款项一二三四五（）的，。]{0,24}$/), (text) => {
        for (const { passageId, text: found } of resolveReferences(
          { passageId: 2, text, start: 0 },
          passages,
        )) {
          const whole = passages.find((passage) => passage.passageId === passageId)?.text ?? '';
          for (const line of found.replace(/……$/, '').split('\n')) expect(whole).toContain(line);
        }
      }),
    );
  });
});
