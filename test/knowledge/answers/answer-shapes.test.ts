import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { asksForChanges, withoutChangeWords } from '~/app/assistant/asks-for-changes';
import { readComparison } from '~/app/assistant/read-comparison';
import { diffClauses, type VersionClause } from '~/knowledge/answers/diff-clauses';
import { chineseWordsFor, readEnglishMatter } from '~/knowledge/answers/english-words';
import { listItems, procedureSteps } from '~/knowledge/answers/list-steps';
import { aspectsOf, isEnglish } from '~/knowledge/answers/question-aspect';
import { figureFit } from '~/knowledge/answers/question-figures';
import { readTable } from '~/knowledge/answers/quoted-table';

describe('a question', () => {
  it.each([
    ['要什么材料、补多少钱、什么时候截止？', ['materials', 'amount', 'deadline']],
    [
      '研发后补助的材料、条件、金额、期限、地点分别是什么？',
      ['materials', 'conditions', 'amount', 'deadline', 'where'],
    ],
    ['在哪里申请，咨询电话是多少？', ['where', 'phone']],
    ['补助最高多少？', ['amount']],
    ['享受了加计扣除，还能拿研发后补助吗？', ['stacking']],
    ['What documents are needed, and how much is the subsidy?', ['materials', 'amount']],
    ['研发补助', ['general']],
  ])('asks in its own order: %s', (question, aspects) => expect(aspectsOf(question)).toEqual(aspects));

  it('is English only when its words are', () => {
    expect(isEnglish('How much is the R&D subsidy?')).toBe(true);
    expect(isEnglish('IPO 辅导有什么奖励？')).toBe(false);
    expect(chineseWordsFor('R&D super-deduction')).toContain('加计扣除');
    expect(readEnglishMatter('Is there a reward for astronauts?').unknown).toEqual(['astronauts']);
  });

  it.each([
    ['高新技术企业和科技型中小企业有什么区别？', ['高新技术企业', '科技型中小企业']],
    ['比较一下稳岗返还和一次性扩岗补助', ['稳岗返还', '一次性扩岗补助']],
    [
      'What is the difference between high-tech enterprises and tech SMEs?',
      ['high-tech enterprises', 'tech SMEs'],
    ],
    ['研发后补助今年和去年有什么区别？', null],
    ['材料和条件是什么？', null],
  ])('compares two things: %s', (question, sides) => expect(readComparison(question)).toEqual(sides));

  it.each([
    ['研发后补助今年和去年有什么变化？', true],
    ['新版细则改了什么？', true],
    ['What has changed in the R&D subsidy since last year?', true],
    ['高新技术企业和科技型中小企业有什么区别？', false],
    ['变更登记要什么材料？', false],
    ['申报材料提交了还能修改吗？', false],
  ])('asks for changes or not: %s', (question, asks) => expect(asksForChanges(question)).toBe(asks));

  it('names its policy without the words that ask for changes', () => {
    expect(withoutChangeWords('研发后补助今年和去年有什么变化？')).toContain('研发后补助');
  });

  it('says by its figures whose case a clause is', () => {
    const asked = '月销售额超过十万，按几个点交税？';
    expect(figureFit(asked, '月销售额10万元以下的，免征增值税。')).toBeLessThan(0);
    expect(figureFit(asked, '超过10万元的，减按1%征收。')).toBeGreaterThan(0.3);
    expect(figureFit('多少天付款', '30日内支付')).toBeGreaterThan(figureFit('多少天付款', '1年期利率'));
    expect(figureFit('研发补助', '30日内')).toBe(0);
  });
});

describe('a quotation as a list', () => {
  it('by its lines, or by 、 where it lists inline', () => {
    expect(listItems('第九条 申请材料包括：申请表、审计报告（原件、复印件）、清单。另附说明。')).toEqual({
      lead: '第九条 申请材料包括：',
      items: ['申请表', '审计报告（原件、复印件）', '清单'],
      rest: '另附说明。',
    });
    expect(listItems('条件：\n（一）甲；\n（二）乙。')?.items).toEqual(['（一）甲；', '（二）乙。']);
    expect(listItems('单户最高五十万元。')).toBeNull();
  });

  it('steps are the sentences that say what is done', () => {
    expect(procedureSteps('第八条 企业在平台申报。市局受理后审核。本办法好。')).toEqual([
      '企业在平台申报。',
      '市局受理后审核。',
    ]);
    expect(procedureSteps('企业申报。')).toBeNull();
  });

  it('items are verbatim, whatever the text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[甲乙丙、：。（）包括一二\n]{0,40}$/), (text) => {
        for (const item of listItems(text)?.items ?? []) expect(text).toContain(item);
      }),
    );
  });
});

describe('rows of a table', () => {
  it('get their headings back', () => {
    expect(
      readTable([
        { passageId: 1, text: '项目：稳岗返还；标准：60%' },
        { passageId: 2, text: '项目：扩岗补助；标准：1500元；期限：一年' },
      ]),
    ).toEqual({
      headings: ['项目', '标准', '期限'],
      rows: [
        { passageId: 1, cells: ['稳岗返还', '60%', ''] },
        { passageId: 2, cells: ['扩岗补助', '1500元', '一年'] },
      ],
    });
    expect(readTable([{ passageId: 1, text: '没有栏目的一行' }])).toBeNull();
  });
});

describe('two versions of a document', () => {
  const clause = (passageId: number, text: string): VersionClause => ({
    passageId,
    path: `第${passageId}条`,
    text,
  });
  it('are compared by what clauses say, not by their number', () => {
    const before = [
      clause(1, '第一条 制定本办法。'),
      clause(2, '第二条 按研发费用的百分之六给予补助，最高30万元。'),
      clause(3, '第三条 提交营业执照复印件。'),
    ];
    const after = [
      clause(11, '第一条 制定本办法。'),
      clause(12, '第二条 全新的一条，讲公开公平。'),
      clause(13, '第三条 按研发费用的百分之八给予补助，最高50万元。'),
    ];
    const { changes, unchanged } = diffClauses(before, after);
    expect(unchanged).toBe(1);
    expect(changes.map(({ kind }) => kind).sort()).toEqual(['added', 'changed', 'removed']);
    const changed = changes.find((change) => change.kind === 'changed');
    expect(changed?.afterRuns.filter((run) => run.changed).map(({ text }) => text)).toEqual([
      '三',
      '八',
      '50',
    ]);
  });

  it('account for every clause once, and say nothing of equal ones', () => {
    const texts = fc.array(
      fc.constantFrom('企业可以申请补助。', '最高30万元。', '最高50万元。', '自受理之日起30日内办结。'),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        const before = a.map((text, at) => clause(at, text));
        const after = b.map((text, at) => clause(100 + at, text));
        const { changes, unchanged } = diffClauses(before, after);
        const count = (kind: string) => changes.filter((change) => change.kind === kind).length;
        expect(unchanged + count('changed') + count('removed')).toBe(before.length);
        expect(unchanged + count('changed') + count('added')).toBe(after.length);
        expect(diffClauses(before, before).changes).toEqual([]);
        for (const change of changes)
          if (change.kind === 'changed')
            expect(change.afterRuns.map(({ text }) => text).join('')).toBe(change.after.text);
      }),
    );
  });
});
