import { describe, expect, it } from 'vitest';

import { checkReply, markedNumbers, quoteFor, type CitablePassage } from '~/knowledge/helpdesk/check-reply';

const passage = (text: string, status = 'in-force'): CitablePassage => ({
  ...{ passageId: 1, documentId: 'd', title: '办法', documentNumber: '云政〔2025〕1号', path: '第一条' },
  ...{ text, textKind: 'original', status },
});
const grants = passage('第一条 补助最高300万元，2026年12月31日前申请。逾期不予受理。');

describe('checkReply', () => {
  it('accepts figures in another normal form, and sentences without any', () => {
    expect(checkReply('您好。最高补助3000000元。[1]请及时申请。', [grants])).toEqual([]);
  });

  it('points out figures that the marked clause lacks', () => {
    expect(checkReply('最高补助500万元。[1]', [grants])).toEqual([
      { sentence: '最高补助500万元。', reason: 'figures', figures: ['500万元'] },
    ]);
  });

  it('points out figures without any clause', () => {
    expect(checkReply('比例为60%。', [])).toMatchObject([{ reason: 'no-citation', figures: ['60%'] }]);
  });

  it('points out what a clause says the other way round, by its words', () => {
    expect(checkReply('逾期可以受理。[1]', [grants])).toEqual([
      { sentence: '逾期可以受理。', reason: 'contradicts', figures: ['受理'] },
    ]);
  });

  it('lets a person say without a clause that there is nothing', () => {
    expect(checkReply('目前没有展会补贴。', [])).toEqual([]);
  });

  it('checks an unmarked sentence against all clauses that the reply cites', () => {
    expect(checkReply('最高300万元。[1]请在2026年12月31日前申请。', [grants])).toEqual([]);
  });

  it('points out a clause that no longer counts', () => {
    expect(checkReply('逾期不予受理。[1]', [passage(grants.text, 'repealed')])).toMatchObject([
      { reason: 'not-in-force', figures: ['云政〔2025〕1号'] },
    ]);
  });

  it('reads which clauses are marked, and quotes the nearest of their sentences', () => {
    expect(markedNumbers('甲。[2]乙。[1]丙。[9]', 2)).toEqual([1, 2]);
    expect(quoteFor('补助最高300万元。[1]', 1, [grants])).toContain('300万元');
    expect(quoteFor('无', 3, [grants])).toBe('');
  });
});
